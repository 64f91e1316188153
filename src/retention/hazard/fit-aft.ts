import { requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { choleskyInverse } from "../../math/cholesky.ts";
import type { Covariates, StayTable } from "../types.ts";
import { type AftRows, aftLikelihood, aftRows } from "./aft-likelihood.ts";
import type { AftModel, AftTerm, FitAftOptions } from "./aft-types.ts";
import { type DesignTerm, designOf } from "./coding.ts";
import { distinctTerms } from "./distinct-terms.ts";
import { chiSquaredTest, effectOf, normalInterval, ratioOf } from "./effects.ts";
import { fitNotes, hazardOptions } from "./fit-common.ts";
import { type Climb, climb, likelihoodAt } from "./newton.ts";
import { type StayColumns, stayColumns } from "./stays.ts";
import { type TimeLaw, timeLaw } from "./time-law.ts";

/**
 * Learns how long customers stay, as a shape that goes on where data end: an accelerated failure time model, in which
 * covariates stretch or shorten the time stayed.
 *
 * @param stays - How long each customer stayed, as far as watched; whoever left did so at an age above 0. Rows watched
 * from an age of `entries` on count given that they had stayed until then. Not mutated.
 * @param covariates - What is known about them; `{}` for the shape alone.
 * @param options - `distribution` (`"weibull"`, `"log_normal"` or `"exponential"`), `ridge` (on the effects over the
 * scale: for Weibull, on log hazard ratios), `references`, `level`, `maxIterations`.
 * @returns A plain JSON model, or an abstention where nobody left. `aic` compares shapes on the same rows.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`,
 * `inconsistent`; argument and index are named.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitAft(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * model.terms[0].timeRatio.value; // ≈ 0.79
 * model.scale.value; // ≈ 0.56
 * ```
 * @see Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 3
 */
export function fitAft(stays: StayTable, covariates: Covariates, options: FitAftOptions = {}): AftModel | Abstention {
  requireObject(options, "options");
  const { distribution = "weibull" } = options;
  requireOneOf(distribution, ["weibull", "log_normal", "exponential"], "options.distribution");
  const { level, ridge, maxIterations, references } = hazardOptions(options);
  const table = stayColumns(stays);
  requireLaterThanZero(table);
  const design = designOf(covariates, table.n, table.weights, references);
  if (table.leavers === 0) return { abstained: { code: "hazard_no_leavers", params: { n: table.n } } };
  const { terms, columns, notes } = distinctTerms(design, table.weights, ridge > 0);
  const law = timeLaw(distribution);
  const rows = aftRows(table, columns);
  const exponential = distribution === "exponential";
  const search = { law, exponential, ridge, maxIterations };
  const found = searched(rows, search);
  const bare = terms.length === 0 ? found : searched(aftRows(table, []), search);
  const p = terms.length;
  const { theta, factor } = found;
  const slope = exponential ? rows.spread : (theta[p + 1] as number);
  const scale = rows.spread / slope;
  const covariance = turned(
    rows,
    terms,
    theta,
    slope,
    exponential,
    factor === undefined ? undefined : choleskyInverse(factor),
  );
  const size = p + (exponential ? 1 : 2);
  const errorAt = (j: number): number => Math.sqrt(Math.max(0, covariance[j * (size + 1)] as number));
  const intercept = rows.centre + (theta[0] as number) * scale;
  const logScale = exponential ? { lower: 0, upper: 0 } : normalInterval(Math.log(scale), errorAt(p + 1), level);
  const effects = terms.map((term, j): AftTerm => {
    const own = { ...term, scale: 1 };
    const effect = effectOf(
      own,
      ((theta[j + 1] as number) * scale) / term.scale,
      errorAt(j + 1),
      undefined,
      table.n,
      level,
    );
    return { ...effect, timeRatio: ratioOf(effect.coefficient) };
  });
  return {
    kind: "aft",
    version: 1,
    distribution,
    level,
    ridge,
    converged: found.converged,
    covariates: design.coding,
    intercept: { value: intercept, n: table.n, interval: normalInterval(intercept, errorAt(0), level) },
    scale: {
      value: exponential ? 1 : scale,
      n: table.n,
      interval: { lower: bounded(logScale.lower), upper: bounded(logScale.upper), level },
    },
    terms: effects,
    covariance: Array.from(covariance),
    logLikelihood: found.value,
    nullLogLikelihood: bare.value,
    aic: 2 * size - 2 * found.value,
    ...(p > 0 && { likelihoodRatio: chiSquaredTest(2 * (found.value - bare.value), p) }),
    fittedOn: {
      rows: table.n,
      leavers: table.leavers,
      lastAge: table.durations.reduce((most, age) => Math.max(most, age), 0),
      iterations: found.iterations,
      notes: [
        ...notes,
        ...fitNotes({ ...found, runaway: found.runaway.map((j) => j - 1) }, terms, table.leavers, ridge),
      ],
    },
  };
}

const bounded = (log: number): number => Math.exp(Math.min(700, Math.max(-700, log)));

/** A leaver at age 0 would have a time without a logarithm. */
function requireLaterThanZero({ durations, left, n }: StayColumns): void {
  for (let i = 0; i < n; i++) {
    if (left[i] !== 1 || (durations[i] as number) > 0) continue;
    throw new ClienteleError(
      "out_of_range",
      `stays.durations[${i}] must be above 0 where the customer left; give half of the smallest unit, or use fitCox`,
      { index: i },
    );
  }
}

interface Search {
  readonly law: TimeLaw;
  readonly exponential: boolean;
  readonly ridge: number;
  readonly maxIterations: number;
}

/** Climbs from the best fit without effects at a slope at which no power overflows. */
function searched(rows: AftRows, { law, exponential, ridge, maxIterations }: Search): Climb {
  const { n, p, y, from, left, weight, spread } = rows;
  let largest = 1;
  for (let k = 0; k < n; k++) largest = Math.max(largest, y[k] as number);
  const slope = exponential ? spread : Math.min(1, 30 / largest);
  let hazard = 0;
  let leaving = 0;
  for (let k = 0; k < n; k++) {
    const counts = weight[k] as number;
    hazard += counts * (Math.exp(slope * (y[k] as number)) - Math.exp(slope * (from?.[k] ?? Number.NEGATIVE_INFINITY)));
    leaving += counts * (left[k] as number);
  }
  const start = new Float64Array(p + (exponential ? 1 : 2));
  start[0] = Math.log(hazard / leaving);
  if (!exponential) start[p + 1] = slope;
  const likelihood = aftLikelihood(rows, law, exponential ? spread : undefined);
  const penalty = new Float64Array(start.length);
  for (let j = 0; j < p; j++) penalty[j + 1] = ridge;
  return climb(likelihood, start, likelihoodAt(likelihood, start), penalty, leaving, maxIterations);
}

/** Covariance of intercept, effects per unit and log scale, by the delta method from that of what was climbed in. */
function turned(
  { spread }: AftRows,
  terms: readonly DesignTerm[],
  theta: Float64Array,
  slope: number,
  exponential: boolean,
  covariance: Float64Array | undefined,
): Float64Array {
  const p = terms.length;
  const size = theta.length;
  const scale = spread / slope;
  // each new parameter moves with its own old one, and with the slope
  const own = new Float64Array(size);
  const bySlope = new Float64Array(size);
  for (let j = 0; j <= p; j++) {
    const unit = j === 0 ? 1 : (terms[j - 1] as DesignTerm).scale;
    own[j] = scale / unit;
    bySlope[j] = exponential ? 0 : (-(theta[j] as number) * scale) / slope / unit;
  }
  if (!exponential) own[p + 1] = -1 / slope;
  const out = new Float64Array(size * size);
  if (covariance === undefined) return out;
  const cell = (j: number, l: number): number => covariance[j * size + l] as number;
  const last = size - 1;
  for (let j = 0; j < size; j++) {
    for (let l = 0; l < size; l++) {
      const [a, b, c, d] = [own[j] as number, bySlope[j] as number, own[l] as number, bySlope[l] as number];
      out[j * size + l] = a * c * cell(j, l) + a * d * cell(j, last) + b * c * cell(last, l) + b * d * cell(last, last);
    }
  }
  return out;
}
