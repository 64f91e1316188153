import type { Journeys } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { FunnelShock, FunnelStage } from "../types.ts";

/** Fewer past periods say nothing about how much periods differ. */
export const ENOUGH_PERIODS = 4;

/** Deals that came in over fewer periods than this grow old together: age and calendar cannot be told apart. */
const ENOUGH_COHORTS = 2;

/**
 * How much wins swing from period to period beyond chance. Each past window's wins are compared with what the stage
 * and age of the deals then open let one expect; a count of mean E under a shared multiplier of variance v scatters
 * by E + v·E², and v is solved from the windows together (method of moments, zero when chance alone explains it).
 *
 * @see Hougaard (2000), Analysis of Multivariate Survival Data, ch. 7: shared gamma frailty
 */
export function fitShock(journeys: Journeys, stages: readonly FunnelStage[], periodDays: number): FunnelShock {
  const length = periodDays * MS_PER_DAY;
  let earliest = journeys.asOf;
  for (const { entered } of journeys.list) earliest = Math.min(earliest, entered[0] ?? journeys.asOf);
  const periods = Math.floor((journeys.asOf - earliest) / length);
  if (periods < ENOUGH_PERIODS) {
    return { periodDays, variance: 0, periods, effectivePeriods: periods, unmeasured: "few_periods" };
  }

  // windows count backwards from asOf: window w is (asOf − (w + 1)·length, asOf − w·length]
  const expected = new Float64Array(periods);
  const observed = new Float64Array(periods);
  const windowOf = (moment: number): number => Math.floor((journeys.asOf - moment) / length);
  const add = (column: Float64Array, window: number, value: number): void => {
    if (window < periods) column[window] = (column[window] as number) + value;
  };
  const winning = new Map(stages.map((stage) => [stage.id, cumulativeWinning(stage)]));
  const all = journeys.lookup.pipeline.stages;
  eachSpell(journeys, ({ stage, entered, left, target, outcome }) => {
    if (outcome === "won") add(observed, windowOf(left), 1);
    const curve = winning.get((all[stage] as { id: string }).id);
    if (curve === undefined) return;
    // day 0: what a stage wins the moment it begins
    add(expected, windowOf(entered), curve(0));
    // whoever begins a day in the stage faces that day's whole chance, so an ended spell counts its last day in full
    const ended = outcome !== undefined || target !== undefined;
    const days = (left - entered) / MS_PER_DAY;
    const until = entered + (ended ? Math.ceil(days) : days) * MS_PER_DAY;
    const last = Math.min(periods - 1, Math.floor((journeys.asOf - entered) / length));
    for (let w = Math.max(0, Math.floor((journeys.asOf - until) / length)); w <= last; w++) {
      const end = Math.min(until, journeys.asOf - w * length);
      const start = Math.max(entered, journeys.asOf - (w + 1) * length);
      if (end <= start) continue;
      const gained = curve((end - entered) / MS_PER_DAY) - curve((start - entered) / MS_PER_DAY);
      expected[w] = (expected[w] as number) + gained;
    }
  });
  const effectivePeriods = effectiveNumber(expected);
  const cohorts = new Float64Array(periods + 1);
  for (const { entered } of journeys.list) {
    const [first] = entered;
    if (first === undefined) continue;
    const window = Math.min(periods, windowOf(first));
    cohorts[window] = (cohorts[window] as number) + 1;
  }
  const facts = { periodDays, periods, effectivePeriods };
  if (effectiveNumber(cohorts) < ENOUGH_COHORTS) return { ...facts, variance: 0, unmeasured: "one_cohort" };
  if (effectivePeriods < ENOUGH_PERIODS) return { ...facts, variance: 0, unmeasured: "few_periods" };
  return { ...facts, variance: varianceBeyondChance(observed, expected) };
}

/** Kish: as many equal weights would tell as much; equal weights are counted exactly. */
function effectiveNumber(weights: Float64Array): number {
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight / most;
    squares += (weight / most) ** 2;
  }
  return (sum * sum) / squares;
}

/**
 * Unbiased for any windows: with shares w of what was expected and m = w·W of the W wins, the squared distances from m
 * come to W(1 − Σw²) by chance alone, and to v times the denominator by a multiplier of variance v.
 */
function varianceBeyondChance(observed: Float64Array, expected: Float64Array): number {
  const wins = observed.reduce((a, b) => a + b, 0);
  const foreseen = expected.reduce((a, b) => a + b, 0);
  if (wins === 0 || foreseen === 0) return 0;
  let scatter = 0;
  let concentration = 0;
  let squares = 0;
  let own = 0;
  for (let i = 0; i < observed.length; i++) {
    // the level was learned from the same wins: only the swings around it are asked for
    const share = (expected[i] as number) / foreseen;
    const mean = share * wins;
    scatter += ((observed[i] as number) - mean) ** 2;
    concentration += share * share;
    squares += mean * mean;
    own += mean * mean * (1 - 2 * share);
  }
  const slope = own + concentration * squares;
  return slope > 0 ? Math.max(0, (scatter - wins * (1 - concentration)) / slope) : 0;
}

/** Cumulative daily chance of winning by age, linear between whole days; at 0 the chance of the first moment. */
function cumulativeWinning(stage: FunnelStage): (age: number) => number {
  const k = stage.exits.findIndex((exit) => exit.to === "won");
  const ages = stage.grid.age;
  const chances = stage.grid.hazard[k] ?? [];
  const top = Math.max(stage.steady.fromAge, Math.ceil(stage.longestDays));
  const total = new Float64Array(top + 1);
  let next = 0;
  for (let day = 0; day <= top; day++) {
    let chance = day > stage.steady.fromAge ? (stage.steady.hazard[k] ?? 0) : 0;
    if (ages[next] === day) chance = chances[next++] as number;
    total[day] = chance + (day === 0 ? 0 : (total[day - 1] as number));
  }
  return (age) => {
    const day = Math.min(top, Math.floor(age));
    const here = total[day] as number;
    return day >= top ? here : here + (age - day) * ((total[day + 1] as number) - here);
  };
}
