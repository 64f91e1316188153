import { requireFunction, requireNumber, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { groupRows } from "../../math/group-rows.ts";
import { addUpTo, byPeriod, type CohortCounts, type CountedCohorts, cohortOf } from "./counts.ts";
import { dayOf, periodNumbers } from "./periods.ts";
import type { ActiveCohortOptions } from "./types.ts";

/** Beyond it, either way, no amount of a single order is meant. */
const LARGEST_AMOUNT = 1e12;

/** Orders as columns, and each customer's first period. */
interface OrderColumns {
  readonly customers: Uint32Array;
  readonly periods: Int32Array;
  readonly amounts: Float64Array | undefined;
  readonly first: Int32Array;
  readonly later: number;
}

/** Counts who bought in the 0th, 1st, 2nd… calendar period from that of the first order. */
export function countOrders<T>(
  rows: ArrayLike<T>,
  options: ActiveCohortOptions<T>,
  asOf: number,
  maxAge: number,
): CountedCohorts {
  const { customers, periods, amounts, first, later } = readOrders(rows, options, asOf);
  const now = periodNumbers(options.by)(asOf);
  const { starts, rows: orders } = groupRows(customers);
  const cohorts = new Map<number, CohortCounts>();
  const brought = new Float64Array(maxAge + 1);
  const seen = new Int32Array(maxAge + 1).fill(-1);
  for (let c = 0; c < first.length; c++) {
    const period = first[c] as number;
    const ages = Math.min(now - period, maxAge) + 1;
    const cohort = cohortOf(cohorts, period, maxAge + 1, amounts !== undefined);
    cohort.customers++;
    addUpTo(cohort.watched, ages);
    brought.fill(0, 0, ages);
    for (let o = starts[c] as number; o < (starts[c + 1] as number); o++) {
      const order = orders[o] as number;
      const age = (periods[order] as number) - period;
      if (age > maxAge) continue;
      if (amounts !== undefined) brought[age] = (brought[age] as number) + (amounts[order] as number);
      if (seen[age] === c) continue;
      seen[age] = c;
      cohort.kept[age] = (cohort.kept[age] as number) + 1;
    }
    if (cohort.sums !== undefined && cohort.squares !== undefined) {
      addAmounts(brought, ages, cohort.sums, cohort.squares);
    }
  }
  return { cohorts: byPeriod(cohorts), customers: first.length, later };
}

/** What one customer has brought up to each age. */
function addAmounts(brought: Float64Array, ages: number, sums: Float64Array, squares: Float64Array): void {
  let total = 0;
  for (let age = 0; age < ages; age++) {
    total += brought[age] as number;
    sums[age] = (sums[age] as number) + total;
    squares[age] = (squares[age] as number) + total * total;
  }
}

function readOrders<T>(rows: ArrayLike<T>, options: ActiveCohortOptions<T>, asOf: number): OrderColumns {
  const { customer, date, amount, by } = options;
  requireFunction(customer, "options.customer");
  requireFunction(date, "options.date");
  if (amount !== undefined) requireFunction(amount, "options.amount");
  const numberOf = periodNumbers(by);
  const ids = new Map<string | number, number>();
  const n = rows.length;
  const customers = new Uint32Array(n);
  const periods = new Int32Array(n);
  const amounts = amount === undefined ? undefined : new Float64Array(n);
  const first: number[] = [];
  let kept = 0;
  for (let i = 0; i < n; i++) {
    const row = rows[i] as T;
    const id: unknown = customer(row, i);
    if (typeof id !== "string" && !Number.isFinite(id)) {
      throw new ClienteleError("invalid_type", `the customer of rows[${i}] must be text or a number, got ${show(id)}`, {
        index: i,
      });
    }
    const day = dayOf(date(row, i), `date of rows[${i}]`);
    const worth = amount === undefined ? 0 : amount(row, i);
    if (!(Math.abs(worth) <= LARGEST_AMOUNT)) {
      requireNumber(worth, `amount of rows[${i}]`, { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT });
    }
    if (day > asOf) continue;
    const period = numberOf(day);
    let number = ids.get(id as string | number);
    if (number === undefined) {
      number = first.length;
      ids.set(id as string | number, number);
      first.push(period);
    } else if (period < (first[number] as number)) first[number] = period;
    customers[kept] = number;
    periods[kept] = period;
    if (amounts !== undefined) amounts[kept] = worth;
    kept++;
  }
  return {
    customers: customers.subarray(0, kept),
    periods: periods.subarray(0, kept),
    amounts: amounts?.subarray(0, kept),
    first: Int32Array.from(first),
    later: n - kept,
  };
}
