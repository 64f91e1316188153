import { requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { toDay, toIsoDate } from "../time/index.ts";
import type { Commitment, SwitchingAccount, SwitchingMoney } from "./types.ts";

/** Milliseconds of a UTC day. */
const DAY_MS = 86_400_000;

/** Mean length of a Gregorian month in days: 146,097 days in 4,800 months. */
const MEAN_MONTH = 146_097 / 4_800;

/**
 * Months left until a day, counted back from it. Going back from `end` month by month (a day that a month does not
 * have is its last) gives the anniversaries; the months that lie wholly ahead count 1, the running one counts the
 * share of its days that is still to come. So the figure falls every day, and by exactly 1 from anniversary to
 * anniversary.
 */
export function monthsLeft(asOf: number, end: number): number {
  if (asOf >= end) return 0;
  const date = new Date(end * DAY_MS);
  const anniversary = (back: number): number => {
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth() - back;
    const last = new Date(0).setUTCFullYear(year, month + 1, 0);
    const same = new Date(0).setUTCFullYear(year, month, 1) + (date.getUTCDate() - 1) * DAY_MS;
    return Math.min(last, same) / DAY_MS;
  };
  let full = Math.max(0, Math.floor((end - asOf) / MEAN_MONTH) - 1);
  while (anniversary(full + 1) >= asOf) full++;
  const next = anniversary(full);
  return full + (next - asOf) / (next - anniversary(full + 1));
}

/** Day of the account's record in UTC days; `undefined` when it names none. */
export function ownDay(account: SwitchingAccount, name: string): number | undefined {
  return account.asOf === undefined ? undefined : toDay(account.asOf, `${name}.asOf`);
}

/** What leaving on a day costs in money. */
export function moneyOf(account: SwitchingAccount, day: number | undefined, name: string): SwitchingMoney {
  const { contract, prepaidBalance, points, pointValue, monthlyRevenue } = account;
  const items: Commitment[] = [];
  const parts: { contractRemainder?: number; contractMonths?: number; prepaidBalance?: number; points?: number } = {};
  if (contract !== undefined) {
    const left = contractMonths(contract, day, name);
    const amount = left.months * contract.monthlyFee * (contract.terminationShare ?? 1);
    parts.contractMonths = left.months;
    parts.contractRemainder = amount;
    if (amount > 0) items.push({ kind: "contract_remainder", amount, ends: toIsoDate(left.end) });
  }
  if (prepaidBalance !== undefined) {
    requireNumber(prepaidBalance, `${name}.prepaidBalance`, { min: 0 });
    parts.prepaidBalance = prepaidBalance;
    if (prepaidBalance > 0) items.push({ kind: "prepaid_balance", amount: prepaidBalance });
  }
  if (pointValue !== undefined) requireNumber(pointValue, `${name}.pointValue`, { min: 0 });
  if (points !== undefined) {
    requireNumber(points, `${name}.points`, { min: 0 });
    if (pointValue === undefined) {
      throw new ClienteleError("inconsistent", `${name}.points needs ${name}.pointValue, the worth of one point`, {
        name,
      });
    }
    parts.points = points * pointValue;
    if (parts.points > 0) items.push({ kind: "points", amount: parts.points });
  }
  const total = (parts.contractRemainder ?? 0) + (parts.prepaidBalance ?? 0) + (parts.points ?? 0);
  requireNumber(total, `the money of ${name}`);
  // a stable sort: equal amounts keep the order contract, balance, points
  items.sort((a, b) => b.amount - a.amount);
  if (monthlyRevenue === undefined) return { ...parts, total, items };
  requireNumber(monthlyRevenue, `${name}.monthlyRevenue`, { min: 0 });
  const months = total / monthlyRevenue;
  return Number.isFinite(months) ? { ...parts, total, monthsOfRevenue: months, items } : { ...parts, total, items };
}

function contractMonths(
  contract: NonNullable<SwitchingAccount["contract"]>,
  day: number | undefined,
  name: string,
): { readonly months: number; readonly end: number } {
  requireObject(contract, `${name}.contract`);
  requireNumber(contract.monthlyFee, `${name}.contract.monthlyFee`, { min: 0 });
  if (contract.terminationShare !== undefined) {
    requireNumber(contract.terminationShare, `${name}.contract.terminationShare`, { min: 0, max: 1 });
  }
  const end = toDay(contract.end, `${name}.contract.end`);
  if (day === undefined) {
    throw new ClienteleError(
      "invalid_type",
      `options.asOf or ${name}.asOf must say on which day ${name}.contract is valued`,
      {
        name,
      },
    );
  }
  return { months: monthsLeft(day, end), end };
}
