import type { Random } from "../../../src/math/random.ts";
import { toDay, toIsoDate } from "../../../src/time/day.ts";
import { addPeriods, endOfPeriod } from "../../../src/time/period.ts";
import { type Cell, toCsv } from "./csv.ts";
import { clamp, entriesOf, happens, pick, pickWeighted, shuffled } from "./draws.ts";
import { drawCompanyName, INDUSTRY_SHARES, type Industry, OWNERS } from "./names.ts";
import { AS_OF, type Region, TRUTH } from "./truth.ts";

/** An account with what the files show of it, and what only the generator knows. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly region: Region;
  readonly industry: Industry;
  readonly employees: number;
  /** CNY a year. */
  readonly revenue: number;
  /** UTC day number. */
  readonly since: number;
  /** UTC day number; past where the contract has lapsed and runs on month by month. */
  readonly contractEnd: number | undefined;
  readonly monthlyFee: number;
  readonly prepaid: number;
  readonly points: number;
  /** Hidden: size in standard deviations of log revenue. */
  readonly size: number;
  /** Hidden: the manager of the account. */
  readonly owner: string;
}

const { customers, regions } = TRUTH;
const asOf = toDay(AS_OF);
const YEAR = 365.25;

/** Draws the accounts of the book. */
export function drawAccounts(random: Random): Account[] {
  const regionShares = entriesOf(regions).map(([region, traits]) => [region, traits.share] as const);
  const sizes = Array.from({ length: customers.count }, () => random.normal());
  const small = shuffled(
    random,
    sizes.flatMap((size, i) => (size < 0 ? [i] : [])),
  );
  const silent = new Set(small.slice(0, customers.withoutRevenue));
  const credited = new Set(small.slice(silent.size, silent.size + customers.creditsExceedSales));
  const taken = new Set<string>();
  return sizes.map((size, i) => {
    const region = pickWeighted(random, regionShares);
    const industry = pickWeighted(random, INDUSTRY_SHARES);
    const name = drawCompanyName(random, industry, size > 1.6, taken);
    const regular = customers.medianRevenue * Math.exp(customers.sigma * size);
    const revenue = silent.has(i) ? 0 : cents(credited.has(i) ? -regular * (0.1 + 0.4 * random.uniform()) : regular);
    const tenure = clamp(0.3 + random.gamma(1.6, 4.2) + 0.8 * Math.max(size, 0), 0.3, 22);
    const since = asOf - Math.round(tenure * YEAR);
    const contractEnd = silent.has(i) ? undefined : drawContractEnd(random, region, size, since);
    const monthlyFee = Math.round((Math.max(0, revenue) * (0.55 + 0.35 * random.uniform())) / 12);
    const prepays = happens(random, 0.22 + 0.05 * clamp(size, -2, 2));
    const prepaidMonths = prepays ? Math.min(12, 0.5 + random.gamma(2, 2)) : 0;
    const collects = happens(random, 0.7);
    return {
      id: `G${String(i + 1).padStart(4, "0")}`,
      name,
      region,
      industry,
      employees: Math.max(3, Math.round(Math.exp(4.6 + 0.75 * size + 0.6 * random.normal()))),
      revenue,
      since,
      contractEnd,
      monthlyFee,
      prepaid: Math.round(monthlyFee * prepaidMonths),
      points: collects ? Math.round(Math.max(0, revenue) * Math.min(tenure, 2) * random.beta(2, 3)) : 0,
      size,
      owner: pick(random, OWNERS[region]),
    };
  });
}

/** Whether a contract binds the account beyond the as-of day. */
export function isBound(account: Account): boolean {
  return account.contractEnd !== undefined && account.contractEnd > asOf;
}

/** Writes `customers.csv`. */
export function customersCsv(accounts: readonly Account[]): string {
  const columns: readonly (readonly [string, (account: Account) => Cell])[] = [
    ["customer_id", (a) => a.id],
    ["name", (a) => a.name],
    ["region", (a) => a.region],
    ["industry", (a) => a.industry],
    ["employees", (a) => a.employees],
    ["annual_revenue", (a) => (a.revenue === 0 ? 0 : a.revenue.toFixed(2))],
    ["since", (a) => toIsoDate(a.since)],
    ["contract_end", (a) => (a.contractEnd === undefined ? undefined : toIsoDate(a.contractEnd))],
    ["monthly_fee", (a) => a.monthlyFee],
    ["prepaid_balance", (a) => a.prepaid],
    ["points", (a) => a.points],
  ];
  return toCsv(
    columns.map(([name]) => name),
    accounts.map((account) => columns.map(([, cell]) => cell(account))),
  );
}

function drawContractEnd(random: Random, region: Region, size: number, since: number): number | undefined {
  const { boundShare, months } = regions[region];
  const bound = happens(random, clamp(boundShare + 0.05 * size, 0.05, 0.97));
  const length = pickWeighted(random, [
    [12, months[0]],
    [24, months[1]],
    [36, months[2]],
  ]);
  const elapsed = random.integer(0, length - 1);
  const dayOfMonth = random.integer(0, 27);
  if (bound) {
    const start = Math.max(since, addPeriods(asOf, -elapsed, "month") - dayOfMonth);
    return endOfPeriod(addPeriods(start, length, "month"), "month");
  }
  const lapsed = happens(random, 0.1) && since < asOf - 2 * YEAR;
  return lapsed ? endOfPeriod(asOf - random.integer(31, 210), "month") : undefined;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
