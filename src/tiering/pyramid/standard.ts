import { requireNonEmpty, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TierDefinition, TierName } from "./types.ts";

/** Slack of the sum of shares: 0.01 + 0.04 + 0.15 + 0.8 is not exactly 1 in doubles. */
const SHARE_SLACK = 1e-9;

/** A tier index must fit a byte. */
const MAX_TIERS = 255;

/**
 * The customer pyramid: the best 1 % of customers are top, the next 4 % large, the next 15 % medium, the rest small.
 * The first three are the 20 % of whom it is said that they bring 80 %; `measureConcentration` tells whether they do.
 *
 * @example
 * ```ts
 * customerPyramid.map((tier) => tier.id); // => ["top", "large", "medium", "small"]
 * ```
 * @see Curry & Curry, The Customer Marketing Method (2000), chapter 1: the customer pyramid
 */
export const customerPyramid: readonly TierDefinition[] = [
  { id: "top", share: 0.01 },
  { id: "large", share: 0.04 },
  { id: "medium", share: 0.15 },
  { id: "small", share: 0.8 },
];

/**
 * The ABC classes: A customers bring the first 80 % of the value, B the next 15 %, C the last 5 %. For
 * `fitTiers` by `"value_share"`.
 *
 * @example
 * ```ts
 * abcClasses.map((tier) => tier.share); // => [0.8, 0.15, 0.05]
 * ```
 * @see Dickie, ABC inventory analysis shoots for dollars, not pennies, Factory Management and Maintenance 109 (1951)
 */
export const abcClasses: readonly TierDefinition[] = [
  { id: "A", share: 0.8 },
  { id: "B", share: 0.15 },
  { id: "C", share: 0.05 },
];

/** Refuses tiers that are not a division of the whole book, and copies them. */
export function requireTiers(tiers: readonly TierDefinition[], name: string): TierDefinition[] {
  let whole = 0;
  const copy = requireTierNames(tiers, name, ({ id, share }, field) => {
    requireNumber(share, `${field}.share`, { above: 0, max: 1 });
    whole += share;
    return { id, share };
  });
  if (Math.abs(whole - 1) > SHARE_SLACK) {
    throw new ClienteleError("inconsistent", `the shares of ${name} must sum to 1, they sum to ${whole}`, {
      name,
      whole,
    });
  }
  return copy;
}

/** Refuses what is no list of tiers with names of their own, and copies each by `read`. */
export function requireTierNames<Tier extends TierName, Copy extends TierName>(
  tiers: readonly Tier[],
  name: string,
  read: (tier: Tier, field: string) => Copy,
): Copy[] {
  if (!Array.isArray(tiers)) {
    throw new ClienteleError("invalid_type", `${name} must be an array of tiers, got ${show(tiers)}`, { name });
  }
  requireNonEmpty(tiers, name);
  if (tiers.length > MAX_TIERS) {
    throw new ClienteleError("out_of_range", `${name} may hold at most ${MAX_TIERS} tiers, got ${tiers.length}`, {
      name,
    });
  }
  const copy: Copy[] = [];
  for (let i = 0; i < tiers.length; i++) {
    const tier = tiers[i] as Tier;
    requireObject(tier, `${name}[${i}]`);
    const { id } = tier;
    if (typeof id !== "string" || id === "") {
      throw new ClienteleError("invalid_type", `${name}[${i}].id must be a text that is not empty, got ${show(id)}`, {
        name,
        index: i,
      });
    }
    copy.push(read(tier, `${name}[${i}]`));
  }
  requireUnique(
    copy.map((tier) => tier.id),
    `${name} ids`,
  );
  return copy;
}
