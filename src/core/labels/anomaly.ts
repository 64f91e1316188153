import type { Label } from "../locale.ts";

/** On which side of what is expected a value lies. */
export type AnomalyDirection = "high" | "low";

/** Names of `anomaly` that are shown, by family. */
export interface AnomalyLabels {
  readonly anomalyDirection: Readonly<Record<AnomalyDirection, Label>>;
}

export const anomalyLabels: AnomalyLabels = {
  anomalyDirection: {
    high: { en: "Higher than expected", zh: "高于预期" },
    low: { en: "Lower than expected", zh: "低于预期" },
  },
};
