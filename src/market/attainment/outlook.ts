import type { Abstention, Interval } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { inBlocks } from "./blocks.ts";
import { type GroupSeries, type Scatter, varianceAt } from "./noise.ts";
import type { PlanPeriods } from "./periods.ts";
import { type RestOfYear, shortfallOf } from "./rest.ts";
import type { Season } from "./season.ts";
import type { AttainmentOutlook } from "./types.ts";

/** What an outlook is told from: season and scatter of one group, and what is doubtful about the season. */
export interface GroupModel {
  readonly series: GroupSeries;
  readonly season: Season;
  readonly scatter: Scatter | undefined;
  /** How far each power of the scatter is believed. */
  readonly beliefs: readonly number[];
  /** Squared relative error of the ratio of what is ahead up to the end of a period to what is behind. */
  readonly doubt: (end: number) => number;
}

/** Degrees of freedom below which a spread is a guess. */
export const LEAST_DF = 3;

/** An outlook is no use where usually less of the year is done. */
const LEAST_SHARE = 0.01;

/** Why a group has no outlook, if it has none. */
export function refusal(model: GroupModel, actual: number, periods: PlanPeriods): Abstention | undefined {
  if (periods.done === periods.count) return undefined;
  const { season, scatter, series } = model;
  if (!(actual > 0)) return { abstained: { code: "attainment_no_run_rate", params: { actual } } };
  if (season.toDate < LEAST_SHARE) {
    return { abstained: { code: "attainment_before_season", params: { usualShare: season.toDate } } };
  }
  if (scatter === undefined) {
    const params = { periods: periods.done, pastYears: series.past.length };
    return { abstained: { code: "attainment_thin", params } };
  }
  if (!scatter.factors.every((factor) => factor > 0)) {
    return { abstained: { code: "attainment_no_scatter", params: { periods: scatter.periods } } };
  }
  return undefined;
}

/**
 * What comes between the day of looking and the end of a period: the run-rate, actual over the usual share to date,
 * times the usual share ahead. Its error adds up the noise of what is ahead, the noise in the run-rate and the doubt
 * about the season.
 *
 * @see Mack (1993), ASTIN Bulletin 23, 213–225, on the error of chain-ladder forecasts
 */
export function restUntil(end: number, model: GroupModel, actual: number, periods: PlanPeriods): RestOfYear {
  const { season, scatter, beliefs } = model;
  const { done, count } = periods;
  if (done === count || scatter === undefined) return { value: 0, error: 0, df: 1 };
  const { shares, running, toDate } = season;
  const level = actual / toDate;
  const variances = variancesOf(level, season, scatter, beliefs, periods);
  let ahead = 0;
  let noise = 0;
  let behind = 0;
  for (let k = 0; k < count; k++) {
    const variance = variances[k] as number;
    const part = k < done ? 1 : k === done ? running : 0;
    behind += part * variance;
    if (k > end) continue;
    ahead += (1 - part) * (shares[k] as number);
    noise += (1 - part) * variance;
  }
  const value = level * ahead;
  const error = Math.sqrt(noise + value * value * (behind / (actual * actual) + model.doubt(end)));
  return { value, error, df: scatter.df };
}

/** Variance of each period of a year; within a block, and within the running period, it is divided like the amount. */
function variancesOf(
  level: number,
  { shares }: Season,
  scatter: Scatter,
  beliefs: readonly number[],
  { blocks }: PlanPeriods,
): Float64Array {
  const wide = inBlocks(shares, blocks);
  const variances = wide.map((share) => varianceAt(level * share, scatter, beliefs));
  return shares.map((share, k) => {
    const b = blocks.of[k] as number;
    return share > 0 ? (variances[b] as number) * (share / (wide[b] as number)) : 0;
  });
}

/** The doubt about a season learned from a group's own past: the noise in what past years had before and after. */
export function doubtOf(
  { past }: GroupSeries,
  season: Season,
  scatter: Scatter | undefined,
  beliefs: readonly number[],
  periods: PlanPeriods,
): (end: number) => number {
  if (scatter === undefined) return () => 0;
  const { done, count } = periods;
  const levels = past.map((year) => year.reduce((sum, amount) => sum + amount, 0));
  const total = levels.reduce((sum, level) => sum + level, 0);
  const noise = new Float64Array(count);
  for (const level of levels) {
    const variances = variancesOf(level, season, scatter, beliefs, periods);
    for (let k = 0; k < count; k++) noise[k] = (noise[k] as number) + (variances[k] as number);
  }
  let before = season.running * (noise[done] ?? 0);
  for (let k = 0; k < done; k++) before += noise[k] as number;
  const amountBefore = total * season.toDate;
  return (end) => {
    let after = 0;
    let share = 0;
    for (let k = done; k <= end && k < count; k++) {
      const part = k === done ? 1 - season.running : 1;
      after += part * (noise[k] as number);
      share += part * (season.shares[k] as number);
    }
    const amountAfter = total * share;
    return (amountBefore > 0 ? before / amountBefore ** 2 : 0) + (amountAfter > 0 ? after / amountAfter ** 2 : 0);
  };
}

/** Actual plus rest, with the interval of one level. */
export function intervalOf(actual: number, rest: RestOfYear, level: number): Interval {
  const { value, error, df } = rest;
  if (!(error > 0 && value > 0)) return { lower: actual + value, upper: actual + value, level };
  const root = Math.sqrt(value);
  const half = (studentTQuantile((1 + level) / 2, df) * error) / (2 * root);
  return { lower: actual + Math.max(0, root - half) ** 2, upper: actual + (root + half) ** 2, level };
}

/** The outlook of a group at the end of the plan, and the shortfall to expect. */
export function outlookOf(
  model: GroupModel,
  actual: number,
  target: number,
  periods: PlanPeriods,
  level: number,
): { readonly outlook: AttainmentOutlook; readonly atStake: number } {
  const rest = restUntil(periods.count - 1, model, actual, periods);
  const { chance, expected } = shortfallOf(rest, target - actual);
  const { season, scatter, series } = model;
  return {
    outlook: {
      value: actual + rest.value,
      n: scatter?.periods ?? periods.done,
      interval: intervalOf(actual, rest, level),
      likely: intervalOf(actual, rest, 0.8),
      ...(target > 0 ? { chance } : {}),
      usualShare: season.toDate,
      season: season.source,
      pastYears: series.past.length,
    },
    atStake: expected,
  };
}
