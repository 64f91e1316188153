import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import type { Random } from "../../math/random.ts";
import { type BootstrapSpread, bootstrapParameters, requireBootstrap, resampleCounts } from "../fit/bootstrap.ts";
import { type LikelihoodMaximum, type LogLikelihood, maximizeLikelihood } from "../fit/maximize.ts";
import { verdictOf } from "../fit/notes.ts";
import { spreadOf } from "../fit/spread.ts";
import type { BootstrapOptions } from "../fit/types.ts";
import type { TimeUnit } from "../types.ts";
import { bdwLikelihood, sbgLikelihood } from "./curve.ts";
import { requireTenureState, tenureStateOf } from "./state.ts";
import type { BdwModel, FitTenureOptions, SbgModel, TenureCohort, TenureState } from "./types.ts";

/** α + β at which a search begins: customers hardly alike, and much alike. */
const SIZES = [1, 10] as const;

/** Values of c at which a search begins, besides 1. */
const SHAPES = [1, 0.6, 1.6] as const;

/**
 * Learns how long contracts last where each customer has a chance to leave of their own: those likely to leave go first,
 * so that retention rises with tenure although nobody changes.
 *
 * @param cohorts - Customers who signed up together, with how many were still there after each period; cohorts of
 * different length, all in one unit. {@link tenureStateOf} counts them where they lie.
 * @param options - `level` of the intervals, default 0.95; `bootstrap` takes them from refits to resampled customers,
 * for which counts must be whole and unweighted.
 * @returns A plain JSON model. `fittedOn.report` says whether the data decide the parameters; one period never does.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const model = fitSbg([{ unit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);
 * model.parameters.alpha; // ≈ 0.668088
 * model.parameters.beta; // ≈ 3.80609
 * ```
 * @see Fader & Hardie (2007), How to Project Customer Retention, Journal of Interactive Marketing 21(1), equations 5–8
 */
export function fitSbg<Unit extends TimeUnit>(
  cohorts: readonly TenureCohort<Unit>[],
  options: FitTenureOptions = {},
): SbgModel<Unit> {
  return fitSbgFromState(tenureStateOf(cohorts), options);
}

/**
 * The same as {@link fitSbg} from counted cohorts: states of shards, merged, give the very model that all give.
 *
 * @param state - From {@link tenureStateOf} or {@link mergeTenureStates}.
 * @param options - As for {@link fitSbg}.
 * @returns As {@link fitSbg}.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`, `invalid_model`.
 * @example
 * ```ts
 * const state = tenureStateOf([{ unit: "year", survivors: [1000, 869, 743, 653, 593] }]);
 * fitSbgFromState(state).parameters.alpha; // ≈ 1.28098
 * ```
 */
export function fitSbgFromState<Unit extends TimeUnit>(
  state: TenureState<Unit>,
  options: FitTenureOptions = {},
): SbgModel<Unit> {
  const { level } = requireFit(state, options);
  const { found, resampled } = search(state, sbgLikelihood, sbgStarts(state), options.bootstrap, level);
  return {
    kind: "sbg",
    version: 1,
    unit: state.unit,
    ...spreadOf(["alpha", "beta"], found, resampled, level),
    level,
    fittedOn: {
      customers: state.customers,
      periods: state.stayed.length,
      report: found.report,
      notes: notesOf(state, found),
    },
  };
}

/**
 * Learns how long contracts last where customers differ in their chance to leave, and that chance itself may rise or
 * fall with a customer's tenure.
 *
 * @param cohorts - As for {@link fitSbg}; at least three periods are needed to tell three parameters.
 * @param options - As for {@link fitSbg}.
 * @returns A plain JSON model. `fittedOn.againstSbg` tests whether the third parameter is needed at all; where it is not
 * (c near 1) heterogeneity and tenure can hardly be told apart, the intervals are wide or absent, and a note says so.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const model = fitBdw([{ unit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);
 * model.parameters.c; // ≈ 1.7236
 * model.fittedOn.againstSbg.pValue < 0.05; // => true
 * ```
 * @see Fader, Hardie, Liu, Davin & Steenburgh (2018), "How to Project Customer Retention" Revisited: The Role of
 * Duration Dependence, Journal of Interactive Marketing 43
 */
export function fitBdw<Unit extends TimeUnit>(
  cohorts: readonly TenureCohort<Unit>[],
  options: FitTenureOptions = {},
): BdwModel<Unit> {
  return fitBdwFromState(tenureStateOf(cohorts), options);
}

/**
 * The same as {@link fitBdw} from counted cohorts.
 *
 * @param state - From {@link tenureStateOf} or {@link mergeTenureStates}.
 * @param options - As for {@link fitSbg}.
 * @returns As {@link fitBdw}.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`, `invalid_model`.
 * @example
 * ```ts
 * const state = tenureStateOf([{ unit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);
 * fitBdwFromState(state).parameters.c; // ≈ 1.7236
 * ```
 */
export function fitBdwFromState<Unit extends TimeUnit>(
  state: TenureState<Unit>,
  options: FitTenureOptions = {},
): BdwModel<Unit> {
  const { level } = requireFit(state, options);
  const simple = maximizeLikelihood(sbgLikelihood(state), { starts: sbgStarts(state), ...sizeOf(state) });
  // the simpler model's end is one of the starts, so that this one can never explain less
  const starts = SHAPES.flatMap((c) => [[...simple.point, Math.log(c)]]);
  const [alpha, beta] = sbgStarts(state)[1] as [number, number];
  const { found, resampled } = search(state, bdwLikelihood, [...starts, [alpha, beta, 0]], options.bootstrap, level);
  const statistic = Math.max(0, 2 * (found.report.logLikelihood - simple.report.logLikelihood));
  const pValue = chiSquaredSurvival(statistic, 1);
  const spread = spreadOf(["alpha", "beta", "c"], found, resampled, level);
  const notes = [...notesOf(state, found)];
  if (found.report.converged && pValue > 1 - level)
    notes.push({ code: "tenure_shape_undecided", params: { c: spread.parameters.c, pValue } });
  return {
    kind: "bdw",
    version: 1,
    unit: state.unit,
    ...spread,
    level,
    fittedOn: {
      customers: state.customers,
      periods: state.stayed.length,
      report: found.report,
      againstSbg: { logLikelihood: simple.report.logLikelihood, statistic, pValue },
      notes,
    },
  };
}

function requireFit(state: TenureState, options: FitTenureOptions): { readonly level: number } {
  requireTenureState(state, "state");
  requireObject(options, "options");
  const { level = 0.95, bootstrap } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireBootstrap(bootstrap);
  const whole = [state.stayed, state.left].every((counts) => counts.every(Number.isInteger));
  if (bootstrap !== undefined && !whole) {
    throw new ClienteleError(
      "inconsistent",
      "a bootstrap draws whole customers, but some counts are not whole: leave out weights, or options.bootstrap",
      { name: "options.bootstrap" },
    );
  }
  return { level };
}

/** Logarithms of α and β with the first period's churn. */
function sbgStarts({ stayed, left }: TenureState): number[][] {
  const churn = Math.min(0.999, Math.max(0.001, (left[0] as number) / ((left[0] as number) + (stayed[0] as number))));
  return SIZES.map((size) => [Math.log(churn * size), Math.log((1 - churn) * size)]);
}

/** Customers, and the rarer of staying and leaving, which carries the likelihood. */
function sizeOf({ customers, stayed, left }: TenureState): { readonly customers: number; readonly events: number } {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const rarer = Math.min(total(stayed), total(left));
  return { customers, events: rarer === 0 ? customers : Math.min(customers, rarer) };
}

function search(
  state: TenureState,
  likelihood: (state: Pick<TenureState, "stayed" | "left">) => LogLikelihood,
  starts: readonly (readonly number[])[],
  bootstrap: BootstrapOptions | undefined,
  level: number,
): { readonly found: LikelihoodMaximum; readonly resampled: BootstrapSpread | undefined } {
  const size = sizeOf(state);
  const found = maximizeLikelihood(likelihood(state), { starts, ...size });
  if (bootstrap === undefined || !found.report.identifiable) return { found, resampled: undefined };
  const refit = (random: Random): LikelihoodMaximum =>
    maximizeLikelihood(likelihood(resampled(state, random)), { starts: [found.point], ...size, curvature: false });
  return { found, resampled: bootstrapParameters(refit, bootstrap, level) };
}

/** Customers drawn with replacement: each leaves in a period, or is last seen in one. */
function resampled({ stayed, left }: TenureState, random: Random): Pick<TenureState, "stayed" | "left"> {
  const periods = stayed.length;
  const lastSeen = stayed.map((there, t) => there - ((stayed[t + 1] ?? 0) + (left[t + 1] ?? 0)));
  const drawn = resampleCounts([...left, ...lastSeen], random);
  const there = new Array<number>(periods);
  let open = 0;
  for (let t = periods - 1; t >= 0; t--) {
    open += drawn[periods + t] as number;
    there[t] = open;
    open += drawn[t] as number;
  }
  return { stayed: there, left: Array.from(drawn.subarray(0, periods)) };
}

function notesOf({ stayed, left, customers }: TenureState, { report }: LikelihoodMaximum): readonly Reason[] {
  if (left.every((count) => count === 0)) return [{ code: "tenure_nobody_left", params: { customers } }];
  if (stayed.every((count) => count === 0)) return [{ code: "tenure_nobody_stayed", params: { customers } }];
  const verdict = verdictOf(report);
  if (verdict === "level") {
    return [{ code: "tenure_not_identifiable", params: { customers, periods: stayed.length } }];
  }
  return verdict === "sloping" ? [{ code: "tenure_not_converged", params: { gradientNorm: report.gradientNorm } }] : [];
}
