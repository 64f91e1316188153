import { requireNumber } from "../core/checks.ts";
import type { CommitmentKind } from "../core/labels/switching.ts";
import { toIsoDate } from "../time/index.ts";
import { contractAt, monthsLeft } from "./contract.ts";
import { type MoneyTies, readTies } from "./money-ties.ts";
import type { Commitment, SwitchingAccount, SwitchingMoney } from "./types.ts";

/** Where each kind of money stands in {@link SwitchingMoney}, in the order in which equal amounts are listed. */
const FIELDS = {
  contract_remainder: "contractRemainder",
  notice_period: "noticePeriod",
  termination_fee: "terminationFee",
  prepaid_balance: "prepaidBalance",
  points: "points",
  migration: "migration",
  retraining: "retraining",
  equipment: "equipment",
  discounts_lost: "discountsLost",
} as const satisfies Record<CommitmentKind, keyof SwitchingMoney>;

/** Kinds of money lost on leaving, in the order in which they are shown. */
export const commitmentKinds: readonly CommitmentKind[] = /* @__PURE__ */ Object.keys(FIELDS) as CommitmentKind[];

/** One figure per kind of money. */
export function amountsByKind(amount: (kind: CommitmentKind) => number): Readonly<Record<CommitmentKind, number>> {
  return Object.fromEntries(commitmentKinds.map((kind) => [kind, amount(kind)])) as Record<CommitmentKind, number>;
}

/** How many kinds of money are known, 0 included. */
export function kindsKnown(money: SwitchingMoney): number {
  return commitmentKinds.filter((kind) => money[FIELDS[kind]] !== undefined).length;
}

/** What leaving on a day costs in money. */
export function moneyOf(account: SwitchingAccount, day: number | undefined, name: string): SwitchingMoney {
  // without a day nothing is dated, so that any day gives the same
  return moneyAt(readTies(account, name, day !== undefined), day ?? 0, name);
}

/** {@link moneyOf} for ties that have been read. */
export function moneyAt(ties: MoneyTies, day: number, name: string): SwitchingMoney {
  const items: Commitment[] = [];
  const parts: { -readonly [K in keyof SwitchingMoney]: SwitchingMoney[K] } = { total: 0, items };
  const { exit, months } = walkMoney(ties, day, (kind, amount, ends, contract) => {
    const field = FIELDS[kind];
    parts[field] = (parts[field] ?? 0) + amount;
    parts.total += amount;
    if (amount === 0) return;
    const item = ends === undefined ? { kind, amount } : { kind, amount, ends: toIsoDate(ends) };
    items.push(contract === undefined ? item : { ...item, contract });
  });
  requireNumber(parts.total, `the money of ${name}`);
  if (months !== undefined) parts.contractMonths = months;
  if (exit > day) parts.freeOn = toIsoDate(exit);
  // a stable sort: equal amounts keep the order of the kinds
  items.sort((a, b) => b.amount - a.amount);
  const inRevenue = ties.revenue === undefined ? Number.NaN : parts.total / ties.revenue;
  if (Number.isFinite(inRevenue)) parts.monthsOfRevenue = inRevenue;
  return parts;
}

/**
 * Visits every part of the money that is known, 0 included.
 *
 * @returns First day on which all contracts let go, the day itself where none holds; and the months of the longest.
 */
export function walkMoney(
  { contracts, prepaid, points, migration, retraining, equipment, discounts }: MoneyTies,
  day: number,
  visit: (kind: CommitmentKind, amount: number, ends?: number, contract?: string) => void,
): { readonly exit: number; readonly months: number | undefined } {
  let free = day;
  let longest: number | undefined;
  if (contracts !== undefined) {
    longest = 0;
    if (contracts.length === 0) visit("contract_remainder", 0);
    for (const terms of contracts) {
      const { exit, months, notice, remainder, fee } = contractAt(terms, day);
      visit("contract_remainder", remainder, exit, terms.id);
      if (terms.notice !== undefined) visit("notice_period", notice, exit, terms.id);
      if (terms.charges) visit("termination_fee", fee, exit, terms.id);
      free = Math.max(free, exit);
      longest = Math.max(longest, months);
    }
  }
  if (prepaid !== undefined) visit("prepaid_balance", remaining(prepaid.amount, prepaid.until, day), prepaid.until);
  if (points?.length === 0) visit("points", 0);
  for (const { amount, until } of points ?? []) visit("points", remaining(amount, until, day), until);
  if (migration !== undefined) visit("migration", migration);
  if (retraining !== undefined) visit("retraining", retraining);
  if (equipment?.length === 0) visit("equipment", 0);
  for (const { cost, from, to } of equipment ?? []) {
    // what is ordered and not yet there counts whole
    visit("equipment", cost * Math.min(1, Math.max(0, (to - day) / (to - from))), to);
  }
  if (discounts?.length === 0) visit("discounts_lost", 0);
  for (const { monthly, until } of discounts ?? []) visit("discounts_lost", monthly * monthsLeft(day, until), until);
  return { exit: free, months: longest };
}

function remaining(amount: number, until: number | undefined, day: number): number {
  return until === undefined || day < until ? amount : 0;
}
