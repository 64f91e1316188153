import type { Label } from "../locale.ts";

/** Where somebody stands in relation to us, D1. */
export type LifecycleStatus = "active" | "inactive" | "prospect" | "suspect" | "rest";

/** Where a customer went from one period to the next. */
export type MigrationDirection = "up" | "down" | "stayed" | "joined" | "left";

/** Label families of `tier-stability`. */
export interface TierStabilityLabels {
  readonly lifecycle: Readonly<Record<LifecycleStatus, Label>>;
  readonly migration: Readonly<Record<MigrationDirection, Label>>;
}

export const tierStabilityLabels: TierStabilityLabels = {
  lifecycle: {
    active: { en: "Active customers", zh: "积极型顾客" },
    inactive: { en: "Inactive customers", zh: "非积极型顾客" },
    prospect: { en: "Prospects", zh: "潜在顾客" },
    suspect: { en: "Suspects", zh: "怀疑型顾客" },
    rest: { en: "Rest of the market", zh: "其他顾客" },
  },
  migration: {
    up: { en: "Moved up", zh: "升级" },
    down: { en: "Moved down", zh: "降级" },
    stayed: { en: "Stayed", zh: "未变" },
    joined: { en: "Joined", zh: "新增" },
    left: { en: "Left", zh: "流失" },
  },
};
