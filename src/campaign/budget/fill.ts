import { type Envelope, heightAt, leastOf, spendAt } from "./envelope.ts";

/** The best spread over concave curves. */
export interface Filling {
  readonly spends: readonly number[];
  /** Height of the envelopes there: no plan within their domains can bring more. */
  readonly bound: number;
}

/** Halvings of the logarithm of the price, from 600 powers of ten down to the precision of a double. */
const HALVINGS = 70;
const LARGEST_LOG_PRICE = 691;

/** Amounts within this share of the total are the same money. */
export const SAME_MONEY = 1e-12;

/**
 * Spreads a total over concave curves by one price: each channel is filled until its next unit brings less than the
 * price, and the price is the one at which the money is just spent. `undefined` when the least spends exceed the total.
 *
 * @see Boyd, Vandenberghe, Convex Optimization (2004), example 5.2 (water-filling)
 */
export function fillConcave(envelopes: readonly Envelope[], total: number): Filling | undefined {
  const least = envelopes.reduce((sum, { domain }) => sum + leastOf(domain), 0);
  if (least > total * (1 + SAME_MONEY)) return undefined;
  const spendsAt = (logPrice: number): number[] => envelopes.map((e) => spendAt(e, Math.exp(logPrice)));
  const sumOf = (spends: readonly number[]): number => spends.reduce((sum, x) => sum + x, 0);
  let [cheap, dear] = [-LARGEST_LOG_PRICE, LARGEST_LOG_PRICE];
  let more = spendsAt(cheap);
  let less = envelopes.map(({ domain }) => leastOf(domain));
  if (sumOf(more) <= total) less = more;
  else {
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (cheap + dear) / 2;
      if (!(middle > cheap && middle < dear)) break;
      const spends = spendsAt(middle);
      if (sumOf(spends) > total) [cheap, more] = [middle, spends];
      else [dear, less] = [middle, spends];
    }
  }
  // at the price itself some are indifferent: the rest goes to them one after the other
  const spends = [...less];
  let left = total - sumOf(spends);
  for (const [c, x] of less.entries()) {
    const extra = Math.min(left, (more[c] as number) - x);
    if (extra > 0) {
      spends[c] = x + extra;
      left -= extra;
    }
  }
  // a spend that vanishes beside the total is rounding
  for (const [c, { domain }] of envelopes.entries()) {
    const floor = leastOf(domain);
    if ((spends[c] as number) - floor <= SAME_MONEY * total) spends[c] = floor;
  }
  return { spends, bound: envelopes.reduce((sum, e, c) => sum + heightAt(e, spends[c] as number), 0) };
}
