import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireTierModel, tierIndex } from "../pyramid/assign.ts";
import type { ModelTier, TierModel } from "../pyramid/types.ts";
import type { HysteresisOptions, SteadyTier, TierPeriod, TierState } from "./hysteresis-types.ts";

/** More periods than anybody counts. */
const MOST_PERIODS = 1_000_000;

/**
 * Names the tier of a customer so that nobody flips back and forth each month: a cut must be passed by a margin, and a
 * change to the next tier must last.
 *
 * Inside the margin around a cut nobody moves. Who passes the next cut by the margin is watched for `gracePeriods` and
 * moves in the period after, if every value in between passed it too. Who passes more than one cut by the margin
 * moves at once. With margin 0 and no grace the answer is that of `assignTier`.
 *
 * @param model - From `fitTiers` or `loadModel(tierModelSpec, …)`. Keep one model over the periods: refitting moves the
 * cuts under everybody's feet.
 * @param period - `value` of this period, and as `previous` the state that the period before returned; a new customer
 * has none. Not mutated.
 * @param options - `margin`, the share of a cut's size by which it must be passed, in [0, 1), default 0.1 (around a cut of
 * 0 there is no margin); `gracePeriods`, a whole number from 0, default 2.
 * @returns The tier, what the value alone would give, the reasons, and the state to hand in next time.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `invalid_model`, `unknown_id` (a previous tier
 * that the model does not have).
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { method: "thresholds", tiers: [{ id: "gold", from: 100 }, { id: "base" }] });
 * const june = assignTierWithHysteresis(model, { value: 85, previous: { tier: "gold" } });
 * june.state; // => { tier: "gold", pending: { direction: "down", periods: 1 } }
 * const july = assignTierWithHysteresis(model, { value: 95, previous: june.state });
 * july.state; // => { tier: "gold" }
 * describe(june.reasons[0]); // => "the value has meant base for 1 period; the customer stays in gold until that has lasted longer than 2 periods"
 * ```
 */
export function assignTierWithHysteresis(
  model: TierModel,
  period: TierPeriod,
  options: HysteresisOptions = {},
): SteadyTier {
  requireTierModel(model);
  requireObject(period, "period");
  requireObject(options, "options");
  const { value, previous } = period;
  const { margin = 0.1, gracePeriods: grace = 2 } = options;
  requireNumber(value, "period.value");
  requireNumber(margin, "options.margin", { min: 0, below: 1 });
  requireNumber(grace, "options.gracePeriods", { min: 0, max: MOST_PERIODS, integer: true });
  const { tiers, cuts } = model;
  const nameAt = (index: number): string => (tiers[index] as ModelTier).id;
  const measuredAt = tierIndex(cuts, value);
  const measured = nameAt(measuredAt);
  if (previous === undefined) {
    const reasons = [{ code: "tier_first", params: { tier: measured } }] as const;
    return { tier: measured, measured, moved: "joined", state: { tier: measured }, reasons };
  }
  requireState(previous, tiers);
  const from = previous.tier;
  const at = tiers.findIndex((tier) => tier.id === from);
  const stays = (reason: SteadyTier["reasons"][number], pending?: TierState["pending"]): SteadyTier => ({
    tier: from,
    measured,
    moved: "stayed",
    state: pending === undefined ? { tier: from } : { tier: from, pending },
    reasons: [reason],
  });
  if (measuredAt === at) return stays({ code: "tier_confirmed", params: { tier: from } });

  const direction = measuredAt < at ? "up" : "down";
  const target = direction === "up" ? climbsTo(cuts, value, margin, at) : fallsTo(cuts, value, margin, at);
  if (target === at) {
    const cut = (direction === "up" ? cuts[at - 1] : cuts[at]) as number;
    return stays({ code: "tier_within_margin", params: { tier: from, measured, cut, margin } });
  }
  const to = nameAt(target);
  const moves = (reason: SteadyTier["reasons"][number]): SteadyTier => ({
    tier: to,
    measured,
    moved: direction,
    state: { tier: to },
    reasons: [reason],
  });
  if (stepsBetween(cuts, at, target) > 1) return moves({ code: "tier_jump", params: { from, to, value } });
  const { pending } = previous;
  const periods = pending?.direction === direction ? pending.periods + 1 : 1;
  if (periods > grace) return moves({ code: "tier_lasting", params: { from, to, periods } });
  return stays({ code: "tier_waiting", params: { tier: from, target: to, periods, grace } }, { direction, periods });
}

/** The best tier whose lower bound is passed by the margin. */
function climbsTo(cuts: readonly number[], value: number, margin: number, at: number): number {
  for (let i = 0; i < at; i++) {
    const cut = cuts[i] as number;
    if (value >= cut + margin * Math.abs(cut)) return i;
  }
  return at;
}

/** The first tier from the present one whose lower bound is not missed by the margin. */
function fallsTo(cuts: readonly number[], value: number, margin: number, at: number): number {
  let tier = at;
  while (tier < cuts.length) {
    const cut = cuts[tier] as number;
    if (value >= cut - margin * Math.abs(cut)) break;
    tier++;
  }
  return tier;
}

/** Different cuts between two tiers: tiers between equal cuts hold nobody and are no step. */
function stepsBetween(cuts: readonly number[], a: number, b: number): number {
  return new Set(cuts.slice(Math.min(a, b), Math.max(a, b))).size;
}

function requireState(state: TierState, tiers: readonly ModelTier[]): void {
  requireObject(state, "period.previous");
  const { tier, pending } = state;
  requireOneOf(
    tier,
    tiers.map(({ id }) => id),
    "period.previous.tier",
  );
  if (pending === undefined) return;
  requireObject(pending, "period.previous.pending");
  const { direction, periods } = pending;
  if (direction !== "up" && direction !== "down") {
    throw new ClienteleError(
      "invalid_type",
      `period.previous.pending.direction must be "up" or "down", got ${show(direction)}`,
      { direction },
    );
  }
  requireNumber(periods, "period.previous.pending.periods", { min: 1, max: MOST_PERIODS, integer: true });
}
