import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { compareOpenness } from "./compare.ts";
import { ANSWERS, BOUGHT, NEVER, readAnswers } from "./read.ts";
import { openBySegment } from "./segments.ts";
import type { ChannelAnswers, ChannelFigures, ChannelMap, MeasureChannelPreferencesOptions } from "./types.ts";

/**
 * Draws up the channel preference map: through which channels customers would never buy, would consider it, may, or have
 * bought; how open they are to each, how many of the open ones have bought, and how many are still to be won.
 *
 * @param customers - One record per customer; a channel without an answer is left out, which is no refusal. Not mutated.
 * @param options - `channels` (default the eight of the map), `intervals`, `level`.
 * @returns Shares with Wilson intervals, by channel in the order given. `comparison` tests on the same customers whether
 * openness differs: Cochran's Q over all channels, exact McNemar by pair with Holm. Segments are drawn towards all
 * customers as far as chance explains their difference. The order of customers has no say.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `duplicate_id`, `unknown_id` (an answer or a channel that is not
 * listed), `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const map = measureChannelPreferences(
 *   [
 *     { id: "a", answers: { shop: "bought", internet: "may" } },
 *     { id: "b", answers: { shop: "never", internet: "bought" } },
 *     { id: "c", answers: { shop: "bought" } },
 *   ],
 *   { channels: ["shop", "internet"] },
 * );
 * map.channels[0].openness.value; // ≈ 0.6667
 * map.channels[1].potential.value; // => 0.5
 * map.channels[1].unanswered; // => 1
 * ```
 * @see Wilson (1927), JASA 22, 209–212; Goodman (1965), Technometrics 7, 247–254; Cochran (1950), Biometrika 37, 256–266;
 * McNemar (1947), Psychometrika 12, 153–157
 */
export function measureChannelPreferences(
  customers: readonly ChannelAnswers[],
  options: MeasureChannelPreferencesOptions = {},
): ChannelMap {
  requireObject(options, "options");
  const { level = 0.95, intervals = "each", channels } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(intervals, ["each", "together"], "options.intervals");
  const table = readAnswers(customers, channels);
  const shareLevel = intervals === "each" ? level : 1 - (1 - level) / ANSWERS.length;
  return {
    customers: customers.length,
    channels: table.channels.map((channel, k) => figuresOf(channel, table.codes[k] as Int8Array, level, shareLevel)),
    comparison: compareOpenness(table, level),
    segments: openBySegment(table, level),
    intervals,
    level,
  };
}

function figuresOf(channel: string, codes: Int8Array, level: number, shareLevel: number): ChannelFigures {
  const counts = ANSWERS.map((_, code) => codes.reduce((sum, own) => sum + (own === code ? 1 : 0), 0));
  const n = counts.reduce((sum, count) => sum + count, 0);
  const unanswered = codes.length - n;
  if (n === 0) {
    const none = { abstained: { code: "channel_unanswered", params: { channel } } } as const;
    return { channel, n, unanswered, shares: [], openness: none, conversion: none, potential: none };
  }
  const open = n - (counts[NEVER] as number);
  const bought = counts[BOUGHT] as number;
  return {
    channel,
    n,
    unanswered,
    shares: ANSWERS.map((answer, code) => ({ answer, share: rateOf(counts[code] as number, n, shareLevel) })),
    openness: rateOf(open, n, level),
    conversion:
      open === 0 ? { abstained: { code: "channel_no_open", params: { channel, n } } } : rateOf(bought, open, level),
    potential: rateOf(open - bought, n, level),
  };
}

const rateOf = (count: number, n: number, level: number): Estimate => ({
  value: count / n,
  n,
  interval: wilsonInterval(count, n, level),
});
