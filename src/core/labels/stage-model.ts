import type { Label } from "../locale.ts";

/** What moves the chance of a deal. */
export type DealFactor =
  | "stage"
  | "age"
  | "product"
  | "region"
  | "owner"
  | "size"
  | "pushes"
  | "silence"
  | "pace"
  | "calendar"
  | "season";

/** Label families of `stage-model`. */
export interface StageModelLabels {
  readonly dealFactor: Readonly<Record<DealFactor, Label>>;
}

export const stageModelLabels: StageModelLabels = {
  dealFactor: {
    stage: { en: "Stage", zh: "阶段" },
    age: { en: "Days in the stage", zh: "停留天数" },
    product: { en: "Product", zh: "产品" },
    region: { en: "Region", zh: "区域" },
    owner: { en: "Owner", zh: "负责人" },
    size: { en: "Amount", zh: "金额" },
    pushes: { en: "Close date put off", zh: "推迟成交日期" },
    silence: { en: "Silence", zh: "无跟进" },
    pace: { en: "Days on the way", zh: "到达本阶段的天数" },
    calendar: { en: "Days of the calendar", zh: "日历" },
    season: { en: "Season", zh: "季节" },
  },
};
