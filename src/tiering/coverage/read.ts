import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { compareIds, GRADES, type Group, type Problem, type Route, type Tier, type Worker } from "./problem.ts";
import { readTiers } from "./read-tiers.ts";
import type { CoverageAccount, CoverageManager, CoverageTravel, PlanCoverageOptions } from "./types.ts";

/** Hours of a leap year. */
const LONGEST_YEAR = 8784;
/** No team of account managers is larger, and no book of accounts. */
const MOST_MANAGERS = 10_000;
const MOST_ACCOUNTS = 1_000_000;
const MOST_TRAVEL = 1000;

/** The question, checked and in an order that does not depend on the caller's. */
export interface Reading {
  readonly problem: Problem;
  readonly tiers: readonly Tier[];
  /** A manager as they could be hired, but for grade, region and team. */
  readonly hire: Pick<Worker, "hours" | "ceiling">;
}

export function readCoverage(
  accounts: ArrayLike<CoverageAccount>,
  managers: ArrayLike<CoverageManager>,
  options: PlanCoverageOptions,
): Reading {
  requireNonEmpty(accounts, "accounts");
  requireColumn(managers, "managers");
  requireObject(options, "options");
  const { maxAccounts, newManager = {}, travelWeight = 0.01, travel } = options;
  const tiers = readTiers(options.tiers);
  const ceiling = readCeiling(maxAccounts, "options.maxAccounts", Number.POSITIVE_INFINITY);
  requireNumber(travelWeight, "options.travelWeight", { min: 0, max: 1 });
  requireObject(newManager, "options.newManager");
  const workers = readManagers(managers, ceiling);
  const hours = newManager.hoursPerYear ?? medianHours(workers);
  if (hours === undefined) {
    throw new ClienteleError(
      "inconsistent",
      "without managers the hours of one are not known: state options.newManager.hoursPerYear",
    );
  }
  requireNumber(hours, "options.newManager.hoursPerYear", { min: 1, max: LONGEST_YEAR });
  const problem: Problem = {
    groups: readAccounts(accounts, tiers),
    workers,
    route: readTravel(travel),
    travelWeight,
  };
  return {
    problem,
    tiers,
    hire: { hours, ceiling: readCeiling(newManager.maxAccounts, "options.newManager.maxAccounts", ceiling) },
  };
}

function medianHours(workers: readonly Worker[]): number | undefined {
  if (workers.length === 0) return undefined;
  return quantileSorted(Float64Array.from(workers, (worker) => worker.hours).sort(), 0.5);
}

function readCeiling(value: number | undefined, name: string, fallback: number): number {
  if (value === undefined) return fallback;
  requireNumber(value, name, { min: 1, max: MOST_ACCOUNTS, integer: true });
  return value;
}

function readAccounts(rows: ArrayLike<CoverageAccount>, tiers: readonly Tier[]): Group[] {
  const places = new Map(tiers.map((tier, place) => [tier.id, place]));
  const found = new Map<string, { place: number; row: CoverageAccount; n: number; ids: (string | number)[] }>();
  const seen = new Map<string | number, number>();
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as CoverageAccount;
    const name = `accounts[${i}]`;
    requireObject(row, name);
    const place = places.get(row.tier);
    if (place === undefined) {
      throw new ClienteleError(
        "unknown_id",
        `${name}.tier must be the id of one of options.tiers; got ${show(row.tier)}`,
        { index: i, tier: row.tier },
      );
    }
    requireText(row.region, `${name}.region`);
    if (row.team !== undefined) requireText(row.team, `${name}.team`);
    const { localOnly = false } = row;
    if (typeof localOnly !== "boolean") {
      throw new ClienteleError("invalid_type", `${name}.localOnly must be true or false, got ${show(localOnly)}`, {
        index: i,
      });
    }
    const n = readCount(row, name, MOST_ACCOUNTS, seen, i);
    total += n;
    const key = JSON.stringify([place, row.region, row.team ?? null, localOnly]);
    const group = found.get(key) ?? { place, row, n: 0, ids: [] };
    group.n += n;
    if (row.id !== undefined) group.ids.push(row.id);
    found.set(key, group);
  }
  requireNumber(total, "the number of accounts", { max: MOST_ACCOUNTS });
  return [...found.values()]
    .sort(
      (a, b) =>
        a.place - b.place ||
        compareIds(a.row.region, b.row.region) ||
        compareIds(a.row.team, b.row.team) ||
        Number(a.row.localOnly ?? false) - Number(b.row.localOnly ?? false),
    )
    .map(({ place, row, n, ids }) => ({
      tier: tiers[place] as Tier,
      region: row.region,
      team: row.team,
      localOnly: row.localOnly ?? false,
      n,
      ids: ids.sort(compareIds),
    }));
}

function readManagers(rows: ArrayLike<CoverageManager>, ceiling: number): Worker[] {
  const workers: Worker[] = [];
  const seen = new Map<string | number, number>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as CoverageManager;
    const name = `managers[${i}]`;
    requireObject(row, name);
    requireOneOf(row.grade, GRADES, `${name}.grade`);
    requireText(row.region, `${name}.region`);
    requireNumber(row.hoursPerYear, `${name}.hoursPerYear`, { min: 1, max: LONGEST_YEAR });
    if (row.team !== undefined) requireText(row.team, `${name}.team`);
    const n = readCount(row, name, MOST_MANAGERS, seen, i);
    requireNumber(workers.length + n, "the number of managers", { max: MOST_MANAGERS });
    const worker: Worker = {
      id: row.id,
      rank: GRADES.indexOf(row.grade),
      region: row.region,
      team: row.team,
      hours: row.hoursPerYear,
      ceiling: readCeiling(row.maxAccounts, `${name}.maxAccounts`, ceiling),
    };
    for (let k = 0; k < n; k++) workers.push(worker);
  }
  return workers.sort(
    (a, b) =>
      compareIds(a.region, b.region) ||
      a.rank - b.rank ||
      compareIds(a.team, b.team) ||
      compareIds(a.id, b.id) ||
      b.hours - a.hours ||
      (a.ceiling === b.ceiling ? 0 : b.ceiling - a.ceiling),
  );
}

/** How many a row stands for; a row with an id stands for one, and no id stands twice. */
function readCount(
  row: { readonly id?: string | number; readonly n?: number },
  name: string,
  most: number,
  seen: Map<string | number, number>,
  index: number,
): number {
  const { id, n = 1 } = row;
  requireNumber(n, `${name}.n`, { min: 1, max: most, integer: true });
  if (id === undefined) return n;
  if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
    throw new ClienteleError("invalid_type", `${name}.id must be a text or a finite number, got ${show(id)}`, {
      index,
    });
  }
  if (n !== 1) {
    throw new ClienteleError("inconsistent", `${name} has the id ${show(id)} and stands for ${n}: leave out one`, {
      index,
      id,
    });
  }
  const first = seen.get(id);
  if (first !== undefined) {
    throw new ClienteleError("duplicate_id", `${name} repeats the id ${show(id)} of row ${first}`, {
      index,
      first,
      id,
    });
  }
  seen.set(id, index);
  return n;
}

function readTravel(travel: CoverageTravel | undefined): Route {
  if (travel === undefined) return (from, to) => (from === to ? 0 : undefined);
  requireObject(travel, "options.travel");
  const { hoursPerVisit, routes = [] } = travel;
  if (hoursPerVisit !== undefined) {
    requireNumber(hoursPerVisit, "options.travel.hoursPerVisit", { min: 0, max: MOST_TRAVEL });
  }
  requireColumn(routes, "options.travel.routes");
  const known = new Map<string, Map<string, number>>();
  const learn = (from: string, to: string, hours: number): void => {
    known.set(from, (known.get(from) ?? new Map<string, number>()).set(to, hours));
  };
  Array.from(routes).forEach((route, i) => {
    const name = `options.travel.routes[${i}]`;
    requireObject(route, name);
    requireColumn(route.between, `${name}.between`);
    const [a, b] = route.between;
    requireText(a, `${name}.between[0]`);
    requireText(b, `${name}.between[1]`);
    if (a === b) throw new ClienteleError("inconsistent", `${name} joins ${show(a)} with itself`, { index: i });
    requireNumber(route.hoursPerVisit, `${name}.hoursPerVisit`, { min: 0, max: MOST_TRAVEL });
    if (known.get(a)?.has(b) === true) {
      throw new ClienteleError("duplicate_id", `${name} repeats the route between ${show(a)} and ${show(b)}`, {
        index: i,
      });
    }
    learn(a, b, route.hoursPerVisit);
    learn(b, a, route.hoursPerVisit);
  });
  return (from, to) => (from === to ? 0 : (known.get(from)?.get(to) ?? hoursPerVisit));
}

function requireText(value: unknown, name: string): void {
  if (typeof value !== "string" || value === "") {
    throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(value)}`, { name });
  }
}
