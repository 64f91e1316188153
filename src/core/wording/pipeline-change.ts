import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `pipeline-change`, each with the parameters its wording needs. */
export interface PipelineChangeReasonParams {
  /** No deal with a promised date was there to slip. */
  change_nothing_due: { readonly n: number };
  /** Deals that the second list no longer holds. */
  change_removed_deals: { readonly n: number };
  /** Open deals without a promised date, which no window can hold. */
  change_undated_deals: { readonly n: number };
  /** No prices by the old model were given, so a new model shows as time and stage. */
  forecast_model_not_apart: { readonly n: number };
}

export const pipelineChangeEn: Messages<PipelineChangeReasonParams> = {
  change_nothing_due: ({ n }) =>
    `no slippage can be named: none of the ${counted(n, "open deal", "open deals")} had a promised close date`,
  change_removed_deals: ({ n }) =>
    `${counted(n, "deal is", "deals are")} missing from the later list without having ended: deleted, merged or left out`,
  change_undated_deals: ({ n }) =>
    `${counted(n, "open deal has", "open deals have")} no promised close date and so ${n === 1 ? "lies" : "lie"} outside the window`,
  forecast_model_not_apart: ({ n }) =>
    `${counted(n, "deal stays", "deals stay")} open and ${n === 1 ? "was" : "were"} not priced by the earlier model too: had the model changed, that would show as time or stage`,
};

export const pipelineChangeZh: Messages<PipelineChangeReasonParams> = {
  change_nothing_due: ({ n }) => `无法给出延期率：${formatNumber(n)} 个进行中的商机都没有承诺的成交日期`,
  change_removed_deals: ({ n }) => `${formatNumber(n)} 个商机未结束却不在后一份名单中：被删除、合并或遗漏`,
  change_undated_deals: ({ n }) => `${formatNumber(n)} 个进行中的商机没有承诺的成交日期，因此不在所看期间内`,
  forecast_model_not_apart: ({ n }) =>
    `${formatNumber(n)} 个仍在进行的商机没有按旧模型重新计价：若模型有变，其影响会归入时间或阶段`,
};
