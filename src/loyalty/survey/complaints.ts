import { requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import type { ComplaintCounts, ComplaintEstimate, ComplaintOptions } from "./types.ts";

/** Complaints up to which the gamma quantile is computed; a service with more has other worries. */
const MOST_COMPLAINTS = 1e9;

/** Below this chance the complaints are said to cluster. */
const CLUSTERED_BELOW = 0.01;

/**
 * The complaint rate: complaints per order, contract or customer-month, with the exact Poisson interval.
 *
 * Given row by row (by month, branch, account), the rows also tell whether complaints come one by one or in clusters,
 * such as after a failure that hit many; then the interval is too narrow, and a note says so.
 *
 * @param counts - `complaints`, a whole number from 0 to 1e9, and `exposure` of the same time and place, in any unit;
 * one row or several, which are added up. Not mutated.
 * @param options - `per` units of exposure to which the rate refers, default 1; `level` in (0, 1), default 0.95.
 * @returns Complaints per `per` units of exposure; `n` and `complaints` are the complaints behind it.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, also where the exposure sums to 0;
 * `inconsistent` for complaints without exposure.
 * @example
 * ```ts
 * const rate = measureComplaints({ complaints: 3, exposure: 1200 }, { per: 1000 });
 * rate.value; // => 2.5
 * rate.interval.lower; // ≈ 0.5156
 * rate.interval.upper; // ≈ 7.3061
 * measureComplaints({ complaints: 0, exposure: 500 }).interval.upper; // ≈ 0.0073778
 * ```
 * @see Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437–442
 */
export function measureComplaints(
  counts: ComplaintCounts | readonly ComplaintCounts[],
  options: ComplaintOptions = {},
): ComplaintEstimate {
  requireObject(options, "options");
  const { level = 0.95, per = 1 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(per, "options.per", { above: 0, max: 1e12 });
  const rows = Array.isArray(counts) ? (counts as readonly ComplaintCounts[]) : [counts as ComplaintCounts];
  requireNonEmpty(rows, "counts");
  let complaints = 0;
  let exposure = 0;
  rows.forEach((row, i) => {
    requireRow(row, rows.length === 1 ? "counts" : `counts[${i}]`);
    complaints += row.complaints;
    exposure += row.exposure;
  });
  requireNumber(exposure, "exposure in sum", { above: 0, max: 1e300 });
  requireNumber(complaints, "complaints in sum", { min: 0, max: MOST_COMPLAINTS });
  const unit = per / exposure;
  const value = complaints * unit;
  const bounds = garwood(complaints, level);
  const dispersion = dispersionOf(rows, complaints, exposure);
  return {
    metric: "complaints",
    value,
    n: complaints,
    interval: { lower: bounds.lower * unit, upper: bounds.upper * unit, level },
    complaints,
    exposure,
    per,
    ...(dispersion === undefined ? {} : { dispersion: dispersion.value }),
    method: "garwood",
    notes: dispersion === undefined || dispersion.pValue >= CLUSTERED_BELOW ? [] : [noteOf(dispersion)],
  };
}

/** Exact interval of a Poisson count: half a chi-squared quantile is a gamma quantile. */
export function garwood(count: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : gammaQuantile(tail, count, 1),
    upper: gammaQuantile(Math.min(1 - tail, 1 - Number.EPSILON / 2), count + 1, 1),
    level,
  };
}

/** Refuses what is no pair of complaints and exposure. */
function requireRow(row: ComplaintCounts, name: string): void {
  requireObject(row, name);
  requireNumber(row.complaints, `${name}.complaints`, { min: 0, max: MOST_COMPLAINTS, integer: true });
  requireNumber(row.exposure, `${name}.exposure`, { min: 0, max: 1e300 });
  if (row.exposure === 0 && row.complaints > 0) {
    throw new ClienteleError("inconsistent", `${name} has ${row.complaints} complaints without any exposure`, { name });
  }
}

interface Dispersion {
  readonly value: number;
  readonly pValue: number;
  readonly periods: number;
}

/** Pearson's statistic of the rows against one common rate; rows without exposure say nothing. */
function dispersionOf(rows: readonly ComplaintCounts[], complaints: number, exposure: number): Dispersion | undefined {
  const exposed = rows.filter((row) => row.exposure > 0);
  const df = exposed.length - 1;
  if (df < 1 || complaints === 0) return undefined;
  let statistic = 0;
  for (const row of exposed) {
    const expected = complaints * (row.exposure / exposure);
    if (expected > 0) statistic += (row.complaints - expected) ** 2 / expected;
  }
  if (!Number.isFinite(statistic)) return undefined;
  return { value: statistic / df, pValue: chiSquaredSurvival(statistic, df), periods: exposed.length };
}

function noteOf({ value, pValue, periods }: Dispersion): ComplaintEstimate["notes"][number] {
  return { code: "complaints_clustered", params: { dispersion: value, pValue, periods } };
}
