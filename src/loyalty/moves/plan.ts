import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LoyaltyAction } from "../../core/labels/loyalty-curve.ts";
import type { Reason } from "../../core/reasons.ts";
import { sum } from "../../math/sum.ts";
import { loyaltyQuadrants, quadrantIndex, requireLoyaltyModel } from "../quadrant/axis.ts";
import { readColumn, requireRatings } from "../quadrant/ratings.ts";
import type { LoyaltyAxis, LoyaltyAxisName, LoyaltyModel, LoyaltyQuadrant } from "../quadrant/types.ts";
import type { KeptShares, LoyaltyMovePlan, LoyaltyRise, PlanLoyaltyMovesOptions, PlannedLoyaltyMove } from "./types.ts";

/** One answer per quadrant, in the order of {@link loyaltyQuadrants}. */
const ACTIONS: readonly LoyaltyAction[] = [
  "ask_for_referrals",
  "mend_satisfaction",
  "bind",
  "win_back_or_contain",
  "find_out",
];

/**
 * Says what to do in each quadrant, and tier, and what it is worth: how much value stands there, how far the ratings
 * would have to rise and, where the caller knows how much of the value stays in each quadrant, what is expected to be
 * lost and what keeping the group like apostles would save. No advice comes without a number.
 *
 * @param model - From {@link fitLoyalty} or `loadModel`.
 * @param customers - One row per customer, at least one. Not mutated.
 * @param options - `satisfaction` and `loyalty` read the ratings; `value` reads an amount in one currency and one
 * period; `tier` (left out at will) reads a text; `kept` (left out at will) states the share of the value that stays in
 * each quadrant over the period.
 * @returns One move per group that holds customers, the most at stake first. Values sum to the value of the book. The
 * gain is what the caller's shares imply if the whole group moved; it is no forecast that it will.
 * @throws ClienteleError `invalid_model`, `empty_input`, `invalid_type`, `not_finite`, `out_of_range`; the row is named.
 * @example
 * ```ts
 * const answers = [
 *   { satisfaction: 5, loyalty: 5, revenue: 300 },
 *   { satisfaction: 2, loyalty: 5, revenue: 500 },
 *   { satisfaction: 1, loyalty: 1, revenue: 200 },
 * ];
 * const axes = { satisfaction: (a) => a.satisfaction, loyalty: (a) => a.loyalty };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale });
 * const kept = { apostle: 0.95, hostage: 0.85, mercenary: 0.7, defector: 0.4, indifferent: 0.8 };
 * const { moves } = planLoyaltyMoves(model, answers, { ...axes, value: (a) => a.revenue, kept });
 * moves.map((m) => m.quadrant); // => ["hostage", "apostle", "defector"]
 * moves[0].expectedLoss; // ≈ 75
 * moves[0].gain; // ≈ 50
 * moves[0].rises; // => [{ axis: "satisfaction", n: 1, meanRise: 1 }]
 * ```
 */
export function planLoyaltyMoves<T>(
  model: LoyaltyModel,
  customers: ArrayLike<T>,
  options: PlanLoyaltyMovesOptions<T>,
): LoyaltyMovePlan {
  requireLoyaltyModel(model);
  requireObject(options, "options");
  const { kept, tier } = options;
  if (kept !== undefined) requireKept(kept);
  if (tier !== undefined && typeof tier !== "function") {
    throw new ClienteleError("invalid_type", "options.tier must be a function from a row to a text", { name: "tier" });
  }
  const ratings = {
    satisfaction: readColumn(customers, options.satisfaction, "satisfaction"),
    loyalty: readColumn(customers, options.loyalty, "loyalty"),
  };
  requireRatings(ratings.satisfaction, model.satisfaction.scale, "satisfaction");
  requireRatings(ratings.loyalty, model.loyalty.scale, "loyalty");
  const value = readColumn(customers, options.value, "value");
  const groups = new Map<string | undefined, number[][]>();
  for (let i = 0; i < value.length; i++) {
    const name = tier === undefined ? undefined : tierOf(tier(customers[i] as T, i), i);
    const rows = groups.get(name) ?? loyaltyQuadrants.map(() => []);
    groups.set(name, rows);
    rows[quadrantIndex(model, ratings.satisfaction[i] as number, ratings.loyalty[i] as number)]?.push(i);
  }
  const take = (column: Float64Array, rows: readonly number[]): Float64Array =>
    Float64Array.from(rows, (i) => column[i] as number).sort();
  const moves: PlannedLoyaltyMove[] = [];
  for (const [name, quadrants] of groups) {
    quadrants.forEach((rows, index) => {
      if (rows.length === 0) return;
      const rises = (["satisfaction", "loyalty"] as const).flatMap((axis) =>
        riseOf(axis, model[axis], take(ratings[axis], rows)),
      );
      moves.push(moveOf(index, name, take(value, rows), rises, kept));
    });
  }
  const order = (move: PlannedLoyaltyMove): number => loyaltyQuadrants.indexOf(move.quadrant);
  moves.sort(
    (a, b) => b.atStake - a.atStake || order(a) - order(b) || ((a.tier as string) < (b.tier as string) ? -1 : 1),
  );
  const all = Float64Array.from(value).sort();
  return { customers: value.length, value: sum(all), atStake: positive(all), moves };
}

function moveOf(
  index: number,
  tier: string | undefined,
  values: Float64Array,
  rises: readonly LoyaltyRise[],
  kept: KeptShares | undefined,
): PlannedLoyaltyMove {
  const quadrant = loyaltyQuadrants[index] as LoyaltyQuadrant;
  const action = ACTIONS[index] as LoyaltyAction;
  const n = values.length;
  const atStake = positive(values);
  const named = tier === undefined ? {} : { tier };
  const worth = kept && {
    expectedLoss: atStake * (1 - kept[quadrant]),
    gain: atStake * (kept.apostle - kept[quadrant]),
  };
  const reasons: Reason[] = [
    { code: "loyalty_plan_move", params: { quadrant, action, n, atStake, ...named } },
    ...rises.map((rise): Reason => ({ code: "loyalty_plan_distance", params: rise })),
    ...(worth === undefined ? [] : [{ code: "loyalty_plan_worth", params: worth } as const]),
  ];
  return { quadrant, ...named, action, n, value: sum(values), atStake, rises, ...worth, reasons };
}

function riseOf(axis: LoyaltyAxisName, { high }: LoyaltyAxis, ratings: Float64Array): LoyaltyRise[] {
  const below = ratings.filter((rating) => rating < high);
  const missing = below.map((rating) => (high - rating) / below.length);
  return below.length === 0 ? [] : [{ axis, n: below.length, meanRise: sum(missing) }];
}

function positive(values: Float64Array): number {
  return sum(values.filter((value) => value > 0));
}

function tierOf(tier: unknown, index: number): string {
  if (typeof tier === "string" && tier !== "") return tier;
  throw new ClienteleError("invalid_type", `tier[${index}] must be a text that is not empty`, { name: "tier", index });
}

function requireKept(kept: KeptShares): void {
  requireObject(kept, "options.kept");
  for (const quadrant of loyaltyQuadrants) {
    requireNumber(kept[quadrant], `options.kept.${quadrant}`, { min: 0, max: 1 });
  }
}
