import type { Abstention, Interval } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { inBlocks } from "./blocks.ts";
import { type GroupSeries, inflationOf, type Scatter, varianceAt } from "./noise.ts";
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
  /** Correlation of the scatter of neighbouring blocks, in [0, 1). */
  readonly correlation: number;
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
  const { season, scatter, correlation } = model;
  if (periods.done === periods.count || scatter === undefined) return { value: 0, error: 0, df: 1 };
  const parts = partsOf(end, season, periods);
  const level = actual / season.toDate;
  const value = level * parts.share;
  const noise = noiseOf(level, value / actual, parts, model.beliefs, scatter, correlation);
  const error = Math.sqrt(noise + value * value * model.doubt(end));
  // correlated residuals tell less about their own size
  const known = (1 - correlation ** 2) / (1 + correlation ** 2);
  return { value, error, df: Math.max(1, scatter.df * known) };
}

/** How each block of the year is divided by the day of looking. */
interface YearParts {
  /** Share of the year in each block. */
  readonly blocks: Float64Array;
  /** Share of each block that is ahead, up to the end that is asked for, and that is behind. */
  readonly ahead: Float64Array;
  readonly behind: Float64Array;
  /** Share of the year ahead. */
  readonly share: number;
}

function partsOf(end: number, { shares, running }: Season, { blocks, done }: PlanPeriods): YearParts {
  const behind = shares.map((share, k) => (k < done ? share : k === done ? running * share : 0));
  const ahead = shares.map((share, k) => (k > end ? 0 : share - (behind[k] as number)));
  const wide = inBlocks(shares, blocks);
  const ofBlock = (column: Float64Array): Float64Array =>
    inBlocks(column, blocks).map((part, b) => ((wide[b] as number) > 0 ? part / (wide[b] as number) : 0));
  let share = 0;
  for (const part of ahead) share += part;
  return { blocks: wide, ahead: ofBlock(ahead), behind: ofBlock(behind), share };
}

/**
 * Variance of what is ahead less `ratio` times what is behind, in a year of such a level. Within a block variance is
 * divided like the amount; between blocks correlation fades by the same factor each.
 */
function noiseOf(
  level: number,
  ratio: number,
  { blocks, ahead, behind }: YearParts,
  beliefs: readonly number[],
  scatter: Scatter,
  correlation: number,
): number {
  let sum = 0;
  let carried = 0;
  for (let b = 0; b < blocks.length; b++) {
    const variance = varianceAt(level * (blocks[b] as number), scatter, beliefs);
    const [front, back] = [ahead[b] as number, behind[b] as number];
    const weight = (front - ratio * back) * Math.sqrt(variance);
    sum += (front + ratio * ratio * back) * variance + 2 * weight * carried;
    carried = correlation * (carried + weight);
  }
  return sum * inflationOf(correlation, Math.max(2, scatter.lag.length));
}

/** The doubt about a season learned from a group's own past: the noise in what past years had before and after. */
export function doubtOf(
  { past }: GroupSeries,
  season: Season,
  scatter: Scatter | undefined,
  beliefs: readonly number[],
  correlation: number,
  periods: PlanPeriods,
): (end: number) => number {
  if (scatter === undefined) return () => 0;
  const levels = past.map((year) => year.reduce((sum, amount) => sum + amount, 0));
  const total = levels.reduce((sum, level) => sum + level, 0);
  return (end) => {
    const parts = partsOf(end, season, periods);
    if (!(parts.share > 0 && season.toDate > 0)) return 0;
    const ratio = parts.share / season.toDate;
    const noise = levels.reduce(
      (sum, level) => sum + (level > 0 ? noiseOf(level, ratio, parts, beliefs, scatter, correlation) : 0),
      0,
    );
    return noise / (total * parts.share) ** 2;
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
