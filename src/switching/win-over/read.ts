import { requireNonEmpty, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { toDay } from "../../time/index.ts";
import { MEAN_DAYS } from "../../time/period-units.ts";
import { requireChance } from "./chance.ts";
import { UNSTATED } from "./effects.ts";
import type { LostCustomer, PlanWinOverOptions, RivalBarrier, WinOverStepDays, WinOverTarget } from "./types.ts";

const LARGEST = 1e100;

/** Days of the steps: conventions of a sales plan, not findings. */
const STEP_DAYS: WinOverStepDays = { study: 14, goal: 7, prepare: 21, act: 30, secure: 30 };

/** Options of the plans, checked and complete. */
export interface PlanRules {
  readonly asOf: number;
  readonly chance: PlanWinOverOptions["chance"];
  readonly budget: number;
  readonly maxTries: number;
  readonly stepDays: WinOverStepDays;
  readonly level: number;
}

/** A customer to win, checked and complete. */
export interface Target {
  readonly id: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Whether the value came with an interval. */
  readonly doubted: boolean;
  readonly cost: number;
  readonly unit: number;
  readonly cap: number;
  readonly triesBefore: number;
  readonly barrier: RivalBarrier | undefined;
  /** Day on which the try is made. */
  readonly actOn: number;
  /** Months since leaving, and why, {@link UNSTATED} where nobody noted it; for lost customers. */
  readonly monthsSince?: number;
  readonly reason?: string;
}

/** Checks the options of both plans. */
export function readRules(options: PlanWinOverOptions): PlanRules {
  requireObject(options, "options");
  const { budget, maxTries = 5, stepDays = {}, level = 0.95, chance } = options;
  const asOf = toDay(options.asOf, "options.asOf");
  requireChance(chance);
  if (budget !== undefined) requireNumber(budget, "options.budget", { min: 0, max: LARGEST });
  requireNumber(maxTries, "options.maxTries", { min: 1, max: 50, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireObject(stepDays, "options.stepDays");
  const days = { ...STEP_DAYS };
  for (const step of Object.keys(STEP_DAYS) as (keyof WinOverStepDays)[]) {
    const own = stepDays[step];
    if (own === undefined) continue;
    requireNumber(own, `options.stepDays.${step}`, { min: 0, max: 3660, integer: true });
    (days as Record<string, number>)[step] = own;
  }
  return { asOf, chance, budget: budget ?? Number.POSITIVE_INFINITY, maxTries, stepDays: days, level };
}

/** Checks a list of customers, and puts it in order of id. */
export function readTargets(
  rows: ArrayLike<WinOverTarget | LostCustomer>,
  name: string,
  lost: boolean,
  rules: PlanRules,
): readonly Target[] {
  requireNonEmpty(rows, name);
  const targets = Array.from(rows, (row, i) => readTarget(row, `${name}[${i}]`, lost, rules));
  requireUnique(
    targets.map(({ id }) => id),
    name,
  );
  return targets.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readTarget(row: WinOverTarget | LostCustomer, name: string, lost: boolean, rules: PlanRules): Target {
  requireObject(row, name);
  const { id, attemptCost, doseUnit, barrier, maxInducement, triesBefore = 0 } = row;
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name}.id must be a non-empty text, got ${show(id)}`, { name });
  }
  const value = readValue(row.value, `${name}.value`);
  requireNumber(attemptCost, `${name}.attemptCost`, { min: 0, max: LARGEST });
  if (maxInducement !== undefined) requireNumber(maxInducement, `${name}.maxInducement`, { min: 0, max: LARGEST });
  requireNumber(triesBefore, `${name}.triesBefore`, { min: 0, max: 1e6, integer: true });
  if (barrier !== undefined) requireBarrier(barrier, `${name}.barrier`);
  if (doseUnit !== undefined) requireNumber(doseUnit, `${name}.doseUnit`, { above: 0, max: LARGEST });
  const actOn = actDay(rules, barrier);
  const unit = doseUnit ?? (barrier === undefined ? undefined : inducementOn(barrier, actOn));
  if (unit === undefined || unit === 0) {
    throw new ClienteleError(
      "inconsistent",
      `${name} needs doseUnit, the amount of one unit of dose, or a barrier above 0 that stands for it`,
      { name },
    );
  }
  const rest = {
    id,
    ...value,
    cost: attemptCost,
    unit,
    cap: maxInducement ?? Number.POSITIVE_INFINITY,
    triesBefore,
    barrier,
    actOn,
  };
  return lost ? { ...rest, ...readLoss(row as LostCustomer, name, rules.asOf) } : rest;
}

/** When all is prepared, or when moving is cheapest if that is later. */
function actDay({ asOf, stepDays }: PlanRules, barrier: RivalBarrier | undefined): number {
  const ready = asOf + stepDays.study + stepDays.goal + stepDays.prepare;
  return barrier === undefined ? ready : Math.max(ready, toDay(barrier.cheapest.date));
}

/** What offsets the barrier on a day; on the last day known for days after it. Today's where nothing holds by then. */
function inducementOn({ days, inducement }: RivalBarrier, day: number): number {
  const first = days[0];
  const at = first === undefined ? -1 : Math.min(days.length - 1, Math.max(0, day - toDay(first.date)));
  return (days[at]?.inducement ?? 0) || inducement.value;
}

function readLoss(
  { leftOn, reason }: LostCustomer,
  name: string,
  asOf: number,
): Pick<Target, "monthsSince" | "reason"> {
  const left = toDay(leftOn, `${name}.leftOn`);
  if (left > asOf) {
    throw new ClienteleError("inconsistent", `${name}.leftOn lies after options.asOf`, { name });
  }
  if (reason !== undefined && (typeof reason !== "string" || reason === "")) {
    throw new ClienteleError("invalid_type", `${name}.reason must be a non-empty text, got ${show(reason)}`, { name });
  }
  const monthsSince = (asOf - left) / MEAN_DAYS.month;
  return { monthsSince, reason: reason ?? UNSTATED };
}

function readValue(given: number | Estimate, name: string): Pick<Target, "value" | "lower" | "upper" | "doubted"> {
  if (typeof given === "number") {
    requireNumber(given, name, { min: 0, max: LARGEST });
    return { value: given, lower: given, upper: given, doubted: false };
  }
  requireObject(given, name);
  requireNumber(given.value, `${name}.value`, { min: 0, max: LARGEST });
  requireObject(given.interval, `${name}.interval`);
  requireNumber(given.interval.lower, `${name}.interval.lower`, { min: -LARGEST, max: given.value });
  requireNumber(given.interval.upper, `${name}.interval.upper`, { min: given.value, max: LARGEST });
  return { value: given.value, lower: given.interval.lower, upper: given.interval.upper, doubted: true };
}

function requireBarrier(barrier: RivalBarrier, name: string): void {
  requireObject(barrier, name);
  requireObject(barrier.inducement, `${name}.inducement`);
  requireNumber(barrier.inducement.value, `${name}.inducement.value`, { min: 0, max: LARGEST });
  requireObject(barrier.cheapest, `${name}.cheapest`);
  toDay(barrier.cheapest.date, `${name}.cheapest.date`);
  requireNumber(barrier.coverage, `${name}.coverage`, { min: 0, max: 1 });
  for (const field of ["levers", "days"] as const) {
    if (!Array.isArray(barrier[field])) {
      throw new ClienteleError("invalid_type", `${name}.${field} must be an array, got ${show(barrier[field])}`, {
        name,
      });
    }
  }
  barrier.days.forEach((day, i) => {
    requireObject(day, `${name}.days[${i}]`);
    if (i === 0) toDay(day.date, `${name}.days[0].date`);
    requireNumber(day.inducement, `${name}.days[${i}].inducement`, { min: 0, max: LARGEST });
  });
}
