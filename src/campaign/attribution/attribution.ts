import type { AttributionMethod } from "../../core/labels/attribution.ts";
import type { Reason } from "../../core/reasons.ts";
import { MOST_SWEEPS } from "./absorption.ts";
import { creditRows, type Findings } from "./credits.ts";
import { creditByGame, setsOf } from "./game.ts";
import { type Journeys, readJourneys } from "./journeys.ts";
import { creditByMarkov } from "./markov.ts";
import { type Plan, requirePlan } from "./plan.ts";
import { exactRateGame, MOST_EXACT, sampledRateGame } from "./rate-game.ts";
import { reachOf } from "./reach.ts";
import { creditByRule, ruleOf } from "./rules.ts";
import { creditsOf } from "./tally.ts";
import type { Attribution, AttributionOptions, MethodAbstention, MethodCredits, TouchPath } from "./types.ts";

/**
 * Shares every conversion, and its value, among the channels that were touched before it, by as many rules as you like
 * side by side. Credit is not cause: what would be lost without a channel only an experiment tells, and
 * {@link compareAttribution} puts the two side by side.
 *
 * @param paths - One row per journey with its touches, those without a conversion included; identical journeys may
 * be one row with `count`. Not mutated.
 * @param options - `methods` (default all but `last_non_direct`), `halfLifeDays`, `positionShares`, `direct`, `order`
 * of the Markov chain, `game`, `orders` and `seed` of Shapley, `lookbackDays`, `repeats`, `ties`, `costs`, `level`.
 * @returns Credits with intervals by method and channel. They sum to the conversions with a counted touch; the others
 * are `unattributed`. A method that the paths cannot carry abstains. All of them do where nobody converted after a touch.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `invalid_date`, `unknown_id` (a
 * method), `duplicate_id` (a method or a cost twice), `inconsistent` (dates on some touches of a path only, none where
 * `lookbackDays` needs them, a value without a conversion, position shares above 1 together).
 * @example
 * ```ts
 * const paths = [
 *   { touches: [{ channel: "search" }, { channel: "mail" }], converted: true, value: 80, count: 2 },
 *   { touches: [{ channel: "mail" }], converted: true, value: 20 },
 *   { touches: [{ channel: "search" }], converted: false, count: 7 },
 * ];
 * const { methods, notes } = measureAttribution(paths, { methods: ["first", "linear", "markov"] });
 * methods[1].channels.map(({ channel, conversions }) => [channel, conversions.value]); // => [["mail", 2], ["search", 1]]
 * methods[2].channels[0].conversions.value; // ≈ 1.8
 * methods[1].channels[0].share.interval.lower; // ≈ 0.331
 * notes[0].code; // => "attribution_not_causal"
 * ```
 * @see Anderl, Becker, von Wangenheim, Schumann (2016), International Journal of Research in Marketing 33, 457–474,
 * for removal effects in Markov graphs; Zhao, Mahboobi, Bagheri (2018), arXiv:1804.05327, for Shapley values
 */
export function measureAttribution(paths: readonly TouchPath[], options: AttributionOptions = {}): Attribution {
  const plan = requirePlan(options);
  const journeys = readJourneys(paths, {
    lookbackDays: plan.lookbackDays,
    collapse: plan.repeats === "collapse",
    splitTies: plan.ties === "split",
    halfLifeDays: plan.methods.includes("time_decay") ? plan.halfLifeDays : undefined,
  });
  const { n, won, outcomes, valued } = journeys;
  const [conversions, value] = outcomes;
  const credited = conversions?.total ?? 0;
  const missed = won[0] as number;
  const reach = reachOf(journeys);
  const nothing: Reason | undefined =
    credited > 0
      ? undefined
      : missed > 0
        ? { code: "attribution_no_touches", params: { conversions: missed } }
        : { code: "attribution_no_conversions", params: { journeys: n } };
  const methods = plan.methods.map((method): MethodCredits | MethodAbstention => {
    const found = nothing ?? creditBy(method, journeys, plan);
    return "code" in found
      ? { method, abstained: found }
      : { method, channels: creditRows(journeys, reach, found, plan.costs, plan.level) };
  });
  const worth = value?.total ?? 0;
  const missedWorth = journeys.missedValue;
  return {
    journeys: n,
    conversions: Math.round(credited + missed),
    ...(valued && { value: worth + missedWorth }),
    unattributed: { conversions: missed, ...(valued && { value: missedWorth }) },
    reach,
    methods,
    level: plan.level,
    notes: notesOf(journeys, plan, nothing !== undefined),
  };
}

function creditBy(method: AttributionMethod, journeys: Journeys, plan: Plan): Findings | Reason {
  const { channels, outcomes, n, decay } = journeys;
  if (method === "time_decay") {
    if (decay === undefined) return { code: "attribution_undated", params: { method } };
    return { credits: outcomes.map((outcome, k) => creditsOf(decay[k] as (typeof decay)[number], outcome, n)) };
  }
  if (method === "markov") {
    const found = creditByMarkov(journeys, plan.order);
    return found ?? { code: "attribution_not_settled", params: { sweeps: MOST_SWEEPS } };
  }
  if (method === "shapley" && plan.game === "rate") {
    const sets = setsOf(journeys);
    const play = (k: number) =>
      channels.length <= MOST_EXACT
        ? exactRateGame(sets, k, channels.length)
        : sampledRateGame(sets, k, channels.length, plan.orders, plan.seed);
    const credits = outcomes.map((outcome, k) => creditByGame(journeys, sets, k, outcome, play(k)));
    const samplingVariance = credits[0]?.samplingVariance;
    return { credits, signed: true, ...(samplingVariance && { samplingVariance }) };
  }
  const direct = channels.map((channel) => plan.direct.has(channel));
  return { credits: creditByRule(journeys, ruleOf(method, { positionShares: plan.positionShares, direct })) };
}

function notesOf(journeys: Journeys, plan: Plan, nothing: boolean): readonly Reason[] {
  const { channels, lost, won, afterConversion, beforeWindow, tied, rotated } = journeys;
  const missed = won[0] as number;
  const notes: Reason[] = [{ code: "attribution_not_causal", params: {} }];
  if (missed > 0) notes.push({ code: "attribution_unattributed", params: { conversions: missed } });
  if (afterConversion > 0) notes.push({ code: "attribution_after_conversion", params: { n: afterConversion } });
  if (beforeWindow > 0 && plan.lookbackDays !== undefined) {
    notes.push({ code: "attribution_before_window", params: { n: beforeWindow, days: plan.lookbackDays } });
  }
  if (tied > 0) notes.push({ code: "attribution_tied", params: { n: tied } });
  if (rotated > 0) notes.push({ code: "attribution_tied_rotated", params: { n: rotated } });
  if (nothing) return notes;
  const byRate = plan.methods.includes("shapley") && plan.game === "rate";
  if ((byRate || plan.methods.includes("markov")) && lost.every((count) => count === 0)) {
    notes.push({ code: "attribution_only_converting", params: {} });
  }
  if (byRate && channels.length > MOST_EXACT) {
    notes.push({ code: "attribution_sampled", params: { channels: channels.length, orders: plan.orders } });
  }
  if (plan.methods.includes("last_non_direct") && !channels.some((channel) => plan.direct.has(channel))) {
    notes.push({ code: "attribution_no_direct", params: {} });
  }
  return notes;
}
