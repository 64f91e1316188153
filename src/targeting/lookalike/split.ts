import { requireNonEmpty, requireNumber, requireObject, requireSameLength, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import type { ChanceList } from "../../core/labels/mailing.ts";
import type { Reason } from "../../core/reasons.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { sum } from "../../math/sum.ts";
import { scatterInterval } from "../mailing/scatter.ts";
import type { ChanceListFigures, ChanceSplit, SplitByChanceOptions } from "./types.ts";

const LISTS: readonly ChanceList[] = ["likely", "between", "unlikely"];
/** Chances of which the split says how many reach them. */
const LADDER: readonly number[] = [0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.01];

/**
 * Parts customers into those almost sure to say yes, those almost sure not to, and the rest, and says how many of each
 * list will: the 95 % and 5 % lists of a campaign. Usually nobody reaches 95 %; `reached` then tells which chance is
 * reached by how many.
 *
 * @param chances - One per customer, in [0, 1], calibrated. Not mutated.
 * @param options - `likely` (default 0.95) and `unlikely` (default 0.05), both belonging to their list; `outcomes`, where
 * known; `level`.
 * @returns For each list its customers' positions, the expected count of yes with what chance may make of it, and with
 * `outcomes` the observed rate. A note says where nobody is on a list, and where the rate is not what was promised
 * (three looks share the doubt).
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `inconsistent` (`unlikely` not below `likely`).
 * @example
 * ```ts
 * const split = splitByChance([0.97, 0.6, 0.3, 0.02, 0.01]);
 * split.lists.map(({ list, customers }) => `${list} ${customers}`); // => ["likely 1", "between 2", "unlikely 2"]
 * split.lists[0].rows; // => [0]
 * describe(splitByChance([0.6, 0.3]).notes[0]); // => "nobody is 95% likely: the highest chance is 60%"
 * ```
 */
export function splitByChance(chances: ArrayLike<number>, options: SplitByChanceOptions = {}): ChanceSplit {
  requireObject(options, "options");
  const { likely = 0.95, unlikely = 0.05, level = 0.95, outcomes } = options;
  requireNumber(likely, "options.likely", { min: 0, max: 1 });
  requireNumber(unlikely, "options.unlikely", { min: 0, max: 1 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (unlikely >= likely) {
    throw new ClienteleError("inconsistent", `options.unlikely must lie below options.likely, got ${unlikely}`, {
      likely,
      unlikely,
    });
  }
  requireNonEmpty(chances, "chances");
  if (outcomes !== undefined) requireSameLength(outcomes, "options.outcomes", chances, "chances");
  const rows: number[][] = LISTS.map(() => []);
  let highest = 0;
  let lowest = 1;
  for (let i = 0; i < chances.length; i++) {
    const chance = chances[i] as number;
    if (typeof chance !== "number" || !Number.isFinite(chance)) throwNotFinite(chance, "chances", i);
    requireNumber(chance, `chances[${i}]`, { min: 0, max: 1 });
    highest = Math.max(highest, chance);
    lowest = Math.min(lowest, chance);
    (rows[chance >= likely ? 0 : chance > unlikely ? 1 : 2] as number[]).push(i);
  }
  const lists = LISTS.map((list, k) => figuresOf(list, rows[k] as number[], chances, outcomes, level));
  return {
    likely,
    unlikely,
    customers: chances.length,
    lists,
    reached: reachedBy(chances),
    notes: notesOf(lists, { likely, unlikely, highest, lowest }, level),
    level,
  };
}

function figuresOf(
  list: ChanceList,
  rows: readonly number[],
  chances: ArrayLike<number>,
  outcomes: ArrayLike<number | boolean> | undefined,
  level: number,
): ChanceListFigures {
  // in the order of size, so that the order of customers has no say
  const own = Float64Array.from(rows, (row) => chances[row] as number).sort();
  const n = own.length;
  const expected = sum(own);
  const variance = sum(own.map((p) => p * (1 - p)));
  const third = sum(own.map((p) => p * (1 - p) * (1 - 2 * p)));
  const interval = scatterInterval(expected, { variance, third }, 0, level);
  let yes = 0;
  if (outcomes !== undefined) for (const row of rows) yes += yesOf(outcomes[row], row);
  return {
    list,
    customers: n,
    rows,
    expected: { value: expected, n, interval: { ...interval, upper: Math.min(n, interval.upper) } },
    ...(outcomes !== undefined && n > 0 && { rate: { value: yes / n, n, interval: wilsonInterval(yes, n, level) } }),
  };
}

function yesOf(outcome: unknown, row: number): number {
  if (outcome === 1 || outcome === true) return 1;
  if (outcome === 0 || outcome === false) return 0;
  throw new ClienteleError("out_of_range", `options.outcomes[${row}] must be 0 or 1`, { index: row });
}

function reachedBy(chances: ArrayLike<number>): ChanceSplit["reached"] {
  const counts = LADDER.map(() => 0);
  for (let i = 0; i < chances.length; i++) {
    const first = LADDER.findIndex((threshold) => (chances[i] as number) >= threshold);
    if (first >= 0) counts[first] = (counts[first] as number) + 1;
  }
  let customers = 0;
  return LADDER.map((chance, k) => {
    customers += counts[k] as number;
    return { chance, customers };
  });
}

interface Extremes {
  readonly likely: number;
  readonly unlikely: number;
  readonly highest: number;
  readonly lowest: number;
}

function notesOf(lists: readonly ChanceListFigures[], at: Extremes, level: number): Reason[] {
  const notes: Reason[] = [];
  for (const { list, customers, expected } of lists) {
    if (list === "between") continue;
    const threshold = at[list];
    notes.push(
      customers === 0
        ? {
            code: "chance_list_empty",
            params: { list, threshold, extreme: list === "likely" ? at.highest : at.lowest },
          }
        : { code: "chance_list_found", params: { list, threshold, customers, expected: expected.value } },
    );
  }
  for (const { list, rate, expected } of lists) {
    if (rate === undefined) continue;
    const promised = expected.value / expected.n;
    const strict: Interval = wilsonInterval(Math.round(rate.value * rate.n), rate.n, 1 - (1 - level) / LISTS.length);
    if (promised >= strict.lower && promised <= strict.upper) continue;
    const params = { list, promised, rate: rate.value, lower: rate.interval.lower, upper: rate.interval.upper };
    notes.push({ code: "chance_list_missed", params });
  }
  return notes;
}
