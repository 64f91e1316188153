import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireScale } from "../quadrant/ratings.ts";
import type { ExpectedLoyalty, LoyaltyCurveModel, LoyaltyStep } from "./types.ts";

/**
 * How loyal a customer of this satisfaction is expected to be, by what was observed and by the power curve.
 *
 * @param curve - From {@link fitLoyaltyCurve} or `loadModel`.
 * @param satisfaction - In points of the curve's satisfaction scale.
 * @returns Loyalty in points of its scale. `observed` is the step that begins at or below the satisfaction; below the
 * first step it is the first. The interval is that of the mean, not of one customer.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const answers = [[2, 0], [2, 1], [3, 2], [3, 4], [4, 5], [4, 6], [4, 4], [5, 10], [5, 8]];
 * const curve = fitLoyaltyCurve(answers, {
 *   satisfaction: (row) => row[0],
 *   loyalty: (row) => row[1],
 *   scales: { satisfaction: { min: 1, max: 5 }, loyalty: { min: 0, max: 10 } },
 * });
 * predictLoyalty(curve, 4).observed; // => 5
 * predictLoyalty(curve, 4).power.value; // ≈ 5.45
 * ```
 */
export function predictLoyalty(curve: LoyaltyCurveModel, satisfaction: number): ExpectedLoyalty {
  requireCurve(curve);
  const { satisfaction: across, loyalty } = curve.scales;
  requireNumber(satisfaction, "satisfaction", across);
  let observed = (curve.steps[0] as LoyaltyStep).loyalty;
  for (const step of curve.steps) if (step.from <= satisfaction) observed = step.loyalty;
  if (!("exponent" in curve.power)) return { observed };
  const { value, interval } = curve.power.exponent;
  const share = (satisfaction - across.min) / (across.max - across.min);
  const at = (exponent: number): number =>
    Math.min(loyalty.max, loyalty.min + (loyalty.max - loyalty.min) * share ** exponent);
  // a larger exponent lies lower
  return {
    observed,
    power: {
      value: at(value),
      interval: { lower: at(interval.upper), upper: at(interval.lower), level: interval.level },
    },
  };
}

/** Refuses a curve that was built or edited by hand into something that cannot be read. */
export function requireCurve(curve: LoyaltyCurveModel): void {
  requireObject(curve, "curve");
  if (curve.kind !== "loyalty_curve") refuse("kind", 'must be "loyalty_curve"');
  requireObject(curve.scales, "curve.scales");
  requireScale(curve.scales.satisfaction, "curve.scales.satisfaction");
  requireScale(curve.scales.loyalty, "curve.scales.loyalty");
  if (!isOrdered(curve.steps)) refuse("steps", "must be a list of steps that rise, at least one");
  requireObject(curve.power, "curve.power");
  if (!("exponent" in curve.power)) {
    if ("abstained" in curve.power) return;
    refuse("power", "must hold an exponent or an abstention");
  }
  requireObject(curve.power.exponent, "curve.power.exponent");
  const { value, interval } = curve.power.exponent;
  requireObject(interval, "curve.power.exponent.interval");
  requireNumber(interval.level, "curve.power.exponent.interval.level", { above: 0, below: 1 });
  for (const k of [interval.lower, value, interval.upper]) requireNumber(k, "curve.power.exponent", { above: 0 });
}

/** True for at least one step, by satisfaction, none lower than the one before. */
export function isOrdered(steps: readonly LoyaltyStep[]): boolean {
  if (!Array.isArray(steps) || steps.length === 0) return false;
  let before: LoyaltyStep | undefined;
  for (const step of steps as (LoyaltyStep | null | undefined)[]) {
    if (![step?.from, step?.to, step?.loyalty].every(Number.isFinite)) return false;
    const { from, to, loyalty } = step as LoyaltyStep;
    if (from > to || (before !== undefined && (from <= before.to || loyalty < before.loyalty))) return false;
    before = step as LoyaltyStep;
  }
  return true;
}

function refuse(field: string, rule: string): never {
  throw new ClienteleError("invalid_model", `curve.${field} ${rule}`, { name: `curve.${field}` });
}
