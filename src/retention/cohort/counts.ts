/** What of a cohort is counted, by age from 0. */
export interface CohortCounts {
  /** Number of the calendar period in which it starts. */
  readonly period: number;
  customers: number;
  /** Customers watched up to that age. */
  readonly watched: Float64Array;
  /** Of those, kept. */
  readonly kept: Float64Array;
  /** Sums of what each customer brought up to that age, and of the squares; absent without amounts. */
  readonly sums?: Float64Array;
  readonly squares?: Float64Array;
}

/** Cohorts by the number of their period, in order of time. */
export interface CountedCohorts {
  readonly cohorts: readonly CohortCounts[];
  readonly customers: number;
  /** Rows after the day of the data. */
  readonly later: number;
  /** Stays in whole periods and whether they ended, for the pooled curve of contracts. */
  readonly stays?: { readonly durations: Float64Array; readonly left: Uint8Array };
}

/** Adds a cohort when its first customer comes. */
export function cohortOf(
  cohorts: Map<number, CohortCounts>,
  period: number,
  ages: number,
  amounts: boolean,
): CohortCounts {
  let found = cohorts.get(period);
  if (found === undefined) {
    const column = (): Float64Array => new Float64Array(ages);
    found = {
      period,
      customers: 0,
      watched: column(),
      kept: column(),
      ...(amounts && { sums: column(), squares: column() }),
    };
    cohorts.set(period, found);
  }
  return found;
}

/** In order of time. */
export function byPeriod(cohorts: Map<number, CohortCounts>): CohortCounts[] {
  return [...cohorts.values()].sort((a, b) => a.period - b.period);
}

/** Adds one to the first cells of a column. */
export function addUpTo(column: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) column[i] = (column[i] as number) + 1;
}
