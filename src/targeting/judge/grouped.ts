import type { Interval } from "../../core/estimate.ts";
import type { RocPlacements } from "../../math/roc-difference.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/**
 * Variance of an area whose rows come in groups that are alike, such as the visits of one customer: what the rows of a
 * group add to the area is summed up first, and the groups vary.
 *
 * @see Obuchowski (1997), Biometrics 53, 567–578, on the area of clustered data; the groups' number over one less as in
 * the cluster-robust variance of a mean
 */
export function groupedVariance(
  { area, placements }: RocPlacements,
  outcomes: ArrayLike<number>,
  groups: ArrayLike<string | number>,
): number {
  let won = 0;
  for (let i = 0; i < outcomes.length; i++) won += outcomes[i] as number;
  const lost = outcomes.length - won;
  const sums = new Map<string | number, number>();
  for (let i = 0; i < outcomes.length; i++) {
    const added = ((placements[i] as number) - area) / (outcomes[i] === 1 ? won : lost);
    const group = groups[i] as string | number;
    sums.set(group, (sums.get(group) ?? 0) + added);
  }
  // in order of size, so that the order of rows has no say
  const squares = Float64Array.from(sums.values(), (sum) => sum * sum).sort();
  return (squares.reduce((total, square) => total + square, 0) * squares.length) / Math.max(1, squares.length - 1);
}

/** {@link areaInterval} by Student's t with one degree of freedom less than there are groups. */
export function groupedInterval(area: number, variance: number, groups: number, fallback: Interval): Interval {
  const reach = studentTQuantile((1 + fallback.level) / 2, Math.max(1, groups - 1)) * Math.sqrt(variance);
  return areaInterval(area, reach / (area * (1 - area)), fallback);
}

/**
 * Interval of an area on the log-odds scale, so that it stays inside [0, 1], `step` to either side of it. An area that
 * leaves no spread gets `fallback`, the interval of all customers at once, which still knows how few they are.
 */
export function areaInterval(area: number, step: number, fallback: Interval): Interval {
  const { level } = fallback;
  if (!(area > 0 && area < 1 && step > 0)) {
    return { lower: Math.min(fallback.lower, area), upper: Math.max(fallback.upper, area), level };
  }
  const logit = Math.log(area / (1 - area));
  const bound = (x: number): number => 1 / (1 + Math.exp(-x));
  return { lower: bound(logit - step), upper: bound(logit + step), level };
}
