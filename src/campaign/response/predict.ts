import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { carry } from "./adstock.ts";
import { type CurveSource, channelsWithCurve, curvesOf, isModel, LARGEST_AMOUNT } from "./curves.ts";
import { marginalAt, responseAt } from "./saturation.ts";
import type { ChannelSpend, PredictedChannel, PredictedResponse, ResponseCurve, ResponseCurveModel } from "./types.ts";

/** A ratio larger than this is no figure about money. */
const LARGEST_RATIO = 1e300;

/**
 * What a spend is expected to bring: by channel, and in all.
 *
 * @param source - From {@link fitResponseCurve}, or curves stated by hand. Not mutated.
 * @param spends - Money by channel, each channel once: one figure over the horizon, spread evenly and with carryover
 * settled; or one figure a week, as many as the horizon has. Then earlier weeks of a fitted channel still work on, and
 * what works on after the horizon is not counted. Channels that are not listed bring nothing.
 * @param options - `horizonWeeks`, a whole number from 1 to 1,040, default 1.
 * @returns Response in money over the horizon, return for each unit of money (ROAS) and what the next unit brings. The
 * base is not in it.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `duplicate_id`,
 * `unknown_id` for a channel without a curve, `length_mismatch` for other than one figure a week.
 * @example
 * ```ts
 * const curves = [{ id: "tv", effect: 100, saturation: { kind: "hill", shape: 1, half: 20 } }];
 * const year = predictResponse(curves, [{ id: "tv", spend: 52 * 20 }], { horizonWeeks: 52 });
 * year.response; // => 2600
 * year.roas; // => 2.5
 * year.channels[0].marginalReturn; // => 1.25
 * ```
 */
export function predictResponse(
  source: CurveSource,
  spends: readonly ChannelSpend[],
  options: { readonly horizonWeeks?: number } = {},
): PredictedResponse {
  requireObject(options, "options");
  const { horizonWeeks = 1 } = options;
  requireHorizon(horizonWeeks);
  const curves = curvesOf(source);
  requireSpends(spends, horizonWeeks);
  return predictBy(curves, isModel(source) ? recentOf(source) : new Map(), spends, horizonWeeks);
}

/** What is still at work from the weeks before, by channel. */
export function recentOf(model: ResponseCurveModel): ReadonlyMap<string, readonly number[]> {
  return new Map(channelsWithCurve(model).map(({ id, observed }) => [id, observed.recent]));
}

/** The same without a check of the source, for many sets of curves in turn. */
export function predictBy(
  curves: readonly ResponseCurve[],
  recent: ReadonlyMap<string, readonly number[]>,
  spends: readonly ChannelSpend[],
  horizonWeeks: number,
): PredictedResponse {
  const channels = Array.from(spends, ({ id, spend }) => {
    const curve = curves.find((candidate) => candidate.id === id);
    if (curve === undefined) {
      const known = curves.map((candidate) => candidate.id);
      throw new ClienteleError("unknown_id", `no curve is called ${show(id)}; there are ${known.join(", ")}`, { id });
    }
    return typeof spend === "number"
      ? evenChannel(curve, spend, horizonWeeks)
      : weeklyChannel(curve, spend, recent.get(id) ?? []);
  });
  return totalOf(channels, horizonWeeks);
}

/** Adds channels up; the one place where a total response and its ROAS are made. */
export function totalOf(channels: readonly PredictedChannel[], horizonWeeks: number): PredictedResponse {
  const spend = channels.reduce((total, channel) => total + channel.spend, 0);
  const response = channels.reduce((total, channel) => total + channel.response, 0);
  return { horizonWeeks, channels, spend, response, ...roasOf(response, spend) };
}

/** A channel on which the same is spent every week. */
export function evenChannel(
  curve: ResponseCurve,
  spend: number,
  horizonWeeks: number,
): PredictedChannel & { readonly marginalReturn: number } {
  const weekly = spend / horizonWeeks;
  const response = horizonWeeks * responseAt(curve, weekly);
  return {
    id: curve.id,
    spend,
    response,
    ...roasOf(response, spend),
    marginalReturn: marginalAt(curve, weekly),
  };
}

function weeklyChannel(curve: ResponseCurve, spend: readonly number[], recent: readonly number[]): PredictedChannel {
  const carried = new Float64Array(spend.length);
  const adstock = curve.adstock ?? { kind: "geometric", rate: 0, maxLag: 0 };
  carry(Float64Array.from([...recent, ...Array.from(spend)]), adstock, recent.length, carried);
  const weekly = Array.from(carried, (x) => responseAt(curve, x));
  const total = Array.from(spend).reduce((sum, x) => sum + x, 0);
  const response = weekly.reduce((sum, y) => sum + y, 0);
  return { id: curve.id, spend: total, response, ...roasOf(response, total), weekly };
}

/** Return for each unit of money; absent where none is spent. */
export function roasOf(response: number, spend: number): { readonly roas?: number } {
  return spend > 0 ? { roas: Math.min(LARGEST_RATIO, response / spend) } : {};
}

export function requireHorizon(horizonWeeks: number): void {
  requireNumber(horizonWeeks, "options.horizonWeeks", { min: 1, max: 1040, integer: true });
}

/** Refuses a list of spends that cannot be read. */
export function requireSpends(spends: readonly ChannelSpend[], horizonWeeks: number, name: string = "spends"): void {
  requireColumn(spends, name);
  const list = Array.from(spends);
  const range = { min: 0, max: LARGEST_AMOUNT } as const;
  list.forEach((item, i) => {
    requireObject(item, `${name}[${i}]`);
    if (typeof item.id !== "string") {
      throw new ClienteleError("invalid_type", `${name}[${i}].id must be text, got ${show(item.id)}`, { index: i });
    }
    if (typeof item.spend === "number") {
      requireNumber(item.spend, `${name}[${i}].spend`, range);
      return;
    }
    requireColumn(item.spend, `${name}[${i}].spend`);
    if (item.spend.length !== horizonWeeks) {
      throw new ClienteleError(
        "length_mismatch",
        `${name}[${i}].spend has ${item.spend.length} weeks and the horizon ${horizonWeeks}; they must agree`,
        { index: i },
      );
    }
    Array.from(item.spend).forEach((x, t) => {
      requireNumber(x, `${name}[${i}].spend[${t}]`, range);
    });
  });
  requireUnique(
    list.map(({ id }) => id),
    name,
  );
}
