import type { Label } from "../locale.ts";

/** What can hold a defence plan back. */
export type DefenceLimit = "budget" | "staff_hours" | "lever_max" | "lever_min";

/** Names of `defence` that are shown, by family. */
export interface DefenceLabels {
  readonly defenceLimit: Readonly<Record<DefenceLimit, Label>>;
}

export const defenceLabels: DefenceLabels = {
  defenceLimit: {
    budget: { en: "Budget", zh: "预算" },
    staff_hours: { en: "Staff hours", zh: "人员工时" },
    lever_max: { en: "Most accounts for a lever", zh: "每种手段最多客户数" },
    lever_min: { en: "Fewest accounts for a lever", zh: "每种手段最少客户数" },
  },
};
