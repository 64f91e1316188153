import type { Estimate } from "clientele/core";
import type { DefenceLever } from "clientele/switching";

/** What the file does not tell and the page must assume. */
export const ASSUMPTIONS = {
  /** The file carries no date. */
  asOf: "2026-01-01",
  /** Part of a bill that remains after what serving the customer costs. */
  marginRate: 0.5,
  /** Months of margin that are lost with a customer. */
  monthsLost: 12,
  /** Money and staff hours of the plan. */
  budget: 10_000,
  staffHours: 200,
  /** Chance to leave in the coming month from which a customer counts as at risk. */
  atRisk: 0.3,
} as const;

/** A belief about an effect, with the range in which it is thought to lie. */
function believed(value: number, lower: number, upper: number): Estimate {
  // nobody was observed: it is a belief
  return { value, n: 0, interval: { lower, upper, level: 0.95 } };
}

/** What could be done to keep a customer. Costs and effects are beliefs until an experiment replaces them. */
export const LEVERS: readonly DefenceLever[] = [
  { id: "personal_care", cost: 4, hours: 0.25, effect: believed(0.1, 0.03, 0.17) },
  { id: "service", cost: 30, hours: 0.5, effect: believed(0.2, 0.08, 0.32), fixedCost: 500 },
  { id: "agreements", cost: 25, effect: believed(0.3, 0.12, 0.48) },
  { id: "discount", costShare: 0.1, effect: believed(0.25, 0.05, 0.45), price: true },
];
