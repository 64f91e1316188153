import type { Label } from "../locale.ts";

/** How a group stands against its target. */
export type AttainmentStatus = "green" | "amber" | "red" | "unrated";

/** The figure by which a rule judges. */
export type AttainmentMeasure = "chance" | "outlook" | "pace" | "attainment";

/** Label families of `attainment`. */
export interface AttainmentLabels {
  readonly attainmentStatus: Readonly<Record<AttainmentStatus, Label>>;
  readonly attainmentMeasure: Readonly<Record<AttainmentMeasure, Label>>;
}

export const attainmentLabels: AttainmentLabels = {
  attainmentStatus: {
    green: { en: "On course", zh: "如期" },
    amber: { en: "At risk", zh: "有风险" },
    red: { en: "Behind", zh: "落后" },
    unrated: { en: "Not rated", zh: "未评定" },
  },
  attainmentMeasure: {
    chance: { en: "Chance to reach the target", zh: "达标概率" },
    outlook: { en: "Outlook over target", zh: "预计完成率" },
    pace: { en: "Actual over target to date", zh: "进度比" },
    attainment: { en: "Actual over target", zh: "完成率" },
  },
};
