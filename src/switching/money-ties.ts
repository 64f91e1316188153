import { requireColumn, requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { toDay } from "../time/index.ts";
import { type ContractTerms, readContract } from "./contract.ts";
import type { SwitchingAccount } from "./types.ts";

/** The ties in money of one account with their days as numbers, checked once; a part that is not told is absent. */
export interface MoneyTies {
  readonly contracts: readonly ContractTerms[] | undefined;
  readonly prepaid: Lot | undefined;
  readonly points: readonly Lot[] | undefined;
  readonly migration: number | undefined;
  readonly retraining: number | undefined;
  readonly equipment: readonly { readonly cost: number; readonly from: number; readonly to: number }[] | undefined;
  readonly discounts: readonly { readonly monthly: number; readonly until: number }[] | undefined;
  readonly revenue: number | undefined;
}

/** An amount that may run out on a day. */
interface Lot {
  readonly amount: number;
  readonly until: number | undefined;
}

/** Day of the account's record in UTC days; `undefined` when it names none. */
export function ownDay(account: SwitchingAccount, name: string): number | undefined {
  return account.asOf === undefined ? undefined : toDay(account.asOf, `${name}.asOf`);
}

/** Checks the ties in money of an account and reads their days. */
export function readTies(account: SwitchingAccount, name: string, dated: boolean): MoneyTies {
  const { contract, contracts, equipment, discounts, migration, retraining, monthlyRevenue } = account;
  const terms: ContractTerms[] = [];
  if (contract !== undefined) terms.push(readContract(contract, `${name}.contract`));
  eachOf(contracts, `${name}.contracts`, (own, at) => terms.push(readContract(own, at)));
  if (terms.length > 0 && !dated) throwUndated(name, contract === undefined ? "contracts" : "contract");
  const gear = eachOf(equipment, `${name}.equipment`, (own, at) => {
    requireObject(own, at);
    requireNumber(own.cost, `${at}.cost`, { min: 0 });
    const item = {
      cost: own.cost,
      from: toDay(own.boughtOn, `${at}.boughtOn`),
      to: toDay(own.writtenOffOn, `${at}.writtenOffOn`),
    };
    if (item.from >= item.to) {
      throw new ClienteleError("inconsistent", `${at}.writtenOffOn must come after ${at}.boughtOn`, { name: at });
    }
    return item;
  });
  if (gear !== undefined && gear.length > 0 && !dated) throwUndated(name, "equipment");
  const lost = eachOf(discounts, `${name}.discounts`, (own, at) => {
    requireObject(own, at);
    requireNumber(own.monthly, `${at}.monthly`, { min: 0 });
    return { monthly: own.monthly, until: toDay(own.until, `${at}.until`) };
  });
  if (lost !== undefined && lost.length > 0 && !dated) throwUndated(name, "discounts");
  if (monthlyRevenue !== undefined) requireNumber(monthlyRevenue, `${name}.monthlyRevenue`, { min: 0 });
  return {
    contracts: contract === undefined && contracts === undefined ? undefined : terms,
    prepaid: readPrepaid(account, name, dated),
    points: readPoints(account, name, dated),
    migration: migration === undefined ? undefined : product(migration, ["hours", "hourlyRate"], `${name}.migration`),
    retraining:
      retraining === undefined
        ? undefined
        : product(retraining, ["people", "hoursEach", "hourlyRate"], `${name}.retraining`),
    equipment: gear,
    discounts: lost,
    revenue: monthlyRevenue,
  };
}

function readPrepaid(account: SwitchingAccount, name: string, dated: boolean): Lot | undefined {
  const { prepaidBalance, prepaidUntil } = account;
  const until = prepaidUntil === undefined ? undefined : toDay(prepaidUntil, `${name}.prepaidUntil`);
  if (prepaidBalance === undefined) return undefined;
  requireNumber(prepaidBalance, `${name}.prepaidBalance`, { min: 0 });
  if (until !== undefined && !dated) throwUndated(name, "prepaidUntil");
  return { amount: prepaidBalance, until };
}

function readPoints(account: SwitchingAccount, name: string, dated: boolean): readonly Lot[] | undefined {
  const { points, pointLots, pointValue } = account;
  if (pointValue !== undefined) requireNumber(pointValue, `${name}.pointValue`, { min: 0 });
  const lots: Lot[] = [];
  const value = (): number => {
    if (pointValue !== undefined) return pointValue;
    const which = points === undefined ? "pointLots" : "points";
    throw new ClienteleError("inconsistent", `${name}.${which} needs ${name}.pointValue, the worth of one point`, {
      name,
    });
  };
  if (points !== undefined) {
    requireNumber(points, `${name}.points`, { min: 0 });
    lots.push({ amount: points * value(), until: undefined });
  }
  eachOf(pointLots, `${name}.pointLots`, (lot, at) => {
    requireObject(lot, at);
    requireNumber(lot.points, `${at}.points`, { min: 0 });
    lots.push({ amount: lot.points * value(), until: toDay(lot.expires, `${at}.expires`) });
  });
  if (pointLots !== undefined && pointLots.length > 0 && !dated) throwUndated(name, "pointLots");
  return points === undefined && pointLots === undefined ? undefined : lots;
}

function product<T extends object>(parts: T, fields: readonly (keyof T & string)[], name: string): number {
  requireObject(parts, name);
  let amount = 1;
  for (const field of fields) {
    const value = parts[field] as number;
    requireNumber(value, `${name}.${field}`, { min: 0 });
    amount *= value;
  }
  // 0 × an overflow would be no number
  requireNumber(amount, name, { min: 0 });
  return amount;
}

function eachOf<T, R>(
  rows: readonly T[] | undefined,
  name: string,
  read: (row: T, name: string) => R,
): readonly R[] | undefined {
  if (rows === undefined) return undefined;
  requireColumn(rows, name);
  return Array.from(rows, (row, i) => read(row, `${name}[${i}]`));
}

function throwUndated(name: string, field: string): never {
  throw new ClienteleError(
    "invalid_type",
    `options.asOf or ${name}.asOf must say on which day ${name}.${field} is valued`,
    { name },
  );
}
