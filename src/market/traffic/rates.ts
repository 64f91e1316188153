import type { Abstention, Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import type { TrafficRate, TrafficStage } from "./types.ts";

/** Of so many so many came on. */
export interface Counted {
  readonly n: number;
  readonly x: number;
}

/** A share with its Wilson interval; nothing where it has no base or is no share. */
export function rateOf({ n, x }: Counted, from: TrafficStage, to: TrafficStage, level: number): Estimate | Abstention {
  if (x > n && n > 0) return { abstained: { code: "traffic_not_nested", params: { from, to, n, x } } };
  if (n === 0) return { abstained: { code: "traffic_no_base", params: { stage: from } } };
  return { value: x / n, n, interval: wilsonInterval(x, n, level) };
}

/**
 * How alike two of one channel are beyond what all channels share, in [0, 1]: the analysis-of-variance estimate of the
 * correlation within groups of yes-or-no answers.
 *
 * @see Ridout, Demétrio & Firth (1999), Estimating intraclass correlation for binary data, Biometrics 55, 137–148
 */
export function likeness(groups: readonly Counted[]): number {
  const known = groups.filter(({ n, x }) => n > 0 && x <= n);
  const total = known.reduce((sum, { n }) => sum + n, 0);
  const k = known.length;
  if (k < 2 || total <= k) return 0;
  const rate = known.reduce((sum, { x }) => sum + x, 0) / total;
  const between = known.reduce((sum, { n, x }) => sum + n * (x / n - rate) ** 2, 0) / (k - 1);
  const inside = known.reduce((sum, { n, x }) => sum + x * (1 - x / n), 0) / (total - k);
  const size = (total - known.reduce((sum, { n }) => sum + n * (n / total), 0)) / (k - 1);
  const spread = between + (size - 1) * inside;
  return spread > 0 ? Math.min(1, Math.max(0, (between - inside) / spread)) : 0;
}

/** The rates of all channels, each drawn towards that of all as far as chance would make channels differ. */
export function ratesOf(
  groups: readonly Counted[],
  from: TrafficStage,
  to: TrafficStage,
  level: number,
): readonly (TrafficRate | Abstention)[] {
  const known = groups.filter(({ n, x }) => n > 0 && x <= n);
  const parent =
    known.reduce((sum, { x }) => sum + x, 0) /
    Math.max(
      1,
      known.reduce((sum, { n }) => sum + n, 0),
    );
  const alike = likeness(groups);
  return groups.map((group) => {
    const rate = rateOf(group, from, to, level);
    if ("abstained" in rate) return rate;
    const ownWeight = (group.n * alike) / (1 + (group.n - 1) * alike);
    return { ...rate, shrunk: { value: parent + ownWeight * (rate.value - parent), ownWeight } };
  });
}
