import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { cumulativeHazard } from "../../math/cumulative-hazard.ts";
import { rowsByGroup } from "../../math/group-rows.ts";
import { curveOfWatched, type KaplanMeierCurve, SURVIVAL_INTERVALS } from "../../math/kaplan-meier.ts";
import { type RestrictedMean, restrictedMean } from "../../math/restricted-mean.ts";
import { survivalAt, survivalBandQuantile, watchedAt } from "../../math/survival-read.ts";
import { watchedRows } from "../../math/watched.ts";
import type { StayTable } from "../types.ts";
import { commonHorizon, lastAge } from "./horizon.ts";
import { readNames, readStays } from "./read.ts";
import type { MeasureSurvivalOptions, SurvivalFigures, SurvivalMeasure } from "./types.ts";

/** Below so many customers at the horizon a note warns of the thin tail. */
const FEW = 10;

/**
 * Measures how long customers stay when most have not left yet: the share staying by age, the age by which half have
 * left, the mean stay up to a horizon, each with its interval.
 *
 * @param stays - One row per customer: `durations` (0 or more, any one unit), `left`, and where needed `entries` (age
 * from which the customer was watched) and `weights` (how often the row counts); see `measureStays` for dates. Not
 * mutated.
 * @param options - `by` group, `ages`, `shares`, `horizon`, `interval`, `level`; see {@link MeasureSurvivalOptions}.
 * @returns Curve and cumulative hazard as columns, and the figures read off them; the same per group. Customers must not
 * have been lost from sight because they were about to leave.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`,
 * `inconsistent` for an entry that is not before its duration.
 * @example
 * ```ts
 * const months = { durations: [9, 19, 30, 32, 34, 37], left: [1, 1, 0, 1, 1, 0] };
 * const survival = measureSurvival(months, { ages: [12], horizon: 36 });
 * survival.median.value; // => 32
 * survival.mean.value; // ≈ 27.33
 * survival.at[0].staying.value; // ≈ 0.8333
 * ```
 * @see Kaplan & Meier (1958), JASA 53, 457–481; Brookmeyer & Crowley (1982), Biometrics 38, 29–41, for the quantiles
 */
export function measureSurvival(stays: StayTable, options: MeasureSurvivalOptions = {}): SurvivalMeasure {
  requireObject(options, "options");
  const { level = 0.95, interval = "log_log", by, ages = [], shares = [0.25, 0.5, 0.75], horizon } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(interval, SURVIVAL_INTERVALS, "options.interval");
  requireNumbers(ages, "options.ages", { min: 0 });
  requireNumbers(shares, "options.shares", { above: 0, below: 1 });
  if (horizon !== undefined) requireNumber(horizon, "options.horizon", { above: 0 });
  const watched = readStays(stays);
  const whole = curveOfWatched(watched, level, interval);
  const names = by === undefined ? undefined : readNames(by, "options.by", watched.durations.length);
  const curves =
    names === undefined
      ? undefined
      : rowsByGroup(names.codes).map((rows) => curveOfWatched(watchedRows(watched, rows), level, interval));
  const until = horizon ?? commonHorizon(curves ?? [whole]);
  const figures = (curve: KaplanMeierCurve): SurvivalFigures => figuresOf(curve, ages, shares, until);
  return {
    level,
    ...figures(whole),
    ...(names !== undefined &&
      curves !== undefined && {
        groups: curves.map((curve, i) => ({ id: names.ids[i] as string, ...figures(curve) })),
      }),
  };
}

function figuresOf(
  curve: KaplanMeierCurve,
  ages: readonly number[],
  shares: readonly number[],
  horizon: number,
): SurvivalFigures {
  const mean = meanUntil(curve, horizon);
  return {
    n: curve.n,
    left: curve.ended,
    curve,
    hazard: cumulativeHazard(curve),
    quantiles: shares.map((share) => ({ share, ...survivalBandQuantile(curve, share) })),
    median: survivalBandQuantile(curve, 0.5),
    mean,
    at: ages.map((age) => {
      const found = survivalAt(curve, age);
      const atRisk = watchedAt(curve, age);
      if (found === undefined) return { age, atRisk };
      const { value, n, interval } = found;
      return { age, staying: { value, n, interval }, atRisk };
    }),
    notes: notesOf(curve, mean),
  };
}

/** The mean up to a horizon, or why there is none. */
export function meanUntil(curve: KaplanMeierCurve, horizon: number): RestrictedMean | Abstention {
  if (horizon === 0) return { abstained: { code: "survival_no_time", params: { n: curve.n } } };
  return (
    restrictedMean(curve, horizon) ?? {
      abstained: { code: "survival_horizon_unseen", params: { horizon, last: lastAge(curve) } },
    }
  );
}

function notesOf(curve: KaplanMeierCurve, mean: RestrictedMean | Abstention): Reason[] {
  const notes: Reason[] = [];
  const { n, survival, times, entryAges, entryWeights } = curve;
  const steps = survival.length;
  const last = steps === 0 ? 1 : (survival[steps - 1] as number);
  if (steps === 0) notes.push({ code: "survival_no_leavers", params: { n } });
  else if (last > 0.5) {
    notes.push({ code: "survival_median_unreached", params: { share: last, age: lastAge(curve) } });
  }
  const emptied = survival.indexOf(0);
  if (emptied >= 0 && entryAges !== undefined && entryWeights !== undefined) {
    const age = times[emptied] as number;
    const later = entryWeights[entryAges.findIndex((entry) => entry >= age)];
    if (later !== undefined) notes.push({ code: "survival_risk_set_emptied", params: { age, later } });
  }
  if ("horizon" in mean && n >= FEW) {
    const { horizon } = mean;
    const here = watchedAt(curve, horizon);
    if (here < FEW && last > 0) notes.push({ code: "survival_few_at_horizon", params: { n: here, horizon } });
  }
  return notes;
}

/** Refuses a list of options that holds anything but numbers in a range. */
export function requireNumbers(
  list: readonly number[],
  name: string,
  bounds: Readonly<{ min?: number; above?: number; below?: number }>,
): void {
  if (!Array.isArray(list)) {
    throw new ClienteleError("invalid_type", `${name} must be an array of numbers, got ${show(list)}`, { name });
  }
  for (let i = 0; i < list.length; i++) requireNumber(list[i] as number, `${name}[${i}]`, bounds);
}
