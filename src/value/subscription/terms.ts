import type { NumberRange } from "../../core/checks.ts";
import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { requireUnit } from "../units.ts";
import { MOST_PERIODS } from "./state.ts";
import type { ContractFigure, ContractTerms, UncertainInput } from "./types.ts";

/** Largest amount, so that no product overflows. */
const LARGEST = 1e100;

/** An input as its value and, where it came with one, its interval. */
export interface ReadInput {
  readonly value: number;
  readonly interval?: Interval;
}

/** The terms, checked and complete. */
export interface ReadTerms {
  readonly margin: ReadInput;
  readonly retention: ReadInput;
  readonly discount: ReadInput;
  readonly continuousDiscount: boolean;
  readonly payment: "start" | "end" | "continuous";
  readonly growth: number;
  readonly periods: number | undefined;
}

export function requireTerms(terms: ContractTerms): ReadTerms {
  requireObject(terms, "terms");
  const { unit, discounting = "periodic", payment = "start", marginGrowth = 0, periods } = terms;
  requireUnit(unit, "terms.unit");
  requireOneOf(discounting, ["periodic", "continuous"], "terms.discounting");
  requireOneOf(payment, ["start", "end", "continuous"], "terms.payment");
  requireNumber(marginGrowth, "terms.marginGrowth", { above: -1, max: LARGEST });
  if (periods !== undefined) requireNumber(periods, "terms.periods", { min: 1, max: MOST_PERIODS, integer: true });
  return {
    margin: readInput(terms.margin, "terms.margin", { min: -LARGEST, max: LARGEST }),
    retention: readInput(terms.retentionRate, "terms.retentionRate", { min: 0, max: 1 }),
    discount: readInput(terms.discountRate, "terms.discountRate", { min: 0, max: LARGEST }),
    continuousDiscount: discounting === "continuous",
    payment,
    growth: marginGrowth,
    periods,
  };
}

/** A number, or a figure with an interval around it, inside the stated range. */
export function readInput(input: UncertainInput, name: string, range: NumberRange): ReadInput {
  if (typeof input === "number") {
    requireNumber(input, name, range);
    return { value: input };
  }
  requireObject(input, name);
  const { value, interval } = input;
  requireNumber(value, `${name}.value`, range);
  requireObject(interval, `${name}.interval`);
  requireNumber(interval.lower, `${name}.interval.lower`, range);
  requireNumber(interval.upper, `${name}.interval.upper`, range);
  requireNumber(interval.level, `${name}.interval.level`, { above: 0, below: 1 });
  if (interval.lower > value || interval.upper < value) {
    throw new ClienteleError("inconsistent", `${name}.interval must hold ${name}.value`, { name });
  }
  return { value, interval };
}

/**
 * A figure with the interval that its inputs' intervals imply. Each input is moved to its two ends alone, and the moves
 * are added as those of independent figures are; undefined where the figure itself has no value. The interval is absent
 * where no input has one, or where an end of an input leaves the figure without a limit.
 *
 * @see Zou & Donner (2008), Statistics in Medicine 27, 1693–1702 (method of variance estimates recovery)
 */
export function figureOf(
  inputs: readonly ReadInput[],
  figure: (values: readonly number[]) => number | undefined,
): ContractFigure | undefined {
  const values = inputs.map((input) => input.value);
  const value = figure(values);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const level = levelOf(inputs);
  if (level === undefined) return { value };
  let [down, up] = [0, 0];
  for (let i = 0; i < inputs.length; i++) {
    const { interval } = inputs[i] as ReadInput;
    if (interval === undefined) continue;
    const moved = [interval.lower, interval.upper].map(
      (end) => (figure(values.map((own, j) => (j === i ? end : own))) ?? Number.NaN) - value,
    );
    down = Math.hypot(down, Math.min(0, ...moved));
    up = Math.hypot(up, Math.max(0, ...moved));
  }
  const interval = { lower: value - down, upper: value + up, level };
  return Number.isFinite(interval.lower) && Number.isFinite(interval.upper) ? { value, interval } : { value };
}

/** The level that all intervals of the inputs share; undefined where none has one. */
function levelOf(inputs: readonly ReadInput[]): number | undefined {
  let level: number | undefined;
  for (const { interval } of inputs) {
    if (interval === undefined) continue;
    if (level !== undefined && interval.level !== level) {
      throw new ClienteleError(
        "inconsistent",
        `intervals of the terms have levels ${level} and ${interval.level}; state them all at one level`,
        { level },
      );
    }
    level = interval.level;
  }
  return level;
}
