import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { bootstrapParameters, requireBootstrap, resampleCounts } from "../fit/bootstrap.ts";
import { maximizeLikelihood } from "../fit/maximize.ts";
import { verdictOf } from "../fit/notes.ts";
import { spreadOf } from "../fit/spread.ts";
import type { FitReport } from "../types.ts";
import { independenceOf } from "./independence.ts";
import { cellsOf, gammaGammaLikelihood } from "./likelihood.ts";
import { requireSpendingState, spendingStateOf } from "./state.ts";
import type {
  FitGammaGammaOptions,
  GammaGammaModel,
  SpendIndependence,
  SpendingState,
  SpendingTable,
} from "./types.ts";

/** Repeat customers below which three parameters cannot be told. */
const NEEDED = 3;

/** Logarithms of p, q and v over the geometric mean spend: customers alike, much alike, and hardly alike. */
const STARTS: readonly (readonly number[])[] = [
  [6, 4, 0.5],
  [1, 10, 9],
  [2, 1.5, 0.3],
].map((start) => start.map(Math.log));

/**
 * Learns how spend per purchase differs between customers and between purchases, so that a mean of two purchases is not
 * taken for more than it is.
 *
 * @param table - Repeat purchases and their mean spend, one row per customer: a buying table will do. Customers without
 * a repeat purchase are counted and left out.
 * @param options - `level` of the intervals, default 0.95; `bootstrap` takes them from refits to resampled customers.
 * @returns A plain JSON model; an abstention with fewer than three repeat customers, or where all spend the same.
 * `fittedOn.report` says how well the maximum was found and whether the data decide the parameters,
 * `fittedOn.independence` whether the model's assumption holds.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range` (spend of 0 or less: refunds
 * belong apart), `inconsistent`; the row and the remedy are named.
 * @example
 * ```ts
 * const frequency = [7, 5, 3, 4, 4, 2, 5, 2, 1, 5, 4, 4, 1, 2, 3, 6, 5, 3, 3, 6, 0];
 * const meanSpend = [75, 38, 49, 19, 15, 60, 25, 19, 6, 37, 35, 62, 34, 19, 43, 15, 15, 29, 57, 47, 0];
 * const model = fitGammaGamma({ frequency, meanSpend });
 * model.fittedOn.repeaters; // => 20
 * model.parameters.q; // ≈ 7.00
 * ```
 * @see Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value; Fader, Hardie & Lee (2005), RFM and CLV, Journal
 * of Marketing Research 42
 */
export function fitGammaGamma(table: SpendingTable, options: FitGammaGammaOptions = {}): GammaGammaModel | Abstention {
  requireObject(options, "options");
  return fitState(spendingStateOf(table), options);
}

/**
 * The same from counted cells: states of shards, merged, give the very model that all customers together give.
 *
 * @param state - From {@link spendingStateOf} or {@link mergeSpendingStates}.
 * @param options - As for {@link fitGammaGamma}.
 * @returns As {@link fitGammaGamma}.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`, `inconsistent`,
 * `invalid_model`.
 * @example
 * ```ts
 * const state = spendingStateOf({ frequency: [2, 1], meanSpend: [22, 12] });
 * fitGammaGammaFromState(state).abstained.code; // => "too_few_rows"
 * ```
 */
export function fitGammaGammaFromState(
  state: SpendingState,
  options: FitGammaGammaOptions = {},
): GammaGammaModel | Abstention {
  requireSpendingState(state, "state");
  requireObject(options, "options");
  return fitState(state, options);
}

function fitState(state: SpendingState, options: FitGammaGammaOptions): GammaGammaModel | Abstention {
  const { level = 0.95, bootstrap } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireBootstrap(bootstrap);
  const cells = cellsOf(state);
  const { customers: repeaters, logScale } = cells;
  if (repeaters < NEEDED) return { abstained: { code: "too_few_rows", params: { n: repeaters, needed: NEEDED } } };
  const value = state.meanSpend[0] as number;
  if (state.meanSpend.every((cell) => cell === value)) {
    return { abstained: { code: "all_values_equal", params: { n: repeaters, value } } };
  }
  const found = maximizeLikelihood(gammaGammaLikelihood(cells), { starts: STARTS, customers: repeaters });
  const { point, report } = found;
  const resampled =
    bootstrap === undefined || !report.identifiable
      ? undefined
      : bootstrapParameters(
          (random) => {
            const drawn = gammaGammaLikelihood(cells, resampleCounts(cells.counts, random));
            return maximizeLikelihood(drawn, { starts: [point], customers: repeaters, curvature: false });
          },
          bootstrap,
          level,
        );
  // the logarithm of v moves by that of the scale, its spread does not
  const spread = spreadOf(["p", "q", "v"], found, resampled, level, [0, 0, logScale]);
  const independence = independenceOf(state, level);
  return {
    kind: "gamma_gamma",
    version: 1,
    ...spread,
    level,
    fittedOn: {
      customers: state.customers,
      repeaters,
      purchases: state.counts.reduce((total, count, i) => total + count * (state.frequency[i] as number), 0),
      independence,
      report,
      notes: notesOf(report, independence, repeaters, spread.parameters.q),
    },
  };
}

function notesOf(
  report: FitReport,
  independence: SpendIndependence | Abstention,
  repeaters: number,
  q: number,
): readonly Reason[] {
  const notes: Reason[] = [];
  const verdict = verdictOf(report);
  if (verdict === "level") notes.push({ code: "spend_not_identifiable", params: { repeaters } });
  if (verdict === "sloping") {
    notes.push({ code: "spend_not_converged", params: { gradientNorm: report.gradientNorm } });
  }
  if (q <= 1) notes.push({ code: "spend_mean_infinite", params: { q } });
  if ("verdict" in independence && independence.verdict === "doubtful") {
    const { value, interval } = independence.correlation;
    const { lower, upper } = interval;
    notes.push({ code: "spend_depends_on_frequency", params: { correlation: value, lower, upper } });
  }
  return notes;
}
