import type { Reason } from "../../core/reasons.ts";
import { toIsoDate } from "../../time/index.ts";
import { UNSTATED } from "./effects.ts";
import type { PlanRules, Target } from "./read.ts";
import type { WinOverStep, WinOverStepId, WinOverStop } from "./types.ts";

/** Levers that the first step names. */
const NAMED = 4;

/**
 * The five steps with their days, D27. The first three follow one another from the first day on; the try is made when
 * they are done, or on the day on which moving is cheapest, whichever is later.
 */
export function stepsOf(
  target: Target,
  rules: PlanRules,
  figures: { readonly inducement: number; readonly chance: number; readonly stop: WinOverStop },
): readonly WinOverStep[] {
  const { asOf, stepDays } = rules;
  const { barrier, id, value, cost } = target;
  const goal = asOf + stepDays.study;
  const prepare = goal + stepDays.goal;
  const ready = prepare + stepDays.prepare;
  const act = target.actOn;
  const secure = act + stepDays.act;
  const levers = barrier?.levers.slice(0, NAMED).map(({ lever }) => lever) ?? [];
  const study: Reason =
    barrier === undefined || levers.length === 0
      ? { code: "win_over_task_study_bare", params: { id } }
      : { code: "win_over_task_study", params: { levers, coverage: barrier.coverage } };
  const step = (name: WinOverStepId, from: number, next: number, ...tasks: Reason[]): WinOverStep => ({
    step: name,
    from: toIsoDate(from),
    // a step of no days begins and ends on the same day
    to: toIsoDate(Math.max(from, next - 1)),
    tasks,
  });
  const { inducement, chance, stop } = figures;
  return [
    step("study", asOf, goal, study, ...causeOf(target)),
    step("goal", goal, prepare, { code: "win_over_task_goal", params: { inducement, value } }),
    step("prepare", prepare, act, {
      code: "win_over_task_prepare",
      params: { date: toIsoDate(act), wait: act - ready },
    }),
    step("act", act, secure, { code: "win_over_task_act", params: { cost, chance } }),
    step("secure", secure, secure + stepDays.secure, {
      code: "win_over_task_secure",
      params: { tries: stop.tries, spend: stop.spend },
    }),
  ];
}

/** What the reason to leave asks for first, D28: price speaks to price, all else is mended before money is offered. */
export function causeOf({ reason, monthsSince }: Target): readonly Reason[] {
  if (monthsSince === undefined) return [];
  if (reason === undefined || reason === UNSTATED)
    return [{ code: "win_back_reason_unknown", params: { months: monthsSince } }];
  const money = reason === "price" || reason === "rival_offer";
  return [{ code: money ? "win_back_price_first" : "win_back_cause_first", params: { reason } }];
}
