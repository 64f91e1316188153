import type { Label } from "../locale.ts";

/** When a customer counts as kept: bought in the period, or still has the contract. */
export type CohortDefinition = "active" | "subscribed";

/** Label families of `cohort`. */
export interface CohortLabels {
  readonly cohortDefinition: Readonly<Record<CohortDefinition, Label>>;
}

export const cohortLabels: CohortLabels = {
  cohortDefinition: {
    active: { en: "Active in the period", zh: "当期有购买" },
    subscribed: { en: "Still subscribed", zh: "仍在订阅" },
  },
};
