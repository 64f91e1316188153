import { MS_PER_DAY } from "./grid.ts";
import type { Journeys } from "./history.ts";
import { eachSpell } from "./spells.ts";
import type { FunnelShock, FunnelStage } from "./types.ts";

/** Fewer past periods say nothing about how much periods differ. */
export const ENOUGH_PERIODS = 4;

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
  if (periods < ENOUGH_PERIODS) return { periodDays, variance: 0, periods };

  // windows count backwards from asOf: window w is (asOf − (w + 1)·length, asOf − w·length]
  const expected = new Float64Array(periods);
  const observed = new Float64Array(periods);
  const winning = new Map(stages.map((stage) => [stage.id, cumulativeWinning(stage)]));
  const all = journeys.lookup.pipeline.stages;
  eachSpell(journeys, ({ stage, entered, left, target, outcome }) => {
    if (outcome === "won") {
      const window = Math.floor((journeys.asOf - left) / length);
      if (window < periods) observed[window] = (observed[window] as number) + 1;
    }
    const curve = winning.get((all[stage] as { id: string }).id);
    if (curve === undefined) return;
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
  return { periodDays, variance: varianceBeyondChance(observed, expected), periods };
}

function varianceBeyondChance(observed: Float64Array, expected: Float64Array): number {
  let wins = 0;
  let foreseen = 0;
  for (let w = 0; w < observed.length; w++) {
    wins += observed[w] as number;
    foreseen += expected[w] as number;
  }
  if (wins === 0 || foreseen === 0) return 0;
  let scatter = 0;
  let squares = 0;
  for (let w = 0; w < observed.length; w++) {
    // the level was learned from the same wins: only the swings around it are asked for
    const mean = ((expected[w] as number) * wins) / foreseen;
    scatter += ((observed[w] as number) - mean) ** 2;
    squares += mean * mean;
  }
  const unbiased = (scatter * observed.length) / (observed.length - 1);
  return Math.max(0, (unbiased - wins) / squares);
}

/** Cumulative daily chance of winning by age, linear between whole days. */
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
    // what happens the moment a stage begins (day 0) belongs to the first instant, not to the time before it
    if (age <= 0) return 0;
    const day = Math.min(top, Math.floor(age));
    const here = total[day] as number;
    return day >= top ? here : here + (age - day) * ((total[day + 1] as number) - here);
  };
}
