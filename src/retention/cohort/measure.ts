import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { kaplanMeier } from "../../math/kaplan-meier.ts";
import { jeffreysInterval, wilsonUnchecked } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { survivalAt } from "../../math/survival-read.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { addPeriods, endOfPeriod, periodLabel, startOfPeriod } from "../../time/period.ts";
import type { CohortCounts, CountedCohorts } from "./counts.ts";
import { driftOf } from "./drift.ts";
import { countOrders } from "./orders.ts";
import { countSubscriptions } from "./subscriptions.ts";
import type {
  Cohort,
  CohortCell,
  CohortDrift,
  CohortTable,
  CohortValue,
  MeasureCohortsOptions,
  PooledAge,
} from "./types.ts";

/** Beyond so many degrees of freedom Student's t is the normal one. */
const MANY = 1e6;

/**
 * Measures what share of the customers who started in the same month (or week, quarter, year) is kept at every age, and
 * whether later cohorts keep more or fewer.
 *
 * @param rows - Customers with first and last day (`definition: "subscribed"`), or orders (`definition: "active"`). Not
 * mutated.
 * @param options - Accessors, `by`, `asOf`; see {@link MeasureCohortsOptions}.
 * @returns The triangle of cohorts by age, each share with n and interval, cells that still run marked as such; the
 * pooled curve; the drift between cohorts per age. `subscribed` counts full periods since the customer's own first day,
 * over those watched that long; `active` counts calendar periods since that of the first order, and with `amount` what a
 * customer brought so far, those who bought no more included.
 * @throws ClienteleError `empty_input`, `invalid_date`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`,
 * `inconsistent` for an end before its start.
 * @example
 * ```ts
 * const orders = [
 *   { who: "ann", on: "2026-01-05", worth: 10 },
 *   { who: "ann", on: "2026-02-11", worth: 20 },
 *   { who: "bob", on: "2026-01-20", worth: 5 },
 *   { who: "cy", on: "2026-02-02", worth: 8 },
 * ];
 * const table = measureCohorts(orders, {
 *   definition: "active",
 *   customer: (o) => o.who,
 *   date: (o) => o.on,
 *   amount: (o) => o.worth,
 *   by: "month",
 *   asOf: "2026-02-28",
 * });
 * table.cohorts.map((cohort) => cohort.cells.map((cell) => cell.share.value)); // => [[1, 0.5], [1]]
 * table.cohorts[0].cells[1].cumulative.value; // => 17.5
 * ```
 * @see Fader & Hardie (2009), Journal of Interactive Marketing 23, 61–69, on contractual and non-contractual settings
 */
export function measureCohorts<T>(rows: ArrayLike<T>, options: MeasureCohortsOptions<T>): CohortTable {
  requireNonEmpty(rows, "rows");
  requireObject(options, "options");
  const { by, maxAge = 60, interval = "wilson", level = 0.95 } = options;
  requireOneOf(options.definition, ["active", "subscribed"], "options.definition");
  requireOneOf(by, ["day", "week", "month", "quarter", "year"], "options.by");
  requireOneOf(interval, ["wilson", "jeffreys"], "options.interval");
  requireNumber(maxAge, "options.maxAge", { min: 1, max: 400, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const asOf = toDay(options.asOf, "options.asOf");
  const counted =
    options.definition === "active"
      ? countOrders(rows, options, asOf, maxAge)
      : countSubscriptions(rows, options, asOf, maxAge);
  const shareOf = (kept: number, n: number): Estimate => {
    const range = interval === "wilson" ? wilsonUnchecked(kept, n, level) : jeffreysInterval(kept, n, level);
    return { value: kept / n, n, interval: range };
  };
  const first = counted.cohorts[0]?.period ?? 0;
  const active = options.definition === "active";
  const cohorts = counted.cohorts.map((counts): Cohort => {
    const start = addPeriods(startOfPeriod(0, by), counts.period, by);
    const finished = (age: number): boolean =>
      active ? endOfPeriod(addPeriods(start, age, by), by) <= asOf : counts.watched[age] === counts.customers;
    return {
      id: periodLabel(start, by),
      start: toIsoDate(start),
      place: counts.period - first,
      customers: counts.customers,
      cells: cellsOf(counts, finished, shareOf, level),
    };
  });
  const ages = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const pooled = active
    ? pooledActive(counted.cohorts, cohorts, ages, shareOf, level)
    : pooledSubscribed(counted, ages, level);
  const drift = driftOf(cohorts, ages, level);
  return {
    definition: options.definition,
    by,
    asOf: toIsoDate(asOf),
    level,
    customers: counted.customers,
    cohorts,
    pooled,
    drift,
    notes: notesOf(rows.length, counted.later, cohorts, drift, 1 - level),
  };
}

function cellsOf(
  { watched, kept, sums, squares }: CohortCounts,
  finished: (age: number) => boolean,
  shareOf: (kept: number, n: number) => Estimate,
  level: number,
): CohortCell[] {
  const cells: CohortCell[] = [];
  for (let age = 0; age < watched.length && (watched[age] as number) > 0; age++) {
    const n = watched[age] as number;
    const here = kept[age] as number;
    cells.push({
      age,
      kept: here,
      share: shareOf(here, n),
      complete: finished(age),
      ...(sums !== undefined &&
        squares !== undefined && { cumulative: valueUpTo(sums[age] as number, squares[age] as number, n, level) }),
    });
  }
  return cells;
}

function valueUpTo(sum: number, squares: number, n: number, level: number): CohortValue {
  const value = sum / n;
  if (n < 2) return { value, n };
  const error = Math.sqrt(Math.max(0, squares - sum * value) / (n - 1) / n);
  const half = -studentTQuantile((1 - level) / 2, Math.min(n - 1, MANY)) * error;
  return { value, n, interval: { lower: value - half, upper: value + half, level } };
}

/** Over the cells whose period has ended. */
function pooledActive(
  counts: readonly CohortCounts[],
  cohorts: readonly Cohort[],
  ages: number,
  shareOf: (kept: number, n: number) => Estimate,
  level: number,
): PooledAge[] {
  const pooled: PooledAge[] = [];
  for (let age = 0; age < ages; age++) {
    let [n, kept, sum, squares] = [0, 0, 0, 0];
    cohorts.forEach(({ cells }, i) => {
      const cell = cells[age];
      if (cell?.complete !== true) return;
      n += cell.share.n;
      kept += cell.kept;
      sum += counts[i]?.sums?.[age] ?? 0;
      squares += counts[i]?.squares?.[age] ?? 0;
    });
    if (n === 0) break;
    const amounts = counts[0]?.sums !== undefined;
    pooled.push({ age, share: shareOf(kept, n), ...(amounts && { cumulative: valueUpTo(sum, squares, n, level) }) });
  }
  return pooled;
}

/** Kaplan–Meier in whole periods: who has not been watched that long counts as long as they were. */
function pooledSubscribed({ stays }: CountedCohorts, ages: number, level: number): PooledAge[] {
  if (stays === undefined || stays.durations.length === 0) return [];
  const curve = kaplanMeier(stays.durations, stays.left, { level });
  const pooled: PooledAge[] = [];
  for (let age = 0; age < ages; age++) {
    const found = survivalAt(curve, age);
    if (found === undefined) break;
    pooled.push({ age, share: { value: found.value, n: found.n, interval: found.interval } });
  }
  return pooled;
}

function notesOf(
  rows: number,
  later: number,
  cohorts: readonly Cohort[],
  drift: readonly CohortDrift[],
  alpha: number,
): Reason[] {
  const notes: Reason[] = [];
  if (cohorts.length === 0) return [{ code: "cohort_none_started", params: { rows } }];
  if (later > 0) notes.push({ code: "cohort_later_rows", params: { n: later } });
  const running = cohorts.reduce((sum, { cells }) => sum + cells.filter(({ complete }) => !complete).length, 0);
  if (running > 0) notes.push({ code: "cohort_cells_running", params: { n: running } });
  return [...notes, ...driftNotes(drift, alpha)];
}

/** The clearest drift and the widest scatter, and at how many ages there is any. */
function driftNotes(drift: readonly CohortDrift[], alpha: number): Reason[] {
  const notes: Reason[] = [];
  const drifting = drift.filter(({ adjustedPValue }) => adjustedPValue < alpha);
  const clearest = drifting.reduce<CohortDrift | undefined>(
    (best, entry) => (best === undefined || entry.pValue < best.pValue ? entry : best),
    undefined,
  );
  if (clearest !== undefined) {
    const { age, slope, cohorts, adjustedPValue } = clearest;
    const params = { age, slope: slope.value, cohorts, pValue: adjustedPValue, ages: drifting.length };
    notes.push({ code: "cohort_drift", params });
  }
  const scattered = drift.filter(({ dispersion, cohorts }) => {
    const df = cohorts - 2;
    // one in as many as there are ages, so that a long table does not always find some
    return dispersion > 1 && chiSquaredSurvival(dispersion * df, df) < alpha / drift.length;
  });
  const widest = scattered.reduce<CohortDrift | undefined>(
    (most, entry) => (most === undefined || entry.dispersion > most.dispersion ? entry : most),
    undefined,
  );
  if (widest !== undefined) {
    const { age, dispersion } = widest;
    notes.push({ code: "cohort_scatter", params: { age, dispersion, ages: scattered.length } });
  }
  return notes;
}
