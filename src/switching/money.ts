import { requireNumber } from "../core/checks.ts";
import type { CommitmentKind } from "../core/labels/switching.ts";
import { toIsoDate } from "../time/index.ts";
import { contractAt, monthsLeft } from "./contract.ts";
import { type MoneyTies, readTies } from "./money-ties.ts";
import type { Commitment, SwitchingAccount, SwitchingMoney } from "./types.ts";

/** Kinds of money lost on leaving, in the order in which equal amounts are listed. */
export const commitmentKinds: readonly CommitmentKind[] = [
  "contract_remainder",
  "notice_period",
  "termination_fee",
  "prepaid_balance",
  "points",
  "migration",
  "retraining",
  "equipment",
  "discounts_lost",
];

/** One figure per kind of money. */
export function amountsByKind(amount: (kind: CommitmentKind) => number): Readonly<Record<CommitmentKind, number>> {
  return Object.fromEntries(commitmentKinds.map((kind) => [kind, amount(kind)])) as Record<CommitmentKind, number>;
}

/** What leaving on a day costs in money. */
export function moneyOf(account: SwitchingAccount, day: number | undefined, name: string): SwitchingMoney {
  // without a day nothing is dated, so that any day gives the same
  return moneyAt(readTies(account, name, day !== undefined), day ?? 0, name);
}

type Parts = { -readonly [K in keyof SwitchingMoney]: SwitchingMoney[K] };

/** {@link moneyOf} for ties that have been read. */
export function moneyAt(ties: MoneyTies, day: number, name: string): SwitchingMoney {
  const items: Commitment[] = [];
  const parts: Parts = { total: 0, items };
  let total = 0;
  const add = (kind: CommitmentKind, amount: number, ends?: number, contract?: string): number => {
    total += amount;
    if (amount > 0) {
      const item = ends === undefined ? { kind, amount } : { kind, amount, ends: toIsoDate(ends) };
      items.push(contract === undefined ? item : { ...item, contract });
    }
    return amount;
  };
  addContracts(parts, ties, day, add);
  if (ties.prepaid !== undefined) {
    const { amount, until } = ties.prepaid;
    parts.prepaidBalance = add("prepaid_balance", until === undefined || day < until ? amount : 0, until);
  }
  if (ties.points !== undefined) {
    parts.points = 0;
    for (const { amount, until } of ties.points) {
      parts.points += add("points", until === undefined || day < until ? amount : 0, until);
    }
  }
  if (ties.migration !== undefined) parts.migration = add("migration", ties.migration);
  if (ties.retraining !== undefined) parts.retraining = add("retraining", ties.retraining);
  if (ties.equipment !== undefined) {
    parts.equipment = 0;
    for (const { cost, from, to } of ties.equipment) {
      const left = Math.min(1, Math.max(0, (to - day) / (to - from)));
      parts.equipment += add("equipment", cost * left, to);
    }
  }
  if (ties.discounts !== undefined) {
    parts.discountsLost = 0;
    for (const { monthly, until } of ties.discounts) {
      parts.discountsLost += add("discounts_lost", monthly * monthsLeft(day, until), until);
    }
  }
  requireNumber(total, `the money of ${name}`);
  parts.total = total;
  // a stable sort: equal amounts keep the order of the kinds
  items.sort((a, b) => b.amount - a.amount);
  const months = ties.revenue === undefined ? Number.NaN : total / ties.revenue;
  if (Number.isFinite(months)) parts.monthsOfRevenue = months;
  return parts;
}

function addContracts(
  parts: Parts,
  { contracts }: MoneyTies,
  day: number,
  add: (kind: CommitmentKind, amount: number, ends?: number, contract?: string) => number,
): void {
  if (contracts === undefined) return;
  parts.contractMonths = 0;
  parts.contractRemainder = 0;
  let free = day;
  for (const terms of contracts) {
    const { exit, months, notice, remainder, fee } = contractAt(terms, day);
    parts.contractMonths = Math.max(parts.contractMonths, months);
    parts.contractRemainder += add("contract_remainder", remainder, exit, terms.id);
    if (terms.notice !== undefined) {
      parts.noticePeriod = (parts.noticePeriod ?? 0) + add("notice_period", notice, exit, terms.id);
    }
    if (terms.charges) {
      parts.terminationFee = (parts.terminationFee ?? 0) + add("termination_fee", fee, exit, terms.id);
    }
    free = Math.max(free, exit);
  }
  if (free > day) parts.freeOn = toIsoDate(free);
}
