import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { fiellerInterval } from "../../math/fieller.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { ChannelSums } from "./read.ts";
import type { TrafficCost, TrafficStage } from "./types.ts";

/** Fewer periods say too little about how cost and counts vary together. */
const FEWEST_PERIODS = 6;

interface Pair {
  readonly top: number;
  readonly bottom: number;
}

/** Interval of the ratio of two sums over periods; undefined where the lower one cannot be told from zero. */
function ratioInterval(pairs: readonly Pair[], level: number): Interval | undefined {
  const n = pairs.length;
  // in units of the means, so that no square leaves the range of a double
  const [top, bottom] = [meanOf(pairs, "top"), meanOf(pairs, "bottom")];
  if (!(bottom > 0)) return undefined;
  const unit = top > 0 ? top : 1;
  let [tt, bb, tb] = [0, 0, 0];
  for (const pair of pairs) {
    const t = (pair.top - top) / unit;
    const b = (pair.bottom - bottom) / bottom;
    tt += t * t;
    bb += b * b;
    tb += t * b;
  }
  const per = n * (n - 1);
  const parts = {
    numerator: top / unit,
    denominator: 1,
    numeratorVariance: tt / per,
    denominatorVariance: bb / per,
    covariance: tb / per,
  };
  const found = fiellerInterval(parts, studentTQuantile((1 + level) / 2, n - 1));
  if (found === undefined) return undefined;
  const scale = unit / bottom;
  return { lower: Math.max(0, found.lower) * scale, upper: found.upper * scale, level };
}

function meanOf(pairs: readonly Pair[], field: keyof Pair): number {
  return pairs.reduce((sum, pair) => sum + pair[field] / pairs.length, 0);
}

/**
 * Money per visit, lead or customer. With six periods or more from how cost and count vary over them (Fieller); with
 * fewer the cost is taken as fixed and the count as a Poisson count (Garwood).
 *
 * @see Fieller (1954), JRSS B 16, 175–185; Garwood (1936), Biometrika 28, 437–442
 */
export function costPer(sums: ChannelSums, stage: TrafficStage, level: number): TrafficCost | Abstention {
  const { costed, costPeriods, undated } = sums;
  if (sums.costRows === 0) return { abstained: { code: "traffic_no_cost", params: { rows: sums.rows } } };
  const n = costed[stage];
  if (n === 0) return { abstained: { code: "traffic_no_base", params: { stage } } };
  const value = costed.cost / n;
  if (undated === 0 && costPeriods.size >= FEWEST_PERIODS) {
    const pairs = [...costPeriods.values()].map((period) => ({ top: period.cost, bottom: period[stage] }));
    const interval = ratioInterval(pairs, level);
    if (interval === undefined) {
      return { abstained: { code: "traffic_ratio_unbounded", params: { periods: costPeriods.size } } };
    }
    return { value, n, interval, from: "periods" };
  }
  const tail = (1 - level) / 2;
  const lower = costed.cost / gammaQuantile(1 - tail, n + 1, 1);
  return { value, n, interval: { lower, upper: costed.cost / gammaQuantile(tail, n, 1), level }, from: "count" };
}

/** Revenue per money spent, over the rows that give both. */
export function returnOnCost(sums: ChannelSums, level: number): Estimate | Abstention {
  if (sums.costRows === 0) return { abstained: { code: "traffic_no_cost", params: { rows: sums.rows } } };
  if (sums.revenueRows === 0) return { abstained: { code: "traffic_no_revenue", params: { rows: sums.rows } } };
  const periods = [...sums.revenuePeriods.values()];
  const n = periods.length;
  if (n < FEWEST_PERIODS || sums.undated > 0) {
    return { abstained: { code: "too_few_rows", params: { n, needed: FEWEST_PERIODS } } };
  }
  const cost = periods.reduce((sum, period) => sum + period.cost, 0);
  if (cost === 0) return { abstained: { code: "zero_base", params: { what: "cost" } } };
  const interval = ratioInterval(
    periods.map((period) => ({ top: period.revenue, bottom: period.cost })),
    level,
  );
  if (interval === undefined) return { abstained: { code: "traffic_ratio_unbounded", params: { periods: n } } };
  return { value: periods.reduce((sum, period) => sum + period.revenue, 0) / cost, n, interval };
}
