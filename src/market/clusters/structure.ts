import type { Random } from "../../math/random.ts";
import { ellipsoidSource } from "./ellipsoid.ts";
import { kMeans, type Points } from "./k-means.ts";
import { type ColumnPlan, type NullSource, nullSource, someEven } from "./null-rows.ts";
import type { ClusterStructure } from "./types.ts";

/** Reference sets: 39 let a chance of 5 % be told exactly (2 of 40). */
const LEAST_REFERENCES = 39;
const STARTS = 2;

/** How closely rows lie around k centres, k = 2 … most, as logarithms. */
function costsOf(points: Points, most: number, random: Random): number[] {
  const costs: number[] = [];
  // rows without any spread would have no logarithm
  for (let k = 2; k <= most; k++) costs.push(Math.log(Math.max(1e-12, kMeans(points, k, STARTS, random).cost)));
  return costs;
}

/**
 * Tells whether rows fall into clusters: whether they lie closer around k centres than rows without clusters do, for any
 * k, each k in units of its own scatter among the references. References are unimodal rows; where a column may be even,
 * rows that are even there have to be beaten as well, as noise makes an even column look a little like several modes; and
 * where rows may fill an ellipsoid evenly, such rows.
 *
 * @see Tibshirani, Walther & Hastie (2001), the gap statistic, eq. 3; Davison & Hinkley (1997), eq. 4.11, for the p-value
 */
export function testStructure(
  points: Points,
  plan: ColumnPlan,
  most: number,
  falseClaims: number,
  random: Random,
): ClusterStructure {
  const sources: readonly (() => NullSource | undefined)[] = [
    () => nullSource(points, plan, "unimodal"),
    () => (someEven(points, plan) ? nullSource(points, plan, "even") : undefined),
    () => ellipsoidSource(points, plan),
  ];
  let hardest: ClusterStructure | undefined;
  for (const [stream, sourceOf] of sources.entries()) {
    const source = sourceOf();
    if (source === undefined) continue;
    const own = testAgainst(source, points, most, falseClaims, random.fork(stream));
    if (hardest === undefined || own.pValue > hardest.pValue) hardest = own;
    if (!hardest.found) break;
  }
  return hardest as ClusterStructure;
}

function testAgainst(
  source: NullSource,
  points: Points,
  most: number,
  falseClaims: number,
  random: Random,
): ClusterStructure {
  const references = Math.max(LEAST_REFERENCES, Math.ceil(2 / falseClaims) - 1);
  const observed = costsOf(points, most, random.fork(0));
  const drawn = Array.from({ length: references }, (_, b) => {
    const own = random.fork(b + 1);
    return costsOf(source.draw(own), most, own);
  });
  const all = [...drawn, observed];
  const gaps = all.map(() => Number.NEGATIVE_INFINITY);
  for (let at = 0; at < observed.length; at++) {
    const mean = all.reduce((total, costs) => total + (costs[at] as number), 0) / all.length;
    const square = all.reduce((total, costs) => total + ((costs[at] as number) - mean) ** 2, 0) / references;
    const scatter = Math.sqrt(square);
    if (!(scatter > 1e-12)) continue;
    all.forEach((costs, b) => {
      gaps[b] = Math.max(gaps[b] as number, (mean - (costs[at] as number)) / scatter);
    });
  }
  const statistic = gaps[references] as number;
  const beyond = gaps.slice(0, references).filter((gap) => gap >= statistic).length;
  const pValue = (1 + beyond) / (references + 1);
  const finite = Number.isFinite(statistic);
  return {
    found: finite && pValue <= falseClaims,
    statistic: finite ? statistic : 0,
    pValue: finite ? pValue : 1,
    references,
    n: points.n,
  };
}
