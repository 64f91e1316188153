import { requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Estimate, Interval } from "../core/estimate.ts";
import { countBelow, countUpTo } from "./count-below.ts";
import { betaTail } from "./incomplete-beta.ts";
import type { KaplanMeierCurve } from "./kaplan-meier.ts";
import { wilsonUnchecked } from "./proportion.ts";

/** A share still open that was reached through products of fractions may miss its level by rounding. */
const ROUNDING = 1e-12;

/** An age by which a given share of cases has ended. */
export interface SurvivalQuantile {
  /** Absent where fewer than that share were seen to end. */
  readonly value?: number;
  readonly n: number;
  readonly lower: number;
  /** Absent where the data set no upper limit. */
  readonly upper?: number;
  readonly level: number;
}

/**
 * Reads the share of cases still open at an age off a curve.
 *
 * @param curve - From {@link kaplanMeier}.
 * @param age - 0 or more, in the unit of the curve.
 * @returns The share with its interval and `n` cases, and `effective`, how many fully watched cases it is worth;
 * `undefined` for an age at which no case was watched any longer while some were still open.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const curve = kaplanMeier([9, 19, 30, 32, 34, 37], [1, 1, 0, 1, 1, 0]);
 * survivalAt(curve, 20).value; // ≈ 0.6667
 * survivalAt(curve, 40); // => undefined
 * ```
 */
export function survivalAt(
  curve: KaplanMeierCurve,
  age: number,
): (Estimate & { readonly effective: number }) | undefined {
  requireCurve(curve);
  requireNumber(age, "age", { min: 0 });
  const { n, times, survival, lower, upper, effective, ages, level } = curve;
  const step = countUpTo(times, age) - 1;
  const open = step < 0 ? 1 : (survival[step] as number);
  if (open > 0 && age > (ages[ages.length - 1] as number)) return undefined;
  if (step < 0) {
    // nobody has ended yet: those watched up to here are what the share rests on
    const watched = watchedAt(curve, age);
    return { value: 1, n, interval: allOpenInterval(watched, level), effective: watched };
  }
  const interval = { lower: lower[step] as number, upper: upper[step] as number, level };
  return { value: open, n, interval, effective: effective[step] as number };
}

/**
 * Reads the age by which a share of cases has ended off a curve: its median, or what nine of ten stay below.
 *
 * @param curve - From {@link kaplanMeier}.
 * @param share - Share ended, in (0, 1); 0.5 for the median.
 * @returns The first such age, without a value where fewer were seen to end. Its interval holds the ages around it at
 * which an exact binomial test over the effective number of cases does not reject the share: without open cases, the
 * order statistics of the binomial interval.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const curve = kaplanMeier([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Array(10).fill(1));
 * survivalQuantile(curve, 0.5); // => { value: 5, n: 10, lower: 2, upper: 9, level: 0.95 }
 * ```
 * @see Brookmeyer & Crowley (1982), Biometrics 38, 29–41
 */
export function survivalQuantile(curve: KaplanMeierCurve, share: number): SurvivalQuantile {
  requireCurve(curve);
  requireNumber(share, "share", { above: 0, below: 1 });
  const { n, times, survival, effective, level } = curve;
  const steps = times.length;
  const tail = (1 - level) / 2;
  const found = firstReached(survival, 1 - share);
  /** Chance of no more ended than at a step, if the share had ended by then. */
  const atMost = (step: number): number => {
    const size = step < 0 ? watchedAt(curve, times[0] ?? 0) : (effective[step] as number);
    const left = step < 0 ? size : (survival[step] as number) * size;
    return left <= 0 ? 1 : betaTail(share, 1 - share, size - left + 1, left, true);
  };
  /** Chance of at least as many ended as at a step, if the share had ended by then. */
  const atLeast = (step: number): number => {
    const size = effective[step] as number;
    const left = (survival[step] as number) * size;
    return betaTail(share, 1 - share, size - left, left + 1, false);
  };
  let low = Math.min(found, steps - 1);
  while (low >= 0 && atMost(low - 1) > tail) low--;
  let top = found;
  while (top < steps && atLeast(top) > tail) top++;
  return {
    ...(found < steps && { value: times[found] as number }),
    n,
    lower: low < 0 ? 0 : (times[low] as number),
    ...(top < steps && { upper: times[top] as number }),
    level,
  };
}

/**
 * Reads the same age with the interval of the curve itself: the ages between which the band around the curve holds the
 * share, as textbooks and statistical programs print it.
 *
 * @param curve - From {@link kaplanMeier}.
 * @param share - Share ended, in (0, 1); 0.5 for the median.
 * @returns The first age by which that share has ended, absent where fewer were seen to end; `lower` is the first at
 * which the lower end of the band has come down to it, `upper` the one from which the upper end lies below, absent where
 * it never does. `lower` is 0 where too few were watched to tell.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const curve = kaplanMeier([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Array(10).fill(1));
 * survivalBandQuantile(curve, 0.5); // => { value: 5, n: 10, lower: 1, upper: 8, level: 0.95 }
 * ```
 * @see Brookmeyer & Crowley (1982), Biometrics 38, 29–41
 */
export function survivalBandQuantile(curve: KaplanMeierCurve, share: number): SurvivalQuantile {
  requireCurve(curve);
  requireNumber(share, "share", { above: 0, below: 1 });
  const { n, times, survival, lower, upper, level } = curve;
  const found = times[firstReached(survival, 1 - share)];
  // late entries may let the band rise again: all ages are kept at which it holds the share
  const steps = times.length;
  const target = 1 - share;
  let low = 0;
  while (low < steps && (lower[low] as number) > target + ROUNDING) low++;
  let top = steps;
  while (top > 0 && (upper[top - 1] as number) <= target + ROUNDING) top--;
  // so few may be watched at all that even the share before the first end is in doubt
  const certain = steps > 0 && allOpenInterval(watchedAt(curve, times[0] as number), level).lower > target;
  return {
    ...(found !== undefined && { value: found }),
    n,
    lower: certain ? (times[Math.min(low, steps - 1)] as number) : 0,
    ...(top < steps && { upper: times[top] as number }),
    level,
  };
}

/** First step of a falling column that lies at or below a share. */
function firstReached(falling: Float64Array, share: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falling[middle] as number) <= share + ROUNDING) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What of a curve says who was watched when. */
export type WatchedAges = Pick<KaplanMeierCurve, "n" | "ages" | "ageWeights" | "entryAges" | "entryWeights">;

/** The interval of a share of 1 among so many cases; anything is possible where none was watched. */
export function allOpenInterval(watched: number, level: number): Interval {
  return watched > 0 ? wilsonUnchecked(watched, watched, level) : { lower: 0, upper: 1, level };
}

/** Weight of the cases at risk at an age: watched from before it (or from the start), and not ended before it. */
export function watchedAt({ n, ages, ageWeights, entryAges, entryWeights }: WatchedAges, age: number): number {
  const first = countBelow(ages, age);
  const older = ageWeights === undefined ? ages.length - first : (ageWeights[first] ?? 0);
  if (entryAges === undefined || entryWeights === undefined) return Math.min(n, older);
  const later = entryWeights[countBelow(entryAges, age)] ?? 0;
  return Math.max(0, Math.min(n, older - later));
}

/** Every column of a curve that is read somewhere. */
const CURVE_COLUMNS = [
  "times",
  "atRisk",
  "endings",
  "staying",
  "survival",
  "lower",
  "upper",
  "effective",
  "ages",
] as const;

export function requireCurve(curve: KaplanMeierCurve): void {
  requireObject(curve, "curve");
  for (const name of CURVE_COLUMNS) {
    if (curve[name] instanceof Float64Array) continue;
    throw new ClienteleError("invalid_type", `curve must come from kaplanMeier: ${name} is no Float64Array`, { name });
  }
}
