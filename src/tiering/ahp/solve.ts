import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { randomIndexOf } from "./chance.ts";
import { principalOf } from "./eigenvector.ts";
import { geometricMean, readComparisons } from "./matrix.ts";
import { findRevision } from "./revision.ts";
import type { AhpJudgement, AhpMatrix, AhpOptions, AhpSolution, CombineAhpOptions } from "./types.ts";

/** Saaty's rule of thumb: judgements this far from random ones may be relied on. */
export const AHP_LIMIT = 0.1;

/**
 * Turns judgements such as "growth is three times as important as size" into weights, says whether the judgements
 * contradict one another too much to be used, and names the one to look at again.
 *
 * The weights are the principal eigenvector of the comparison matrix. Pairs may be left out as long as the judgements
 * connect every item with every other: a missing pair counts as the ratio of the weights found (Harker's method).
 *
 * The consistency index is measured against Saaty's random indices of 1980 for up to 15 items (beyond: the line of
 * Alonso & Lamata 2006); with pairs left out the random index is reduced by 2m / ((n − 1)(n − 2)) for m missing pairs
 * (Ágoston & Csató 2022), which is exact for a full matrix and errs on the strict side for a sparse one. With two items,
 * or with only the n − 1 judgements that connect them, none can be checked and no ratio is given.
 *
 * `revision` names the judgement whose replacement by what all others imply lowers λmax most (all are tried up to 20
 * items, beyond that the 200 farthest from the weights).
 *
 * @param data - A square matrix (cell i, j: how many times more important i is than j, from 1/9 to 9 on Saaty's scale,
 * any ratio from 1e-6 to 1e6 accepted; one of two mirrored cells is enough, both missing means not judged), or a list of
 * judgements; where several people (`by`) judged a pair, their geometric mean counts. Not mutated.
 * @param options - `ids` names the rows of a matrix, or fixes the order of the items of a list.
 * @returns Weights that sum to 1, λmax, consistency and the judgement to revise. The weights go straight into
 * `fitCriteria`.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch` (not square),
 * `inconsistent` (mirrored cells that are not reciprocal within 1e-6, a diagonal that is not 1, an item compared with
 * itself, items that no chain of judgements connects), `duplicate_id`, `unknown_id`.
 * @example
 * ```ts
 * const solution = solveAhp([
 *   { item: "growth", over: "size", ratio: 3 },
 *   { item: "size", over: "sales", ratio: 1 / 5 },
 *   { item: "growth", over: "sales", ratio: 1 / 2 },
 * ]);
 * solution.weights.map((w) => w.id); // => ["growth", "size", "sales"]
 * solution.weights[2].weight; // ≈ 0.5816
 * solution.lambdaMax; // ≈ 3.0037
 * describe(solution.consistency); // => "the judgements agree well enough: consistency ratio 0.3%, up to 10% is usual"
 * solveAhp([[1, 2], [null, 1]], { ids: ["a", "b"] }).weights[1].weight; // ≈ 0.3333
 * ```
 * @see Saaty, The Analytic Hierarchy Process (1980); Harker, Mathematical Modelling 9 (1987), 353–360;
 * Ágoston & Csató, Omega 108 (2022) 102576
 */
export function solveAhp(data: AhpMatrix | readonly AhpJudgement[], options: AhpOptions = {}): AhpSolution {
  requireObject(options, "options");
  return solveComparisons(data, options.ids, "data");
}

/** {@link solveAhp} under the name that the caller's argument has. */
export function solveComparisons(
  data: AhpMatrix | readonly AhpJudgement[],
  given: readonly string[] | undefined,
  name: string,
): AhpSolution {
  const comparisons = readComparisons(data, given, name);
  const { ids, cells } = comparisons;
  const n = ids.length;
  const found = principalOf(cells, n);
  if (found === undefined) {
    throw new ClienteleError(
      "inconsistent",
      `no chain of judgements in ${name} connects ${ids[0]} with every other item; judge at least one pair more`,
      { name },
    );
  }
  const { lambda, weights } = found;
  const pairs = (n * (n - 1)) / 2;
  const judged = cells.reduce((count, cell) => (cell === 0 ? count : count + 1), 0) / 2;
  const missing = pairs - judged;
  const consistencyIndex = n > 1 ? (lambda - n) / (n - 1) : 0;
  const randomIndex = randomIndexOf(n, missing);
  const notes: AhpSolution["notes"][number][] = [];
  if (missing > 0) notes.push({ code: "ahp_incomplete", params: { missing, pairs } });
  const base = {
    weights: ids.map((id, i) => ({ id, weight: weights[i] as number })),
    lambdaMax: lambda,
    consistencyIndex,
    judged,
    missing,
  };
  if (randomIndex === undefined) {
    return { ...base, consistency: { code: "ahp_unchecked", params: { items: n, judgements: judged } }, notes };
  }
  const ratioOf = (eigenvalue: number): number => (eigenvalue - n) / (n - 1) / randomIndex;
  const consistencyRatio = ratioOf(lambda);
  const code = consistencyRatio <= AHP_LIMIT ? "ahp_consistent" : "ahp_inconsistent";
  const revision = findRevision(comparisons, weights, lambda, ratioOf);
  if (revision !== undefined) {
    const { item, over, given: judgedAs, suggested, ratioAfter } = revision;
    notes.push({ code: "ahp_revise", params: { item, over, given: judgedAs, suggested, ratioAfter } });
  }
  return {
    ...base,
    randomIndex,
    consistencyRatio,
    consistency: { code, params: { ratio: consistencyRatio, limit: AHP_LIMIT } },
    ...(revision === undefined ? {} : { revision }),
    notes,
  };
}

/**
 * Joins the comparison matrices of several people into one for `solveAhp`, by the geometric mean of each cell.
 *
 * @param matrices - At least one matrix, all of the same size with the items in the same order; a pair that somebody
 * left out is the mean of those who judged it. Not mutated.
 * @param options - `weights`: what each person counts for, above 0; equal unless given.
 * @returns A full reciprocal matrix; `null` in both cells of a pair that nobody judged.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`,
 * `inconsistent` (see `solveAhp`).
 * @example
 * ```ts
 * combineAhp([[[1, 2], [1 / 2, 1]], [[1, 8], [1 / 8, 1]]]); // => [[1, 4], [0.25, 1]]
 * ```
 * @see Aczél & Saaty, Procedures for synthesizing ratio judgements, Journal of Mathematical Psychology 27 (1983)
 */
export function combineAhp(matrices: readonly AhpMatrix[], options: CombineAhpOptions = {}): (number | null)[][] {
  requireObject(options, "options");
  requireNonEmpty(matrices, "matrices");
  const { weights } = options;
  if (weights !== undefined) {
    requireSameLength(weights, "options.weights", matrices, "matrices");
    for (let k = 0; k < weights.length; k++) {
      requireNumber(weights[k] as number, `options.weights[${k}]`, { above: 0, max: 1e6 });
    }
  }
  const read = Array.from(matrices, (matrix, k) => {
    requireColumn(matrix, `matrices[${k}]`);
    if (matrix.length > 0) requireColumn(matrix[0] as readonly number[], `matrices[${k}][0]`);
    return readComparisons(matrix, undefined, `matrices[${k}]`);
  });
  const n = matrices[0]?.length as number;
  for (const [k, matrix] of matrices.entries()) {
    if (matrix.length !== n) {
      throw new ClienteleError("length_mismatch", `matrices[${k}] has ${matrix.length} rows and matrices[0] ${n}`, {
        index: k,
      });
    }
  }
  const joined: (number | null)[][] = Array.from({ length: n }, () => new Array<number | null>(n).fill(null));
  for (let i = 0; i < n; i++) {
    const row = joined[i] as (number | null)[];
    row[i] = 1;
    for (let j = i + 1; j < n; j++) {
      const judged = read
        .map(({ cells }, k) => [cells[i * n + j] as number, weights?.[k] ?? 1] as const)
        .filter(([ratio]) => ratio > 0);
      if (judged.length === 0) continue;
      const ratio = geometricMean(judged);
      row[j] = ratio;
      (joined[j] as (number | null)[])[i] = 1 / ratio;
    }
  }
  return joined;
}
