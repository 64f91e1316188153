import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { solveChoice } from "../defence/solve-choice.ts";
import { type DoseResponse, measuredResponse, statedResponse } from "./chance.ts";
import { type PlanRules, readRules, readTargets, type Target } from "./read.ts";
import { causeOf, stepsOf } from "./steps.ts";
import { stopRule } from "./stop.ts";
import type {
  LostCustomer,
  PlanWinOverOptions,
  WinChance,
  WinOverPlan,
  WinOverPlans,
  WinOverTarget,
  WinOverVerdict,
} from "./types.ts";

/**
 * Plans how to win a rival's customers over: whether each is worth a try, at which inducement and at most at which, when
 * to stop, the steps with their days, and which customers to take on within a budget.
 *
 * The inducement is paid when the customer comes; a try costs its cost either way. The best inducement makes
 * chance × (value − inducement) − cost largest. Beyond the largest dose ever tried the chance is held level, so that no
 * more than that is advised.
 *
 * @param targets - One row per customer: value, cost of a try, and `doseUnit` (amount that one unit of dose stands for) or
 * a `barrier`, whose inducement on the day of the try then is one unit. At least one row. Not mutated.
 * @param options - `asOf`; `chance`, fitted or stated; `budget`, `maxTries` (default 5), `stepDays`, `level`.
 * @returns One plan per customer, the largest expected value of all tries first. `worth_it` where a try pays over the
 * whole interval of its expected value, `not_worth_it` where nowhere, else `learn_first`. Within a budget the best
 * combination of those worth it is chosen; each is counted with all its tries and the inducement.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `invalid_date`, `duplicate_id`,
 * `invalid_model` for what is no chance; `inconsistent` without an amount for a unit of dose, or for a model of lost
 * customers.
 * @example
 * ```ts
 * const chance = { source: "stated", points: [{ dose: 0, chance: 0.05 }, { dose: 1, chance: 0.3 }, { dose: 2, chance: 0.4 }], triesWorth: 4 } as const;
 * const { plans } = planWinOver([{ id: "North Mill", value: 40000, attemptCost: 1500, doseUnit: 4000 }], { asOf: "2026-07-01", chance });
 * plans[0].verdict; // => "worth_it"
 * plans[0].inducement; // => 8000
 * plans[0].expectedValue; // => 11300
 * plans[0].ceiling; // => 36250
 * plans[0].stop.tries; // => 5
 * plans[0].steps[3].from; // => "2026-08-12"
 * ```
 */
export function planWinOver(targets: ArrayLike<WinOverTarget>, options: PlanWinOverOptions): WinOverPlans {
  const rules = readRules(options);
  const { chance } = rules;
  if ("kind" in chance && (chance.monthsSince !== undefined || chance.reasons !== undefined)) {
    throw new ClienteleError(
      "inconsistent",
      "options.chance was learned from lost customers (reason, monthsSince); use planWinBack, or fit it without them",
      { name: "options.chance" },
    );
  }
  return plansOf(readTargets(targets, "targets", false, rules), rules);
}

/**
 * Plans how to win lost customers back: as {@link planWinOver}, with the reason why each left and the time since, which
 * move the chance where the model has learned them and say what must come first (D28).
 *
 * @param customers - As for {@link planWinOver}, with `leftOn` and, where it is known, `reason`. Not mutated.
 * @param options - As for {@link planWinOver}.
 * @returns As {@link planWinOver}. The first step names what the reason to leave asks for: an offer in money for price and
 * a rival's offer, mending the cause for all others.
 * @throws `ClienteleError` as {@link planWinOver} does; `inconsistent` for who left after `asOf`.
 * @example
 * ```ts
 * const chance = { source: "stated", points: [{ dose: 0, chance: 0.1 }, { dose: 3, chance: 0.25 }], triesWorth: 3 } as const;
 * const lost = [{ id: "Bay Print", value: 9000, attemptCost: 300, doseUnit: 240, leftOn: "2026-02-01", reason: "service" }];
 * const { plans } = planWinBack(lost, { asOf: "2026-07-01", chance });
 * plans[0].inducement; // => 720
 * describe(plans[0].steps[0].tasks[1]); // => "left for service: mend that first and show it; money alone buys time"
 * ```
 */
export function planWinBack(customers: ArrayLike<LostCustomer>, options: PlanWinOverOptions): WinOverPlans {
  const rules = readRules(options);
  return plansOf(readTargets(customers, "customers", true, rules), rules);
}

function plansOf(targets: readonly Target[], rules: PlanRules): WinOverPlans {
  const plans = targets.map((target) => planOne(target, rules));
  const chosen = choose(plans, targets, rules.budget);
  const told = plans.map((plan, i): WinOverPlan => {
    if (chosen[i] === true || plan.verdict !== "worth_it") return { ...plan, chosen: chosen[i] === true };
    const params = { committed: committedBy(plan), budget: rules.budget };
    return { ...plan, chosen: false, reasons: [...plan.reasons, { code: "win_over_budget", params }] };
  });
  const taken = told.filter((plan) => plan.chosen);
  return {
    plans: told.sort((a, b) => b.stop.expectedValue - a.stop.expectedValue || b.expectedValue - a.expectedValue),
    total: {
      chosen: taken.length,
      committed: taken.reduce((total, plan) => total + committedBy(plan), 0),
      expectedValue: taken.reduce((total, { stop }) => total + stop.expectedValue, 0),
      expectedWins: taken.reduce((total, { stop }) => total + stop.chance, 0),
    },
  };
}

function committedBy({ stop, inducement }: WinOverPlan): number {
  return stop.spend + inducement;
}

function planOne(target: Target, rules: PlanRules): WinOverPlan {
  const { level, maxTries, chance: source } = rules;
  const response = "kind" in source ? measuredResponse(source, target, level) : statedResponse(source, level);
  const { unit, value, cost, cap } = target;
  const best = Math.max(0, Math.min(response.best(value / unit), value / unit));
  const inducement = Math.min(best * unit, cap);
  const dose = inducement / unit;
  const chance = response.at(dose);
  const win = value - inducement;
  const expectedValue = chance.value * win - cost;
  const interval = intervalOf(target, chance, inducement, expectedValue, level);
  const verdict = verdictOf(expectedValue, interval);
  const ceiling = expectedValue >= 0 ? ceilingOf(response, target, inducement) : undefined;
  const { stop, next } = stopRule(response, dose, win, cost, maxTries);
  const spread = cap < best * unit ? undefined : response.spread(value / unit);
  const plan: WinOverPlan = {
    id: target.id,
    verdict,
    inducement,
    ...(spread === undefined
      ? {}
      : { inducementInterval: around(inducement, spread * unit, level, Math.min(cap, value)) }),
    ...(ceiling === undefined ? {} : { ceiling }),
    chance,
    expectedValue,
    ...(interval === undefined ? {} : { expectedValueInterval: interval }),
    stop,
    steps: stepsOf(target, rules, { inducement, chance: chance.value, stop }),
    chosen: false,
    reasons: [],
  };
  return { ...plan, reasons: reasonsOf(plan, target, rules, response, next?.worth) };
}

function around(value: number, spread: number, level: number, most: number): Interval {
  const half = normalQuantile((1 + level) / 2) * spread;
  return { lower: Math.max(0, value - half), upper: Math.min(Math.max(most, value), value + half), level };
}

/** Chance and value were judged apart, so their reaches add up as squares. */
function intervalOf(
  target: Target,
  chance: WinChance,
  inducement: number,
  expected: number,
  level: number,
): Interval | undefined {
  if (chance.interval === undefined && !target.doubted) return undefined;
  const win = target.value - inducement;
  const { lower, upper } = chance.interval ?? { lower: chance.value, upper: chance.value };
  const down = Math.hypot((chance.value - lower) * win, chance.value * (target.value - target.lower));
  const up = Math.hypot((upper - chance.value) * win, chance.value * (target.upper - target.value));
  return { lower: expected - down, upper: expected + up, level };
}

function verdictOf(expected: number, interval: Interval | undefined): WinOverVerdict {
  const { lower, upper } = interval ?? { lower: expected, upper: expected };
  return lower > 0 ? "worth_it" : upper <= 0 ? "not_worth_it" : "learn_first";
}

/** The inducement beyond the best one at which a try just pays its cost; it falls from there on to the value. */
function ceilingOf(response: DoseResponse, { value, unit, cost }: Target, best: number): number {
  const pays = (amount: number): boolean => response.at(amount / unit).value * (value - amount) >= cost;
  if (pays(value)) return value;
  // beyond the last kink the chance is level or has one top only: the last stretch that pays is halved down
  const marks = [
    best,
    ...response.kinks.map((dose) => dose * unit).filter((amount) => amount > best && amount < value),
  ];
  let lower = marks.filter(pays).at(-1) ?? best;
  let upper = value;
  for (let step = 0; step < 200 && upper - lower > 1e-12 * value; step++) {
    const middle = (lower + upper) / 2;
    if (pays(middle)) lower = middle;
    else upper = middle;
  }
  return lower;
}

/** The best combination within the budget, by the integer programme that also plans the defence. */
function choose(plans: readonly WinOverPlan[], targets: readonly Target[], budget: number): readonly boolean[] {
  const open = plans.map(({ verdict, stop }) => verdict === "worth_it" && stop.tries > 0);
  if (!Number.isFinite(budget)) return open;
  const classes = plans.map((plan, i) =>
    open[i] === true && committedBy(plan) <= budget
      ? { gain: Float64Array.of(0, plan.stop.expectedValue), use: Float64Array.of(0, committedBy(plan)) }
      : { gain: Float64Array.of(0), use: Float64Array.of(0) },
  );
  const problem = { resources: 1, most: Float64Array.of(budget), least: Float64Array.of(0), classes };
  const solved = solveChoice(problem);
  return targets.map((_, i) => solved?.chosen[i] === 1);
}

function reasonsOf(
  plan: WinOverPlan,
  target: Target,
  rules: PlanRules,
  response: DoseResponse,
  next: number | undefined,
): readonly Reason[] {
  const { verdict, expectedValue, inducement, ceiling, chance, stop, expectedValueInterval } = plan;
  const { cost, unit, monthsSince, reason } = target;
  const model = "kind" in rules.chance ? rules.chance : undefined;
  const reasons: Reason[] = [];
  if (verdict === "worth_it") {
    reasons.push({ code: "win_over_worth", params: { expectedValue, inducement, ceiling: ceiling ?? inducement } });
  } else if (verdict === "not_worth_it") {
    reasons.push({ code: "win_over_not_worth", params: { expectedValue, cost } });
  } else {
    const { lower, upper } = expectedValueInterval ?? { lower: expectedValue, upper: expectedValue };
    reasons.push({ code: "win_over_learn_first", params: { lower, upper } });
  }
  const { value, interval, n } = chance;
  if (model !== undefined && interval !== undefined) {
    const { lower, upper } = interval;
    reasons.push({ code: "win_over_chance_measured", params: { chance: value, lower, upper, n } });
  } else reasons.push({ code: "win_over_chance_stated", params: { chance: value } });
  if (monthsSince !== undefined) reasons.push({ code: "win_back_since", params: { months: monthsSince } });
  reasons.push(...causeOf(target));
  if (model?.reasons !== undefined && reason !== undefined && !model.reasons.some(({ id }) => id === reason)) {
    reasons.push({ code: "win_over_unseen_reason", params: { reason } });
  }
  if (model !== undefined && !(model.dose > 0)) {
    reasons.push({ code: "win_over_dose_no_effect", params: { attempts: model.fittedOn.attempts } });
  } else if (inducement > 0 && inducement >= response.most * unit * (1 - 1e-9)) {
    reasons.push({ code: "win_over_dose_capped", params: { dose: response.most, inducement } });
  }
  const { tries, spend } = stop;
  if (tries > 0) {
    if (next !== undefined) reasons.push({ code: "win_over_stop", params: { tries, spend, next, cost } });
    else reasons.push({ code: "win_over_stop_limit", params: { tries, spend } });
    if (stop.learnsFrom === "none") reasons.push({ code: "win_over_no_learning", params: { tries: rules.maxTries } });
  }
  return [...reasons, ...(model?.fittedOn.notes ?? [])];
}
