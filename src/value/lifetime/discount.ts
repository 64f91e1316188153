import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { MEAN_DAYS } from "../../time/period-units.ts";
import type { TimeUnit } from "../types.ts";
import { lengthOf, requireUnit } from "../units.ts";
import type { DecayMixture } from "./mixture.ts";
import type { DiscountOptions } from "./types.ts";

/** How far ahead is counted and what time costs, in a model's unit. */
export interface Discounting {
  /** Time counted, Infinity where there is no end. */
  readonly length: number;
  /** Force of interest per unit. */
  readonly force: number;
  /** Period at whose end money is valued; 0 where it is valued as it comes. */
  readonly step: number;
}

const HIGHEST_RATE = 100;

/** Reads the price of time. A rate of 0.15 a year is a force of ln 1.15 a year, whichever way it is compounded. */
export function requireDiscounting(options: DiscountOptions, unit: TimeUnit): Discounting {
  requireObject(options, "options");
  const { horizon, discountRate, compounding = "continuous", period = "month" } = options;
  const endless: unknown = horizon;
  if (typeof endless === "string" && endless !== "infinite") {
    throw new ClienteleError("invalid_type", `options.horizon must be a duration or "infinite", got ${show(endless)}`, {
      name: "options.horizon",
    });
  }
  const length =
    horizon === "infinite" ? Number.POSITIVE_INFINITY : lengthOf(horizon as never, "options.horizon", unit);
  requireNumber(discountRate, "options.discountRate", { min: 0, max: HIGHEST_RATE });
  requireOneOf(compounding, ["continuous", "periodic"], "options.compounding");
  requireUnit(period, "options.period");
  return {
    length,
    force: (Math.log1p(discountRate) * MEAN_DAYS[unit]) / MEAN_DAYS.year,
    step: compounding === "periodic" ? MEAN_DAYS[period] / MEAN_DAYS[unit] : 0,
  };
}

/** The slowest decay that matters for a sum, per unit of time. */
export function slowest({ length, force }: Discounting): number {
  return force + 1 / Math.max(length, Number.MIN_VALUE * 2 ** 60);
}

/** (1 − e^(−rate · length)) / rate, with its limit. @internal */
export function span(rate: number, length: number): number {
  const decay = rate * length;
  return decay < 1e-15 ? length : -Math.expm1(-decay) / rate;
}

/**
 * Discounted time that a live customer is expected to stay: times the present rate of buying it is the discounted number
 * of purchases to come.
 *
 * @param constant - The mixture's time constant, in units of time.
 * @internal
 */
export function discountedStay({ exit, weight }: DecayMixture, constant: number, plan: Discounting): number {
  const { length, force, step } = plan;
  let total = 0;
  if (step === 0) {
    for (let i = 0; i < exit.length; i++) {
      const rate = force + (exit[i] as number) / constant;
      total += (weight[i] as number) * (length === Number.POSITIVE_INFINITY ? 1 / rate : span(rate, length));
    }
    return total;
  }
  const whole = Math.floor(length / step + 1e-9);
  const rest = Math.max(0, length - whole * step);
  const first = Math.exp(-force * step);
  for (let i = 0; i < exit.length; i++) {
    const rate = (exit[i] as number) / constant;
    const fall = (force + rate) * step;
    // 1 + q + q² + …, q being what is left of a period's value in the next
    const periods =
      length === Number.POSITIVE_INFINITY
        ? -1 / Math.expm1(-fall)
        : fall * whole < 1e-15
          ? whole
          : Math.expm1(-fall * whole) / Math.expm1(-fall);
    let stay = span(rate, step) * first * periods;
    if (rest > 0) stay += span(rate, rest) * Math.exp(-fall * whole - force * rest);
    total += (weight[i] as number) * stay;
  }
  return total;
}
