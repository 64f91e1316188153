import { type LiftArm, type LiftEffect, liftStateOf, measureLift } from "clientele/campaign";
import { ASSUMPTIONS } from "./assumptions.ts";
import type { ArmId, Customer, MailingId } from "./data.ts";
import { of, sure } from "./sure.ts";

/**
 * Extra visits per customer from which a contact pays: its cost, against the margin of what one extra visit brought in
 * the same experiment.
 */
export function worthwhileUplift(customers: readonly Customer[], mailing: MailingId): number {
  const { contactCost, marginRate } = ASSUMPTIONS;
  const spendPerVisit =
    liftBetween(customers, mailing, "none", "spend").value / liftBetween(customers, mailing, "none", "visit").value;
  // where visits brought no money, none is enough
  return spendPerVisit > 0 ? contactCost / (marginRate * spendPerVisit) : Number.POSITIVE_INFINITY;
}

/** What one arm did beyond another among some of the customers. */
export function liftBetween(
  customers: readonly Customer[],
  arm: ArmId,
  other: ArmId,
  metric: "spend" | "visit",
): LiftEffect {
  const read = { arm: (customer: Customer) => customer.arm, value: (customer: Customer) => customer[metric] };
  const arms = new Map<string, LiftArm>(liftStateOf(customers, read).map((state) => [state.id, state.arm]));
  return sure(sure(measureLift(of(arms, arm), of(arms, other))).absolute);
}
