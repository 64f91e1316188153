import type { Abstention, Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantile } from "../../math/quantile.ts";
import { type TheilSen, theilSen } from "../../math/theil-sen.ts";
import { autocorrelationOf } from "./autocorrelation.ts";
import type { TrendAutocorrelation } from "./types.ts";

/** The line through a series, what it leaves, and how much neighbours still share. */
export interface SlopeFit {
  readonly slope: Estimate | Abstention;
  readonly line: TheilSen;
  /** What line and season leave. */
  readonly residuals: Float64Array;
  readonly autocorrelation?: TrendAutocorrelation;
}

/** Median slope with an interval that is as wide as the resemblance of neighbours asks for. */
export function fitSlope(
  values: Float64Array,
  periods: Float64Array,
  season: number,
  level: number,
): SlopeFit | undefined {
  const phases = periods.map((period) => period % season);
  const groups = season === 1 ? {} : { groups: phases };
  if (!hasPair(phases)) return undefined;
  const first = theilSen(periods, values, { level, ...groups });
  const residuals = withoutSeason(
    values.map((value, i) => value - first.slope * (periods[i] as number)),
    phases,
    season,
  );
  const autocorrelation = autocorrelationOf(residuals, periods, season);
  const varianceFactor = autocorrelation?.varianceFactor ?? 1;
  const line = varianceFactor === 1 ? first : theilSen(periods, values, { level, ...groups, varianceFactor });
  const n = values.length;
  return {
    slope:
      line.interval === undefined
        ? { abstained: { code: "too_few_rows", params: { n, needed: Math.max(n + 1, neededPairs(level, season)) } } }
        : { value: line.slope, n, interval: line.interval },
    line,
    residuals,
    ...(autocorrelation !== undefined && { autocorrelation }),
  };
}

/** Whether any two rows can be compared. */
function hasPair(phases: Float64Array): boolean {
  return new Set(phases).size < phases.length;
}

/** Rows at which independent values would bear an interval. */
function neededPairs(level: number, season: number): number {
  const z = normalQuantile((1 + level) / 2);
  for (let n = 3; ; n++) {
    const pairs = (n * (n - 1)) / 2;
    if ((season * pairs - z * Math.sqrt((season * n * (n - 1) * (2 * n + 5)) / 18)) / 2 >= 1) return n * season;
  }
}

/** Takes the median of each season off; of the whole where there is none. */
function withoutSeason(values: Float64Array, phases: Float64Array, season: number): Float64Array {
  const medians = new Float64Array(season);
  for (let phase = 0; phase < season; phase++) {
    const own = values.filter((_, i) => phases[i] === phase || season === 1);
    if (own.length > 0) medians[phase] = quantile(own, 0.5);
  }
  return withoutRounding(
    values.map((value, i) => value - (medians[season === 1 ? 0 : (phases[i] as number)] as number)),
  );
}

/** Residuals that differ by rounding alone are made equal, so that their ranks do not depend on the unit or zero point. */
function withoutRounding(residuals: Float64Array): Float64Array {
  const largest = residuals.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return residuals;
  const step = 2 ** (Math.ceil(Math.log2(largest)) - 36);
  return step > 0 ? residuals.map((value) => Math.round(value / step) * step + 0) : residuals;
}
