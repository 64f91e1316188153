import { requireObject } from "../../core/checks.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { mean, sum } from "../../math/sum.ts";
import { bringsValue, grossOf } from "../pyramid/balance.ts";
import { assignRfmColumn } from "./assign.ts";
import { columnsOfSummary, requireRfmModel } from "./figures.ts";
import type { RfmColumnSummary, RfmModel, RfmSegmentRow, RfmSegmentSummary, RfmSummary } from "./types.ts";

/**
 * Counts a book by segment and by recency × frequency square: how many customers, what they brought, when and how often
 * they bought.
 *
 * @param model - From `fitRfm` or `loadModel(rfmModelSpec, …)`; its cuts are taken as given.
 * @param summary - From `summarizeRfm` or `summarizeRfmColumn`; it need not be the book that the model was learned from.
 * @param options - `level` is the coverage of the intervals, in (0, 1), default 0.95.
 * @returns One row per segment in the model's order, and one per square; customers and money sum to the book's. The
 * interval of a share is Wilson's: how far it may move in another book of such customers under the same cuts.
 * @throws `ClienteleError` `invalid_model`, `empty_input`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const book = summarizeRfmColumn({ customers: [0, 1, 0], days: [9, 5, 7], amounts: [5, 8, 2] }, { asOf: "1970-01-11" });
 * const { rows, total } = summarizeRfmSegments(fitRfm(book), book);
 * rows.length; // => 11
 * total; // => 15
 * ```
 * @see Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 */
export function summarizeRfmSegments(
  model: RfmModel,
  summary: RfmSummary | RfmColumnSummary,
  options: { readonly level?: number } = {},
): RfmSegmentSummary {
  requireRfmModel(model);
  requireObject(options, "options");
  const { level = 0.95 } = options;
  const { recency, frequency, monetary, value } = columnsOfSummary(summary, model.monetary);
  const placed = assignRfmColumn(model, {
    recencyDays: recency,
    frequency,
    monetary: value,
    meanAmount: monetary,
  });
  const n = value.length;
  const members = groupBy(placed.segment, model.segments.rules.length);
  const total = sum(value);
  const sums = members.map((rows) => sum(pick(value, rows)));
  const shared = bringsValue(total, grossOf(sums));
  const rows = model.segments.rules.map(({ id }, i): RfmSegmentRow => {
    const own = members[i] as Int32Array;
    const customers = own.length;
    const money = sums[i] as number;
    return {
      id,
      customers,
      share: customers / n,
      shareInterval: wilsonInterval(customers, n, level),
      value: money,
      ...(shared ? { valueShare: money / total + 0 } : {}),
      ...(customers > 0
        ? {
            meanRecencyDays: mean(pick(recency, own)),
            meanFrequency: mean(pick(frequency, own)),
            meanValue: mean(pick(value, own)),
          }
        : {}),
    };
  });
  const { scores, cuts } = model;
  const squares = placed.recency.map((score, i) => (score - 1) * scores + (placed.frequency[i] as number) - 1);
  const grid = groupBy(squares, scores * scores).map((own, square) => ({
    recency: Math.floor(square / scores) + 1,
    frequency: (square % scores) + 1,
    customers: own.length,
    value: sum(pick(value, own)),
  }));
  return { rows, grid, scores, cuts, customers: n, total, asOf: summary.asOf };
}

function groupBy(group: Uint8Array, groups: number): Int32Array[] {
  const counts = new Int32Array(groups);
  for (const index of group) counts[index] = (counts[index] as number) + 1;
  const members = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  group.forEach((index, row) => {
    (members[index] as Int32Array)[counts[index] as number] = row;
    counts[index] = (counts[index] as number) + 1;
  });
  return members;
}

function pick(column: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] as number);
}
