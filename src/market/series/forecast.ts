import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import { compareBenchmarks, seasonalChange } from "./benchmarks.ts";
import { type BlendPart, blendForms } from "./blend.ts";
import { codeOf } from "./forms.ts";
import { notesOf } from "./notes.ts";
import { simulatePaths } from "./paths.ts";
import { readSeries } from "./read.ts";
import { expectedAt } from "./rolling.ts";
import { type JudgedForm, judgeForms } from "./select.ts";
import type { ForecastSeriesOptions, SeriesCandidate, SeriesForecast } from "./types.ts";

/** Known periods below which no form can be told from another. */
const LEAST = 8;
const SEASONS = { day: 7, week: 1, month: 12, quarter: 4, year: 1 } as const;

/**
 * Foretells a series of sales, visits or complaints period by period, with intervals and the total, by the form of
 * exponential smoothing that would have erred least so far, and says whether it beats rules of thumb.
 *
 * Fifteen forms (errors, trend, season) are fitted by maximum likelihood. From up to twelve past moments each one
 * forecasts what is known by now; forms that erred reliably more than the best are out, and of the rest AICc decides,
 * which charges for every fitted number. Intervals come from simulated futures in which the form, its parameters, first
 * states and the size of errors are drawn anew each time, by how plausible they are given the series.
 *
 * @param data - Rows, or amounts oldest first; null, undefined and NaN where a period is not known. Amounts within
 * ±1e100 in one unit. Not mutated.
 * @param options - `horizon` in periods; `value`, `date`, `period`, `gaps`, `asOf` to read rows; `seasonLength`,
 * `levels`, `floor`, `draws`, `seed`.
 * @returns The forecast as plain JSON; an abstention where fewer than eight periods are known or all amounts are equal.
 * Forms that multiply are tried only where all amounts lie above 0.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `invalid_date`,
 * `inconsistent` where options contradict each other.
 * @example
 * ```ts
 * const sales = [12, 15, 11, 9, 14, 17, 13, 10, 16, 19, 14, 12, 17, 21, 16, 13, 19, 23, 17, 14];
 * const next = forecastSeries(sales, { horizon: 4, seasonLength: 4 });
 * next.points.map((point) => Math.round(point.value)); // => [21, 25, 19, 15]
 * next.total.intervals.length; // => 2
 * ```
 * @see Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing; Tashman (2000), International
 * Journal of Forecasting 16, for rolling origins; Hoeting, Madigan, Raftery & Volinsky (1999), Statistical
 * Science 14, for weights of models
 */
export function forecastSeries<T>(data: ArrayLike<T>, options: ForecastSeriesOptions<T>): SeriesForecast | Abstention {
  requireObject(options, "options");
  const { horizon, period, draws = 2000, seed = 1 } = options;
  requireNumber(horizon, "options.horizon", { min: 1, max: 120, integer: true });
  requireNumber(draws, "options.draws", { min: 200, max: 20_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  const levels = readLevels(options.levels);
  const read = readSeries(data, options);
  const { y, label } = read;
  const { seasonLength = period === undefined ? 1 : SEASONS[period] } = options;
  requireNumber(seasonLength, "options.seasonLength", { min: 1, max: 60, integer: true });
  const known = Array.from(y).filter((value) => !Number.isNaN(value));
  const n = known.length;
  if (n < LEAST) return { abstained: { code: "too_few_rows", params: { n, needed: LEAST } } };
  const [least, most] = [Math.min(...known), Math.max(...known)];
  // differences below the last digits of the amounts are no change
  if (!(most - least > 1e-9 * Math.max(Math.abs(most), Math.abs(least))) || most - least < 1e-100) {
    return { abstained: { code: "all_values_equal", params: { n, value: most } } };
  }
  const floor = options.floor ?? (least >= 0 ? 0 : undefined);
  if (floor !== undefined) {
    requireNumber(floor, "options.floor");
    if (floor > least) {
      throw new ClienteleError("inconsistent", `options.floor is ${floor}, but the series holds ${least}`, { floor });
    }
  }
  const judged = judgeForms(y, seasonLength, horizon);
  const [chosen] = judged.forms;
  const random = createRandom(seed);
  const blend = blendForms(y, judged.forms, random.fork(-1));
  if (chosen === undefined || blend.length === 0) {
    throw new ClienteleError("no_convergence", "no form could be fitted; scale the amounts to another unit", {});
  }
  const held = (value: number): number => (floor === undefined ? value : Math.max(floor, value));
  const means = Array.from({ length: horizon }, (_, h) => held(expectedAt(chosen.fit, h + 1)));
  const futures = futuresOf(blend, draws, horizon, random);
  for (let i = 0; i < futures.length; i++) futures[i] = held(futures[i] as number);
  const rows = futures.length / horizon;
  const column = new Float64Array(rows);
  const points = means.map((value, h) => {
    for (let draw = 0; draw < rows; draw++) column[draw] = futures[draw * horizon + h] as number;
    return {
      step: h + 1,
      ...(label !== undefined && { label: label(y.length + h) }),
      value,
      intervals: intervalsOf(column, levels, value),
    };
  });
  for (let draw = 0; draw < rows; draw++) {
    let total = 0;
    for (let h = 0; h < horizon; h++) total += futures[draw * horizon + h] as number;
    column[draw] = total;
  }
  const sum = means.reduce((a, b) => a + b, 0);
  const scale = seasonalChange(y, seasonLength < y.length ? seasonLength : 1);
  const { rolling } = judged;
  const benchmarks =
    rolling === undefined ? [] : compareBenchmarks(y, rolling.plan, rolling.chosen, seasonLength, scale);
  const { form, parameters, start, states, logLikelihood, aic, aicc, bic, sigma } = chosen.fit;
  return {
    kind: "series_forecast",
    version: 1,
    n,
    seasonLength,
    history: Array.from(y, (value, t) => ({
      ...(label !== undefined && { label: label(t) }),
      ...(!Number.isNaN(value) && { value }),
    })),
    method: {
      code: codeOf(form),
      form,
      parameters,
      start,
      states,
      logLikelihood,
      aic,
      ...(aicc !== undefined && { aicc }),
      bic,
      sigma,
    },
    selection: {
      by: rolling === undefined ? "information_criterion" : "rolling_origin",
      origins: rolling?.chosen.length ?? 0,
      horizon: rolling?.plan.horizon ?? 0,
      candidates: judged.forms.map((one) => candidateOf(one, blend, scale)),
    },
    points,
    total: { value: sum, intervals: intervalsOf(column, levels, sum) },
    benchmarks,
    notes: notesOf(read, seasonLength, horizon, chosen.fit, rolling, benchmarks) as readonly Reason[],
  };
}

function readLevels(levels: readonly number[] = [0.8, 0.95]): number[] {
  requireColumn(levels, "options.levels");
  requireNumber(levels.length, "options.levels.length", { min: 1, max: 5 });
  for (let i = 0; i < levels.length; i++)
    requireNumber(levels[i] as number, `options.levels[${i}]`, { above: 0, below: 1 });
  return [...new Set(levels)].sort((a, b) => a - b);
}

/** Futures of all parts, each in the share of its weight. */
function futuresOf(blend: readonly BlendPart[], draws: number, horizon: number, random: Random): Float64Array {
  const out: Float64Array[] = [];
  let [done, weight] = [0, 0];
  blend.forEach(({ judged, doubt, weight: own }, i) => {
    weight += own;
    const until = Math.min(draws, Math.round(weight * draws));
    if (until <= done) return;
    out.push(simulatePaths(judged.fit.form, doubt, until - done, horizon, random.fork(i)));
    done = until;
  });
  const all = new Float64Array(out.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of out) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function intervalsOf(column: Float64Array, levels: readonly number[], value: number): Interval[] {
  const sorted = Float64Array.from(column).sort();
  return levels.map((level) => {
    const [lower, upper] = [quantileSorted(sorted, (1 - level) / 2), quantileSorted(sorted, (1 + level) / 2)];
    // futures of several forms may lie beside the one that is shown; its own value is always among the plausible
    return { lower: Math.min(lower, value), upper: Math.max(upper, value), level };
  });
}

function candidateOf(one: JudgedForm, blend: readonly BlendPart[], scale: number | undefined): SeriesCandidate {
  const { fit, loss } = one;
  return {
    code: codeOf(fit.form),
    form: fit.form,
    ...(loss !== undefined && { meanAbsoluteError: loss }),
    ...(loss !== undefined && scale !== undefined && { scaledError: loss / scale }),
    ...(fit.aicc !== undefined && { aicc: fit.aicc }),
    weight: blend.reduce((total, { judged, weight }) => total + (judged === one ? weight : 0), 0),
  };
}
