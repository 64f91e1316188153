import { assignRfm } from "./assign.ts";
import { figureOf } from "./figures.ts";
import type { RfmCut, RfmExplanation, RfmFigures, RfmModel } from "./types.ts";

/**
 * Says why a customer has its scores and its segment, and what the next better scores would take.
 *
 * @param model - From `fitRfm` or `loadModel(rfmModelSpec, …)`.
 * @param figures - The customer's figures, as `summarizeRfm` counts them.
 * @returns The assignment with one reason each for the segment, recency, frequency and money (`describe` words them);
 * `purchasesToNext` further purchase days and `amountToNext` further money to the next better score, absent where the
 * customer has the best. A new purchase would also renew recency.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const orders = [["a", "2026-03-30", 90], ["a", "2026-03-01", 60], ["b", "2026-01-05", 20], ["c", "2025-11-20", 70]] as const;
 * const summary = summarizeRfm(orders, { asOf: "2026-03-31", customerId: (o) => o[0], date: (o) => o[1], amount: (o) => o[2] });
 * const { amountToNext, reasons } = explainRfm(fitRfm(summary, { scores: 3 }), summary.customers[1]);
 * amountToNext; // => 50
 * describe(reasons[1]); // => "the last purchase was 85 days ago: recency 2 of 3"
 * ```
 */
export function explainRfm(model: RfmModel, figures: RfmFigures): RfmExplanation {
  const assignment = assignRfm(model, figures);
  const { recency, frequency, monetary, segment, cell } = assignment;
  const { scores, cuts } = model;
  const amount = figureOf(figures, "monetary", model.monetary);
  const purchasesToNext = missing(cuts.frequency, frequency, figures.frequency);
  const amountToNext = missing(cuts.monetary, monetary, amount);
  return {
    ...assignment,
    reasons: [
      { code: "rfm_segment", params: { segment, cell } },
      { code: "rfm_recency", params: { days: figures.recencyDays, score: recency, scores } },
      { code: "rfm_frequency", params: { purchases: figures.frequency, score: frequency, scores } },
      { code: "rfm_monetary", params: { amount, figure: model.monetary, score: monetary, scores } },
    ],
    ...(purchasesToNext === undefined ? {} : { purchasesToNext }),
    ...(amountToNext === undefined ? {} : { amountToNext }),
  };
}

/** What is missing to the next cut above a score, never infinite. */
function missing(cuts: readonly RfmCut[], score: number, value: number): number | undefined {
  const next = cuts.filter((cut) => cut.score > score).at(-1);
  return next === undefined ? undefined : Math.min(next.bound - value, Number.MAX_VALUE);
}
