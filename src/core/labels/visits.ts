import type { Label } from "../locale.ts";

/** What can hold a plan of visits back. */
export type VisitLimit = "hours" | "budget" | "promise" | "maximum";

/** Label families of `visits`. */
export interface VisitsLabels {
  readonly visitLimit: Readonly<Record<VisitLimit, Label>>;
}

export const visitsLabels: VisitsLabels = {
  visitLimit: {
    hours: { en: "Hours", zh: "工时" },
    budget: { en: "Budget", zh: "预算" },
    promise: { en: "Promised visits", zh: "承诺拜访次数" },
    maximum: { en: "Most visits", zh: "拜访次数上限" },
  },
};
