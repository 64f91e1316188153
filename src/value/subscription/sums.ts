import { gaussLegendre, type QuadratureRule } from "../../math/gauss-legendre.ts";

/** Terms that are added one by one; the rest is an integral with its first correction, right to 1e-13 of a term. */
const DIRECT = 1000;

/** A panel spans at most so many scales of the discount factor. */
const SCALES = 4;

/** Narrowest first panel of an integral from 0: survival may fall steeply at the start. */
const FIRST = 2 ** -30;

/** Panels double, so that these reach from {@link FIRST} beyond every period. */
const MOST_PANELS = 400;

let rule: QuadratureRule | undefined;

/**
 * Σ f(t), t = 0 … periods − 1, of a smooth function that falls at the scale of t itself or of 1/decay: survival times
 * discount. Without `periods` there is no end, and decay must be above 0.
 *
 * @see Abramowitz & Stegun (1964), 23.1.30 (Euler–Maclaurin, at midpoints)
 */
export function sumOverPeriods(f: (t: number) => number, decay: number, periods: number | undefined): number {
  let total = 0;
  const direct = Math.min(DIRECT, periods ?? DIRECT);
  for (let t = 0; t < direct; t++) {
    const term = f(t);
    total += term;
    // what is left is at most this term for as long as the discount leaves it
    if (decay > 0 && term <= total * 1e-18 * Math.min(1, decay)) return total;
  }
  if (direct === periods) return total;
  const slope = (at: number): number => f(at + 0.5) - f(at - 0.5);
  const from = direct - 0.5;
  const to = periods === undefined ? undefined : periods - 0.5;
  const ends = to === undefined ? slope(from) : slope(from) - slope(to);
  return total + integral(f, decay, from, to, from, total) + ends / 24;
}

/** ∫ f(t) dt from 0 to `periods`, or without end, of the same kind of function. */
export function integrateOverPeriods(f: (t: number) => number, decay: number, periods: number | undefined): number {
  return integral(f, decay, 0, periods, FIRST, 0);
}

function integral(
  f: (t: number) => number,
  decay: number,
  from: number,
  to: number | undefined,
  first: number,
  before: number,
): number {
  rule ??= gaussLegendre(20);
  const { nodes, weights } = rule;
  const widest = SCALES / Math.abs(decay);
  let total = 0;
  let start = from;
  let width = Math.min(first, widest);
  for (let panel = 0; panel < MOST_PANELS || to !== undefined; panel++) {
    const end = to === undefined ? start + width : Math.min(to, start + width);
    const half = (end - start) / 2;
    let part = 0;
    for (let i = 0; i < nodes.length; i++)
      part += (weights[i] as number) * f(start + half * (1 + (nodes[i] as number)));
    total += part * half;
    const over = decay > 0 && decay * start > 1 && part * half <= 1e-17 * (before + total);
    if (end === to || over || total === Number.POSITIVE_INFINITY) break;
    start = end;
    width = Math.min(Math.max(first, start), widest);
  }
  return total;
}
