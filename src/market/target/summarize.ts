import { requireNumber, requireObject, requireOneOf, requireSameLength, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireDimensions } from "./dimensions.ts";
import { codedOf } from "./tree.ts";
import type { SummarizeTargetsOptions, TargetAmount, TargetBreakdown, TargetDimension } from "./types.ts";

/**
 * Adds a finished breakdown up by any of its dimensions, not only along the order in which it was handed down: by
 * product alone, by month and region, or cell by cell as plain rows.
 *
 * @param plan - From {@link breakDownTarget}.
 * @param dimensions - The columns that it was broken down by, in any order.
 * @param options - `by`, the dimensions that the rows keep; default all. `[]` gives the one row of the total.
 * @returns One row per group in the order of names, whole units that sum exactly to the total. {@link
 * measureAttainment} takes them as targets.
 * @throws `ClienteleError` `invalid_type` (also for a plan that abstained), `empty_input`, `length_mismatch`,
 * `duplicate_id`, `unknown_id`, `not_finite`, `out_of_range`, `inconsistent` (cells that do not sum to the total).
 * @example
 * ```ts
 * const dimensions = [
 *   { id: "region", values: ["north", "north", "south"] },
 *   { id: "product", values: ["A", "B", "A"] },
 * ];
 * const plan = breakDownTarget(1000, { dimensions, basis: [{ id: "history", values: [300, 100, 200] }] });
 * const products = summarizeTargets(plan, dimensions, { by: ["product"] });
 * products.map(({ cell, amount }) => `${cell.product} ${amount}`); // => ["A 833", "B 167"]
 * ```
 */
export function summarizeTargets(
  plan: TargetBreakdown,
  dimensions: readonly TargetDimension[],
  options: SummarizeTargetsOptions = {},
): TargetAmount[] {
  const n = requireDimensions(dimensions, "dimensions");
  requirePlan(plan, n);
  requireObject(options, "options");
  const ids = dimensions.map(({ id }) => id);
  const { by = ids } = options;
  requireUnique(by, "options.by");
  for (const [k, id] of Array.from(by).entries()) requireOneOf(id, ids, `options.by[${k}]`);
  // one dimension after the other, groups numbered anew each time, so that the numbers stay small
  let groups: Float64Array = new Float64Array(n);
  let names: string[][] = [[]];
  for (const id of by) {
    const { values } = dimensions[ids.indexOf(id)] as TargetDimension;
    const coded = codedOf(id, values, n);
    const width = coded.names.length;
    const keys = new Float64Array(n);
    for (let i = 0; i < n; i++) keys[i] = (groups[i] as number) * width + (coded.codes[i] as number);
    const found = new Set<number>(keys);
    const sorted = Float64Array.from(found).sort();
    const place = new Map<number, number>();
    for (let g = 0; g < sorted.length; g++) place.set(sorted[g] as number, g);
    for (let i = 0; i < n; i++) keys[i] = place.get(keys[i] as number) as number;
    names = Array.from(sorted, (key) => [
      ...(names[Math.floor(key / width)] as string[]),
      coded.names[key % width] as string,
    ]);
    groups = keys;
  }
  const sums = new Float64Array(names.length);
  for (let i = 0; i < n; i++)
    sums[groups[i] as number] = (sums[groups[i] as number] as number) + (plan.cells[i] as number);
  return names.map((path, g) => ({
    // no plain assignment: a dimension may be called __proto__
    cell: Object.fromEntries(path.map((value, d) => [by[d] as string, value])),
    amount: sums[g] as number,
  }));
}

function requirePlan(plan: TargetBreakdown, n: number): void {
  requireObject(plan, "plan");
  if ("abstained" in plan) {
    throw new ClienteleError("invalid_type", "plan abstained, so it holds no cells; loosen the limits that clash", {
      name: "plan",
    });
  }
  requireNumber(plan.total, "plan.total", { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireSameLength(plan.cells, "plan.cells", { length: n }, "the dimensions");
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const cell = plan.cells[i] as number;
    if (!(cell >= 0 && Number.isSafeInteger(cell))) {
      requireNumber(cell, `plan.cells[${i}]`, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
    }
    sum += cell;
  }
  if (sum === plan.total) return;
  throw new ClienteleError("inconsistent", `plan.cells sum to ${sum}, not to plan.total ${plan.total}`, { sum });
}
