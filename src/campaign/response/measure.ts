import type { Estimate } from "../../core/estimate.ts";
import { drawnCurves, requireResponseModel } from "./curves.ts";
import { estimate } from "./interval.ts";
import { predictBy, predictResponse, recentOf, roasOf } from "./predict.ts";
import type { ChannelSpend, PredictedResponse, ReportedChannel, ResponseCurveModel, ResponseReport } from "./types.ts";
import { doubtsOf } from "./warnings.ts";

/**
 * The media report: what each channel brings at a given spend, its ROAS and what its next unit of money brings, each
 * with its interval.
 *
 * @param model - From {@link fitResponseCurve} or `loadModel`. Not mutated.
 * @param spends - As in {@link predictResponse}. Left out: the mean weekly spend of the weeks that the
 * model was fitted on, times the horizon.
 * @param options - `horizonWeeks`, a whole number from 1 to 1,040, default 1.
 * @returns The same figures as {@link predictResponse} with the interval of the model's plausible curves, and the
 * channel's warnings and the doubts about the fit.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id`,
 * `length_mismatch`.
 * @example
 * ```ts
 * const weeks = Array.from({ length: 60 }, (_, i) => ({ day: 86400000 * 7 * i, tv: [0, 40, 100, 10, 70][(i * i) % 5] }));
 * const model = fitResponseCurve(weeks, {
 *   week: (w) => w.day,
 *   revenue: (w) => 1000 + 50 * Math.log1p(w.tv / 20),
 *   channels: [{ id: "tv", spend: (w) => w.tv, saturation: "log" }],
 *   maxLag: 0,
 *   harmonics: 0,
 * });
 * measureResponse(model, [{ id: "tv", spend: 20 }]).channels[0].response.value; // ≈ 34.7
 * measureResponse(model, [{ id: "tv", spend: 20 }]).roas.value; // ≈ 1.73
 * ```
 */
export function measureResponse(
  model: ResponseCurveModel,
  spends?: readonly ChannelSpend[],
  options: { readonly horizonWeeks?: number } = {},
): ResponseReport {
  requireResponseModel(model);
  const horizon = options?.horizonWeeks ?? 1;
  const asked =
    spends ??
    model.channels.flatMap(({ id, curve, observed }) =>
      curve === undefined ? [] : [{ id, spend: observed.mean * (typeof horizon === "number" ? horizon : 1) }],
    );
  const point = predictResponse(model, asked, options);
  const recent = recentOf(model);
  const drawn = model.draws.map((_, d) => predictBy(drawnCurves(model, d), recent, asked, point.horizonWeeks));
  const n = model.fittedOn.weeks;
  const over = (value: number, pick: (response: PredictedResponse) => number): Estimate =>
    estimate(value, Float64Array.from(drawn, pick), n, model.level);
  const ratio = ({ response, spend }: { readonly response: number; readonly spend: number }): number =>
    roasOf(response, spend).roas ?? 0;
  const channels = point.channels.map((channel, c): ReportedChannel => {
    const at = ({ channels: all }: PredictedResponse): PredictedResponse["channels"][number] =>
      all[c] as PredictedResponse["channels"][number];
    return {
      id: channel.id,
      spend: channel.spend,
      response: over(channel.response, (r) => at(r).response),
      ...(channel.roas !== undefined && { roas: over(channel.roas, (r) => ratio(at(r))) }),
      ...(channel.marginalReturn !== undefined && {
        marginalReturn: over(channel.marginalReturn, (r) => at(r).marginalReturn ?? 0),
      }),
      ...(point.response > 0 && { share: channel.response / point.response }),
      warnings: model.channels.find(({ id }) => id === channel.id)?.warnings ?? [],
    };
  });
  return {
    horizonWeeks: point.horizonWeeks,
    level: model.level,
    channels,
    spend: point.spend,
    response: over(point.response, (r) => r.response),
    ...(point.roas !== undefined && { roas: over(point.roas, ratio) }),
    notes: doubtsOf(model),
  };
}
