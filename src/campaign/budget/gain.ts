import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type CurveSource, drawnCurves, isModel } from "../response/curves.ts";
import { drawnInterval } from "../response/interval.ts";
import { predictBy, requireSpends } from "../response/predict.ts";
import type { ChannelSpend, ResponseCurve } from "../response/types.ts";
import type { LimitedChannel } from "./read.ts";
import type { BudgetGain } from "./types.ts";

/** What the plan brings beyond the current spend, over the plausible curves where there are any. */
export function compareWithCurrent(
  source: CurveSource,
  curves: readonly ResponseCurve[],
  channels: readonly LimitedChannel[],
  spends: readonly number[],
  current: readonly (ChannelSpend & { readonly spend: number })[],
  horizonWeeks: number,
): BudgetGain {
  requireSpends(current, horizonWeeks, "options.current");
  for (const [i, { spend }] of Array.from(current).entries()) {
    if (typeof spend === "number") continue;
    throw new ClienteleError(
      "invalid_type",
      `options.current[${i}].spend must be one figure over the horizon, got ${show(spend)}`,
      { index: i },
    );
  }
  const plan = channels.map(({ id }, c) => ({ id, spend: spends[c] as number }));
  const none = new Map<string, readonly number[]>();
  const gainUnder = (by: readonly ResponseCurve[]): number =>
    predictBy(by, none, plan, horizonWeeks).response - predictBy(by, none, current, horizonWeeks).response;
  const value = gainUnder(curves);
  const before = predictBy(curves, none, current, horizonWeeks);
  if (!isModel(source)) return { current: before, gain: value };
  const gains = Float64Array.from(source.draws, (_, d) => gainUnder(drawnCurves(source, d)));
  const { level } = source;
  const { lower, upper } = drawnInterval(gains, level);
  const interval = { lower: Math.min(value, lower), upper: Math.max(value, upper), level };
  return {
    current: before,
    gain: { value, n: source.fittedOn.weeks, interval },
    beats: gains.reduce((count, gain) => count + (gain > 0 ? 1 : 0), 0) / gains.length,
  };
}
