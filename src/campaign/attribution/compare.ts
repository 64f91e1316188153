import { requireNonEmpty, requireNumber, requireObject, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireName } from "./plan.ts";
import { requireAttribution, requireEstimate } from "./require-attribution.ts";
import type {
  Attribution,
  AttributionComparison,
  ChannelCredit,
  ChannelExperiment,
  CreditGap,
  MethodCredits,
} from "./types.ts";

/**
 * Puts what each method credits beside what an experiment found for the same channel, with the gap as a number, so that
 * nobody takes credit for cause.
 *
 * @param attribution - From {@link measureAttribution}. Not mutated.
 * @param experiments - One row per tested channel, at least one: the incremental conversions of the same period and
 * population, with their interval at the attribution's `level`. Not mutated.
 * @returns For each tested channel and method the gap (credited − incremental) with an interval that carries the doubt
 * of both sides, taken as independent; the ratio, or why there is none; and the verdict in words. `distance` says which
 * method came nearest to the experiments. Methods that abstained are left out.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id` (a channel twice),
 * `inconsistent` (another level, or a value outside its interval).
 * @example
 * ```ts
 * const paths = [
 *   { touches: [{ channel: "search" }, { channel: "mail" }], converted: true, count: 60 },
 *   { touches: [{ channel: "search" }], converted: true, count: 40 },
 *   { touches: [{ channel: "mail" }], converted: false, count: 900 },
 * ];
 * const attribution = measureAttribution(paths, { methods: ["last", "linear"] });
 * const found = { value: 25, n: 2000, interval: { lower: 12, upper: 38, level: 0.95 } };
 * const { channels, notes } = compareAttribution(attribution, [{ channel: "mail", conversions: found }]);
 * channels[0].methods.map(({ method, gap }) => [method, gap.value]); // => [["last", 35], ["linear", 5]]
 * channels[0].methods[0].ratio; // => 2.4
 * describe(channels[0].methods[1].verdict, "zh"); // => "归因与实验结果相差 5 次转化，未超出偶然范围（-9.63 至 20.3）"
 * notes[0].code; // => "attribution_not_causal"
 * ```
 * @see Zou and Donner (2008), Statistics in Medicine 27, 1693–1702, equation 6: the interval of a difference
 */
export function compareAttribution(
  attribution: Attribution,
  experiments: readonly ChannelExperiment[],
): AttributionComparison {
  requireAttribution(attribution);
  const tested = requireExperiments(experiments, attribution.level);
  const told = attribution.methods.filter((entry): entry is MethodCredits => "channels" in entry);
  const unseen: string[] = [];
  const channels = tested.map(({ channel, conversions }) => {
    if (!attribution.reach.some((row) => row.channel === channel)) unseen.push(channel);
    return {
      channel,
      incremental: conversions,
      methods: told.map(({ method, channels: credits }): CreditGap => {
        const own = credits.find((row) => row.channel === channel);
        const credited = own === undefined ? untouched(attribution) : own.conversions;
        const gap = difference(credited, conversions);
        return { method, credited, gap, ratio: ratioOf(credited, conversions), verdict: verdictOf(gap) };
      }),
    };
  });
  const untested = attribution.reach.filter((row) => !tested.some(({ channel }) => channel === row.channel)).length;
  const notes: Reason[] = [{ code: "attribution_not_causal", params: {} }];
  for (const channel of unseen) notes.push({ code: "attribution_channel_unseen", params: { channel } });
  if (untested > 0) notes.push({ code: "attribution_untested", params: { channels: untested } });
  return {
    channels,
    distance: told
      .map(({ method }, k) => ({
        method,
        conversions: channels.reduce((sum, { methods }) => sum + Math.abs(methods[k]?.gap.value ?? 0), 0),
      }))
      .sort((a, b) => a.conversions - b.conversions),
    level: attribution.level,
    notes,
  };
}

function requireExperiments(experiments: readonly ChannelExperiment[], level: number): readonly ChannelExperiment[] {
  requireNonEmpty(experiments, "experiments");
  const rows = Array.from(experiments);
  rows.forEach((row, i) => {
    const name = `experiments[${i}]`;
    requireObject(row, name);
    requireName(row.channel, `${name}.channel`);
    requireEstimate(row.conversions, `${name}.conversions`);
    const { value, n, interval } = row.conversions;
    requireNumber(n, `${name}.conversions.n`, { min: 0 });
    if (interval.level !== level) {
      throw new ClienteleError(
        "inconsistent",
        `${name}.conversions.interval has level ${interval.level} and the attribution ${level}; measure both at one level`,
        { index: i },
      );
    }
    if (value < interval.lower || value > interval.upper) {
      throw new ClienteleError("inconsistent", `${name}.conversions.value must lie inside its interval, got ${value}`, {
        index: i,
      });
    }
  });
  requireUnique(
    rows.map(({ channel }) => channel),
    "experiments",
  );
  return rows;
}

/** The credit of a channel that no counted touch names: none, by definition and without doubt. */
function untouched({ level }: Attribution): ChannelCredit["conversions"] {
  return { value: 0, n: 0, interval: { lower: 0, upper: 0, level } };
}

function difference(a: Estimate, b: Estimate): { readonly value: number; readonly interval: Interval } {
  const value = a.value - b.value;
  return {
    value,
    interval: {
      lower: value - Math.hypot(a.value - a.interval.lower, b.interval.upper - b.value),
      upper: value + Math.hypot(a.interval.upper - a.value, b.value - b.interval.lower),
      level: a.interval.level,
    },
  };
}

function ratioOf(credited: Estimate, { value, interval: { lower, upper } }: Estimate): number | Abstention {
  const ratio = credited.value / value;
  if ((lower <= 0 && upper >= 0) || !Number.isFinite(ratio)) {
    return { abstained: { code: "attribution_ratio_unclear", params: { lower, upper } } };
  }
  return ratio;
}

function verdictOf({ value: gap, interval: { lower, upper } }: CreditGap["gap"]): Reason {
  const params = { gap, lower, upper };
  if (lower > 0) return { code: "attribution_gap_over", params };
  if (upper < 0) return { code: "attribution_gap_under", params };
  return { code: "attribution_gap_open", params };
}
