import { msToDay } from "../../time/day.ts";
import type { Journeys } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { cumulativeChance } from "../stages/cumulative.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { FunnelStage } from "../types.ts";

/** Wins by calendar day, seen and to be expected from the stages and ages of the deals then open. */
export interface WinningDays {
  /** UTC day number of the first entry of each column. */
  readonly from: number;
  /** One column per band of ages. */
  readonly observed: readonly Float64Array[];
  readonly expected: readonly Float64Array[];
}

/**
 * Lays out what past days brought beside what they should have brought. `edges` are whole days since a deal began at
 * which the next band of ages begins. The day of `asOf` itself is the last.
 */
export function winningDays(
  journeys: Journeys,
  stages: readonly FunnelStage[],
  edges: readonly number[],
): WinningDays | undefined {
  let earliest = journeys.asOf;
  for (const { entered } of journeys.list) earliest = Math.min(earliest, entered[0] ?? journeys.asOf);
  const from = msToDay(earliest);
  const days = msToDay(journeys.asOf) - from + 1;
  const columns = (): Float64Array[] => Array.from({ length: edges.length + 1 }, () => new Float64Array(days));
  const observed = columns();
  const expected = columns();
  const winning = new Map(stages.map((stage) => [stage.id, cumulativeChance(stage, (exit) => exit.to === "won")]));
  const all = journeys.lookup.pipeline.stages;
  eachSpell(journeys, (journey, stage, entered, left, target, outcome) => {
    const start = journeys.list[journey]?.entered[0] as number;
    if (outcome === "won") {
      const day = msToDay(left);
      const column = observed[bandAt(edges, day - msToDay(start))] as Float64Array;
      column[day - from] = (column[day - from] as number) + 1;
    }
    const curve = winning.get((all[stage] as { id: string }).id);
    if (curve === undefined) return;
    // whoever begins a day in the stage faces that day's whole chance, so an ended spell counts its last day in full
    const ended = outcome !== undefined || target >= 0;
    const length = (left - entered) / MS_PER_DAY;
    const until = Math.min(journeys.asOf, entered + (ended ? Math.ceil(length) : length) * MS_PER_DAY);
    const first = msToDay(entered);
    const born = msToDay(start);
    // at age 0: what a stage wins the moment it begins
    let before = 0;
    for (let day = first; ; day++) {
      const end = (day + 1) * MS_PER_DAY;
      const now = curve((Math.min(until, end) - entered) / MS_PER_DAY);
      const column = expected[bandAt(edges, day - born)] as Float64Array;
      column[day - from] = (column[day - from] as number) + now - before;
      before = now;
      if (end >= until) break;
    }
  });
  return days < 1 ? undefined : { from, observed, expected };
}

/** Which band of ages a deal is in after so many whole days. */
export function bandAt(edges: readonly number[], days: number): number {
  let band = 0;
  while (band < edges.length && days >= (edges[band] as number)) band++;
  return band;
}
