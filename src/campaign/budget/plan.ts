import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { type CurveSource, channelsWithCurve, curvesOf, isModel, LARGEST_AMOUNT } from "../response/curves.ts";
import { evenChannel, requireHorizon, totalOf } from "../response/predict.ts";
import { doubtsOf } from "../response/warnings.ts";
import { bindingOf, shadowPriceOf } from "./binding.ts";
import { type Domain, leastOf } from "./envelope.ts";
import { compareWithCurrent } from "./gain.ts";
import { domainsOf, type LimitedChannel, readChannels } from "./read.ts";
import { searchPlan } from "./search.ts";
import type { BudgetPlan, BudgetStep, PlanBudgetOptions } from "./types.ts";

/** Amounts within this share of the limit do not lie beyond it. */
const SAME = 1e-9;

/**
 * Spreads a budget over channels so that it brings most, and says what holds the plan back.
 *
 * Where every curve bends from the start the optimum is where all margins are equal. Curves with an S, whole steps and
 * starting amounts are solved by branch and bound over concave envelopes, so that the optimum is proven, not guessed.
 *
 * @param source - From `fitResponseCurve`, or curves stated by hand. Not mutated.
 * @param options - `total` money over the horizon; `channels` with their limits; `horizonWeeks`, default 1; `current`
 * spend to compare with; `maxNodes` of the search, default 20,000.
 * @returns Spend, response, ROAS and marginal return by channel (the same figures as `predictResponse` gives for that
 * spend), the limits that bind, the best plan at 10 % more and 10 % less money, and, with `current`, what is won: with an
 * interval over the plausible curves where a model was fitted. An abstention where the least spends exceed the total.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `duplicate_id`,
 * `unknown_id` for a channel without a curve, `inconsistent` for limits that exclude one another.
 * @example
 * ```ts
 * const curves = [
 *   { id: "tv", effect: 100, saturation: { kind: "log", scale: 10 } },
 *   { id: "search", effect: 50, saturation: { kind: "log", scale: 10 } },
 * ];
 * const plan = planBudget(curves, { total: 70, channels: [{ id: "tv" }, { id: "search", max: 15 }] });
 * plan.channels.map((channel) => Math.round(channel.spend)); // => [55, 15]
 * plan.channels[0].marginalReturn; // ≈ 1.538
 * plan.binding.map((reason) => reason.code); // => ["budget_total_binds", "budget_max_binds"]
 * plan.next10.change; // ≈ 10.23
 * ```
 * @see Boyd, Vandenberghe, Convex Optimization (2004), example 5.2; Falk, Soland, Management Science 15 (1969)
 */
export function planBudget(source: CurveSource, options: PlanBudgetOptions): BudgetPlan | Abstention {
  requireObject(options, "options");
  const { total, horizonWeeks = 1, maxNodes = 20_000, current } = options;
  const curves = curvesOf(source);
  requireNumber(total, "options.total", { min: 1 / LARGEST_AMOUNT, max: LARGEST_AMOUNT });
  requireHorizon(horizonWeeks);
  requireNumber(maxNodes, "options.maxNodes", { min: 1, max: 1_000_000, integer: true });
  const channels = readChannels(curves, options.channels);
  const limits = { horizonWeeks, maxNodes };
  const domains = domainsOf(channels, total, horizonWeeks);
  const found = searchPlan(domains, total, maxNodes);
  if (found === undefined) return infeasible(domains, total);
  const { spends, gap, nodes } = found;
  const even = channels.map(({ curve }, c) => evenChannel(curve, spends[c] as number, horizonWeeks));
  const whole = totalOf(even, horizonWeeks);
  const more = 1.1 * total;
  const shadowPrice = shadowPriceOf(domainsOf(channels, more, horizonWeeks), spends);
  const comparison =
    current === undefined ? undefined : compareWithCurrent(source, curves, channels, spends, current, horizonWeeks);
  const before = new Map(current?.map(({ id, spend }) => [id, spend]));
  const notes: Reason[] = [];
  if (gap > 0) notes.push({ code: "budget_not_proven", params: { gap, nodes } });
  notes.push(...beyondObserved(source, channels, spends, horizonWeeks));
  if (isModel(source)) notes.push(...doubtsOf(source));
  const warnings = new Map(isModel(source) ? source.channels.map((channel) => [channel.id, channel.warnings]) : []);
  return {
    horizonWeeks,
    total,
    channels: even.map((channel) => ({
      ...channel,
      share: whole.spend > 0 ? channel.spend / whole.spend : 0,
      ...(current !== undefined && { current: before.get(channel.id) ?? 0 }),
      warnings: warnings.get(channel.id) ?? [],
    })),
    spend: whole.spend,
    response: whole.response,
    ...(whole.roas !== undefined && { roas: whole.roas }),
    shadowPrice,
    binding: bindingOf(channels, spends, shadowPrice, { total, ...limits }),
    notes,
    proven: gap === 0,
    gap,
    next10: planAt(channels, more, whole.response, limits) as BudgetStep,
    cut10: planAt(channels, 0.9 * total, whole.response, limits),
    ...(comparison !== undefined && { comparison }),
  };
}

/** The best plan at another total, against the response of the first. */
function planAt(
  channels: readonly LimitedChannel[],
  total: number,
  response: number,
  { horizonWeeks, maxNodes }: { readonly horizonWeeks: number; readonly maxNodes: number },
): BudgetStep | Abstention {
  const domains = domainsOf(channels, total, horizonWeeks);
  const found = searchPlan(domains, total, maxNodes);
  if (found === undefined) return infeasible(domains, total);
  return {
    total,
    spend: found.spends.reduce((sum, x) => sum + x, 0),
    response: found.response,
    change: found.response - response,
    channels: channels.map(({ id }, c) => ({ id, spend: found.spends[c] as number })),
  };
}

function infeasible(domains: readonly Domain[], total: number): Abstention {
  const needed = domains.reduce((sum, domain) => sum + leastOf(domain), 0);
  return { abstained: { code: "budget_infeasible", params: { needed, total } } };
}

/** Channels planned beyond what their curve was ever seen at. */
function beyondObserved(
  source: CurveSource,
  channels: readonly LimitedChannel[],
  spends: readonly number[],
  horizonWeeks: number,
): readonly Reason[] {
  if (!isModel(source)) return [];
  const seen = new Map(channelsWithCurve(source).map(({ id, observed }) => [id, observed.carriedMax]));
  return channels.flatMap(({ id: channel }, c): Reason[] => {
    const weekly = (spends[c] as number) / horizonWeeks;
    const max = seen.get(channel) ?? 0;
    return weekly > max * (1 + SAME) ? [{ code: "media_beyond_observed", params: { channel, weekly, max } }] : [];
  });
}
