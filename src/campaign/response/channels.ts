import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { carry } from "./adstock.ts";
import { drawnInterval, estimate } from "./interval.ts";
import type { Sample } from "./sample.ts";
import { marginalAt } from "./saturation.ts";
import { type ChannelShape, curveAt, fillColumn, parameterAt } from "./shape.ts";
import type { Adstock, FittedChannel, ObservedSpend, ShapeParameter } from "./types.ts";
import { channelWarnings } from "./warnings.ts";

/** The best fit of one channel with its place among the draws. */
export interface ChannelFit {
  readonly shape: ChannelShape;
  readonly place: Float64Array;
  readonly effect: number;
  /** Position among the channels of the sample. */
  readonly at: number;
  readonly weeks: number;
  /** Other channels whose columns move with this one, and how much everything else explains of it. */
  readonly partners: readonly { readonly id: string; readonly correlation: number }[];
  readonly explained: number;
}

/** Puts one channel's curve, figures and warnings together. */
export function fittedChannel(fit: ChannelFit, sample: Sample, level: number): FittedChannel {
  const { shape, place, effect, at, weeks } = fit;
  const curve = curveAt(shape, place, effect);
  const observed = observedOf(shape, weeks, curve.adstock);
  const column = new Float64Array(weeks);
  fillColumn(shape, place, column);
  const brought = effect * column.reduce((total, cell) => total + cell, 0);
  const spent = shape.spend.subarray(shape.spend.length - weeks).reduce((total, x) => total + x, 0);
  const means = sample.means.map((draw) => draw[at] as number);
  const contribution = estimate(
    brought,
    Float64Array.from(means, (mean) => mean * weeks),
    weeks,
    level,
  );
  const slopes = sample.places.map((places, d) => {
    const own = (means[d] as number) / ((sample.columns[d] as Float64Array)[at] as number);
    return marginalAt(curveAt(shape, places[at] as Float64Array, own), observed.mean);
  });
  const parameters = shape.parameters.map((_, k) => parameterOf(fit, sample, k, level));
  return {
    id: shape.id,
    curve,
    parameters,
    observed,
    contribution,
    roas: scaled(contribution, 1 / spent),
    marginalReturn: estimate(marginalAt(curve, observed.mean), Float64Array.from(slopes), weeks, level),
    warnings: channelWarnings(fit, curve, observed, parameters, contribution),
  };
}

/** A channel whose spend never changed: what was spent, and why nothing can be told. */
export function silentChannel(shape: ChannelShape, weeks: number): FittedChannel {
  const observed = observedOf(shape, weeks, { kind: shape.adstock, rate: 0, maxLag: shape.maxLag });
  const reason: Reason = { code: "media_no_variation", params: { channel: shape.id, mean: observed.mean } };
  const none: Abstention = { abstained: reason };
  return {
    id: shape.id,
    parameters: [],
    observed,
    contribution: none,
    roas: none,
    marginalReturn: none,
    warnings: [reason],
  };
}

function scaled({ value, n, interval }: Estimate, by: number): Estimate {
  const { lower, upper, level } = interval;
  return { value: value * by, n, interval: { lower: lower * by, upper: upper * by, level } };
}

function observedOf({ spend, max, maxLag }: ChannelShape, weeks: number, adstock: Adstock): ObservedSpend {
  const carried = new Float64Array(weeks);
  carry(spend, adstock, spend.length - weeks, carried);
  const total = spend.reduce((sum, x) => sum + x, 0);
  return {
    total,
    mean: total / spend.length,
    max,
    carriedMax: carried.reduce((most, x) => Math.max(most, x), 0),
    activeWeeks: spend.reduce((count, x) => count + (x > 0 ? 1 : 0), 0),
    carried: Array.from(carried, (x) => Number(x.toPrecision(6))),
    recent: Array.from(spend.subarray(spend.length - maxLag)),
  };
}

function parameterOf(
  { shape, place, at, weeks }: ChannelFit,
  sample: Sample,
  k: number,
  level: number,
): ShapeParameter {
  const { parameter, bounds } = shape.parameters[k] as ChannelShape["parameters"][number];
  const places = Float64Array.from(sample.places, (draw) => (draw[at] as Float64Array)[k] as number);
  const { lower: low, upper: high } = drawnInterval(places, level);
  const value = parameterAt(shape, k, place[k] as number);
  const { interval } = estimate(
    value,
    places.map((v) => parameterAt(shape, k, v)),
    weeks,
    level,
  );
  // an interval that holds the whole of an even spread over the range has learned nothing
  return { parameter, value, interval, bounds, learned: Math.min(1, Math.max(0, 1 - (high - low) / level)) };
}
