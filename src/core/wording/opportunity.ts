import {
  type ApprovalState,
  type OpportunityEventType,
  type OpportunityStanding,
  opportunityLabels,
} from "../labels/opportunity.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { allowedList } from "./allowed.ts";

/** Why an event was refused; `allowed` is what would have been taken instead, empty where nothing would. */
export interface OpportunityRefusalParams {
  /** The deal does not stand so that this can happen to it. */
  opportunity_event_not_allowed: {
    readonly event: OpportunityEventType;
    readonly standing: OpportunityStanding;
    readonly allowed: readonly OpportunityEventType[];
  };
  /** Dated before what has already happened to the deal; `allowed` is the earliest moment. */
  opportunity_out_of_order: { readonly at: string; readonly allowed: readonly string[] };
  /** An event of another deal. */
  opportunity_other_deal: { readonly deal: string; readonly allowed: readonly string[] };
  /** A pipeline that is not there, or none named where there are several. */
  opportunity_unknown_pipeline: { readonly pipeline?: string; readonly allowed: readonly string[] };
  /** A stage that the pipeline does not have, or that this event does not lead to. */
  opportunity_unknown_stage: {
    readonly stage: string;
    readonly event: OpportunityEventType;
    readonly allowed: readonly string[];
  };
  /** A stage that is entered by an event of its own; `allowed` names it. */
  opportunity_stage_needs_event: { readonly stage: string; readonly allowed: readonly OpportunityEventType[] };
  /** The pipeline has no stage for this event to lead to. */
  opportunity_no_such_stage: {
    readonly event: OpportunityEventType;
    readonly allowed: readonly OpportunityEventType[];
  };
  /** A move that the pipeline does not list; `allowed` are the stages that may be entered. */
  opportunity_move_not_allowed: { readonly from: string; readonly to: string; readonly allowed: readonly string[] };
  /** A stage that asks for fields which are not filled. */
  opportunity_fields_missing: {
    readonly stage: string;
    readonly missing: readonly string[];
    readonly allowed: readonly string[];
  };
  /** A stage that asks for approvals which were not given. */
  opportunity_approvals_missing: {
    readonly stage: string;
    readonly missing: readonly string[];
    readonly allowed: readonly string[];
  };
  /** An approval asked twice, or decided without having been asked. */
  opportunity_approval_not_due: {
    readonly approval: string;
    readonly state: ApprovalState;
    readonly event: OpportunityEventType;
    readonly allowed: readonly OpportunityEventType[];
  };
  /** A reason that the pipeline does not list. */
  opportunity_unlisted_reason: { readonly reason: string; readonly allowed: readonly string[] };
  /** A competitor that the pipeline does not list. */
  opportunity_unlisted_competitor: { readonly competitor: string; readonly allowed: readonly string[] };
  /** An amount in another currency than the deal's. */
  opportunity_currency_fixed: { readonly currency: string; readonly allowed: readonly string[] };
  /** An activity that was booked before. */
  opportunity_activity_repeated: { readonly activity: string; readonly allowed: readonly string[] };
  /** What the event says is so already. */
  opportunity_no_change: { readonly event: OpportunityEventType; readonly allowed: readonly string[] };
}

/** Reason codes of `opportunity`, each with the parameters its wording needs. */
export interface OpportunityReasonParams extends OpportunityRefusalParams {
  /** Nothing to split. */
  opportunity_amount_missing: { readonly deal: string };
  /** Nobody to give the amount to. */
  opportunity_owner_missing: { readonly deal: string };
}

/** The first letter small, as inside a sentence. */
function inner({ en, zh }: Label, locale: Locale): string {
  return locale === "en" ? en.charAt(0).toLowerCase() + en.slice(1) : zh;
}

const event = (type: OpportunityEventType, locale: Locale): string =>
  locale === "en"
    ? `“${opportunityLabels.opportunityEvent[type].en}”`
    : `“${opportunityLabels.opportunityEvent[type].zh}”`;

const events = (types: readonly OpportunityEventType[], locale: Locale): string =>
  allowedList(
    types.map((type) => event(type, locale)),
    locale,
  );

const standing = (one: OpportunityStanding, locale: Locale): string =>
  inner(opportunityLabels.opportunityStanding[one], locale);

/** Names a built-in field; a field of the caller's own is its own name. */
function fields(names: readonly string[], locale: Locale): string {
  const known: Readonly<Record<string, Label>> = opportunityLabels.opportunityField;
  const words = names.map((name) => (Object.hasOwn(known, name) ? inner(known[name] as Label, locale) : name));
  return words.join(locale === "en" ? ", " : "、");
}

export const opportunityEn: Messages<OpportunityReasonParams> = {
  opportunity_event_not_allowed: ({ event: type, standing: one, allowed }) =>
    `${event(type, "en")} cannot happen to a deal that is ${standing(one, "en")}; allowed: ${events(allowed, "en")}`,
  opportunity_out_of_order: ({ at, allowed }) =>
    `dated ${at}, before the last event of the deal; allowed: ${allowedList(allowed, "en")} or later`,
  opportunity_other_deal: ({ deal, allowed }) => `belongs to deal ${deal}; allowed: ${allowedList(allowed, "en")}`,
  opportunity_unknown_pipeline: ({ pipeline, allowed }) =>
    `${pipeline === undefined ? "names no pipeline" : `pipeline ${pipeline} is not defined`}; allowed: ${allowedList(allowed, "en")}`,
  opportunity_unknown_stage: ({ stage, event: type, allowed }) =>
    `${event(type, "en")} does not lead to stage ${stage}; allowed: ${allowedList(allowed, "en")}`,
  opportunity_stage_needs_event: ({ stage, allowed }) =>
    `stage ${stage} is entered by an event of its own; allowed: ${events(allowed, "en")}`,
  opportunity_no_such_stage: ({ event: type, allowed }) =>
    `the pipeline has no stage for ${event(type, "en")}; allowed: ${events(allowed, "en")}`,
  opportunity_move_not_allowed: ({ from, to, allowed }) =>
    `the pipeline does not allow the move from ${from} to ${to}; allowed: ${allowedList(allowed, "en")}`,
  opportunity_fields_missing: ({ stage, missing, allowed }) =>
    `stage ${stage} needs ${fields(missing, "en")}; open as things stand: ${allowedList(allowed, "en")}`,
  opportunity_approvals_missing: ({ stage, missing, allowed }) =>
    `stage ${stage} needs the approval of ${missing.join(", ")}; open as things stand: ${allowedList(allowed, "en")}`,
  opportunity_approval_not_due: ({ approval, state, event: type, allowed }) =>
    `${event(type, "en")} does not fit approval ${approval}, which is ${inner(opportunityLabels.approvalState[state], "en")}; allowed: ${events(allowed, "en")}`,
  opportunity_unlisted_reason: ({ reason, allowed }) =>
    `the pipeline does not list the reason ${reason}; allowed: ${allowedList(allowed, "en")}`,
  opportunity_unlisted_competitor: ({ competitor, allowed }) =>
    `the pipeline does not list the competitor ${competitor}; allowed: ${allowedList(allowed, "en")}`,
  opportunity_currency_fixed: ({ currency, allowed }) =>
    `an amount in ${currency}, but a deal keeps its currency; allowed: ${allowedList(allowed, "en")}`,
  opportunity_activity_repeated: ({ activity }) => `activity ${activity} is booked already; allowed: one with a new id`,
  opportunity_no_change: ({ event: type, allowed }) =>
    `${event(type, "en")} changes nothing, it is so already${allowed.length === 0 ? "" : `; allowed: ${allowedList(allowed, "en")}`}`,
  opportunity_amount_missing: ({ deal }) => `nothing to split: deal ${deal} has no amount`,
  opportunity_owner_missing: ({ deal }) => `nobody to credit: deal ${deal} has neither an owner nor an agreed split`,
};

export const opportunityZh: Messages<OpportunityReasonParams> = {
  opportunity_event_not_allowed: ({ event: type, standing: one, allowed }) =>
    `商机当前为“${standing(one, "zh")}”，不能执行${event(type, "zh")}；可执行：${events(allowed, "zh")}`,
  opportunity_out_of_order: ({ at, allowed }) =>
    `时间 ${at} 早于该商机的上一事件；允许：${allowedList(allowed, "zh")} 及以后`,
  opportunity_other_deal: ({ deal, allowed }) => `属于商机 ${deal}；允许：${allowedList(allowed, "zh")}`,
  opportunity_unknown_pipeline: ({ pipeline, allowed }) =>
    `${pipeline === undefined ? "未指明销售流程" : `未定义销售流程 ${pipeline}`}；可选：${allowedList(allowed, "zh")}`,
  opportunity_unknown_stage: ({ stage, event: type, allowed }) =>
    `${event(type, "zh")}不能进入阶段 ${stage}；可选：${allowedList(allowed, "zh")}`,
  opportunity_stage_needs_event: ({ stage, allowed }) =>
    `阶段 ${stage} 须由专门事件进入；可执行：${events(allowed, "zh")}`,
  opportunity_no_such_stage: ({ event: type, allowed }) =>
    `销售流程中没有${event(type, "zh")}对应的阶段；可执行：${events(allowed, "zh")}`,
  opportunity_move_not_allowed: ({ from, to, allowed }) =>
    `销售流程不允许从 ${from} 转到 ${to}；可选：${allowedList(allowed, "zh")}`,
  opportunity_fields_missing: ({ stage, missing, allowed }) =>
    `进入阶段 ${stage} 须先填写：${fields(missing, "zh")}；目前可进入：${allowedList(allowed, "zh")}`,
  opportunity_approvals_missing: ({ stage, missing, allowed }) =>
    `进入阶段 ${stage} 须先通过审批：${missing.join("、")}；目前可进入：${allowedList(allowed, "zh")}`,
  opportunity_approval_not_due: ({ approval, state, event: type, allowed }) =>
    `审批 ${approval} 当前为“${opportunityLabels.approvalState[state].zh}”，不能执行${event(type, "zh")}；可执行：${events(allowed, "zh")}`,
  opportunity_unlisted_reason: ({ reason, allowed }) =>
    `销售流程未列出原因 ${reason}；可选：${allowedList(allowed, "zh")}`,
  opportunity_unlisted_competitor: ({ competitor, allowed }) =>
    `销售流程未列出竞争对手 ${competitor}；可选：${allowedList(allowed, "zh")}`,
  opportunity_currency_fixed: ({ currency, allowed }) =>
    `金额币种为 ${currency}，但商机币种不可更改；允许：${allowedList(allowed, "zh")}`,
  opportunity_activity_repeated: ({ activity }) => `活动 ${activity} 已登记；允许：使用新编号的活动`,
  opportunity_no_change: ({ event: type, allowed }) =>
    `${event(type, "zh")}未带来变化，当前已是如此${allowed.length === 0 ? "" : `；可选：${allowedList(allowed, "zh")}`}`,
  opportunity_amount_missing: ({ deal }) => `无可分配：商机 ${deal} 没有金额`,
  opportunity_owner_missing: ({ deal }) => `无人可分配：商机 ${deal} 既无负责人，也未商定分成`,
};
