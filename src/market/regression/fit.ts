import { requireNumber, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { type LeastSquaresFit, leastSquares } from "../../math/least-squares.ts";
import { clusteredCovariance, sandwichCovariance } from "../../math/robust-covariance.ts";
import { checkRegression } from "./checks.ts";
import { coefficientOf, termsOf, waldOf } from "./coefficients.ts";
import { type Design, designOf } from "./design.ts";
import { influentialRows } from "./influence.ts";
import { notesOf } from "./notes.ts";
import type { FitRegressionOptions, InfluentialRow, RegressionModel, TermName } from "./types.ts";

/** Part of the outcome's spread below which misses are rounding. */
const ROUNDING = 1e-20;

/**
 * Explains a figure (revenue, charge, hours) by other fields: what one unit more, or another category, goes along with when
 * the others stay as they are, and how sure that is.
 *
 * Least squares with errors that do not suppose one spread (HC3). Categories are coded against a reference that the model
 * names. Fields that repeat others are named and left out; rows that pull, bends, unequal spread and lopsided misses are
 * checked, each with its remedy. Going along with is not cause.
 *
 * @param rows - One row per customer, deal or month, at least one whole row. Not mutated.
 * @param options - `outcome` (left out when the rows are numbers), `predictors` (`id`, `value`, `reference`), `weights`,
 * `clusters`, `errors`, `level` (default 0.95), `name`. Fields read a row or are columns as long as the rows; `undefined`
 * or `null` is missing: such rows are left out, counted and reported.
 * @returns A plain JSON model for {@link predictRegression} and {@link explainRegression}; an abstention where no rows are
 * left over to tell a spread, or the outcome does not vary.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (also for more than 300 columns),
 * `length_mismatch`, `duplicate_id`, `unknown_id`, `inconsistent`; the row is named.
 * @example
 * ```ts
 * const shops = [[1, "old", 3.2], [2, "old", 5.1], [3, "old", 6.8], [1, "new", 4.9], [2, "new", 7.2], [4, "new", 10.8]];
 * const model = fitRegression(shops, {
 *   outcome: (shop) => shop[2],
 *   predictors: [{ id: "people", value: (shop) => shop[0] }, { id: "kind", value: (shop) => shop[1], reference: "old" }],
 * });
 * model.terms[0].estimate.value; // ≈ 1.9
 * model.terms[1].category; // => "new"
 * model.rSquared > 0.99; // => true
 * ```
 * @see MacKinnon & White (1985), Journal of Econometrics 29, for HC3; Cameron & Miller (2015) for clusters
 */
export function fitRegression<T>(rows: ArrayLike<T>, options: FitRegressionOptions<T>): RegressionModel | Abstention {
  const design = designOf(rows, options);
  const { level = 0.95, errors = "hc3" } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(errors, ["classic", "hc0", "hc1", "hc2", "hc3"], "options.errors");
  const { outcome, columns, weights, clusters } = design;
  const n = outcome.length;
  if (outcome.every((value) => value === outcome[0])) {
    return { abstained: { code: "all_values_equal", params: { n, value: outcome[0] as number } } };
  }
  const fit = leastSquares(columns, outcome, weights === undefined ? {} : { weights });
  const { rank } = fit;
  const needed = rank + 1;
  if (n < needed) return { abstained: { code: "regression_no_rows_left", params: { n, coefficients: rank, needed } } };
  if (clusters !== undefined && clusters.count < 2) {
    return { abstained: { code: "regression_too_few_clusters", params: { clusters: clusters.count, needed: 2 } } };
  }
  const covariance =
    clusters === undefined ? sandwichCovariance(fit, errors) : clusteredCovariance(fit, clusters.codes, clusters.count);
  const df = clusters === undefined ? n - rank : clusters.count - 1;
  const terms = termsOf(design, fit, covariance, df, level);
  const values = terms.map(({ estimate }) => estimate.value);
  const wald = waldOf(
    values,
    covariance,
    terms.map((_, k) => k + 1),
    df,
  );
  const effects = design.inputs.flatMap(({ id }) => {
    const own = terms.flatMap(({ predictor }, k) => (predictor === id ? [k + 1] : []));
    const test = waldOf(values, covariance, own, df);
    return test === undefined ? [] : [{ predictor: id, ...test }];
  });
  const exact = fit.residualSquares <= ROUNDING * fit.totalSquares;
  const rSquared = Math.max(0, 1 - fit.residualSquares / fit.totalSquares);
  const model: RegressionModel = {
    kind: "regression",
    version: 1,
    level,
    errors: clusters === undefined ? errors : "clustered",
    n,
    df,
    inputs: design.inputs,
    intercept: coefficientOf(fit.intercept, interceptVariance(fit, covariance), n, df, level),
    terms,
    aliased: aliasedOf(design, fit),
    center: fit.center,
    covariance: Array.from({ length: rank }, (_, k) => Array.from(covariance.subarray(k * rank, (k + 1) * rank))),
    sigma: Math.sqrt(fit.residualSquares / (n - rank)),
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - 1)) / (n - rank),
    ...(wald !== undefined && { wald }),
    effects,
    influence: exact ? [] : named(influentialRows(fit, weights, design.rows), rows, options.name),
    checks: exact ? { bends: [] } : checkRegression(design, fit),
    fittedOn: {
      ...design.seen,
      weighted: weights !== undefined,
      ...(clusters !== undefined && { clusters: clusters.count }),
      notes: [],
    },
  };
  return { ...model, fittedOn: { ...model.fittedOn, notes: notesOf(model, fit, exact) } };
}

/** The constant is the centre less the means times the coefficients. */
function interceptVariance({ rank, kept, centers }: LeastSquaresFit, covariance: Float64Array): number {
  const from = [1, ...kept.map((j) => -(centers[j] as number))];
  let total = 0;
  from.forEach((a, i) => {
    from.forEach((b, j) => {
      total += a * b * (covariance[i * rank + j] as number);
    });
  });
  return total;
}

function aliasedOf({ terms }: Design, { aliased }: LeastSquaresFit): RegressionModel["aliased"] {
  return aliased.map(({ column, of }) => ({
    ...(terms[column] as TermName),
    of: of.map(({ column: by, factor }) => ({ ...(terms[by] as TermName), factor })),
  }));
}

function named<T>(
  list: readonly InfluentialRow[],
  rows: ArrayLike<T>,
  name: FitRegressionOptions<T>["name"],
): readonly InfluentialRow[] {
  if (name === undefined) return list;
  return list.map((row) => {
    const text: unknown = name(rows[row.row] as T, row.row);
    if (typeof text !== "string") {
      throw new ClienteleError(
        "invalid_type",
        `options.name must return a text, got ${show(text)} for row ${row.row}`,
        {
          index: row.row,
        },
      );
    }
    return { ...row, name: text };
  });
}
