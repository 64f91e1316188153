import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { bits } from "./flags.ts";
import { readSensitivity } from "./price-rule.ts";
import type { DefenceAccount, DefenceLever, PlanDefenceOptions } from "./types.ts";

/** A figure with the reach of its interval; the reach is 0 where it is a plain number. */
export interface Figure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly stated: boolean;
}

/** A lever, checked and complete; other levers are named by their number. */
export interface Lever {
  readonly id: string;
  readonly cost: number;
  readonly costShare: number;
  readonly hours: number;
  readonly effect: Figure;
  readonly price: boolean;
  readonly excludes: readonly number[];
  readonly requires: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly fixedCost: number;
  readonly fixedHours: number;
}

/** An account, checked and complete. */
export interface Account {
  readonly id: string;
  readonly value: Figure;
  readonly risk: Figure;
  readonly sensitivity: boolean | undefined;
  readonly elasticity: number | undefined;
  /** Levers that may be given, as bits. */
  readonly open: number;
  readonly inPlace: number;
}

/** A book to defend, checked. */
export interface Book {
  /** By id, so that the order of the rows does not matter. */
  readonly accounts: readonly Account[];
  readonly levers: readonly Lever[];
  readonly budget: number;
  readonly hours: number;
  readonly atRisk: number;
  readonly maxLevers: number;
  readonly level: number;
}

/** Bits of a whole number that are safe to use as flags. */
const MOST_LEVERS = 30;
const LARGEST = 1e100;

/** The price levers, as bits. */
export function pricedBits(levers: readonly Lever[]): number {
  return bits(levers.flatMap(({ price }, l) => (price ? [l] : [])));
}

/** Checks everything that {@link planDefence} takes. */
export function readBook(
  accounts: ArrayLike<DefenceAccount>,
  levers: readonly DefenceLever[],
  options: PlanDefenceOptions,
): Book {
  requireObject(options, "options");
  const { budget, staffHours, atRisk = 0.2, maxLevers = 3, level = 0.95 } = options;
  requireNumber(budget, "options.budget", { min: 0, max: LARGEST });
  if (staffHours !== undefined) requireNumber(staffHours, "options.staffHours", { min: 0, max: LARGEST });
  requireNumber(atRisk, "options.atRisk", { min: 0, max: 1 });
  requireNumber(maxLevers, "options.maxLevers", { min: 1, max: 6, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const read = readLevers(levers);
  const numbers = new Map(read.map(({ id }, i) => [id, i]));
  const priced = pricedBits(read);
  requireNonEmpty(accounts, "accounts");
  const rows = Array.from(accounts, (account, i) => readAccount(account, `accounts[${i}]`, numbers, atRisk, priced));
  requireUnique(
    rows.map(({ id }) => id),
    "accounts",
  );
  rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const total = rows.reduce((sum, { value }) => sum + value.upper, 0);
  requireNumber(total, "the value of all accounts", { max: LARGEST });
  return {
    accounts: rows,
    levers: read,
    budget,
    hours: staffHours ?? Number.POSITIVE_INFINITY,
    atRisk,
    maxLevers,
    level,
  };
}

/** Reads an amount or a share that may carry an interval. */
function readFigure(given: number | Estimate, name: string, max: number): Figure {
  if (typeof given === "number") {
    requireNumber(given, name, { min: 0, max });
    return { value: given, lower: given, upper: given, stated: true };
  }
  requireObject(given, name);
  const { value, interval } = given;
  requireNumber(value, `${name}.value`, { min: 0, max });
  requireObject(interval, `${name}.interval`);
  requireNumber(interval.lower, `${name}.interval.lower`, { min: -LARGEST, max: value });
  requireNumber(interval.upper, `${name}.interval.upper`, { min: value, max: LARGEST });
  return { value, lower: Math.max(0, interval.lower), upper: Math.min(max, interval.upper), stated: false };
}

function readLevers(levers: readonly DefenceLever[]): readonly Lever[] {
  requireNonEmpty(levers, "levers");
  if (levers.length > MOST_LEVERS) {
    throw new ClienteleError("out_of_range", `levers must be at most ${MOST_LEVERS}, got ${levers.length}`, {
      levers: levers.length,
    });
  }
  const ids = Array.from(levers, (lever, i) => {
    requireObject(lever, `levers[${i}]`);
    requireId(lever.id, `levers[${i}].id`);
    return lever.id;
  });
  requireUnique(ids, "levers");
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const read = Array.from(levers, (lever, i) => readLever(lever, `levers[${i}]`, numbers));
  requireNoCycle(read);
  return read;
}

function readLever(lever: DefenceLever, name: string, numbers: ReadonlyMap<string, number>): Lever {
  const { id, cost = 0, costShare = 0, hours = 0, min = 0, max = Number.MAX_SAFE_INTEGER } = lever;
  const { fixedCost = 0, fixedHours = 0, price = false } = lever;
  requireNumber(cost, `${name}.cost`, { min: 0, max: LARGEST });
  requireNumber(costShare, `${name}.costShare`, { min: 0, max: 1e6 });
  requireNumber(hours, `${name}.hours`, { min: 0, max: LARGEST });
  requireNumber(fixedCost, `${name}.fixedCost`, { min: 0, max: LARGEST });
  requireNumber(fixedHours, `${name}.fixedHours`, { min: 0, max: LARGEST });
  const count = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true };
  requireNumber(min, `${name}.min`, count);
  requireNumber(max, `${name}.max`, count);
  if (min > max) {
    throw new ClienteleError("inconsistent", `${name}.min of ${min} is above ${name}.max of ${max}`, { lever: id });
  }
  if (typeof price !== "boolean") {
    throw new ClienteleError("invalid_type", `${name}.price must be true or false, got ${show(price)}`, { name });
  }
  const excludes = readIds(lever.excludes, `${name}.excludes`, numbers);
  const requires = readIds(lever.requires, `${name}.requires`, numbers);
  const both = requires.find((other) => excludes.includes(other));
  if (both !== undefined || excludes.includes(numbers.get(id) as number)) {
    throw new ClienteleError("inconsistent", `${name} excludes ${both === undefined ? "itself" : "what it requires"}`, {
      lever: id,
    });
  }
  const effect = readFigure(lever.effect, `${name}.effect`, 1);
  return { id, cost, costShare, hours, effect, price, excludes, requires, min, max, fixedCost, fixedHours };
}

function readAccount(
  account: DefenceAccount,
  name: string,
  numbers: ReadonlyMap<string, number>,
  atRisk: number,
  priced: number,
): Account {
  requireObject(account, name);
  requireId(account.id, `${name}.id`);
  const value = readFigure(account.value, `${name}.value`, LARGEST);
  const risk = readFigure(account.risk, `${name}.risk`, 1);
  const { sensitivity, elasticity } = readSensitivity(account.priceSensitivity, `${name}.priceSensitivity`);
  const listed = readIds(account.levers, `${name}.levers`, numbers);
  const inPlace = bits(readIds(account.inPlace, `${name}.inPlace`, numbers));
  const offered = account.levers === undefined ? bits([...numbers.values()]) : bits(listed);
  const allowed = sensitivity === true && risk.value >= atRisk ? offered : offered & ~priced;
  return { id: account.id, value, risk, sensitivity, elasticity, open: allowed & ~inPlace, inPlace };
}

function readIds(ids: readonly string[] | undefined, name: string, numbers: ReadonlyMap<string, number>): number[] {
  if (ids === undefined) return [];
  requireColumn(ids, name);
  return Array.from(ids, (id, i) => {
    const number = numbers.get(id);
    if (number !== undefined) return number;
    throw new ClienteleError("unknown_id", `${name}[${i}] names no lever of levers: ${show(id)}`, {
      name,
      index: i,
      id,
    });
  });
}

function requireId(id: unknown, name: string): void {
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name} must be a non-empty text, got ${show(id)}`, { name });
  }
}

/** Refuses levers that wait for each other. */
function requireNoCycle(levers: readonly Lever[]): void {
  const done = new Set<number>();
  const visit = (l: number, path: readonly number[]): void => {
    if (done.has(l)) return;
    const from = path.indexOf(l);
    if (from >= 0) {
      const cycle = [...path.slice(from), l].map((k) => levers[k]?.id as string);
      throw new ClienteleError(
        "inconsistent",
        `levers require each other in a circle: ${cycle.map(show).join(" → ")}`,
        {
          cycle,
        },
      );
    }
    for (const other of levers[l]?.requires ?? []) visit(other, [...path, l]);
    done.add(l);
  };
  levers.forEach((_, l) => {
    visit(l, []);
  });
}
