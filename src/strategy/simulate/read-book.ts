import {
  requireColumn,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CustomerStanding, StrategyBook, StrategyCustomer } from "../types.ts";

export const STANDINGS: readonly CustomerStanding[] = ["ours", "rival", "lost", "prospect"];

/** The largest amount a month, so that no sum over customers and months overflows. */
const LARGEST_REVENUE = 1e15;

const LARGEST_COUNT = 1e9;

/** Revenue may at most double about seven times a year. */
const HIGHEST_GROWTH = 99;

/** A book read, its rows by id, so that their order in the caller's list does not matter. */
export interface BookRows {
  readonly n: number;
  readonly customers: readonly StrategyCustomer[];
  readonly count: Float64Array;
  /** Index into {@link STANDINGS}. */
  readonly standing: Uint8Array;
  readonly revenue: Float64Array;
  readonly margin: Float64Array;
  /** Logarithm of growth per month. */
  readonly growth: Float64Array;
  /** Hazard to leave by month: one number per row, or the row's own months, the last of which goes on. */
  readonly hazard: Float64Array;
  readonly hazardByMonth: readonly (Float64Array | undefined)[];
  readonly tier: Int32Array;
  readonly tiers: readonly (string | undefined)[];
  readonly doubt: { readonly churn: number; readonly revenue: number; readonly growth: number };
}

/** Reads a book for so many months, and refuses what it cannot be. */
export function readBook(book: StrategyBook, months: number): BookRows {
  requireObject(book, "book");
  requireColumn(book.customers, "book.customers");
  const { marginRate = 1, doubt = {} } = book;
  requireNumber(marginRate, "book.marginRate", { min: 0, max: 1 });
  requireObject(doubt, "book.doubt");
  const shocks = { churn: 0, revenue: 0, growth: 0 };
  for (const key of ["churn", "revenue", "growth"] as const) {
    shocks[key] = doubt[key] ?? 0;
    requireNumber(shocks[key], `book.doubt.${key}`, { min: 0, max: 1 });
  }
  const n = book.customers.length;
  const ids: string[] = [];
  for (let i = 0; i < n; i++) {
    requireObject(book.customers[i], `book.customers[${i}]`);
    const { id } = book.customers[i] as StrategyCustomer;
    requireText(id, `book.customers[${i}].id`);
    ids.push(id);
  }
  requireUnique(ids, "book.customers.id");
  const order = Array.from(ids.keys()).sort((a, b) => compareText(ids[a] as string, ids[b] as string));
  const tierIds = new Map<string | undefined, number>();
  const rows = {
    n,
    customers: order.map((i) => book.customers[i] as StrategyCustomer),
    count: new Float64Array(n),
    standing: new Uint8Array(n),
    revenue: new Float64Array(n),
    margin: new Float64Array(n),
    growth: new Float64Array(n),
    hazard: new Float64Array(n),
    hazardByMonth: new Array<Float64Array | undefined>(n),
    tier: new Int32Array(n),
    doubt: shocks,
  };
  order.forEach((from, i) => {
    const name = `book.customers[${from}]`;
    const customer = book.customers[from] as StrategyCustomer;
    const { count = 1, standing = "ours", monthlyRevenue, yearlyGrowth = 0, tier, quadrant, switchingIndex } = customer;
    requireNumber(count, `${name}.count`, { min: 1, max: LARGEST_COUNT, integer: true });
    requireOneOf(standing, STANDINGS, `${name}.standing`);
    requireNumber(monthlyRevenue, `${name}.monthlyRevenue`, { min: 0, max: LARGEST_REVENUE });
    requireNumber(customer.marginRate ?? marginRate, `${name}.marginRate`, { min: 0, max: 1 });
    requireNumber(yearlyGrowth, `${name}.yearlyGrowth`, { above: -1, max: HIGHEST_GROWTH });
    if (tier !== undefined) requireText(tier, `${name}.tier`);
    if (quadrant !== undefined) requireText(quadrant, `${name}.quadrant`);
    if (switchingIndex !== undefined) requireNumber(switchingIndex, `${name}.switchingIndex`, { min: 0, max: 100 });
    if (customer.facts !== undefined) requireFacts(customer.facts, `${name}.facts`);
    rows.count[i] = count;
    rows.standing[i] = STANDINGS.indexOf(standing);
    rows.revenue[i] = monthlyRevenue;
    rows.margin[i] = customer.marginRate ?? marginRate;
    rows.growth[i] = Math.log1p(yearlyGrowth) / 12;
    readChurn(customer.monthlyChurn, `${name}.monthlyChurn`, months, rows, i);
    const known = tierIds.get(tier) ?? tierIds.size;
    tierIds.set(tier, known);
    rows.tier[i] = known;
  });
  return { ...rows, ...tiersInOrder(rows.tier, [...tierIds.keys()]) };
}

/** A fact that is not known must be left out: a rule that excludes values would take it for another one. */
function requireFacts(facts: NonNullable<StrategyCustomer["facts"]>, name: string): void {
  requireObject(facts, name);
  for (const key of Object.keys(facts)) {
    const value: unknown = facts[key];
    if (value === undefined || typeof value === "string" || typeof value === "boolean") continue;
    if (typeof value !== "number") {
      throw new ClienteleError(
        "invalid_type",
        `${name}.${key} must be text, a number or a truth value, got ${show(value)}: leave out what is not known`,
        { name, key },
      );
    }
    requireNumber(value, `${name}.${key}`);
  }
}

/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Hazard of a row in one month. */
export function hazardAt(rows: BookRows, row: number, month: number): number {
  const own = rows.hazardByMonth[row];
  return own === undefined ? (rows.hazard[row] as number) : (own[Math.min(month, own.length - 1)] as number);
}

function readChurn(
  churn: number | ArrayLike<number>,
  name: string,
  months: number,
  rows: { readonly hazard: Float64Array; readonly hazardByMonth: (Float64Array | undefined)[] },
  i: number,
): void {
  const bounds = { min: 0, below: 1 } as const;
  if (typeof churn === "number") {
    requireNumber(churn, name, bounds);
    rows.hazard[i] = -Math.log1p(-churn);
    return;
  }
  requireColumn(churn, name);
  if (churn.length === 0) {
    throw new ClienteleError("empty_input", `${name} must hold at least one month`, { name });
  }
  // a year at least, so that the value at stake does not depend on the horizon
  const kept = new Float64Array(Math.min(churn.length, Math.max(months, 12)));
  for (let t = 0; t < churn.length; t++) {
    requireNumber(churn[t] as number, `${name}[${t}]`, bounds);
    if (t < kept.length) kept[t] = -Math.log1p(-(churn[t] as number));
  }
  rows.hazard[i] = kept[0] as number;
  if (kept.some((hazard) => hazard !== kept[0])) rows.hazardByMonth[i] = kept;
}

/** Tiers by name, those without one last. */
function tiersInOrder(
  tier: Int32Array,
  found: readonly (string | undefined)[],
): { readonly tiers: readonly (string | undefined)[] } {
  const named = found.filter((id) => id !== undefined).sort(compareText);
  const tiers: (string | undefined)[] = found.includes(undefined) ? [...named, undefined] : named;
  const place = found.map((id) => tiers.indexOf(id));
  for (let i = 0; i < tier.length; i++) tier[i] = place[tier[i] as number] as number;
  return { tiers };
}
