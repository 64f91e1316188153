import { studentTQuantile } from "../../math/student-t.ts";
import type { CurveLevel } from "./levels.ts";
import type { LoyaltyCurvePoint, LoyaltyScales } from "./types.ts";

/** Groups that a picture can show apart. */
const MOST_POINTS = 20;

/** Means by satisfaction with their intervals: level by level while there are few, else in groups of about equal size. */
export function pointsOf(levels: readonly CurveLevel[], scales: LoyaltyScales, level: number): LoyaltyCurvePoint[] {
  const total = levels.reduce((n, cell) => n + cell.n, 0);
  const groups = new Map<number, CurveLevel[]>();
  let below = 0;
  levels.forEach((cell, j) => {
    // a level belongs to the group in which its middle customer lies
    const key = levels.length <= MOST_POINTS ? j : Math.floor((MOST_POINTS * (below + cell.n / 2)) / total);
    below += cell.n;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  });
  return [...groups.values()].map((group) => pointOf(group, scales, level));
}

function pointOf(group: readonly CurveLevel[], scales: LoyaltyScales, level: number): LoyaltyCurvePoint {
  const n = group.reduce((total, cell) => total + cell.n, 0);
  const meanOf = (value: (cell: CurveLevel) => number): number =>
    group.length === 1
      ? value(group[0] as CurveLevel)
      : group.reduce((total, cell) => total + value(cell) * (cell.n / n), 0);
  const satisfaction = meanOf((cell) => cell.satisfaction);
  const mean = meanOf((cell) => cell.mean);
  const squares = group.reduce((total, cell) => total + cell.spread + cell.n * (cell.mean - mean) ** 2, 0);
  const { min, max } = scales.loyalty;
  const place = (share: number): number => Math.min(max, Math.max(min, min + share * (max - min)));
  const point = {
    satisfaction: Math.min(
      scales.satisfaction.max,
      scales.satisfaction.min + satisfaction * (scales.satisfaction.max - scales.satisfaction.min),
    ),
    loyalty: place(mean),
    n,
  };
  if (n < 2 || squares === 0) return point;
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { ...point, interval: { lower: place(mean - half), upper: place(mean + half), level } };
}
