import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { choleskyInverse } from "../../math/cholesky.ts";
import { concordanceOf } from "../../math/concordance-count.ts";
import { sortOrder } from "../../math/sort-order.ts";
import type { Coded } from "../coded.ts";
import type { Covariates, StayTable } from "../types.ts";
import { identified } from "./alias.ts";
import { baselines } from "./baseline.ts";
import { type Design, type DesignTerm, designOf } from "./coding.ts";
import { chiSquaredTest, effectOf, quadraticInverse, ratioOf, rawCovariance } from "./effects.ts";
import { fitNotes, hazardOptions } from "./fit-common.ts";
import { hazardSteps } from "./hazard-steps.ts";
import { type Climb, climb, type LikelihoodPoint, likelihoodAt } from "./newton.ts";
import { partialLikelihood, riskOf } from "./partial-likelihood.ts";
import { type RiskRows, riskRows, watchedAfter } from "./risk-sets.ts";
import { robustCovariance } from "./robust.ts";
import { groupCodes, leaverWeight, type StayColumns, stayColumns } from "./stays.ts";
import type { CoxModel, CoxTies, FitCoxOptions, HazardErrors, HazardNote, HazardTerm } from "./types.ts";

/**
 * Learns what makes customers leave sooner or later: Cox's proportional hazards model, which needs no assumption about
 * how the risk of leaving runs over a customer's age.
 *
 * @param stays - How long each customer stayed, as far as watched. A customer whose facts change has several rows, each
 * with its start in `entries` and its end in `durations`. Not mutated.
 * @param covariates - What is known about them: columns of numbers or of texts, one entry per row of `stays`.
 * @param options - `ties`, `strata`, `cluster`, `robust`, `ridge`, `references`, `baselineAges`, `level`,
 * `maxIterations`; see {@link FitCoxOptions}.
 * @returns A plain JSON model, or an abstention where nobody left. Columns that say nothing, or only what others say,
 * have no effect and a note names them; so it does where effects run away (`converged` is false) or leavers are few.
 * Weights are case weights; with Efron's ties they do not equal repeated rows, with Breslow's they do.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`,
 * `inconsistent`; argument and index are named.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitCox(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * model.terms[0].hazardRatio.value; // ≈ 1.26
 * model.terms[0].hazardRatio.interval.lower; // ≈ 0.62
 * ```
 * @see Cox (1972), JRSS B 34, 187–220; Efron (1977), JASA 72, 557–565; Lin & Wei (1989), JASA 84, 1074–1078; Peduzzi et
 * al. (1995), Journal of Clinical Epidemiology 48, 1503–1510, for ten leavers per coefficient
 */
export function fitCox(stays: StayTable, covariates: Covariates, options: FitCoxOptions = {}): CoxModel | Abstention {
  requireObject(options, "options");
  const { ties = "efron", baselineAges } = options;
  requireOneOf(ties, ["efron", "breslow"], "options.ties");
  const { level, ridge, maxIterations, references } = hazardOptions(options);
  if (baselineAges !== undefined) requireNumber(baselineAges, "options.baselineAges", { min: 2, integer: true });
  const table = stayColumns(stays);
  const strata = options.strata === undefined ? undefined : groupCodes(options.strata, "options.strata", table.n);
  const cluster = options.cluster === undefined ? undefined : groupCodes(options.cluster, "options.cluster", table.n);
  const { robust = cluster !== undefined } = options;
  if (typeof robust !== "boolean") {
    throw new ClienteleError("invalid_type", `options.robust must be true or false, got ${show(robust)}`);
  }
  const design = designOf(covariates, table.n, table.weights, references);
  if (table.leavers === 0) return { abstained: { code: "hazard_no_leavers", params: { n: table.n } } };

  const byAge = sortOrder(table.durations);
  const { terms, rows, start, notes } = prepare(table, byAge, design, strata, ties, ridge > 0);
  const p = terms.length;
  const likelihood = partialLikelihood(rows, ties);
  const nullLogLikelihood = start.value;
  const score = p === 0 ? undefined : quadraticInverse(start.information, start.gradient);
  const penalty = new Float64Array(p).fill(ridge);
  const found: Climb =
    p === 0
      ? {
          theta: new Float64Array(0),
          value: start.value,
          factor: undefined,
          iterations: 0,
          converged: true,
          runaway: [],
        }
      : climb(likelihood, new Float64Array(p), start, penalty, leaverWeight(table), maxIterations);
  const beta = found.theta;
  const risk = new Float64Array(rows.n);
  riskOf(rows, beta, risk);
  const steps = hazardSteps(rows, risk, ties);
  const own = found.factor === undefined ? new Float64Array(p * p) : choleskyInverse(found.factor);
  const errors = errorsOf(robust, cluster, p);
  const covariance = errors === "model" ? own : robustCovariance(rows, risk, steps, own, cluster);
  const wald = p === 0 ? undefined : quadraticInverse(covariance, beta);
  const effects = terms.map((term, j): HazardTerm => {
    const at = j * (p + 1);
    const modelError = errors === "model" ? undefined : Math.sqrt(own[at] as number);
    const effect = effectOf(term, beta[j] as number, Math.sqrt(covariance[at] as number), modelError, table.n, level);
    return { ...effect, hazardRatio: ratioOf(effect.coefficient) };
  });
  return {
    kind: "cox",
    version: 1,
    ties,
    level,
    ridge,
    errors,
    converged: found.converged,
    covariates: design.coding,
    terms: effects,
    covariance: rawCovariance(covariance, terms),
    baseline: baselines(steps, terms, table, strata, baselineAges),
    logLikelihood: found.value,
    nullLogLikelihood,
    ...(score !== undefined &&
      wald !== undefined && {
        tests: {
          likelihoodRatio: chiSquaredTest(2 * (found.value - nullLogLikelihood), p),
          wald: chiSquaredTest(wald, p),
          score: chiSquaredTest(score, p),
        },
      }),
    concordance: concordanceFor(table, byAge, design, terms, beta, strata, cluster, level),
    fittedOn: {
      rows: table.n,
      leavers: table.leavers,
      ...(cluster !== undefined && { clusters: cluster.ids.length }),
      iterations: found.iterations,
      notes: [
        ...notes,
        ...fitNotes(found, terms, table.leavers, ridge),
        ...(robust && errors === "model"
          ? [{ code: "hazard_few_clusters", params: { clusters: cluster?.ids.length ?? 0, terms: p } } as const]
          : []),
      ],
    },
  };
}

/** Sorts the rows, looks at the likelihood without effects, and leaves out terms that cannot be told. */
function prepare(
  table: StayColumns,
  byAge: Uint32Array,
  design: Design,
  strata: Coded | undefined,
  ties: CoxTies,
  ridge: boolean,
): {
  readonly terms: readonly DesignTerm[];
  readonly rows: RiskRows;
  readonly start: LikelihoodPoint;
  readonly notes: readonly HazardNote[];
} {
  const lay = (columns: readonly Float64Array[]): RiskRows => riskRows(table, byAge, columns, strata?.codes);
  const look = (rows: RiskRows): LikelihoodPoint =>
    likelihoodAt(partialLikelihood(rows, ties), new Float64Array(rows.p));
  const constant = design.constant.map(
    (column): HazardNote => ({ code: "hazard_column_constant", params: { column } }),
  );
  const rows = lay(design.columns);
  const start = look(rows);
  const { kept, notes } = identified(design.terms, start.information, leaverWeight(table), ridge);
  if (kept.length === design.terms.length) return { terms: design.terms, rows, start, notes: constant };
  const fewer = lay(kept.map((j) => design.columns[j] as Float64Array));
  return {
    terms: kept.map((j) => design.terms[j] as DesignTerm),
    rows: fewer,
    start: look(fewer),
    notes: [...constant, ...notes],
  };
}

function errorsOf(robust: boolean, cluster: Coded | undefined, p: number): HazardErrors {
  if (!robust || (cluster !== undefined && cluster.ids.length <= p)) return "model";
  return cluster === undefined ? "robust" : "cluster";
}

/** Concordance of the linear predictor over all rows. */
function concordanceFor(
  table: StayColumns,
  byAge: Uint32Array,
  design: Design,
  terms: readonly DesignTerm[],
  beta: Float64Array,
  strata: Coded | undefined,
  cluster: Coded | undefined,
  level: number,
): CoxModel["concordance"] {
  const scores = new Float64Array(table.n);
  terms.forEach((term, j) => {
    const column = design.columns[design.terms.indexOf(term)] as Float64Array;
    for (let i = 0; i < table.n; i++) scores[i] = (scores[i] as number) + (beta[j] as number) * (column[i] as number);
  });
  const found = concordanceOf(
    {
      stops: table.durations,
      ends: table.left,
      scores,
      starts: watchedAfter(table),
      weights: table.weights,
      strata: strata?.codes,
      clusters: cluster?.codes,
      byStop: byAge,
    },
    level,
  );
  if (found === undefined) return { abstained: { code: "hazard_no_pairs", params: { n: table.n } } };
  const { value, n, interval, standardError } = found;
  return { value, n, interval, standardError };
}
