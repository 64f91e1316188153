import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { GrowthArmId } from "../../core/labels/campaign-activity.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { finite } from "../roi/figures.ts";
import {
  type ArmMean,
  type ArmValues,
  armMean,
  type Contrast,
  contrastOf,
  meanCovariance,
  pValueOf,
  reachOf,
  variance,
} from "./contrast.ts";
import type { Panel } from "./panel.ts";
import { dealtPValue } from "./permutation.ts";
import type { GrowthArm, GrowthEffect, GrowthOutcome } from "./types.ts";
import { after, before, change, readArms } from "./windows.ts";

/** Units in an arm from which a permutation test adds nothing. */
const FEW = 20;

/** Degrees of freedom of two units of equal weight are 1; below that one unit's weight leaves the others no say. */
const MIN_DF = 0.99;

/** A difference of logarithms as a share, any other as it is. */
function shown(value: number, outcome: GrowthOutcome): number {
  return outcome === "log" ? finite(Math.expm1(value), "the growth") : finite(value, "the growth");
}

/** A difference with its t interval, in the unit of the outcome. */
export function estimateOf(
  campaign: ArmMean,
  comparison: ArmMean,
  outcome: GrowthOutcome,
  level: number,
): Estimate | Abstention {
  return withInterval(contrastOf(campaign, comparison), campaign.n + comparison.n, outcome, level);
}

function withInterval(contrast: Contrast, n: number, outcome: GrowthOutcome, level: number): Estimate | Abstention {
  if (contrast.variance === 0) return { abstained: { code: "growth_no_scatter", params: { n } } };
  if (!(contrast.df >= MIN_DF)) return { abstained: { code: "growth_one_unit_carries", params: { n } } };
  const { value } = contrast;
  const reach = reachOf(contrast, level);
  return {
    value: shown(value, outcome),
    n,
    interval: { lower: shown(value - reach, outcome), upper: shown(value + reach, outcome), level },
  };
}

/** What the campaign group grew beyond the comparison group. */
export function effectOf(
  panel: Panel,
  outcome: GrowthOutcome,
  level: number,
  { seed, permutations }: { readonly seed: number; readonly permutations: number },
): GrowthEffect | Abstention {
  const arms = readArms(panel, change);
  const campaign = armMean(arms.campaign);
  const comparison = armMean(arms.comparison);
  const contrast = contrastOf(campaign, comparison);
  const effect = withInterval(contrast, campaign.n + comparison.n, outcome, level);
  if ("abstained" in effect) return effect;
  return {
    effect,
    relative: outcome === "log" ? effect : relativeOf(panel, campaign, comparison, contrast, level),
    standardError: Math.sqrt(contrast.variance),
    df: contrast.df,
    pValue: pValueOf(contrast),
    ...(isDealt(panel, arms)
      ? {
          permutation: {
            pValue: dealtPValue(arms.campaign.values, arms.comparison.values, permutations, seed),
            permutations,
            seed,
          },
        }
      : {}),
  };
}

/** Whether the units could have been dealt to the arms the other way round, and are few enough for that to tell more. */
function isDealt(
  { campaign, comparison }: Panel,
  arms: { readonly campaign: ArmValues; readonly comparison: ArmValues },
): boolean {
  const [first] = campaign;
  const weights = [...Array.from(arms.campaign.weights), ...Array.from(arms.comparison.weights)];
  return (
    Math.min(campaign.length, comparison.length) < FEW &&
    campaign.every(({ start }) => start === first?.start) &&
    weights.every((weight) => weight === weights[0])
  );
}

/**
 * Effect ÷ what would have been without the campaign, by Fieller's theorem: both rest on the same units and are not
 * independent.
 *
 * @see Fieller (1954), Journal of the Royal Statistical Society B 16, 175–185
 */
function relativeOf(
  panel: Panel,
  campaign: ArmMean,
  comparison: ArmMean,
  contrast: Contrast,
  level: number,
): Estimate | Abstention {
  const earlier = armMean(readArms(panel, before).campaign);
  const base = earlier.mean + comparison.mean;
  const vBase = variance(earlier) + variance(comparison);
  const covariance = meanCovariance(campaign, earlier) - variance(comparison);
  const t = studentTQuantile(1 - (1 - level) / 2, contrast.df);
  const g = base === 0 ? Number.POSITIVE_INFINITY : ((t * Math.sqrt(vBase)) / base) ** 2;
  if (!(g < 1)) return { abstained: { code: "growth_base_near_zero", params: { base } } };
  const ratio = contrast.value / base;
  const middle = vBase === 0 ? ratio : (ratio - (g * covariance) / vBase) / (1 - g);
  const inside =
    contrast.variance -
    2 * ratio * covariance +
    ratio * ratio * vBase -
    (vBase === 0 ? 0 : g * (contrast.variance - (covariance * covariance) / vBase));
  const half = (t * Math.sqrt(Math.max(0, inside))) / (Math.abs(base) * (1 - g));
  // a loss that shrinks is growth: the share is taken of the size of the base
  const sign = Math.sign(base);
  const ends = [sign * (middle - half), sign * (middle + half)];
  return {
    value: finite(sign * ratio, "effect ÷ base"),
    n: campaign.n + comparison.n,
    interval: {
      lower: finite(Math.min(...ends), "effect ÷ base"),
      upper: finite(Math.max(...ends), "effect ÷ base"),
      level,
    },
  };
}

/** Both arms before and after. */
export function armsOf(panel: Panel, outcome: GrowthOutcome, level: number): Readonly<Record<GrowthArmId, GrowthArm>> {
  const earlier = readArms(panel, before);
  const later = readArms(panel, after);
  const changes = readArms(panel, change);
  const armOf = (arm: GrowthArmId): GrowthArm => {
    const level0 = armMean(earlier[arm]).mean;
    const level1 = armMean(later[arm]).mean;
    const moved = armMean(changes[arm]);
    const [first, last] = outcome === "log" ? [Math.exp(level0), Math.exp(level1)] : [level0, level1];
    const growth = first === 0 ? Number.NaN : (last - first) / Math.abs(first);
    const alone: Contrast = { value: moved.mean, variance: variance(moved), df: moved.df };
    return {
      units: moved.n,
      before: first,
      after: last,
      change: withInterval(alone, moved.n, outcome, level),
      ...(Number.isFinite(growth) ? { growth } : {}),
    };
  };
  return { campaign: armOf("campaign"), comparison: armOf("comparison") };
}
