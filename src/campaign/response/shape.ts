import type { MediaParameter } from "../../core/labels/media-budget.ts";
import { carry } from "./adstock.ts";
import type { Adstock, ParameterBounds, ResponseCurve, Saturation } from "./types.ts";

/** A channel as the search sees it: its spend and the box in which its shape lies. */
export interface ChannelShape {
  readonly id: string;
  /** Spend of every week, history included. */
  readonly spend: Float64Array;
  readonly max: number;
  readonly adstock: Adstock["kind"];
  readonly saturation: Saturation["kind"];
  readonly maxLag: number;
  readonly parameters: readonly { readonly parameter: MediaParameter; readonly bounds: ParameterBounds }[];
}

/** What a place in the box stands for; `rate` and `shape` run straight, the reach, an amount, by its logarithm. */
export function parameterAt(shape: ChannelShape, k: number, place: number): number {
  const { parameter, bounds } = shape.parameters[k] as ChannelShape["parameters"][number];
  const [low, high] = bounds;
  return parameter === "reach" ? low * (high / low) ** place : low + place * (high - low);
}

/** Adstock and saturation at a place of the box. */
function shapeAt(
  shape: ChannelShape,
  place: ArrayLike<number>,
): { readonly adstock: Adstock; readonly saturation: Saturation } {
  let rate = 0;
  let alpha = 1;
  let reach = 1;
  for (const [k, { parameter }] of shape.parameters.entries()) {
    const value = parameterAt(shape, k, place[k] as number);
    if (parameter === "rate") rate = value;
    else if (parameter === "shape") alpha = value;
    else reach = value;
  }
  const half = reach * shape.max;
  return {
    adstock: { kind: shape.adstock, rate, maxLag: shape.maxLag },
    saturation: shape.saturation === "hill" ? { kind: "hill", shape: alpha, half } : { kind: "log", scale: half },
  };
}

/**
 * The channel's column of the regression, saturation of the carried spend by week, and its slopes along each side of
 * the box.
 */
export function fillColumn(
  shape: ChannelShape,
  place: ArrayLike<number>,
  out: Float64Array,
  slopes?: readonly Float64Array[],
): void {
  const first = shape.spend.length - out.length;
  const { adstock, saturation } = shapeAt(shape, place);
  const withRate = slopes !== undefined && shape.parameters[0]?.parameter === "rate" ? slopes[0] : undefined;
  carry(shape.spend, adstock, first, out, withRate);
  const sides = shape.parameters.map(({ parameter, bounds: [low, high] }) =>
    parameter === "reach" ? Math.log(high / low) : high - low,
  );
  for (let t = 0; t < out.length; t++) {
    const x = out[t] as number;
    const z = saturation.kind === "hill" ? Math.log(x / saturation.half) : x / saturation.scale;
    const reached = x <= 0 ? 0 : saturation.kind === "hill" ? 1 / (1 + Math.exp(-saturation.shape * z)) : Math.log1p(z);
    out[t] = reached;
    if (slopes === undefined) continue;
    const turn = reached * (1 - reached);
    const bend = saturation.kind === "hill" ? turn * saturation.shape : z / (1 + z);
    for (const [k, { parameter }] of shape.parameters.entries()) {
      const slope = slopes[k] as Float64Array;
      if (x <= 0) slope[t] = 0;
      else if (parameter === "rate") slope[t] = ((slope[t] as number) * bend * (sides[k] as number)) / x;
      else if (parameter === "shape") slope[t] = turn * z * (sides[k] as number);
      else slope[t] = -bend * (sides[k] as number);
    }
  }
}

/** The curve of a channel at a place of its box. */
export function curveAt(
  shape: ChannelShape,
  place: ArrayLike<number>,
  effect: number,
): ResponseCurve & { readonly adstock: Adstock } {
  const { adstock, saturation } = shapeAt(shape, place);
  return { id: shape.id, effect, saturation, adstock };
}
