import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { isSoundAxis } from "./axis.ts";
import type {
  FitLoyaltyOptions,
  GivenLoyaltyCuts,
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyMethod,
  RatingScale,
} from "./types.ts";

type Cuts = NonNullable<FitLoyaltyOptions<never>["cuts"]>;

/** Ways to set a cut that need no answers. */
type CutRule = "midpoint" | "top_box" | "top_two_box";

/** Reads how the cuts are to be set, and refuses what is no such way. */
export function methodOf(cuts: Cuts): LoyaltyMethod {
  if (typeof cuts === "object" && cuts !== null) return "given";
  requireOneOf(cuts, ["midpoint", "top_box", "top_two_box", "median", "outcome"], "options.cuts");
  return cuts;
}

/** Sets the two cuts of one axis. */
export function cutAxis(
  name: LoyaltyAxisName,
  scale: RatingScale,
  cuts: CutRule | GivenLoyaltyCuts,
  indifference: FitLoyaltyOptions<never>["indifference"],
): LoyaltyAxis {
  const width = widthOf(name, scale, indifference);
  const { low, high } = typeof cuts === "object" ? givenCut(name, cuts, width) : ruleCut(name, scale, cuts, width);
  const axis = { scale: { min: scale.min, max: scale.max }, low, high };
  if (!isSoundAxis(axis)) {
    throw new ClienteleError(
      "out_of_range",
      `the cuts of ${name}, low ${low} and high ${high}, must lie in order on the scale from ${scale.min} to ${scale.max}, with high above ${scale.min}`,
      { name, low, high, scale: axis.scale },
    );
  }
  return axis;
}

function widthOf(
  name: LoyaltyAxisName,
  scale: RatingScale,
  indifference: FitLoyaltyOptions<never>["indifference"] = 0,
): number {
  if (typeof indifference !== "number") requireObject(indifference, "options.indifference");
  const width = typeof indifference === "number" ? indifference : (indifference[name] ?? 0);
  const path = typeof indifference === "number" ? "options.indifference" : `options.indifference.${name}`;
  requireNumber(width, path, { min: 0, max: scale.max - scale.min });
  return width;
}

function ruleCut(
  name: LoyaltyAxisName,
  scale: RatingScale,
  rule: CutRule,
  width: number,
): { low: number; high: number } {
  if (rule === "midpoint") {
    const { low, high } = around(scale.min + (scale.max - scale.min) / 2, width);
    // a zone as wide as the scale may leave it by a rounding error
    return { low: Math.max(scale.min, low), high: Math.min(scale.max, high) };
  }
  if (!Number.isInteger(scale.min) || !Number.isInteger(scale.max) || scale.max - scale.min < 2) {
    throw new ClienteleError(
      "out_of_range",
      `cuts "${rule}" need a ${name} scale of at least three whole-number answers, got ${scale.min} to ${scale.max}; use "midpoint" or state the cut`,
      { name, scale },
    );
  }
  const high = rule === "top_box" ? scale.max : scale.max - 1;
  return { low: high - width, high };
}

function givenCut(name: LoyaltyAxisName, cuts: GivenLoyaltyCuts, width: number): { low: number; high: number } {
  const cut = cuts[name];
  const path = `options.cuts.${name}`;
  if (typeof cut !== "object") {
    requireNumber(cut, path);
    return around(cut, width);
  }
  requireObject(cut, path);
  requireNumber(cut.low, `${path}.low`);
  requireNumber(cut.high, `${path}.high`, { min: cut.low });
  if (width > 0) {
    throw new ClienteleError(
      "inconsistent",
      `${path} states low and high already; leave options.indifference out for ${name}`,
      { name, low: cut.low, high: cut.high, indifference: width },
    );
  }
  return { low: cut.low, high: cut.high };
}

function around(centre: number, width: number): { low: number; high: number } {
  return { low: centre - width / 2, high: centre + width / 2 };
}
