import { formatNumber } from "../format.ts";
import { type CrmProduct, crmExportLabels } from "../labels/crm-export.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Why an exported row was not taken. */
export interface CrmIssueParams {
  /** The row is text, a list or nothing where a record is needed. */
  crm_row_not_record: { readonly product: CrmProduct };
  /** A field without which the row cannot be read. */
  crm_field_missing: { readonly field: string };
  /** A date, a name or a yes/no that cannot be read. */
  crm_field_unreadable: { readonly field: string; readonly value: string };
  /** An amount that is negative or not a plain number. */
  crm_amount_unreadable: { readonly field: string; readonly value: string };
  /** A deal that stands twice. */
  crm_duplicate_deal: { readonly deal: string; readonly first: number };
  /** A stage that the exported stages do not hold, most often a deleted one. */
  crm_unknown_stage: { readonly stage: string };
  /** A pipeline that the exported pipelines do not hold. */
  crm_unknown_pipeline: { readonly pipeline: string };
  /** History of a deal that is not among the deals. */
  crm_deal_not_exported: { readonly deal: string };
  /** History of a deal whose own row was not taken. */
  crm_deal_refused: { readonly deal: string };
  /** A deal that lies in the bin. */
  crm_deal_deleted: { readonly deal: string };
  /** A row about another kind of record. */
  crm_other_record: { readonly model: string };
}

/** Reason codes of `crm-export`, each with the parameters its wording needs. */
export interface CrmExportReasonParams extends CrmIssueParams {
  /** A step that no history row shows, taken from the deal's row; `at` is when it had happened at the latest. */
  crm_stage_inferred: { readonly stage: string; readonly at: string };
  /** The deal's row and a history that goes on later name different stages; the history was followed. */
  crm_history_differs: { readonly recorded: string; readonly history: string };
  /** The first history row comes long after the deal was created. */
  crm_history_late: { readonly days: number };
  /** A change that starts from another stage than the one before it led to. */
  crm_history_gap: { readonly expected: string; readonly found: string };
  /** History rows of the deal that were not taken. */
  crm_history_refused: { readonly n: number };
  /** A deal that was closed and reopened, or closed otherwise. */
  crm_reopened: { readonly lives: number };
  /** No amount. */
  crm_amount_missing: { readonly product: CrmProduct };
  /** A stage of another pipeline, left out. */
  crm_other_pipeline: { readonly stage: string };
}

export const crmExportEn: Messages<CrmExportReasonParams> = {
  crm_row_not_record: ({ product }) => `not a record of ${crmExportLabels.crmProduct[product].en}`,
  crm_field_missing: ({ field }) => `${field} is missing`,
  crm_field_unreadable: ({ field, value }) => `${field} cannot be read: ${value}`,
  crm_amount_unreadable: ({ field, value }) =>
    `${field} must be a number of zero or more, with a decimal point and no separators: ${value}`,
  crm_duplicate_deal: ({ deal, first }) => `deal ${deal} stands already in row ${first}`,
  crm_unknown_stage: ({ stage }) => `stage ${stage} is not among the exported stages`,
  crm_unknown_pipeline: ({ pipeline }) => `pipeline ${pipeline} is not among the exported pipelines`,
  crm_deal_not_exported: ({ deal }) => `deal ${deal} is not among the exported deals`,
  crm_deal_refused: ({ deal }) => `the row of deal ${deal} was not taken`,
  crm_deal_deleted: ({ deal }) => `deal ${deal} has been deleted`,
  crm_other_record: ({ model }) => `about ${model}, not about a deal`,
  crm_stage_inferred: ({ stage, at }) => `stage ${stage} is inferred from the deal's row, known since ${at}`,
  crm_history_differs: ({ recorded, history }) =>
    `the deal's row says ${recorded}, its later history ${history}; the history was followed`,
  crm_history_late: ({ days }) => `the history begins ${counted(days, "day", "days", 1)} after the deal was created`,
  crm_history_gap: ({ expected, found }) => `a change from ${found} follows one to ${expected}: rows are missing`,
  crm_history_refused: ({ n }) => `${counted(n, "history row was", "history rows were")} not taken`,
  crm_reopened: ({ lives }) => `closed and taken up again: counted as ${counted(lives, "deal", "deals")}`,
  crm_amount_missing: ({ product }) => `no amount in ${crmExportLabels.crmProduct[product].en}`,
  crm_other_pipeline: ({ stage }) => `stage ${stage} of another pipeline was left out`,
};

export const crmExportZh: Messages<CrmExportReasonParams> = {
  crm_row_not_record: ({ product }) => `不是 ${crmExportLabels.crmProduct[product].zh} 的记录`,
  crm_field_missing: ({ field }) => `缺少 ${field}`,
  crm_field_unreadable: ({ field, value }) => `${field} 无法读取：${value}`,
  crm_amount_unreadable: ({ field, value }) => `${field} 必须是不小于零的数字，用小数点且不带分隔符：${value}`,
  crm_duplicate_deal: ({ deal, first }) => `商机 ${deal} 已在第 ${first} 行出现`,
  crm_unknown_stage: ({ stage }) => `阶段 ${stage} 不在导出的阶段中`,
  crm_unknown_pipeline: ({ pipeline }) => `销售管道 ${pipeline} 不在导出的管道中`,
  crm_deal_not_exported: ({ deal }) => `商机 ${deal} 不在导出的商机中`,
  crm_deal_refused: ({ deal }) => `商机 ${deal} 的记录未被采用`,
  crm_deal_deleted: ({ deal }) => `商机 ${deal} 已被删除`,
  crm_other_record: ({ model }) => `属于 ${model}，不是商机`,
  crm_stage_inferred: ({ stage, at }) => `阶段 ${stage} 由商机记录推断，最迟于 ${at} 已知`,
  crm_history_differs: ({ recorded, history }) => `商机记录为 ${recorded}，更晚的历史为 ${history}；以历史为准`,
  crm_history_late: ({ days }) => `历史从商机创建 ${formatNumber(days, 1)} 天后才开始`,
  crm_history_gap: ({ expected, found }) => `变更到 ${expected} 之后却从 ${found} 变更：缺少历史行`,
  crm_history_refused: ({ n }) => `有 ${formatNumber(n)} 行历史未被采用`,
  crm_reopened: ({ lives }) => `关闭后又重新跟进：按 ${formatNumber(lives)} 个商机计算`,
  crm_amount_missing: ({ product }) => `${crmExportLabels.crmProduct[product].zh} 中没有金额`,
  crm_other_pipeline: ({ stage }) => `其他销售管道的阶段 ${stage} 已略去`,
};
