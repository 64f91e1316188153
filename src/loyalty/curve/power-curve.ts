import type { Abstention } from "../../core/estimate.ts";
import { brentMinimum, brentRoot } from "../../math/brent.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { CurveLevel } from "./levels.ts";
import type { PowerCurve } from "./types.ts";

/** Log exponents between which the best is sought: k from 1/100 to 100 bends as sharply as any scale can show. */
const REACH = Math.log(100);
/** Grid of the first search; the squared error may have more than one valley. */
const GRID = 92;
/** An interval may reach beyond the search, to where the curve is a step to the eye. */
const FARTHEST = Math.log(1e4);
/** Customers between the ends of the scale that a curve needs; at the ends every power curve is the same. */
const NEEDED_INTERIOR: number = 5;
/** Relative squared scatter below which ratings lie on the curve but for rounding. */
const NO_SCATTER = 1e-18;

/** A fitted power curve with what a comparison needs, or why there is none. */
export type PowerFit =
  | { readonly curve: Omit<PowerCurve, "explained" | "gap">; readonly squaredError: (logExponent: number) => number }
  | Abstention;

/**
 * Fits loyalty = satisfactionᵏ by least squares and finds the interval of k from the likelihood ratio, scaled so that it
 * holds whatever the scatter is at each satisfaction and whether or not the curve is the right one.
 *
 * With S(k) the squared error, H half its curvature in log k and B = Σ r²·(df/dlog k)²/(1 − leverage)², the figure
 * (S(k) − S(k̂))·H/B is chi-squared with one degree of freedom; Student's quantile replaces the normal one.
 *
 * @see Rotnitzky & Jewell (1990), Biometrika 77, 485–497; Chandler & Bate (2007), Biometrika 94, 167–183; MacKinnon &
 * White (1985), Journal of Econometrics 29, for the leverage (HC3)
 */
export function fitPower(levels: readonly CurveLevel[], level: number): PowerFit {
  const inner = levels.filter(({ satisfaction }) => satisfaction > 0 && satisfaction < 1);
  const n = inner.reduce((total, cell) => total + cell.n, 0);
  if (n < NEEDED_INTERIOR) {
    return { abstained: { code: "loyalty_curve_no_interior", params: { n, needed: NEEDED_INTERIOR } } };
  }
  const logs = inner.map(({ satisfaction }) => Math.log(satisfaction));
  const squaredError = (logExponent: number): number => {
    const k = Math.exp(logExponent);
    let total = 0;
    for (let j = 0; j < inner.length; j++) {
      const cell = inner[j] as CurveLevel;
      total += cell.n * (cell.mean - Math.exp(k * (logs[j] as number))) ** 2;
    }
    return total;
  };
  const best = lowest(squaredError);
  if (best === undefined) return unbounded(squaredError, n);
  const k = Math.exp(best);
  const slopes = logs.map((log) => k * log * Math.exp(k * log));
  const information = inner.reduce((total, cell, j) => total + cell.n * (slopes[j] as number) ** 2, 0);
  let curvature = 0;
  let scatter = 0;
  inner.forEach((cell, j) => {
    const slope = slopes[j] as number;
    const missed = cell.mean - Math.exp(k * (logs[j] as number));
    curvature += cell.n * (slope * slope - missed * slope * (1 + k * (logs[j] as number)));
    const leverage = Math.min(0.99, (slope * slope) / information);
    scatter += ((cell.spread + cell.n * missed * missed) * slope * slope) / (1 - leverage) ** 2;
  });
  if (!(information > 0) || !(curvature > 0)) return unbounded(squaredError, n);
  if (scatter <= NO_SCATTER * information) {
    return { abstained: { code: "loyalty_curve_no_scatter", params: { exponent: k, n } } };
  }
  const scaling = curvature / scatter;
  const floor = squaredError(best);
  const limit = studentTQuantile((1 + level) / 2, n - 1) ** 2;
  const excess = (logExponent: number): number => (squaredError(logExponent) - floor) * scaling - limit;
  const reach = (direction: 1 | -1): number => {
    // doubled outwards from the best, so that the nearest crossing is found
    for (let step = 1 / 64, from = best; ; step *= 2) {
      const to = Math.max(-FARTHEST, Math.min(FARTHEST, best + direction * step));
      if (excess(to) >= 0) return Math.exp(brentRoot(excess, Math.min(from, to), Math.max(from, to)).x);
      if (Math.abs(to) === FARTHEST) return Math.exp(to);
      from = to;
    }
  };
  const interval = { lower: reach(-1), upper: reach(1), level };
  return { curve: { exponent: { value: k, n, interval }, scaling }, squaredError };
}

/** The best log exponent, or `undefined` where it lies at the edge of the search. */
export function lowest(f: (logExponent: number) => number): number | undefined {
  const at = (i: number): number => -REACH + (2 * REACH * i) / GRID;
  let best = 0;
  let value = f(at(0));
  for (let i = 1; i <= GRID; i++) {
    const next = f(at(i));
    if (next < value) [best, value] = [i, next];
  }
  if (best === 0 || best === GRID) return undefined;
  return brentMinimum(f, at(best - 1), at(best + 1), { tolerance: 1e-10 }).x;
}

function unbounded(f: (logExponent: number) => number, n: number): Abstention {
  const exponent = Math.exp(f(-REACH) < f(REACH) ? -REACH : REACH);
  return { abstained: { code: "loyalty_curve_unbounded", params: { exponent, n } } };
}
