import type { ReadRows } from "./read.ts";
import type { AttainmentLedger } from "./types.ts";

/** Where a row goes: into the actuals, into the past, or aside. */
type RowPlace = keyof AttainmentLedger;

export function placeOf(day: number, from: number, to: number, asOf: number): RowPlace {
  if (day < from) return "before";
  if (day > to) return "after";
  return day > asOf ? "later" : "counted";
}

/** Counts every row once. */
export function ledgerOf({ amounts, days }: ReadRows, from: number, to: number, asOf: number): AttainmentLedger {
  const tally = { counted: [0, 0], before: [0, 0], later: [0, 0], after: [0, 0] };
  for (let i = 0; i < days.length; i++) {
    const place = tally[placeOf(days[i] as number, from, to, asOf)] as [number, number];
    place[0]++;
    place[1] += amounts[i] as number;
  }
  const shown = ([rows = 0, amount = 0]: readonly number[]): { rows: number; amount: number } => ({ rows, amount });
  return {
    counted: shown(tally.counted),
    before: shown(tally.before),
    later: shown(tally.later),
    after: shown(tally.after),
  };
}
