import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { LoyaltyQuadrant } from "../../core/labels/loyalty.ts";
import type { AccountFacts } from "./types.ts";

const LARGEST = 1e15;
const QUADRANTS: readonly LoyaltyQuadrant[] = ["apostle", "hostage", "mercenary", "defector", "indifferent"];

/** What of the facts the plan computes with, checked. */
export interface AccountRead {
  /** Revenue a month. */
  readonly revenue?: Estimate;
  readonly quadrant?: LoyaltyQuadrant;
  /** Chance to leave within so many months: of the horizons predicted the one nearest to the plan's. */
  readonly churn?: { readonly months: number; readonly chance: Estimate };
  readonly value?: Estimate;
}

/** Refuses what is no estimate. */
export function requireEstimate(estimate: Estimate, name: string, min: number, max: number): void {
  requireObject(estimate, name);
  requireObject(estimate.interval, `${name}.interval`);
  const { value, n, interval } = estimate;
  requireNumber(value, `${name}.value`, { min, max });
  requireNumber(n, `${name}.n`, { min: 0 });
  requireNumber(interval.lower, `${name}.interval.lower`, { min: -LARGEST, max: value });
  requireNumber(interval.upper, `${name}.interval.upper`, { min: value, max: LARGEST });
  requireNumber(interval.level, `${name}.interval.level`, { above: 0, below: 1 });
}

/** Reads the facts that are counted with; the others are read where they are told. */
export function readFacts(facts: AccountFacts, months: number): AccountRead {
  const { revenue, value, loyalty, churn } = facts;
  return {
    ...(revenue === undefined ? {} : { revenue: readRevenue(revenue) }),
    ...(loyalty === undefined ? {} : { quadrant: readQuadrant(loyalty) }),
    ...readChurn(churn, months),
    ...(value === undefined ? {} : { value: readValue(value) }),
  };
}

function readRevenue(revenue: number | Estimate): Estimate {
  if (typeof revenue !== "number") {
    requireEstimate(revenue, "facts.revenue", 0, LARGEST);
    return revenue;
  }
  requireNumber(revenue, "facts.revenue", { min: 0, max: LARGEST });
  return { value: revenue, n: 1, interval: { lower: revenue, upper: revenue, level: 0.95 } };
}

function readQuadrant(loyalty: NonNullable<AccountFacts["loyalty"]>): LoyaltyQuadrant {
  requireObject(loyalty, "facts.loyalty");
  const quadrant = "likeliest" in loyalty ? loyalty.likeliest : loyalty.quadrant;
  requireOneOf(quadrant, QUADRANTS, "facts.loyalty.quadrant");
  if ("likeliest" in loyalty) {
    requireObject(loyalty.probabilities, "facts.loyalty.probabilities");
    requireNumber(loyalty.probabilities[quadrant], `facts.loyalty.probabilities.${quadrant}`, { min: 0, max: 1 });
  }
  return quadrant;
}

/** A model of lifetimes names its interval where it has one. */
function readValue(value: NonNullable<AccountFacts["value"]>): Estimate {
  requireObject(value, "facts.value");
  if (typeof value.value !== "object") {
    requireEstimate(value as Estimate, "facts.value", -LARGEST, LARGEST);
    return value as Estimate;
  }
  requireObject(value.value, "facts.value.value");
  const { value: figure, n, interval } = value.value;
  requireNumber(figure, "facts.value.value.value", { min: -LARGEST, max: LARGEST });
  const estimate = { value: figure, n, interval: interval ?? { lower: figure, upper: figure, level: 0.95 } };
  requireEstimate(estimate, "facts.value.value", -LARGEST, LARGEST);
  return estimate;
}

function readChurn(churn: AccountFacts["churn"], months: number): Pick<AccountRead, "churn"> {
  if (churn === undefined) return {};
  requireObject(churn, "facts.churn");
  requireColumn(churn.horizons, "facts.churn.horizons");
  let nearest: AccountRead["churn"];
  for (let i = 0; i < churn.horizons.length; i++) {
    const name = `facts.churn.horizons[${i}]`;
    const horizon = churn.horizons[i] as { readonly months: number; readonly chance: Estimate | Abstention };
    requireObject(horizon, name);
    requireNumber(horizon.months, `${name}.months`, { above: 0, max: 1200 });
    requireObject(horizon.chance, `${name}.chance`);
    if ("abstained" in horizon.chance) continue;
    requireEstimate(horizon.chance, `${name}.chance`, 0, 1);
    if (nearest === undefined || Math.abs(horizon.months - months) < Math.abs(nearest.months - months)) {
      nearest = { months: horizon.months, chance: horizon.chance };
    }
  }
  return nearest === undefined ? {} : { churn: nearest };
}

/** Chance to leave in one month, where somebody leaves within so many with a given chance and every month is alike. */
export function monthlyChance(chance: number, months: number): number {
  return -Math.expm1(Math.log1p(-Math.min(chance, 1 - 1e-12)) / months);
}

/** Refuses a list that is none, and what in it is no object. */
export function requireRows(rows: readonly object[], name: string): void {
  requireColumn(rows, name);
  for (let i = 0; i < rows.length; i++) requireObject(rows[i], `${name}[${i}]`);
}
