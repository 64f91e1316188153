import { sum } from "../../math/sum.ts";
import type { Journey } from "../pipeline/history.ts";
import type { FunnelAmounts } from "../types.ts";

/** What won deals came to against what was listed: the ratio of sums, and how far a single deal strays from it. */
export function fitAmounts(journeys: readonly Journey[]): FunnelAmounts {
  const pairs = journeys
    .filter((j) => j.outcome === "won" && j.amount !== undefined && j.amount > 0 && j.signedAmount !== undefined)
    .map((j) => ({ listed: j.amount as number, signed: j.signedAmount as number }));
  const listed = sum(pairs.map((pair) => pair.listed));
  const signed = sum(pairs.map((pair) => pair.signed));
  if (pairs.length === 0 || signed === 0) return { n: pairs.length, ratio: pairs.length === 0 ? 1 : 0, spread: 0 };
  const ratio = signed / listed;
  // relative to the largest expectation, so that squares of huge amounts stay finite
  const largest = pairs.reduce((most, pair) => Math.max(most, pair.listed * ratio), 0);
  const square = (x: number): number => (x / largest) ** 2;
  const strayed = sum(pairs.map((pair) => square(pair.signed - pair.listed * ratio)));
  const expected = sum(pairs.map((pair) => square(pair.listed * ratio)));
  // one deal says nothing about spread; the ratio itself takes one degree of freedom
  const spread = pairs.length < 2 ? 0 : Math.sqrt((strayed / expected) * (pairs.length / (pairs.length - 1)));
  return { n: pairs.length, ratio, spread };
}
