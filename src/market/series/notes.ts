import type { Reason } from "../../core/reasons.ts";
import { smoothSeries } from "../../math/exponential-smoothing.ts";
import type { SmoothingFit } from "../../math/fit-smoothing.ts";
import { quantile } from "../../math/quantile.ts";
import type { ReadSeries } from "./read.ts";
import type { RollingErrors } from "./rolling.ts";
import type { SeriesComparison } from "./types.ts";

/** Robust standard deviations from which a period is named: 1 in 16,000 of normal errors. */
const FAR = 4;
/** The median absolute value of a standard normal number. */
const MEDIAN_OF_NORMAL = 0.674489750196082;
/** Share of zeros from which smoothing describes demand badly: Syntetos, Boylan & Croston (2005) call it intermittent. */
const MANY_ZEROS = 0.25;

/** What a reader should know about series and forecast before trusting them. */
export function notesOf(
  { y, label, later }: ReadSeries,
  seasonLength: number,
  horizon: number,
  fit: SmoothingFit,
  rolling: RollingErrors | undefined,
  benchmarks: readonly SeriesComparison[],
): Reason[] {
  const notes: Reason[] = [];
  const { n } = fit;
  if (later > 0) notes.push({ code: "series_period_open", params: { rows: later } });
  if (n < y.length) notes.push({ code: "series_gaps", params: { missing: y.length - n, periods: y.length } });
  if (seasonLength > 1 && n < 2 * seasonLength)
    notes.push({ code: "series_season_unseen", params: { n, seasonLength } });
  if (rolling === undefined) notes.push({ code: "series_short", params: { n } });
  else if (rolling.plan.horizon < horizon) {
    notes.push({ code: "series_horizon_unjudged", params: { horizon, judged: rolling.plan.horizon } });
  }
  const zeros = y.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  if (zeros > MANY_ZEROS * n) notes.push({ code: "series_many_zeros", params: { zeros, n } });
  const outliers = outliersOf(y, fit);
  const [largest] = outliers;
  if (largest !== undefined) {
    notes.push({
      code: "series_outliers",
      params: {
        count: outliers.length,
        largest: label === undefined ? `${largest.t + 1}` : label(largest.t),
        deviations: largest.deviations,
      },
    });
  }
  // the rule that is hardest to beat stands for all
  const hardest = [...benchmarks].sort((a, b) => a.meanAbsoluteError - b.meanAbsoluteError)[0];
  if (hardest !== undefined && hardest.verdict !== "better" && !("abstained" in hardest.skill)) {
    const { lower, upper } = hardest.skill.interval;
    notes.push({ code: "series_no_skill", params: { benchmark: hardest.id, lower, upper } });
  }
  return notes;
}

/** Periods far from what the form expected of them, the farthest first. */
function outliersOf(y: Float64Array, fit: SmoothingFit): { readonly t: number; readonly deviations: number }[] {
  const { expected, errors } = smoothSeries(y, fit.form, fit.parameters, fit.start);
  const relative = fit.form.error === "multiplicative";
  const size = errors.map((error, t) => Math.abs(relative ? error / (expected[t] as number) : error));
  const known = size.filter((_, t) => !Number.isNaN(y[t]));
  const spread = quantile(known, 0.5) / MEDIAN_OF_NORMAL;
  if (!(spread > 0)) return [];
  return Array.from(size, (error, t) => ({ t, deviations: error / spread }))
    .filter(({ t, deviations }) => deviations > FAR && !Number.isNaN(y[t]))
    .sort((a, b) => b.deviations - a.deviations);
}
