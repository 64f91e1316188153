import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { createRandom } from "../../math/random.ts";
import { toIsoDate } from "../../time/day.ts";
import { baselineColumns, describeBaseline } from "./baseline.ts";
import { type ChannelFit, fittedChannel, silentChannel } from "./channels.ts";
import { holdoutErrors, inSampleErrors } from "./holdout.ts";
import { overlapOf } from "./overlap.ts";
import { type ResponseData, readResponseData } from "./read.ts";
import { fitRegression } from "./regression.ts";
import { type Sample, sampleCurves } from "./sample.ts";
import { type ChannelShape, parameterAt } from "./shape.ts";
import type { FitResponseOptions, ResponseCurveModel, ResponseDraw } from "./types.ts";

/** Weeks needed for each figure that is fitted: below two there are more ways to fit than weeks to contradict them. */
const WEEKS_PER_PARAMETER = 2;

/** R̂ of any figure above which chains have not mixed: Gelman et al., Bayesian Data Analysis (2013), 11.5. */
const MIXED = 1.1;

/** Digits of the draws that are kept: far finer than they differ, at half the length of the JSON. */
const DRAW_DIGITS = 8;

/** A link between neighbouring errors from which something is said to be missing. */
const STRONGLY_LINKED = 0.5;

/**
 * Learns from weekly figures what each channel brings: how far spend works on (adstock), how returns diminish
 * (saturation), and what would have come anyway.
 *
 * Revenue = base + trend + seasons + controls + Σ effect · saturation(carried spend). All channels are fitted together by
 * least squares with effects of at least 0; errors of neighbouring weeks may be linked. The intervals are posterior ones:
 * rate and shape even over the searched ranges, reach by its logarithm, contributions flat and not held above 0, then cut
 * at 0.
 *
 * @param weeks - One row a week, in any order, each 7 days after the one before. Not mutated.
 * @param options - `week`, `revenue` and each channel's `spend` read a row (money); the rest states the model and where
 * it is searched.
 * @returns A plain JSON model; every channel carries warnings where the weeks cannot tell. An abstention where fewer than
 * two weeks for each fitted figure remain, or no channel's spend ever changed.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `duplicate_id`,
 * `unknown_id` for another form of curve, `inconsistent` for a missing or double week.
 * @example
 * ```ts
 * const weeks = Array.from({ length: 60 }, (_, i) => ({ day: 86400000 * 7 * i, tv: [0, 40, 100, 10, 70][(i * i) % 5] }));
 * const model = fitResponseCurve(weeks, {
 *   week: (w) => w.day,
 *   revenue: (w) => 1000 + 50 * Math.log1p(w.tv / 20),
 *   channels: [{ id: "tv", spend: (w) => w.tv, saturation: "log" }],
 *   maxLag: 0,
 *   harmonics: 0,
 * });
 * model.channels[0].curve.effect; // ≈ 50.0
 * model.channels[0].curve.saturation.scale; // ≈ 20.0
 * model.baseline.mean; // ≈ 1000.0
 * ```
 * @see Jin, Wang, Sun, Chan, Koehler, Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects (2017),
 * eq. 1–6
 */
export function fitResponseCurve<T>(
  weeks: ArrayLike<T>,
  options: FitResponseOptions<T>,
): ResponseCurveModel | Abstention {
  const data = readResponseData(weeks, options);
  const { settings, days } = data;
  const used = days.length - settings.maxLag;
  const loud = data.channels.filter(varies);
  const columns = used > 0 ? baselineColumns(data, used) : [];
  const parameters = loud.reduce((total, { parameters: own }) => total + 1 + own.length, columns.length);
  const needed = settings.maxLag + WEEKS_PER_PARAMETER * parameters;
  if (loud.length === 0) {
    return { abstained: silentChannel(data.channels[0] as ChannelShape, Math.max(1, used)).warnings[0] as Reason };
  }
  if (used < 1 || days.length < needed)
    return { abstained: { code: "too_few_rows", params: { n: days.length, needed } } };

  const revenue = data.revenue.subarray(settings.maxLag);
  const random = createRandom(settings.seed);
  const fit = fitRegression(revenue, columns, loud, settings.starts, random.fork(1));
  const start = { places: fit.point.places, rho: fit.rho };
  const sample = sampleCurves(revenue, columns, loud, start, settings.draws, random.fork(2));
  const overlap = overlapOf(columns, loud, used);
  const channels = loud.map((shape, at) => {
    const [place, effect] = [fit.point.places[at] as Float64Array, fit.point.effects[at] as number];
    const channel: ChannelFit = { shape, place, effect, at, weeks: used, ...(overlap[at] as (typeof overlap)[number]) };
    return fittedChannel(channel, sample, settings.level);
  });
  const silent = data.channels.filter((shape) => !varies(shape)).map((shape) => silentChannel(shape, used));
  const all = [...channels, ...silent].sort((a, b) => (a.id < b.id ? -1 : 1));
  const inSample = inSampleErrors(revenue, columns, fit, random.fork(3));
  const holdout = holdoutErrors(
    revenue,
    columns,
    loud,
    { weeks: settings.holdoutWeeks, folds: settings.holdoutFolds, least: WEEKS_PER_PARAMETER * parameters },
    random.fork(4),
  );
  const spread = spreadOf(revenue);
  const converged = fit.point.converged && sample.rHat <= MIXED;
  const diagnostics = { startsAgreeing: fit.point.agreeing, starts: settings.starts, rHat: sample.rHat };
  return {
    kind: "response_curve",
    version: 1,
    level: settings.level,
    channels: all,
    baseline: describeBaseline(data, loud, fit, used),
    explained: spread > 0 ? 1 - squared(revenue, fit.fitted) / spread : 0,
    autocorrelation: fit.rho,
    inSample,
    ...(holdout !== undefined && { holdout }),
    converged,
    diagnostics,
    draws: drawsOf(loud, sample, settings.draws),
    fittedOn: {
      weeks: used,
      from: toIsoDate(days[settings.maxLag] as number),
      to: toIsoDate(days[days.length - 1] as number),
      seed: settings.seed,
      notes: notesOf(data, fit.kept, { converged, holdout, rho: fit.rho, ...diagnostics }),
    },
  };
}

/** A spend that changes at all, so that something can be learned. */
function varies({ spend }: ChannelShape): boolean {
  return spend.some((x) => x !== spend[0]);
}

function spreadOf(revenue: Float64Array): number {
  const mean = revenue.reduce((total, y) => total + y, 0) / revenue.length;
  return squared(revenue, new Float64Array(revenue.length).fill(mean));
}

function squared(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, y, t) => total + (y - (b[t] as number)) ** 2, 0);
}

/**
 * Evenly taken draws: effect and the shape in the order of the channel's parameters. Effects keep their sign: cut one by
 * one at 0, many channels without effect would add up to one that is certain.
 */
function drawsOf(shapes: readonly ChannelShape[], sample: Sample, count: number): ResponseDraw[] {
  return Array.from({ length: count }, (_, i) => {
    const d = Math.floor(((i + 0.5) * sample.means.length) / count);
    return shapes.map((shape, c) => {
      const place = (sample.places[d] as readonly Float64Array[])[c] as Float64Array;
      const mean =
        ((sample.means[d] as Float64Array)[c] as number) / ((sample.columns[d] as Float64Array)[c] as number);
      const values = shape.parameters.map((_, k) => parameterAt(shape, k, place[k] as number));
      return [mean, ...values].map((value) => Number(value.toPrecision(DRAW_DIGITS)));
    });
  });
}

function notesOf(
  { controls }: ResponseData,
  kept: readonly number[],
  found: {
    readonly converged: boolean;
    readonly holdout: ResponseCurveModel["holdout"];
    readonly rho: number;
    readonly rHat: number;
    readonly startsAgreeing: number;
    readonly starts: number;
  },
): readonly Reason[] {
  const notes: Reason[] = [];
  const { holdout, rHat, startsAgreeing: agreeing, starts, rho } = found;
  if (!found.converged) notes.push({ code: "media_not_converged", params: { rHat, agreeing, starts } });
  if (holdout !== undefined && holdout.model >= holdout.withoutMedia) {
    notes.push({
      code: "media_holdout_worse",
      params: { model: holdout.model, withoutMedia: holdout.withoutMedia },
    });
  }
  if (rho > STRONGLY_LINKED) notes.push({ code: "media_errors_linked", params: { autocorrelation: rho } });
  for (const [j, { id }] of controls.entries()) {
    // controls are the first columns after the base
    if (!kept.includes(1 + j)) notes.push({ code: "media_control_redundant", params: { control: id } });
  }
  return notes;
}
