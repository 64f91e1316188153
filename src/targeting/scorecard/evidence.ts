import type { Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";

/** Customers in a group, and how many of them said yes. */
export interface Counted {
  readonly n: number;
  readonly events: number;
}

/** Where fewer are not known, what they did says nothing of the next one who is not. */
const LEAST_MISSING = 30;

/**
 * Weight of evidence of a group: log of its share of all yes over its share of all no. A group without either gets half
 * a customer of both. A group that nobody is in says nothing; nor does `missing` with fewer than 30 customers.
 */
export function weightOfEvidence({ n, events }: Counted, all: Counted, missing: boolean): number {
  const nonEvents = n - events;
  if (n === 0 || all.events === 0 || all.events === all.n || (missing && n < LEAST_MISSING)) return 0;
  const half = events === 0 || nonEvents === 0 ? 0.5 : 0;
  return Math.log((events + half) / all.events / ((nonEvents + half) / (all.n - all.events)));
}

/**
 * Information value Σ (pᵢ − qᵢ)·ln(pᵢ/qᵢ), with pᵢ and qᵢ the shares of all yes and all no in group i. Its interval
 * comes from the delta method and is freed of the bias (groups − 1)·(1/yes + 1/no) that counts alone bring.
 *
 * @see Kullback & Leibler (1951), Annals of Mathematical Statistics 22, eq. 2.6 (the divergence J)
 */
export function informationValue(
  groups: readonly (Counted & { readonly woe: number })[],
  all: Counted,
  level: number,
): Estimate {
  const no = all.n - all.events;
  let value = 0;
  const yesMoments = { mean: 0, square: 0 };
  const noMoments = { mean: 0, square: 0 };
  let used = 0;
  for (const { n, events, woe } of groups) {
    if (n === 0 || all.events === 0 || no === 0) continue;
    used++;
    const p = events / all.events;
    const q = (n - events) / no;
    value += (p - q) * woe;
    const byYes = p > 0 ? woe + (p - q) / p : woe;
    const byNo = q > 0 ? -woe - (p - q) / q : -woe;
    yesMoments.mean += p * byYes;
    yesMoments.square += p * byYes * byYes;
    noMoments.mean += q * byNo;
    noMoments.square += q * byNo * byNo;
  }
  if (used < 2) return { value: 0, n: all.n, interval: { lower: 0, upper: 0, level } };
  const variance =
    (yesMoments.square - yesMoments.mean ** 2) / all.events + (noMoments.square - noMoments.mean ** 2) / no;
  const centre = value - (used - 1) * (1 / all.events + 1 / no);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  const lower = Math.max(0, centre - reach);
  return { value, n: all.n, interval: { lower, upper: Math.max(lower, centre + reach), level } };
}
