import { requireNumber } from "../../core/checks.ts";
import { directionOf, scoreOf } from "./cuts.ts";
import { figureOf, requireFigures, requireRfmModel, scoredColumns } from "./figures.ts";
import { segmentTable } from "./segments.ts";
import type {
  RfmAssignment,
  RfmAssignmentColumns,
  RfmCut,
  RfmDimension,
  RfmFigureColumns,
  RfmFigures,
  RfmModel,
  RfmSegmentRule,
} from "./types.ts";

/** Segments are checked and laid out once per model object, then looked up. */
const tables = new WeakMap<object, Uint8Array>();

/** The segment of every cell of a model. */
function tableOf(model: RfmModel): Uint8Array {
  let table = tables.get(model.segments);
  if (table === undefined || table.length !== model.scores ** 3) {
    requireNumber(model.segments.scores, "model.segments.scores", { min: 2, max: 9, integer: true });
    table = segmentTable(model.segments, model.scores);
    tables.set(model.segments, table);
  }
  return table;
}

/**
 * Scores one customer and names its segment.
 *
 * @param model - From `fitRfm` or `loadModel(rfmModelSpec, …)`.
 * @param figures - The customer's days since the last purchase, purchase days and money, as `summarizeRfm` counts them.
 * @returns Scores from 1 (worst) to `model.scores` (best), the cell such as `"543"`, the weighted mean of the three
 * scores, and the segment. A value equal to a cut has the better score.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`, `out_of_range` (negative days or purchases),
 * `inconsistent` (segments that miss a cell).
 * @example
 * ```ts
 * const orders = [["a", "2026-03-30", 90], ["a", "2026-03-01", 60], ["b", "2026-01-05", 20], ["c", "2025-11-20", 70]] as const;
 * const summary = summarizeRfm(orders, { asOf: "2026-03-31", customerId: (o) => o[0], date: (o) => o[1], amount: (o) => o[2] });
 * const model = fitRfm(summary, { scores: 3 });
 * assignRfm(model, summary.customers[0]); // => { recency: 3, frequency: 3, monetary: 3, cell: "333", score: 3, segment: "champions" }
 * ```
 */
export function assignRfm(model: RfmModel, figures: RfmFigures): RfmAssignment {
  requireRfmModel(model);
  requireFigures(figures, model.monetary);
  const { cuts, scores, segments } = model;
  const score = (dimension: RfmDimension): number =>
    scoreOf(cuts[dimension], figureOf(figures, dimension, model.monetary), directionOf(dimension));
  const [recency, frequency, monetary] = [score("recency"), score("frequency"), score("monetary")];
  const place = ((recency - 1) * scores + frequency - 1) * scores + monetary - 1;
  return {
    recency,
    frequency,
    monetary,
    cell: `${recency}${frequency}${monetary}`,
    score: weighted(model, recency, frequency, monetary),
    segment: (segments.rules[tableOf(model)[place] as number] as RfmSegmentRule).id,
  };
}

/** Weighted mean, kept within the scores: thirds do not add up to exactly one. */
function weighted({ weights, scores }: RfmModel, recency: number, frequency: number, monetary: number): number {
  const mean = weights.recency * recency + weights.frequency * frequency + weights.monetary * monetary;
  return Math.min(scores, Math.max(1, mean));
}

/**
 * Scores a whole book from columns.
 *
 * @param model - From `fitRfm` or `loadModel(rfmModelSpec, …)`.
 * @param columns - Figures of equal length, for example from `summarizeRfmColumn`; may be empty. Not mutated.
 * @returns Scores, weighted score and the index of the segment in `model.segments.rules`, one row per customer; the
 * same that `assignRfm` gives.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`,
 * `inconsistent` (segments that miss a cell).
 * @example
 * ```ts
 * const book = summarizeRfmColumn({ customers: [0, 1, 0], days: [9, 5, 7], amounts: [5, 8, 2] }, { asOf: "1970-01-11" });
 * const { recency, segment } = assignRfmColumn(fitRfm(book, { scores: 2 }), book);
 * recency; // => Uint8Array.of(2, 1)
 * segment.length; // => 2
 * ```
 */
export function assignRfmColumn(model: RfmModel, columns: RfmFigureColumns): RfmAssignmentColumns {
  requireRfmModel(model);
  const figures = scoredColumns(columns, model.monetary, "columns");
  const { cuts, scores } = model;
  const recency = scoreColumn(cuts.recency, figures.recency, -1);
  const frequency = scoreColumn(cuts.frequency, figures.frequency, 1);
  const monetary = scoreColumn(cuts.monetary, figures.monetary, 1);
  const table = tableOf(model);
  const score = new Float64Array(recency.length);
  const segment = new Uint8Array(recency.length);
  for (let i = 0; i < recency.length; i++) {
    const [r, f, m] = [recency[i] as number, frequency[i] as number, monetary[i] as number];
    score[i] = weighted(model, r, f, m);
    segment[i] = table[((r - 1) * scores + f - 1) * scores + m - 1] as number;
  }
  return { recency, frequency, monetary, score, segment };
}

function scoreColumn(cuts: readonly RfmCut[], values: Float64Array, direction: 1 | -1): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) scores[i] = scoreOf(cuts, values[i] as number, direction);
  return scores;
}
