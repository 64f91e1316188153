import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { type ArmMean, armMean } from "./contrast.ts";
import { armsOf, effectOf, estimateOf } from "./effect.ts";
import { type Panel, readPanel } from "./panel.ts";
import { seriesOf } from "./series.ts";
import { trendOf } from "./trend.ts";
import type {
  Growth,
  GrowthEffect,
  GrowthOptions,
  GrowthOutcome,
  GrowthPoint,
  GrowthRow,
  GrowthTrend,
  GrowthUnit,
} from "./types.ts";
import { readArms, since } from "./windows.ts";

/** Units an arm needs for a scatter at all. */
const MIN_UNITS = 2;

/** Units from which the interval no longer leans on growth being normal between units. */
const COMFORTABLE = 20;

/**
 * Tells how much more the customers, outlets or regions with a campaign grew than a comparison group did, in sales or in
 * product coverage, and whether both groups moved alike before it: difference in differences.
 *
 * Each unit is brought to one number, its mean with the campaign minus its mean before, so that periods that hang
 * together cannot pretend to be more evidence than they are. With one start and a full panel the figure is that of the
 * regression with unit and period effects, its error the cluster-robust one (CR2, by unit) with t and
 * Welch–Satterthwaite degrees of freedom. With several starts each campaign unit is compared over its own periods with
 * units that never have the campaign.
 *
 * @param units - Every unit with the `start` of its campaign; without one it belongs to the comparison group. Not mutated.
 * @param rows - What each unit had in each period; a pair of unit and period stands at most once. Not mutated.
 * @param options - `outcome` (`"amount"` default, `"rate"` for shares, `"log"` for growth as a share); `missing`
 * (`"leave_out"` default: a unit with a hole is left out; `"zero"`: no row is no sale); `level` (default 0.95); `seed`
 * and `permutations` of the permutation test.
 * @returns Both arms before and after, the effect with its interval or why there is none, the difference period by
 * period, the test of the trend before, the series of the chart, units left out, a verdict and cautions.
 * @throws `ClienteleError` `unknown_id` for a row of no unit; `duplicate_id`; `inconsistent` for periods of two kinds, or
 * holes as zeros with `"log"`; `out_of_range`, `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * const units = ["a", "b", "c", "d", "e", "f"].map((unit, i) => (i < 3 ? { unit, start: 3 } : { unit }));
 * const sales = { a: [10, 11, 16], b: [20, 20, 26], c: [15, 16, 20], d: [12, 13, 14], e: [18, 18, 18], f: [9, 10, 11] };
 * const rows = Object.entries(sales).flatMap(([unit, values]) => values.map((value, t) => ({ unit, period: t + 1, value })));
 * const growth = measureGrowth(units, rows);
 * growth.campaign.change.value; // ≈ 5.33
 * growth.comparison.change.value; // => 1
 * growth.result.effect.value; // ≈ 4.33
 * growth.result.effect.interval.lower; // ≈ 2.47
 * ```
 * @see Bertrand, Duflo & Mullainathan (2004), How much should we trust differences-in-differences estimates?, Quarterly
 * Journal of Economics 119, 249–275
 */
export function measureGrowth(
  units: readonly GrowthUnit[],
  rows: readonly GrowthRow[],
  options: GrowthOptions = {},
): Growth {
  requireObject(options, "options");
  const { outcome = "amount", missing = "leave_out", level = 0.95, seed = 1, permutations = 1999 } = options;
  requireOneOf(outcome, ["amount", "rate", "log"], "options.outcome");
  requireOneOf(missing, ["leave_out", "zero"], "options.missing");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(seed, "options.seed", { integer: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  requireNumber(permutations, "options.permutations", { integer: true, min: 99, max: 100_000 });
  const panel = readPanel(units, rows, outcome, missing);
  const { periods, campaign, leftOut } = panel;
  const starts = [...new Set(campaign.map(({ start }) => start))].sort((a, b) => a - b);
  const estimate = (a: ArmMean, b: ArmMean): Estimate | Abstention => estimateOf(a, b, outcome, level);
  const few = tooFew(panel);
  const both = few === undefined;
  const result = both ? effectOf(panel, outcome, level, { seed, permutations }) : few;
  const trend = both ? trendOf(panel, estimate) : few;
  return {
    outcome,
    level,
    periods,
    starts: starts.map((start) => periods[start] as number | string),
    ...(both ? armsOf(panel, outcome, level) : {}),
    result,
    points: both ? pointsOf(panel, estimate) : [],
    trend,
    series: both ? seriesOf(panel, outcome) : [],
    leftOut,
    verdict: "abstained" in result ? result.abstained : verdictOf(result, outcome),
    cautions: both ? [...trendCautions(trend, level), ...fewClusters(panel)] : [],
  };
}

function tooFew({ campaign, comparison }: Panel): Abstention | undefined {
  for (const [arm, list] of [
    ["campaign", campaign],
    ["comparison", comparison],
  ] as const) {
    const n = list.length;
    if (n < MIN_UNITS) return { abstained: { code: "growth_few_units", params: { arm, n, needed: MIN_UNITS } } };
  }
  return undefined;
}

function pointsOf(panel: Panel, estimate: (a: ArmMean, b: ArmMean) => Estimate | Abstention): GrowthPoint[] {
  const { campaign, periods } = panel;
  const earliest = Math.max(...campaign.map(({ start }) => start));
  const latest = periods.length - 1 - Math.min(...campaign.map(({ start }) => start));
  const points: GrowthPoint[] = [];
  for (let offset = -earliest; offset <= latest; offset++) {
    if (offset === -1) continue;
    const arms = readArms(panel, since(offset));
    const n = arms.campaign.values.length;
    if (n === 0) continue;
    points.push({
      offset,
      effect:
        n < MIN_UNITS
          ? { abstained: { code: "growth_few_units", params: { arm: "campaign", n, needed: MIN_UNITS } } }
          : estimate(armMean(arms.campaign), armMean(arms.comparison)),
      units: n,
    });
  }
  return points;
}

function verdictOf({ effect }: GrowthEffect, outcome: GrowthOutcome): Reason {
  const { lower, upper } = effect.interval;
  const params = { effect: effect.value, lower, upper, outcome };
  if (lower > 0) return { code: "growth_rose", params };
  return upper < 0 ? { code: "growth_fell", params } : { code: "growth_not_told", params };
}

function trendCautions(trend: GrowthTrend | Abstention, level: number): Reason[] {
  if ("abstained" in trend) return [trend.abstained];
  const { joint, slopePValue } = trend;
  const pValue = "abstained" in joint ? slopePValue : joint.pValue;
  // where the joint test cannot be made, the slope has to do
  const unable = "abstained" in joint ? [joint.abstained] : [];
  if (pValue === undefined) return unable;
  return [...unable, { code: pValue < 1 - level ? "growth_trend_apart" : "growth_trend_alike", params: { pValue } }];
}

function fewClusters({ campaign, comparison }: Panel): Reason[] {
  const arms = [
    { arm: "campaign", n: campaign.length },
    { arm: "comparison", n: comparison.length },
  ] as const;
  return arms
    .filter(({ n }) => n < COMFORTABLE)
    .map(({ arm, n }) => ({ code: "growth_few_clusters", params: { arm, n, comfortable: COMFORTABLE } }));
}
