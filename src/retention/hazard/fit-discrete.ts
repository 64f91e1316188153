import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { choleskyInverse } from "../../math/cholesky.ts";
import type { Covariates, StayTable } from "../types.ts";
import { designOf } from "./coding.ts";
import { discreteLikelihood } from "./discrete-likelihood.ts";
import { type DiscreteRows, discreteRows } from "./discrete-rows.ts";
import type { DiscreteHazardModel, DiscreteLink, DiscreteTerm, FitDiscreteHazardOptions } from "./discrete-types.ts";
import { distinctTerms } from "./distinct-terms.ts";
import { chiSquaredTest, effectOf, ratioOf, rawCovariance } from "./effects.ts";
import { fitNotes, hazardOptions } from "./fit-common.ts";
import { type MonthShape, monthlyShape, shapeSize, smoothShape } from "./month-basis.ts";
import { type Climb, climb, likelihoodAt } from "./newton.ts";
import { stayColumns } from "./stays.ts";

/**
 * Learns the chance to leave month by month, for contracts that end at whole months: a logistic (or complementary
 * log-log) regression over every month of every customer, with a baseline over tenure.
 *
 * @param stays - `durations` in whole months: the number of the month in which the customer left, from 1, or of the last
 * one stayed through. Rows last seen at month 0 say nothing. Not mutated.
 * @param covariates - What is known about them.
 * @param options - `link`, `baseline`, `knots`, `ridge`, `references`, `level`, `maxIterations`; see
 * {@link FitDiscreteHazardOptions}.
 * @returns A plain JSON model, or an abstention where nobody left. With `"by_month"` the chance is 0 in months in which
 * nobody left.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range` for what is no whole month,
 * `invalid_type`, `unknown_id`, `inconsistent`; argument and index are named.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitDiscreteHazard(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] }, { knots: 2 });
 * model.terms[0].ratio.value; // ≈ 1.59
 * model.fittedOn.months; // => 63
 * ```
 * @see Singer & Willett (1993), Journal of Educational Statistics 18, 155–195; Prentice & Gloeckler (1978), Biometrics 34
 */
export function fitDiscreteHazard(
  stays: StayTable,
  covariates: Covariates,
  options: FitDiscreteHazardOptions = {},
): DiscreteHazardModel | Abstention {
  requireObject(options, "options");
  const { link = "logit", baseline = "smooth", knots = 4 } = options;
  requireOneOf(link, ["logit", "cloglog"], "options.link");
  requireOneOf(baseline, ["smooth", "by_month"], "options.baseline");
  requireNumber(knots, "options.knots", { min: 2, max: 8, integer: true });
  const { level, ridge, maxIterations, references } = hazardOptions(options);
  const table = stayColumns(stays);
  const design = designOf(covariates, table.n, table.weights, references);
  const { terms, columns, notes } = distinctTerms(design, table.weights, ridge > 0);
  const rows = discreteRows(table, columns);
  if (table.leavers === 0) return { abstained: { code: "hazard_no_leavers", params: { n: table.n } } };
  const months = table.durations.filter((_, i) => table.left[i] === 1);
  const shape =
    baseline === "smooth"
      ? smoothShape(
          months,
          table.weights?.filter((_, i) => table.left[i] === 1),
          knots,
        )
      : monthlyShape(months);
  const k = shapeSize(shape);
  const p = terms.length;
  const size = k + p;
  const search = { shape, link, ridge, maxIterations };
  const found = searched(rows, search);
  const bare = p === 0 ? found : searched(discreteRows(table, []), search);
  const own = found.factor === undefined ? new Float64Array(size * size) : choleskyInverse(found.factor);
  const baselineTerms = Array.from({ length: k }, () => ({ column: "", centre: 0, scale: 1 }));
  const effects = terms.map((term, j): DiscreteTerm => {
    const at = k + j;
    const error = Math.sqrt(own[at * (size + 1)] as number);
    const effect = effectOf(term, found.theta[at] as number, error, undefined, table.n, level);
    return { ...effect, ratio: ratioOf(effect.coefficient) };
  });
  const fitted = { ...shape, coefficients: Array.from(found.theta.subarray(0, k)) };
  return {
    kind: "discrete_hazard",
    version: 1,
    link,
    level,
    ridge,
    converged: found.converged,
    covariates: design.coding,
    baseline: fitted,
    terms: effects,
    covariance: rawCovariance(own, [...baselineTerms, ...terms]),
    logLikelihood: found.value,
    nullLogLikelihood: bare.value,
    aic: 2 * size - 2 * found.value,
    ...(p > 0 && { likelihoodRatio: chiSquaredTest(2 * (found.value - bare.value), p) }),
    fittedOn: {
      rows: table.n,
      leavers: table.leavers,
      ...monthsAndPatterns(rows),
      lastAge: rows.lastMonth,
      iterations: found.iterations,
      notes: [
        ...notes,
        ...fitNotes({ ...found, runaway: found.runaway.map((j) => j - k) }, terms, table.leavers, ridge),
      ],
    },
  };
}

interface Search {
  readonly shape: MonthShape;
  readonly link: DiscreteLink;
  readonly ridge: number;
  readonly maxIterations: number;
}

/** Climbs from one chance for all months. */
function searched(rows: DiscreteRows, { shape, link, ridge, maxIterations }: Search): Climb {
  const k = shapeSize(shape);
  const start = new Float64Array(k + rows.p);
  let leaving = 0;
  for (let i = 0; i < rows.left.length; i++) leaving += (rows.left[i] as number) * (rows.weight[i] as number);
  const share = Math.min(0.5, leaving / monthsAndPatterns(rows).months);
  if (shape.kind === "smooth") start[0] = Math.log(share);
  else start.fill(Math.log(share), 0, k);
  const penalty = new Float64Array(start.length);
  penalty.fill(ridge, k);
  const likelihood = discreteLikelihood(rows, shape, link);
  return climb(likelihood, start, likelihoodAt(likelihood, start), penalty, leaving, maxIterations);
}

function monthsAndPatterns({ from, to, weight, patterns }: DiscreteRows): {
  readonly months: number;
  readonly patterns: number;
} {
  let months = 0;
  for (let i = 0; i < from.length; i++) months += ((to[i] as number) - (from[i] as number)) * (weight[i] as number);
  return { months, patterns: patterns.length - 1 };
}
