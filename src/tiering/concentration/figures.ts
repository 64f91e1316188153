import type { Reason } from "../../core/reasons.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { type InfluenceMoments, influenceInterval, influenceMoments } from "../pyramid/influence.ts";
import type { ConcentrationFigure } from "../pyramid/types.ts";
import { broughtBy, edgeOf, neededFor, type RankedBook } from "./lorenz.ts";

/**
 * Fewest customers that must carry the value, and fewest among the best, for an interval: below, intervals of simulated
 * log-normal books cover clearly less than their level.
 */
const MIN_CARRIERS = 40;
const MIN_GROUP = 10;

/** Gini coefficient of non-negative values with a positive total. */
export function giniOf(book: RankedBook, level: number): ConcentrationFigure {
  const { n, values, brought, total } = book;
  let weighted = 0;
  for (let i = 0; i < n; i++) weighted += (n - 1 - 2 * i) * (values[i] as number);
  const polygon = Math.min(1, Math.max(0, weighted / n / total));
  const value = n > 1 ? Math.min(1, (polygon * n) / (n - 1)) : 0;
  // customer i from the best stands at rank n − i from the smallest; the rest below bring total − brought[i]
  const influence = (i: number): number =>
    ((values[i] as number) * ((2 * (n - i) - 1) / n - 1 - polygon) - (2 / n) * (total - (brought[i] as number))) *
    (n / total);
  return measured(book, value, influence, level, true);
}

/** Share of value that the best `topShare` of customers bring. */
export function topShareOf(book: RankedBook, topShare: number, level: number, bounded: boolean): ConcentrationFigure {
  const { n, values, total } = book;
  const value = broughtBy(book, topShare);
  const edge = edgeOf(book, topShare);
  const influence = (i: number): number => {
    const x = values[i] as number;
    return (Math.max(0, x - edge) + edge * topShare - value * x) * (n / total);
  };
  return measured(book, value, influence, level, bounded, topShare);
}

/** Smallest share of customers that brings 80 % of the value. */
export function customersFor80Of(book: RankedBook, level: number): ConcentrationFigure {
  const { share, edge } = neededFor(book, 0.8);
  // the Lorenz curve L rises to 80 % at the share s, so s moves by −(change of L at s) / L′(s); the sign counts, because
  // the interval reads the skewness of these terms
  const influence = (i: number): number => {
    const x = book.values[i] as number;
    return (0.8 * x) / edge - Math.max(0, x - edge) / edge - share;
  };
  return measured(book, share, influence, level, true, share);
}

/** Whether the best 20 % bring 80 %, judged by the interval. */
export function eightyTwentyOf(fifth: ConcentrationFigure, customersFor80: number): Reason {
  const valueShare = fifth.value;
  if (fifth.interval === undefined) return { code: "eighty_twenty_open", params: { valueShare, customersFor80 } };
  const { lower, upper } = fifth.interval;
  const params = { valueShare, lower, upper, customersFor80 };
  if (upper < 0.8) return { code: "eighty_twenty_flatter", params };
  return lower > 0.8 ? { code: "eighty_twenty_steeper", params } : { code: "eighty_twenty_holds", params };
}

function measured(
  book: RankedBook,
  value: number,
  influence: (row: number) => number,
  level: number,
  bounded: boolean,
  group?: number,
): ConcentrationFigure {
  const { n, values, total, best } = book;
  const without = (withoutInterval: Reason): ConcentrationFigure => ({ value, n, withoutInterval });
  if (n < MIN_CARRIERS) return without({ code: "too_few_rows", params: { n, needed: MIN_CARRIERS } });
  if (values[0] === values[n - 1]) return without({ code: "all_values_equal", params: { n, value: best } });
  if (group !== undefined && group * n < MIN_GROUP - 1e-9) {
    const params = { share: group, customers: group * n, needed: MIN_GROUP };
    return without({ code: "concentration_thin_group", params });
  }
  if (bounded && group !== undefined && value === 1) return { value, n, interval: wholeInterval(book, group, level) };
  const carriers = carriersOf(book);
  if (carriers < MIN_CARRIERS) {
    const largestShare = (values[0] as number) / total;
    return without({ code: "concentration_few_decide", params: { carriers, needed: MIN_CARRIERS, largestShare } });
  }
  const moments: InfluenceMoments | undefined = influenceMoments(n, influence);
  const interval = moments && influenceInterval(value, moments, level, bounded);
  if (moments === undefined || interval === undefined) {
    return without({ code: "concentration_no_spread", params: { customers: n } });
  }
  return { value, n, interval };
}

/** How many equal customers would spread the value as widely: (Σx)² / Σx², Hill's number of order two. */
function carriersOf({ values, total }: RankedBook): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] as number) ** 2;
  return (total * total) / squares;
}

/**
 * The best bring everything because so few bring anything. If at most π of all such customers bring something, the
 * best p of them bring at least p / π; π is bounded by Wilson's interval.
 */
function wholeInterval(
  { n, values }: RankedBook,
  group: number,
  level: number,
): { lower: number; upper: number; level: number } {
  let bringing = 0;
  while (bringing < n && (values[bringing] as number) > 0) bringing++;
  const { upper } = wilsonInterval(bringing, n, level);
  return { lower: Math.min(1, group / upper), upper: 1, level };
}
