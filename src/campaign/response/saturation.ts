import type { ResponseCurve, Saturation } from "./types.ts";

/** How much of the effect a weekly spend reaches. */
export function saturationAt(saturation: Saturation, x: number): number {
  if (!(x > 0)) return 0;
  if (saturation.kind === "log") return Math.log1p(x / saturation.scale);
  return 1 / (1 + Math.exp(-saturation.shape * Math.log(x / saturation.half)));
}

/** Steepest rise that is written down: a Hill curve with a shape below 1 begins upright. */
const STEEPEST = 1e300;

/** How fast the saturation rises at a weekly spend. */
export function saturationSlope(saturation: Saturation, x: number): number {
  if (saturation.kind === "log") return 1 / (saturation.scale + Math.max(0, x));
  const { shape, half } = saturation;
  if (!(x > 0)) return shape > 1 ? 0 : shape === 1 ? 1 / half : STEEPEST;
  const reached = saturationAt(saturation, x);
  return Math.min(STEEPEST, (reached * (1 - reached) * shape) / x);
}

/** Where a curve turns from rising faster to rising slower: 0 for every curve without such a start. */
export function inflectionOf(saturation: Saturation): number {
  if (saturation.kind === "log" || saturation.shape <= 1) return 0;
  const { shape, half } = saturation;
  return half * ((shape - 1) / (shape + 1)) ** (1 / shape);
}

/** Response a week to a spend that is the same every week. */
export function responseAt(curve: ResponseCurve, weekly: number): number {
  return curve.effect * saturationAt(curve.saturation, weekly);
}

/** What the next unit of a spend that is the same every week brings. */
export function marginalAt(curve: ResponseCurve, weekly: number): number {
  return Math.max(-STEEPEST, Math.min(STEEPEST, curve.effect * saturationSlope(curve.saturation, weekly)));
}
