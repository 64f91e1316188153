import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { sum } from "../../math/sum.ts";
import { directionOf, fixedCuts, naturalCuts, quantileCuts, RFM_DIMENSIONS, unusedScores } from "./cuts.ts";
import { columnsOfSummary, type ScoredColumns } from "./figures.ts";
import { defineRfmSegments, MOST_SCORES, rfmSegments } from "./segments.ts";
import type { FitRfmOptions, RfmColumnSummary, RfmCut, RfmDimension, RfmModel, RfmNote, RfmSummary } from "./types.ts";

/**
 * Learns how recency, frequency and money are scored, so that the same customer gets the same cell wherever it is asked.
 *
 * With `"quantile"` a score says how much of the book does worse: of five scores, 5 means that at least 80 % of the
 * customers bought longer ago, less often or for less. Customers with equal values always share a score (one-time
 * buyers, who beat nobody in frequency, have 1), so scores need not hold equally many, and a score that no value can
 * have has no cut; a note names it. With `"natural"` the cuts lie where the values fall apart by themselves, whatever
 * share that is. With `"fixed"` the cuts are yours.
 *
 * @param summary - From `summarizeRfm` or `summarizeRfmColumn`, with at least one customer. Not mutated.
 * @param options - `scores` per dimension (2–9, default 5); `method`; for `"fixed"` the `cuts`, best first: days that
 * recency may reach, purchase days and money that must be reached; `weights` (0 or more, equal unless given, scaled to
 * sum to 1); `monetary` scores the `"sum"` (default) or the `"mean"` per purchase day; `segments` from
 * `defineRfmSegments`, stretched over `scores` where they were written for another number.
 * @returns A model for `assignRfm`, `explainRfm` and `summarizeRfmSegments`: plain JSON with the cuts. A value equal to
 * a cut has the better score.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` (another method),
 * `length_mismatch` and `inconsistent` (cuts that are too few or not in order, segments that miss a cell).
 * @example
 * ```ts
 * const orders = [["a", "2026-03-30", 90], ["a", "2026-03-01", 60], ["b", "2026-01-05", 20], ["c", "2025-11-20", 70]] as const;
 * const summary = summarizeRfm(orders, { asOf: "2026-03-31", customerId: (o) => o[0], date: (o) => o[1], amount: (o) => o[2] });
 * const model = fitRfm(summary, { scores: 3 });
 * model.cuts.recency; // => [{ score: 3, bound: 1 }, { score: 2, bound: 85 }]
 * model.cuts.frequency; // => [{ score: 3, bound: 2 }]
 * ```
 * @see Hughes, Strategic Database Marketing (1994), on scoring by quantiles
 */
export function fitRfm(summary: RfmSummary | RfmColumnSummary, options: FitRfmOptions = {}): RfmModel {
  requireObject(options, "options");
  const { scores = 5, method = "quantile", monetary = "sum", segments = rfmSegments } = options;
  requireNumber(scores, "options.scores", { min: 2, max: MOST_SCORES, integer: true });
  requireOneOf(method, ["quantile", "natural", "fixed"], "options.method");
  requireOneOf(monetary, ["sum", "mean"], "options.monetary");
  requireObject(segments, "options.segments");
  const weights = shares(options.weights);
  const columns = columnsOfSummary(summary, monetary);
  const cutsOf = (dimension: RfmDimension): RfmCut[] => {
    const direction = directionOf(dimension);
    if (method === "quantile") return quantileCuts(columns[dimension], scores, direction);
    if (method === "natural") return naturalCuts(columns[dimension], scores, direction);
    requireObject(options.cuts, "options.cuts");
    return fixedCuts(options.cuts?.[dimension] ?? [], scores, direction, `options.cuts.${dimension}`);
  };
  const cuts = { recency: cutsOf("recency"), frequency: cutsOf("frequency"), monetary: cutsOf("monetary") };
  return {
    kind: "rfm",
    version: 1,
    method,
    scores,
    cuts,
    weights,
    monetary,
    segments: defineRfmSegments(segments.rules, { scores: segments.scores }),
    fittedOn: {
      asOf: summary.asOf,
      customers: columns.recency.length,
      total: sum(columns.value),
      notes: notesOf(columns, cuts, scores),
    },
  };
}

function shares(weights: FitRfmOptions["weights"]): RfmModel["weights"] {
  if (weights === undefined) return { recency: 1 / 3, frequency: 1 / 3, monetary: 1 / 3 };
  requireObject(weights, "options.weights");
  for (const dimension of RFM_DIMENSIONS) {
    requireNumber(weights[dimension], `options.weights.${dimension}`, { min: 0, max: 1e300 });
  }
  const { recency, frequency, monetary } = weights;
  const whole = recency + frequency + monetary;
  if (whole === 0) {
    throw new ClienteleError("inconsistent", "options.weights must not all be 0", { name: "options.weights" });
  }
  return { recency: recency / whole, frequency: frequency / whole, monetary: monetary / whole };
}

function notesOf(columns: ScoredColumns, cuts: RfmModel["cuts"], scores: number): RfmNote[] {
  const notes: RfmNote[] = [];
  for (const dimension of RFM_DIMENSIONS) {
    const column = columns[dimension];
    const unused = unusedScores(cuts[dimension], scores);
    if (column.every((value) => value === column[0])) {
      notes.push({ code: "rfm_all_equal", params: { dimension, customers: column.length } });
    } else if (unused.length > 0) {
      notes.push({ code: "rfm_scores_unused", params: { dimension, scores: unused } });
    }
  }
  return notes;
}
