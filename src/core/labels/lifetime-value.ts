import type { Label } from "../locale.ts";

/** In what time of a buying model is counted. */
export type TimeUnitId = "day" | "week" | "month" | "quarter" | "year";

/** The models of buying that can be compared. */
export type BuyingModelId = "bg_nbd" | "mbg_nbd" | "pareto_nbd";

/** Names of `lifetime-value` that are shown, by family. */
export interface LifetimeValueLabels {
  readonly timeUnit: Readonly<Record<TimeUnitId, Label>>;
  readonly buyingModel: Readonly<Record<BuyingModelId, Label>>;
}

export const lifetimeValueLabels: LifetimeValueLabels = {
  timeUnit: {
    day: { en: "Day", zh: "天" },
    week: { en: "Week", zh: "周" },
    month: { en: "Month", zh: "月" },
    quarter: { en: "Quarter", zh: "季度" },
    year: { en: "Year", zh: "年" },
  },
  buyingModel: {
    bg_nbd: { en: "BG/NBD", zh: "BG/NBD" },
    mbg_nbd: { en: "MBG/NBD", zh: "MBG/NBD" },
    pareto_nbd: { en: "Pareto/NBD", zh: "Pareto/NBD" },
  },
};
