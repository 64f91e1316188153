import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TargetCondition, TargetField, TargetRule } from "../types.ts";
import { type BookRows, hazardAt } from "./read-book.ts";
import type { ReadMove } from "./read-strategies.ts";

const FIELDS: readonly string[] = [
  "tier",
  "quadrant",
  "switchingIndex",
  "monthlyChurn",
  "monthlyRevenue",
  "marginRate",
  "yearlyGrowth",
  "valueAtStake",
];

/** Months over which value is at stake. */
const YEAR = 12;

/** Refuses a rule that names no field or asks nothing. */
export function readTarget(target: TargetRule, name: string): void {
  requireObject(target, name);
  const { where = [], rankBy, order = "highest" } = target;
  requireColumn(where, `${name}.where`);
  where.forEach((condition, i) => {
    const at = `${name}.where[${i}]`;
    requireObject(condition, at);
    requireField(condition.field, `${at}.field`);
    if (condition.in !== undefined) requireColumn(condition.in, `${at}.in`);
    if (condition.notIn !== undefined) requireColumn(condition.notIn, `${at}.notIn`);
    if (condition.min !== undefined) requireNumber(condition.min, `${at}.min`);
    if (condition.max !== undefined) requireNumber(condition.max, `${at}.max`);
    if ([condition.in, condition.notIn, condition.min, condition.max].every((part) => part === undefined)) {
      throw new ClienteleError("inconsistent", `${at} asks nothing: give in, notIn, min or max`, { name: at });
    }
  });
  if (rankBy !== undefined) requireField(rankBy, `${name}.rankBy`);
  requireOneOf(order, ["highest", "lowest"], `${name}.order`);
}

/** Rows that a move is for, those first who come first where capacity is short. */
export function rowsFor(move: ReadMove, rows: BookRows): number[] {
  const meant = rowsMeant(move, rows);
  return move.capacity === Number.POSITIVE_INFINITY ? meant : inRankOrder(move, rows, meant);
}

/** Rows that meet the rule of a move, by id. */
export function rowsMeant({ move, standing }: ReadMove, rows: BookRows): number[] {
  const conditions = (move.target?.where ?? []).map(readCondition);
  const found: number[] = [];
  for (let i = 0; i < rows.n; i++) {
    if (rows.standing[i] === standing && conditions.every((holds) => holds(rows, i))) found.push(i);
  }
  return found;
}

/** The field by which a move ranks customers. */
export function rankFieldOf({ move, standing }: ReadMove): TargetField {
  return move.target?.rankBy ?? (standing === 0 ? "valueAtStake" : "monthlyRevenue");
}

/** Rows in the order in which a move takes them. */
export function inRankOrder(move: ReadMove, rows: BookRows, meant: readonly number[]): number[] {
  const field = rankFieldOf(move);
  const sign = move.move.target?.order === "lowest" ? 1 : -1;
  const rank = new Map(meant.map((i) => [i, numberIn(rows, i, field)]));
  // unknown comes last either way; equal ones by id, which is the order of rows
  return [...meant].sort((a, b) => {
    const [x, y] = [rank.get(a), rank.get(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined) || a - b;
    return sign * (x - y) || a - b;
  });
}

function readCondition(condition: TargetCondition): (rows: BookRows, i: number) => boolean {
  const { field, min, max } = condition;
  const among = condition.in && new Set(condition.in);
  const outside = condition.notIn && new Set(condition.notIn);
  return (rows, i) => {
    const value = fieldOf(rows, i, field);
    if (value === undefined) return false;
    if (among !== undefined && !among.has(value)) return false;
    if (outside?.has(value)) return false;
    if (min === undefined && max === undefined) return true;
    return (
      typeof value === "number" &&
      value >= (min ?? Number.NEGATIVE_INFINITY) &&
      value <= (max ?? Number.POSITIVE_INFINITY)
    );
  };
}

/** A field as a number, where it is one. */
export function numberIn(rows: BookRows, i: number, field: TargetField): number | undefined {
  const value = fieldOf(rows, i, field);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** What is known of a customer in one field. */
export function fieldOf(rows: BookRows, i: number, field: TargetField): string | number | boolean | undefined {
  const customer = rows.customers[i];
  if (customer === undefined) return undefined;
  if (field.startsWith("facts.")) {
    const key = field.slice("facts.".length);
    return customer.facts !== undefined && Object.hasOwn(customer.facts, key) ? customer.facts[key] : undefined;
  }
  switch (field) {
    case "monthlyChurn":
      return typeof customer.monthlyChurn === "number" ? customer.monthlyChurn : customer.monthlyChurn[0];
    case "marginRate":
      return rows.margin[i];
    case "yearlyGrowth":
      return customer.yearlyGrowth ?? 0;
    case "valueAtStake":
      return atStake(rows, i);
    default:
      return customer[field as "tier" | "quadrant" | "switchingIndex" | "monthlyRevenue"];
  }
}

/** A year's contribution times the chance to leave within it. */
function atStake(rows: BookRows, i: number): number {
  let hazard = 0;
  for (let t = 0; t < YEAR; t++) hazard += hazardAt(rows, i, t);
  return YEAR * (rows.revenue[i] as number) * (rows.margin[i] as number) * -Math.expm1(-hazard);
}

function requireField(field: unknown, name: string): void {
  if (typeof field !== "string" || !(FIELDS.includes(field) || /^facts\../.test(field))) {
    throw new ClienteleError(
      "unknown_id",
      `${name} must be one of ${FIELDS.join(", ")} or facts.NAME; got ${show(field)}`,
      {
        name,
        allowed: FIELDS,
      },
    );
  }
}
