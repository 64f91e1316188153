import { requireObject } from "../../core/checks.ts";
import type { Abstention, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { deltaFigure, type UncertainParameters } from "../fit/delta.ts";
import { requireParameters } from "../fit/spread.ts";
import { requireSpending, requireSpendingTable } from "./state.ts";
import type { ExpectedSpend, GammaGammaModel, SpendingRecord, SpendingTable } from "./types.ts";

/** Shape from which a customer's own mean is known to eight digits, and its range is a point. */
const CERTAIN = 1e10;

/**
 * What a customer is expected to spend per purchase: their own mean, drawn towards the population's as far as their
 * few purchases leave it open. Without a repeat purchase it is the population's mean.
 *
 * @param model - From {@link fitGammaGamma} or `loadModel`.
 * @param record - Repeat purchases and their mean spend; a buying record will do. Without repeats the mean is absent or 0.
 * @returns Expected spend per purchase in the currency of the model, with the interval that the model's parameters leave
 * and the range in which the customer's own long-run mean lies. An abstention where q is so small that no mean exists.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const frequency = [7, 5, 3, 4, 4, 2, 5, 2, 1, 5, 4, 4, 1, 2, 3, 6, 5, 3, 3, 6, 0];
 * const meanSpend = [75, 38, 49, 19, 15, 60, 25, 19, 6, 37, 35, 62, 34, 19, 43, 15, 15, 29, 57, 47, 0];
 * const model = fitGammaGamma({ frequency, meanSpend });
 * predictSpend(model, { frequency: 2, meanSpend: 60 }).value; // ≈ 45.57
 * predictSpend(model, { frequency: 0 }).ownWeight; // => 0
 * ```
 * @see Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, equation 5
 */
export function predictSpend(model: GammaGammaModel, record: SpendingRecord): ExpectedSpend | Abstention {
  const spread = requireGammaGamma(model);
  requireObject(record, "record");
  const { frequency, meanSpend = 0 } = record;
  requireSpending(frequency, meanSpend, "record.frequency", "record.meanSpend");
  const [p, q, v] = spread.parameters as [number, number, number];
  const shape = p * frequency + q;
  if (!(shape > 1)) return { abstained: { code: "spend_mean_infinite", params: { q } } };
  const at = ([p, q, v]: readonly number[]): number =>
    expectedSpend(p as number, q as number, v as number, frequency, meanSpend);
  // a little less alike, and there would be no mean: the amount has no upper end
  const bounded = (model.intervals?.q.lower ?? q) + (model.intervals?.p.lower ?? p) * frequency > 1;
  const figure = deltaFigure(at, bounded ? spread : { ...spread, covariance: undefined }, "log");
  const own = p * frequency;
  const notes: Reason[] = [];
  if (q <= 1) notes.push({ code: "spend_mean_infinite", params: { q } });
  else if (!bounded) notes.push({ code: "spend_mean_open", params: { q } });
  return {
    ...figure,
    ownWeight: own === 0 ? 0 : Math.min(1, own / (shape - 1)),
    range: rangeOf(shape, p * v + own * meanSpend, spread),
    notes,
  };
}

/**
 * Expected spend per purchase for many customers at once.
 *
 * @param model - From {@link fitGammaGamma} or `loadModel`.
 * @param table - Repeat purchases and their mean spend, one row per customer; a buying table will do.
 * @returns One amount per row in the currency of the model; an abstention where q is so small that somebody's mean does
 * not exist.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`,
 * `inconsistent`.
 * @example
 * ```ts
 * const frequency = [7, 5, 3, 4, 4, 2, 5, 2, 1, 5, 4, 4, 1, 2, 3, 6, 5, 3, 3, 6, 0];
 * const meanSpend = [75, 38, 49, 19, 15, 60, 25, 19, 6, 37, 35, 62, 34, 19, 43, 15, 15, 29, 57, 47, 0];
 * const model = fitGammaGamma({ frequency, meanSpend });
 * predictSpendColumn(model, { frequency, meanSpend })[5]; // ≈ 45.57
 * ```
 * @see {@link predictSpend}
 */
export function predictSpendColumn(model: GammaGammaModel, table: SpendingTable): Float64Array | Abstention {
  const [p, q, v] = requireGammaGamma(model).parameters as [number, number, number];
  const { frequency, meanSpend } = requireSpendingTable(table);
  const expected = new Float64Array(frequency.length);
  for (let i = 0; i < expected.length; i++) {
    const x = frequency[i] as number;
    if (!(p * x + q > 1)) return { abstained: { code: "spend_mean_infinite", params: { q } } };
    expected[i] = expectedSpend(p, q, v, x, meanSpend[i] as number);
  }
  return expected;
}

/** p(v + x·z̄) / (px + q − 1). */
function expectedSpend(p: number, q: number, v: number, x: number, meanSpend: number): number {
  return (p * v + p * x * meanSpend) / (p * x + (q - 1));
}

/** Where p/ν lies, ν being gamma with the given shape around the customer's purchases. */
function rangeOf(shape: number, scale: number, { level }: UncertainParameters): Interval {
  if (shape > CERTAIN) return { lower: scale / shape, upper: scale / shape, level };
  const end = (share: number): number => scale / gammaQuantile(share, shape, 1);
  return { lower: end((1 + level) / 2), upper: end((1 - level) / 2), level };
}

/** Refuses a model that was built or edited by hand into something that cannot be read, and brings it to columns. */
export function requireGammaGamma(model: GammaGammaModel): UncertainParameters {
  const spread = requireParameters(model, "gamma_gamma", ["p", "q", "v"], "repeaters");
  if (model.intervals !== undefined) {
    requireObject(model.intervals, "model.intervals");
    requireObject(model.intervals.p, "model.intervals.p");
    requireObject(model.intervals.q, "model.intervals.q");
  }
  return spread;
}
