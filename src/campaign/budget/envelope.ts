import { inflectionOf, marginalAt, responseAt } from "../response/saturation.ts";
import type { ResponseCurve } from "../response/types.ts";

/** Where the spend of a channel may lie: [low, high], in whole steps, and 0 besides where `zero` is set. */
export interface Domain {
  readonly curve: ResponseCurve;
  readonly horizonWeeks: number;
  readonly low: number;
  readonly high: number;
  /** 0 is allowed although `low` is above it. */
  readonly zero: boolean;
  readonly step?: number;
}

/** A corner of the least concave curve above a channel's response; `curved` when the response itself follows it. */
interface Knot {
  readonly x: number;
  readonly y: number;
  readonly curved: boolean;
}

/** The least concave curve that lies nowhere below the response on its domain. */
export interface Envelope {
  readonly domain: Domain;
  readonly knots: readonly Knot[];
}

/** Halvings from any bracket down to the precision of a double. */
const HALVINGS = 60;

export const responseOf = ({ curve, horizonWeeks }: Domain, x: number): number =>
  horizonWeeks * responseAt(curve, x / horizonWeeks);
export const slopeOf = ({ curve, horizonWeeks }: Domain, x: number): number => marginalAt(curve, x / horizonWeeks);

/** Least spend that the domain allows. */
export const leastOf = ({ low, zero }: Domain): number => (zero ? 0 : low);

export function envelopeOf(domain: Domain): Envelope {
  return { domain, knots: domain.step === undefined ? smoothKnots(domain) : hull(domain, domain.step) };
}

function smoothKnots(domain: Domain): Knot[] {
  const { low, high, curve, horizonWeeks } = domain;
  const x = leastOf(domain);
  const start = { x, y: responseOf(domain, x) };
  if (!(high > x)) return [{ ...start, curved: false }];
  const end = { x: high, y: responseOf(domain, high), curved: false };
  const bend = Math.max(low, inflectionOf(curve.saturation) * horizonWeeks);
  if (bend <= x) return [{ ...start, curved: true }, end];
  // above where the curve turns, the response lies more and more above the line back to the start
  const above = (at: number): number => responseOf(domain, at) - start.y - slopeOf(domain, at) * (at - x);
  if (bend >= high || above(high) <= 0) return [{ ...start, curved: false }, end];
  let [left, right] = [bend, high];
  if (above(bend) >= 0) right = bend;
  for (let i = 0; i < HALVINGS && left < right; i++) {
    const middle = (left + right) / 2;
    if (above(middle) >= 0) right = middle;
    else left = middle;
  }
  return [{ ...start, curved: false }, { x: right, y: responseOf(domain, right), curved: true }, end];
}

/** Upper hull of the points in steps, by one pass of Andrew's monotone chain. */
function hull(domain: Domain, step: number): Knot[] {
  const knots: Knot[] = domain.zero ? [{ x: 0, y: 0, curved: false }] : [];
  const [from, to] = [Math.round(domain.low / step), Math.round(domain.high / step)];
  for (let k = from; k <= to; k++) {
    const next = { x: k * step, y: responseOf(domain, k * step), curved: false };
    for (;;) {
      const [a, b] = [knots.at(-2), knots.at(-1)];
      if (a === undefined || b === undefined) break;
      if ((b.y - a.y) * (next.x - b.x) > (next.y - b.y) * (b.x - a.x)) break;
      knots.pop();
    }
    knots.push(next);
  }
  return knots;
}

/** Spend at which the envelope stops rising faster than `price`. */
export function spendAt({ domain, knots }: Envelope, price: number): number {
  let [first, last] = [0, knots.length - 1];
  // slopes fall from piece to piece: the last corner that a piece worth its price leads to
  while (first < last) {
    const middle = (first + last + 1) >> 1;
    const [a, b] = [knots[middle - 1], knots[middle]] as [Knot, Knot];
    const worth = a.curved ? slopeOf(domain, a.x) > price : b.y - a.y > price * (b.x - a.x);
    if (worth) first = middle;
    else last = middle - 1;
  }
  const end = knots[first] as Knot;
  const begin = knots[first - 1];
  if (begin === undefined || !begin.curved || slopeOf(domain, end.x) > price) return end.x;
  let [left, right] = [begin.x, end.x];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (left + right) / 2;
    if (!(middle > left && middle < right)) break;
    if (slopeOf(domain, middle) > price) left = middle;
    else right = middle;
  }
  return left;
}

/** Height of the envelope. */
export function heightAt({ domain, knots }: Envelope, x: number): number {
  let k = knots.length - 1;
  while (k > 0 && (knots[k] as Knot).x > x) k--;
  const [a, b] = [knots[k] as Knot, knots[k + 1]];
  if (b === undefined || x <= a.x) return a.y;
  return a.curved ? responseOf(domain, x) : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

/** The next allowed spend above x: x itself where any amount is allowed; `undefined` at the most. */
export function nextAbove({ low, high, zero, step }: Domain, x: number): number | undefined {
  if (x >= high * (1 - Number.EPSILON)) return undefined;
  if (zero && x < low) return low;
  return step === undefined ? x : x + step;
}
