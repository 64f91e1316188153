import { requireNonEmpty, requireNumber, requireObject, requireSameLength, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireDimensions } from "./dimensions.ts";
import { type LevelLimits, limitsOf, pathOf } from "./limits.ts";
import { spreader } from "./spread.ts";
import { type TargetTree, type TreeLevel, treeOf } from "./tree.ts";
import type {
  BreakDownTargetOptions,
  InfeasibleTarget,
  LimitedTarget,
  TargetBasis,
  TargetBreakdown,
  TargetClash,
  TargetLevel,
} from "./types.ts";

/** Groups named at most where limits moved or excluded them. */
const NAMED = 100;

/**
 * Breaks a yearly target down to every cell of the business: region by region, then product by product, owner by owner,
 * month by month, in proportion to what each did, could do or can carry, and within limits.
 *
 * At every level a group's target is divided among the groups below it by their shares of the basis. Who would lie
 * outside its limits gets the limit, and the others share what is left; the limits of the cells count on every level
 * above, so nothing is promised upstairs that nobody below can carry.
 *
 * @param total - What is to be reached, a whole number in the smallest unit that counts (pieces, cents, fen), from 0 to
 * 9,007,199,254,740,991.
 * @param options - `dimensions` in the order of handing down, one text per cell, no two cells alike; `basis`, one or
 * several columns of amounts at least 0, each counting by its shares of its own sum times its `weight`; limits of cells
 * (`min`, `max`), of groups (`bounds`) and of growth (`growth`). Nothing is mutated.
 * @returns Whole numbers that sum exactly at every level, the groups that limits moved, and notes. Where limits exclude
 * one another, an abstention with the groups at which they clash.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`,
 * `duplicate_id` (two cells alike, a dimension or basis named twice), `unknown_id` (a bound on a group that is not
 * there), `inconsistent` (a basis that sums to 0).
 * @example
 * ```ts
 * const plan = breakDownTarget(1000, {
 *   dimensions: [
 *     { id: "region", values: ["north", "north", "south"] },
 *     { id: "product", values: ["A", "B", "A"] },
 *   ],
 *   basis: [{ id: "history", values: [300, 100, 200] }],
 *   bounds: [{ where: { region: "south" }, max: 250 }],
 * });
 * "cells" in plan && plan.cells; // => Float64Array.of(563, 187, 250)
 * ```
 * @see Balinski & Young (2001), Fair Representation, on largest remainders and quotas with limits
 */
export function breakDownTarget(total: number, options: BreakDownTargetOptions): TargetBreakdown | InfeasibleTarget {
  requireNumber(total, "total", { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireObject(options, "options");
  const { dimensions } = options;
  const n = requireDimensions(dimensions, "options.dimensions");
  const tree = treeOf(dimensions, n);
  const weights = weightsOf(options.basis, tree.order);
  const limits = limitsOf(tree, options);
  const clashes: TargetClash[] = [...limits.clashes];
  if (limits.root.least > total) clashes.push({ path: [], least: limits.root.least, most: total });
  if (limits.root.most < total) clashes.push({ path: [], least: total, most: limits.root.most });
  if (clashes.length > 0) return infeasible(clashes);

  const basis = basisByLevel(tree, weights);
  const targets = tree.levels.map(({ values }) => new Float64Array(values.length));
  const bare: { level: number; group: number }[] = [];
  for (const [d, out] of targets.entries()) {
    const spread = spreader({ weights: basis[d] as Float64Array, ...(limits.levels[d] as LevelLimits), parts: out });
    const above = d === 0 ? undefined : (tree.levels[d - 1] as TreeLevel).children;
    const groups = above === undefined ? 1 : above.length - 1;
    for (let g = 0; g < groups; g++) {
      const amount = d === 0 ? total : (targets[d - 1]?.[g] as number);
      const to = above === undefined ? out.length : (above[g + 1] as number);
      const from = above?.[g] ?? 0;
      // where there is one group alone, nothing has to be told apart
      if (spread(amount, from, to) && amount > 0 && to - from > 1) bare.push({ level: d - 1, group: g });
    }
  }
  const levels = dimensions.map(({ id }, d) => levelOf(id, tree, d, targets, basis, limits.levels, total));
  const cells = new Float64Array(n);
  const last = targets[targets.length - 1] as Float64Array;
  for (let k = 0; k < n; k++) cells[tree.order[k] as number] = last[k] as number;
  const moved = limitedOf(tree, levels, total);
  return {
    total,
    cells,
    levels,
    limited: moved.slice(0, NAMED),
    limitedCount: moved.length,
    notes: bare.slice(0, NAMED).map(({ level, group }) => ({
      code: "target_without_basis" as const,
      params: { path: level < 0 ? [] : pathOf(tree, level, group) },
    })),
  };
}

/** Share of each cell in the mixed basis, summed in the order of the names, so that the order of rows never matters. */
function weightsOf(basis: readonly TargetBasis[], order: Int32Array): Float64Array {
  requireNonEmpty(basis, "options.basis");
  const n = order.length;
  const mixed = new Float64Array(n);
  for (const [b, column] of basis.entries()) requireObject(column, `options.basis[${b}]`);
  requireUnique(
    basis.map(({ id }) => id),
    "options.basis",
  );
  let counts = 0;
  for (const [b, { weight = 1 }] of basis.entries()) {
    requireNumber(weight, `options.basis[${b}].weight`, { min: 0 });
    counts += weight;
  }
  if (!(counts > 0 && counts < Number.POSITIVE_INFINITY)) {
    throw new ClienteleError("inconsistent", "options.basis must hold a weight above 0", { name: "options.basis" });
  }
  for (const [b, { id, values, weight = 1 }] of basis.entries()) {
    const name = `options.basis[${b}].values`;
    requireSameLength(values, name, mixed, "the cells");
    let largest = 0;
    for (let i = 0; i < n; i++) {
      const cell = values[i] as number;
      if (!(cell >= 0 && cell < Number.POSITIVE_INFINITY)) requireNumber(cell, `${name}[${i}]`, { min: 0 });
      if (cell > largest) largest = cell;
    }
    if (largest === 0) {
      throw new ClienteleError("inconsistent", `basis ${id} sums to 0: it tells no share; leave it out`, { name });
    }
    // by the largest cell first: a sum of huge amounts would overflow
    let sum = 0;
    for (const i of order) sum += (values[i] as number) / largest;
    for (let i = 0; i < n; i++) {
      mixed[i] = (mixed[i] as number) + ((values[i] as number) / largest / sum) * (weight / counts);
    }
  }
  return mixed;
}

function basisByLevel(tree: TargetTree, weights: Float64Array): Float64Array[] {
  return tree.levels.map(({ starts, values }) => {
    const sums = new Float64Array(values.length);
    for (let g = 0; g < sums.length; g++) {
      let sum = 0;
      for (let at = starts[g] as number; at < (starts[g + 1] as number); at++) {
        sum += weights[tree.order[at] as number] as number;
      }
      sums[g] = sum;
    }
    return sums;
  });
}

/** A level as it is shown: shares within the group above, and who was moved by a limit. */
function levelOf(
  dimension: string,
  tree: TargetTree,
  d: number,
  targets: readonly Float64Array[],
  basis: readonly Float64Array[],
  limits: readonly LevelLimits[],
  total: number,
): TargetLevel {
  const { parents, values } = tree.levels[d] as TreeLevel;
  const own = targets[d] as Float64Array;
  const weights = basis[d] as Float64Array;
  const { least, most } = limits[d] as LevelLimits;
  const sums = new Float64Array(d === 0 ? 1 : (targets[d - 1] as Float64Array).length);
  for (let g = 0; g < own.length; g++) {
    sums[parents[g] as number] = (sums[parents[g] as number] as number) + (weights[g] as number);
  }
  const shares = new Float64Array(own.length);
  const limited = new Int8Array(own.length);
  for (let g = 0; g < own.length; g++) {
    const parent = parents[g] as number;
    const sum = sums[parent] as number;
    shares[g] = sum > 0 ? Math.min(1, (weights[g] as number) / sum) : 0;
    const byShare = (shares[g] as number) * (d === 0 ? total : (targets[d - 1]?.[parent] as number));
    if (own[g] === most[g] && byShare >= (most[g] as number) + 1) limited[g] = 1;
    else if (own[g] === least[g] && byShare <= (least[g] as number) - 1) limited[g] = -1;
  }
  return { dimension, values, parents, targets: own, basis: shares, limited };
}

function limitedOf(tree: TargetTree, levels: readonly TargetLevel[], total: number): LimitedTarget[] {
  const found: LimitedTarget[] = [];
  for (const [d, { limited, targets, basis, parents }] of levels.entries()) {
    for (let g = 0; g < limited.length; g++) {
      if (limited[g] === 0) continue;
      const above = d === 0 ? total : (levels[d - 1]?.targets[parents[g] as number] as number);
      found.push({
        path: pathOf(tree, d, g),
        limit: limited[g] === 1 ? "max" : "min",
        target: targets[g] as number,
        byShare: (basis[g] as number) * above,
      });
    }
  }
  const move = ({ target, byShare }: LimitedTarget): number => Math.abs(target - byShare);
  return found.sort((a, b) => move(b) - move(a));
}

function infeasible(clashes: readonly TargetClash[]): InfeasibleTarget {
  const worst = clashes.reduce((a, b) => (b.least - b.most > a.least - a.most ? b : a));
  return {
    abstained: {
      code: "target_infeasible",
      params: { clashes: clashes.length, path: worst.path, least: worst.least, most: worst.most },
    },
    clashes: clashes.slice(0, NAMED),
  };
}
