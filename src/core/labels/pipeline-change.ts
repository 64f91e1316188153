import type { Label } from "../locale.ts";

/** A way in which money comes into the open pipeline, leaves it, or changes place or size in it. */
export type PipelineFlow =
  | "created"
  | "reopened"
  | "resumed"
  | "pulled_in"
  | "slipped_in"
  | "amount_up"
  | "amount_down"
  | "owner_in"
  | "owner_out"
  | "stage_in"
  | "stage_out"
  | "pushed_out"
  | "pulled_ahead"
  | "suspended"
  | "won"
  | "lost"
  | "cancelled"
  | "removed";

/** What moved a forecast: the events of the pipeline, and what happens to deals that stay in it. */
export type ForecastCause =
  | "created"
  | "reopened"
  | "resumed"
  | "won"
  | "lost"
  | "cancelled"
  | "suspended"
  | "removed"
  | "amount"
  | "stage_moved"
  | "aged"
  | "model"
  | "new_deals";

/** The two ends of a waterfall. */
export type WaterfallEnd = "opening" | "closing";

/** Label families of `pipeline-change`. */
export interface PipelineChangeLabels {
  readonly pipelineFlow: Readonly<Record<PipelineFlow, Label>>;
  readonly forecastCause: Readonly<Record<ForecastCause, Label>>;
  readonly waterfallEnd: Readonly<Record<WaterfallEnd, Label>>;
}

const CREATED: Label = { en: "Created", zh: "新建" };
const REOPENED: Label = { en: "Reopened", zh: "重新打开" };
const RESUMED: Label = { en: "Resumed", zh: "恢复" };
const WON: Label = { en: "Won", zh: "赢单" };
const LOST: Label = { en: "Lost", zh: "丢单" };
const CANCELLED: Label = { en: "Cancelled", zh: "取消" };
const SUSPENDED: Label = { en: "Suspended", zh: "搁置" };
const REMOVED: Label = { en: "Gone from the list", zh: "从名单中消失" };

export const pipelineChangeLabels: PipelineChangeLabels = {
  pipelineFlow: {
    created: CREATED,
    reopened: REOPENED,
    resumed: RESUMED,
    pulled_in: { en: "Pulled in", zh: "提前进入" },
    slipped_in: { en: "Slipped in", zh: "延后进入" },
    amount_up: { en: "Amount up", zh: "金额上调" },
    amount_down: { en: "Amount down", zh: "金额下调" },
    owner_in: { en: "Transferred in", zh: "转入" },
    owner_out: { en: "Transferred out", zh: "转出" },
    stage_in: { en: "Moved into stage", zh: "移入阶段" },
    stage_out: { en: "Moved out of stage", zh: "移出阶段" },
    pushed_out: { en: "Pushed out", zh: "推迟移出" },
    pulled_ahead: { en: "Pulled ahead", zh: "提前移出" },
    suspended: SUSPENDED,
    won: WON,
    lost: LOST,
    cancelled: CANCELLED,
    removed: REMOVED,
  },
  forecastCause: {
    created: CREATED,
    reopened: REOPENED,
    resumed: RESUMED,
    won: WON,
    lost: LOST,
    cancelled: CANCELLED,
    suspended: SUSPENDED,
    removed: REMOVED,
    amount: { en: "Amounts changed", zh: "金额变动" },
    stage_moved: { en: "Stage moved", zh: "阶段变动" },
    aged: { en: "Time passed", zh: "时间推移" },
    model: { en: "New model", zh: "模型更新" },
    new_deals: { en: "Deals yet to come", zh: "尚未创建的商机" },
  },
  waterfallEnd: {
    opening: { en: "Opening", zh: "期初" },
    closing: { en: "Closing", zh: "期末" },
  },
};
