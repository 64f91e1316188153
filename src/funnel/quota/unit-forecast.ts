import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import type { FunnelForecast } from "../forecast/types.ts";
import type { QuotaForecast } from "./attainment-types.ts";
import { LARGEST_AMOUNT, requireList, requireText } from "./category.ts";
import { QUOTA_DIMENSIONS, type Span } from "./ramp.ts";

/** Refuses a forecast of another day or horizon than the period's, and a second one of the same unit. */
export function readForecasts(forecasts: readonly QuotaForecast[], span: Span, asOf: number): readonly QuotaForecast[] {
  requireList(forecasts, "book.forecasts");
  const seen = new Set<string>();
  forecasts.forEach((one, i) => {
    const name = `book.forecasts[${i}]`;
    requireObject(one, name);
    requireOneOf(one.dimension, QUOTA_DIMENSIONS, `${name}.dimension`);
    requireText(one.unit, `${name}.unit`);
    const key = JSON.stringify([one.dimension, one.unit]);
    if (seen.has(key))
      throw new ClienteleError("inconsistent", `${name} forecasts ${one.dimension} "${one.unit}" again`, { name });
    seen.add(key);
    requireForecast(one.forecast, `${name}.forecast`, span, asOf);
  });
  return forecasts;
}

function requireForecast(forecast: FunnelForecast, name: string, { to }: Span, asOf: number): void {
  requireObject(forecast, name);
  const day = toDay(forecast.asOf, `${name}.asOf`);
  requireNumber(forecast.horizonDays, `${name}.horizonDays`, { min: 0, max: 36_500 });
  const end = day + forecast.horizonDays;
  // a day's moment may be its first or its last, so that the horizon ends on the last day or at its end
  if (Math.abs(day - asOf) > 1 || end < to || end > to + 1) {
    const text = `${name} must be as of ${toIsoDate(asOf)} with its horizon at ${toIsoDate(to)}`;
    throw new ClienteleError("inconsistent", text, { name });
  }
  for (const field of ["expected", "p10", "p50", "p90"] as const) {
    requireNumber(forecast[field], `${name}.${field}`, { min: 0, max: LARGEST_AMOUNT });
  }
  requireList(forecast.distribution, `${name}.distribution`);
  forecast.distribution.forEach((bin, i) => {
    requireObject(bin, `${name}.distribution[${i}]`);
    requireNumber(bin.from, `${name}.distribution[${i}].from`, { min: 0, max: LARGEST_AMOUNT });
    requireNumber(bin.to, `${name}.distribution[${i}].to`, { min: bin.from, max: 2 * LARGEST_AMOUNT });
    requireNumber(bin.share, `${name}.distribution[${i}].share`, { min: 0, max: 1 });
  });
}
