import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { bootstrapParameters, requireBootstrap, resampleCounts } from "../fit/bootstrap.ts";
import { maximizeLikelihood } from "../fit/maximize.ts";
import { verdictOf } from "../fit/notes.ts";
import { spreadOf } from "../fit/spread.ts";
import type { FitReport, TimeUnit } from "../types.ts";
import { bgBbLikelihood } from "./likelihood.ts";
import { occasionStateOf, requireOccasionState } from "./state.ts";
import type { BgBbModel, BgBbParameters, FitBgBbOptions, OccasionState, OccasionTable } from "./types.ts";

/** Names of the parameters in the order of the search. */
export const BG_BB_NAMES: readonly (keyof BgBbParameters)[] = ["alpha", "beta", "gamma", "delta"];

/** Customers who differ, customers who are alike, and customers who soon leave. */
const STARTS: readonly (readonly number[])[] = [
  [1, 1, 0.5, 2],
  [4, 6, 4, 30],
  [0.5, 1, 1, 2],
].map((start) => start.map(Math.log));

/**
 * Learns how often customers use set occasions (a yearly appeal, a monthly event) and how soon they leave without saying
 * so.
 *
 * @param table - Occasions used, the last one used and those there were, one row per customer or per group of `counts`
 * customers alike; equal rows are put together.
 * @param options - `level` of the intervals, default 0.95; `bootstrap` takes them from refits to resampled customers.
 * @returns A plain JSON model. `fittedOn.report` says how well the maximum was found and whether the data decide the
 * parameters.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `empty_input`, `not_finite`, `out_of_range`,
 * `inconsistent`; the row is named.
 * @example
 * ```ts
 * const model = fitBgBb({
 *   unit: "year",
 *   frequency: [0, 1, 1, 1, 2, 2, 2, 3, 3],
 *   recency: [0, 1, 2, 3, 2, 3, 3, 3, 3],
 *   periods: [3, 3, 3, 3, 3, 3, 3, 3, 3],
 *   counts: [400, 120, 70, 60, 60, 40, 55, 60, 35],
 * });
 * model.fittedOn.customers; // => 900
 * model.parameters.alpha; // ≈ 1.2393
 * ```
 * @see Fader, Hardie & Shang (2010), Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing Science
 * 29(6), equation 5
 */
export function fitBgBb<Unit extends TimeUnit>(
  table: OccasionTable<Unit>,
  options: FitBgBbOptions = {},
): BgBbModel<Unit> {
  return fitBgBbFromState(occasionStateOf(table), options);
}

/**
 * The same from counted cells: states of shards, merged, give the very model that all customers together give.
 *
 * @param state - From {@link occasionStateOf} or {@link mergeOccasionStates}.
 * @param options - As for {@link fitBgBb}.
 * @returns As {@link fitBgBb}.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`, `inconsistent`,
 * `invalid_model`.
 * @example
 * ```ts
 * const state = occasionStateOf({ unit: "year", frequency: [0, 0], recency: [0, 0], periods: [2, 3] });
 * fitBgBbFromState(state).fittedOn.notes[0].code; // => "occasions_nobody_came"
 * ```
 */
export function fitBgBbFromState<Unit extends TimeUnit>(
  state: OccasionState<Unit>,
  options: FitBgBbOptions = {},
): BgBbModel<Unit> {
  requireOccasionState(state, "state");
  requireObject(options, "options");
  const { level = 0.95, bootstrap } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireBootstrap(bootstrap);
  const { counts, frequency, periods } = state;
  const customers = counts.reduce((total, count) => total + count, 0);
  const found = maximizeLikelihood(bgBbLikelihood(state, counts), { starts: STARTS, customers });
  const resampled =
    bootstrap === undefined || !found.report.identifiable
      ? undefined
      : bootstrapParameters(
          (random) => {
            const drawn = bgBbLikelihood(state, resampleCounts(counts, random));
            return maximizeLikelihood(drawn, { starts: [found.point], customers, curvature: false });
          },
          bootstrap,
          level,
        );
  const cohorts = new Map<number, number>();
  periods.forEach((n, i) => {
    cohorts.set(n, (cohorts.get(n) ?? 0) + (counts[i] as number));
  });
  return {
    kind: "bg_bb",
    version: 1,
    unit: state.unit,
    ...spreadOf(BG_BB_NAMES, found, resampled, level),
    level,
    fittedOn: {
      customers,
      purchases: counts.reduce((total, count, i) => total + count * (frequency[i] as number), 0),
      periods: periods.at(-1) as number,
      cohorts: [...cohorts].map(([n, size]) => ({ periods: n, customers: size })),
      report: found.report,
      notes: notesOf(state, customers, found.report),
    },
  };
}

function notesOf({ frequency, periods }: OccasionState, customers: number, report: FitReport): readonly Reason[] {
  if (frequency.every((x) => x === 0)) return [{ code: "occasions_nobody_came", params: { customers } }];
  const verdict = verdictOf(report);
  if (verdict === "level") {
    return [{ code: "occasions_not_identifiable", params: { customers, periods: periods.at(-1) as number } }];
  }
  return verdict === "sloping"
    ? [{ code: "occasions_not_converged", params: { gradientNorm: report.gradientNorm } }]
    : [];
}
