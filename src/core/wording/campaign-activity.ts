import { formatNumber, formatShare } from "../format.ts";
import {
  type CampaignEventType,
  type CampaignMeasure,
  type CampaignStanding,
  campaignActivityLabels,
} from "../labels/campaign-activity.ts";
import type { Locale, Messages } from "../locale.ts";
import { allowedList } from "./allowed.ts";

/** Why an event was refused; `allowed` is what would have been taken instead, empty where nothing would. */
export interface CampaignRefusalParams {
  /** The campaign does not stand so that this can happen to it. */
  campaign_event_not_allowed: {
    readonly event: CampaignEventType;
    readonly standing: CampaignStanding;
    readonly allowed: readonly CampaignEventType[];
  };
  /** Dated before what has already happened to the campaign; `allowed` is the earliest moment. */
  campaign_event_out_of_order: { readonly at: string; readonly allowed: readonly string[] };
  /** An event of another campaign. */
  campaign_event_other_campaign: { readonly campaign: string; readonly allowed: readonly string[] };
  /** Needs approval first: the budget is above what may be spent without. */
  campaign_event_unapproved: {
    readonly event: CampaignEventType;
    readonly budget: number;
    readonly limit: number;
    readonly allowed: readonly CampaignEventType[];
  };
  /** An approval up to less than what is approved; `allowed` is the least limit. */
  campaign_event_limit_low: { readonly limit: number; readonly budget: number; readonly allowed: readonly string[] };
  /** A line that the budget does not hold; `allowed` are those it holds. */
  campaign_event_unknown_line: { readonly line: string; readonly allowed: readonly string[] };
  /** More money came back than was spent on the line; `allowed` is the largest refund. */
  campaign_event_refund_high: {
    readonly line: string;
    readonly amount: number;
    readonly spent: number;
    readonly allowed: readonly string[];
  };
  /** More came than were invited; `allowed` is how many may still come. */
  campaign_event_attended_high: {
    readonly line: string;
    readonly attended: number;
    readonly left: number;
    readonly allowed: readonly string[];
  };
  /** A record that was kept before. */
  campaign_event_repeated: { readonly record: string; readonly allowed: readonly string[] };
  /** A link that does not exist; `allowed` are those that do. */
  campaign_event_not_linked: {
    readonly to: "opportunity" | "contract";
    readonly target: string;
    readonly allowed: readonly string[];
  };
  /** A reason that the rules do not list. */
  campaign_event_unlisted_reason: { readonly reason: string; readonly allowed: readonly string[] };
  /** A grade that the rules do not list. */
  campaign_event_unlisted_grade: { readonly grade: string; readonly allowed: readonly string[] };
  /** What the event says is so already. */
  campaign_event_no_change: { readonly event: CampaignEventType; readonly allowed: readonly string[] };
}

/** Reason codes of `campaign-activity`, each with the parameters its wording needs. */
export interface CampaignActivityReasonParams extends CampaignRefusalParams {
  /** More was spent than planned; without `line` in all. */
  campaign_plan_overrun: { readonly line?: string; readonly real: number; readonly planned: number };
  /** Less was spent than planned, and the campaign has ended. */
  campaign_plan_underspent: { readonly line?: string; readonly real: number; readonly planned: number };
  /** More was spent than an even pace would have spent by now. */
  campaign_plan_cost_ahead: {
    readonly line?: string;
    readonly real: number;
    readonly due: number;
    readonly elapsed: number;
  };
  /** Fewer of those invited came than planned, by more than chance. */
  campaign_plan_attendance_low: CampaignAttendanceParams;
  /** More of those invited came than planned, by more than chance. */
  campaign_plan_attendance_high: CampaignAttendanceParams;
  /** A count is below what was due, by more than chance. */
  campaign_plan_behind: CampaignCountParams;
  /** A count is above what was due, by more than chance. */
  campaign_plan_ahead: CampaignCountParams;
  /** A running campaign without a last day has no pace. */
  campaign_plan_no_end: Readonly<Record<never, never>>;
  /** The campaign has not begun, so nothing is due. */
  campaign_plan_not_started: { readonly start: string };
  /** Nobody was invited, so no rate of attendance can be named. */
  campaign_plan_nobody_invited: Readonly<Record<never, never>>;
  /** Another budget waits for approval. */
  campaign_plan_budget_waits: { readonly budget: number; readonly requested: number };
  /** The budget was changed since the first draft. */
  campaign_plan_rebudgeted: { readonly from: number; readonly to: number };
  /** Credits of one target did not sum to one and were brought to it. */
  campaign_credit_rescaled: {
    readonly to: "opportunity" | "contract";
    readonly target: string;
    readonly total: number;
  };
}

export interface CampaignAttendanceParams {
  readonly line?: string;
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
  readonly planned: number;
}

export interface CampaignCountParams {
  readonly measure: CampaignMeasure;
  readonly line?: string;
  readonly real: number;
  readonly due: number;
}

const money = (value: number): string => formatNumber(value, 2);
const event = (type: CampaignEventType, locale: Locale): string =>
  `“${campaignActivityLabels.campaignEvent[type][locale]}”`;
const events = (types: readonly CampaignEventType[], locale: Locale): string =>
  allowedList(
    types.map((type) => event(type, locale)),
    locale,
  );
const standingEn = (one: CampaignStanding): string => campaignActivityLabels.campaignStanding[one].en.toLowerCase();
const standingZh = (one: CampaignStanding): string => campaignActivityLabels.campaignStanding[one].zh;
const lineEn = (line: string | undefined): string => (line === undefined ? "in all" : `line ${line}`);
const lineZh = (line: string | undefined): string => (line === undefined ? "合计" : `项目 ${line}`);
const targetEn = { opportunity: "opportunity", contract: "contract" } as const;
const targetZh = { opportunity: "商机", contract: "合同" } as const;
const measureEn = (measure: CampaignMeasure): string =>
  campaignActivityLabels.campaignMeasure[measure].en.toLowerCase();
const measureZh = (measure: CampaignMeasure): string => campaignActivityLabels.campaignMeasure[measure].zh;

/** How far real is from what was planned, as a share; nothing where nothing was planned. */
function apart(real: number, planned: number, locale: Locale): string {
  if (planned === 0) return "";
  const share = formatShare(Math.abs(real / planned - 1));
  return locale === "en" ? ` (${share})` : `（${share}）`;
}

export const campaignActivityEn: Messages<CampaignActivityReasonParams> = {
  campaign_event_not_allowed: ({ event: type, standing, allowed }) =>
    `${event(type, "en")} cannot happen to a campaign that is ${standingEn(standing)}; allowed: ${events(allowed, "en")}`,
  campaign_event_out_of_order: ({ at, allowed }) =>
    `dated ${at}, before the last event of the campaign; allowed: ${allowedList(allowed, "en")} or later`,
  campaign_event_other_campaign: ({ campaign, allowed }) =>
    `belongs to campaign ${campaign}; allowed: ${allowedList(allowed, "en")}`,
  campaign_event_unapproved: ({ event: type, budget, limit, allowed }) =>
    `${event(type, "en")} needs approval first: the budget is ${money(budget)}, approved is ${money(limit)}; allowed: ${events(allowed, "en")}`,
  campaign_event_limit_low: ({ limit, budget, allowed }) =>
    `a limit of ${money(limit)} is below the budget of ${money(budget)}; allowed: ${allowedList(allowed, "en")} or more`,
  campaign_event_unknown_line: ({ line, allowed }) =>
    `the budget holds no line ${line}; allowed: ${allowedList(allowed, "en")}`,
  campaign_event_refund_high: ({ line, amount, spent, allowed }) =>
    `${money(amount)} cannot come back of line ${line}, on which ${money(spent)} was spent; allowed: ${allowedList(allowed, "en")} or nearer to 0`,
  campaign_event_attended_high: ({ line, attended, left, allowed }) =>
    `${formatNumber(attended)} came to line ${line}, but of those invited only ${formatNumber(left)} have not come yet; allowed: ${allowedList(allowed, "en")} or fewer, the rest as walk-ins`,
  campaign_event_repeated: ({ record }) => `record ${record} is kept already; allowed: one with a new id`,
  campaign_event_not_linked: ({ to, target, allowed }) =>
    `not linked to ${targetEn[to]} ${target}; allowed: ${allowedList(allowed, "en")}`,
  campaign_event_unlisted_reason: ({ reason, allowed }) =>
    `the rules do not list the reason ${reason}; allowed: ${allowedList(allowed, "en")}`,
  campaign_event_unlisted_grade: ({ grade, allowed }) =>
    `the rules do not list the grade ${grade}; allowed: ${allowedList(allowed, "en")}`,
  campaign_event_no_change: ({ event: type }) => `${event(type, "en")} changes nothing, it is so already`,
  campaign_plan_overrun: ({ line, real, planned }) =>
    `${lineEn(line)}: ${money(real - planned)} more was spent than the ${money(planned)} planned${apart(real, planned, "en")}`,
  campaign_plan_underspent: ({ line, real, planned }) =>
    `${lineEn(line)}: ${money(planned - real)} less was spent than the ${money(planned)} planned${apart(real, planned, "en")}`,
  campaign_plan_cost_ahead: ({ line, real, due, elapsed }) =>
    `${lineEn(line)}: ${money(real)} is spent after ${formatShare(elapsed, 0)} of the time, at an even pace it would be ${money(due)}`,
  campaign_plan_attendance_low: ({ line, rate, lower, upper, planned }) =>
    `${lineEn(line)}: ${formatShare(rate)} of those invited came (${formatShare(lower)} to ${formatShare(upper)}), below the ${formatShare(planned)} planned`,
  campaign_plan_attendance_high: ({ line, rate, lower, upper, planned }) =>
    `${lineEn(line)}: ${formatShare(rate)} of those invited came (${formatShare(lower)} to ${formatShare(upper)}), above the ${formatShare(planned)} planned`,
  campaign_plan_behind: ({ measure, line, real, due }) =>
    `${lineEn(line)}: ${measureEn(measure)} ${formatNumber(real)}, fewer than the ${formatNumber(due, 1)} due by more than chance`,
  campaign_plan_ahead: ({ measure, line, real, due }) =>
    `${lineEn(line)}: ${measureEn(measure)} ${formatNumber(real)}, more than the ${formatNumber(due, 1)} due by more than chance`,
  campaign_plan_no_end: () => "the plan names no last day, so a running campaign has no pace to be compared with",
  campaign_plan_not_started: ({ start }) => `not started; planned for ${start}`,
  campaign_plan_nobody_invited: () => "nobody was invited, so no rate of attendance can be named",
  campaign_plan_budget_waits: ({ budget, requested }) =>
    `a budget of ${money(requested)} waits for approval; until then ${money(budget)} holds`,
  campaign_plan_rebudgeted: ({ from, to }) => `the budget was changed from ${money(from)} to ${money(to)}`,
  campaign_credit_rescaled: ({ to, target, total }) =>
    `credits of ${targetEn[to]} ${target} sum to ${formatNumber(total, 4)}; they were brought to 1 ${total === 0 ? "in equal parts" : "in the same ratios"}`,
};

export const campaignActivityZh: Messages<CampaignActivityReasonParams> = {
  campaign_event_not_allowed: ({ event: type, standing, allowed }) =>
    `活动当前为“${standingZh(standing)}”，不能执行${event(type, "zh")}；可执行：${events(allowed, "zh")}`,
  campaign_event_out_of_order: ({ at, allowed }) =>
    `时间 ${at} 早于该活动的上一事件；允许：${allowedList(allowed, "zh")} 及以后`,
  campaign_event_other_campaign: ({ campaign, allowed }) => `属于活动 ${campaign}；允许：${allowedList(allowed, "zh")}`,
  campaign_event_unapproved: ({ event: type, budget, limit, allowed }) =>
    `${event(type, "zh")}须先审批：预算 ${money(budget)}，已批准 ${money(limit)}；可执行：${events(allowed, "zh")}`,
  campaign_event_limit_low: ({ limit, budget, allowed }) =>
    `批准额度 ${money(limit)} 低于预算 ${money(budget)}；允许：${allowedList(allowed, "zh")} 及以上`,
  campaign_event_unknown_line: ({ line, allowed }) => `预算中没有项目 ${line}；可选：${allowedList(allowed, "zh")}`,
  campaign_event_refund_high: ({ line, amount, spent, allowed }) =>
    `项目 ${line} 只支出了 ${money(spent)}，不能冲减 ${money(-amount)}；允许：${allowedList(allowed, "zh")} 以内`,
  campaign_event_attended_high: ({ line, attended, left, allowed }) =>
    `项目 ${line} 登记到场 ${formatNumber(attended)} 人，但受邀者中尚未到场的只有 ${formatNumber(left)} 人；允许：不超过 ${allowedList(allowed, "zh")}，其余按未受邀到场登记`,
  campaign_event_repeated: ({ record }) => `记录 ${record} 已登记；允许：使用新编号的记录`,
  campaign_event_not_linked: ({ to, target, allowed }) =>
    `未关联${targetZh[to]} ${target}；可选：${allowedList(allowed, "zh")}`,
  campaign_event_unlisted_reason: ({ reason, allowed }) =>
    `规则未列出原因 ${reason}；可选：${allowedList(allowed, "zh")}`,
  campaign_event_unlisted_grade: ({ grade, allowed }) => `规则未列出等级 ${grade}；可选：${allowedList(allowed, "zh")}`,
  campaign_event_no_change: ({ event: type }) => `${event(type, "zh")}未带来变化，当前已是如此`,
  campaign_plan_overrun: ({ line, real, planned }) =>
    `${lineZh(line)}：比计划的 ${money(planned)} 多支出 ${money(real - planned)}${apart(real, planned, "zh")}`,
  campaign_plan_underspent: ({ line, real, planned }) =>
    `${lineZh(line)}：比计划的 ${money(planned)} 少支出 ${money(planned - real)}${apart(real, planned, "zh")}`,
  campaign_plan_cost_ahead: ({ line, real, due, elapsed }) =>
    `${lineZh(line)}：时间过去 ${formatShare(elapsed, 0)}，已支出 ${money(real)}，按均匀进度应为 ${money(due)}`,
  campaign_plan_attendance_low: ({ line, rate, lower, upper, planned }) =>
    `${lineZh(line)}：受邀者到场率 ${formatShare(rate)}（${formatShare(lower)} 至 ${formatShare(upper)}），低于计划的 ${formatShare(planned)}`,
  campaign_plan_attendance_high: ({ line, rate, lower, upper, planned }) =>
    `${lineZh(line)}：受邀者到场率 ${formatShare(rate)}（${formatShare(lower)} 至 ${formatShare(upper)}），高于计划的 ${formatShare(planned)}`,
  campaign_plan_behind: ({ measure, line, real, due }) =>
    `${lineZh(line)}：${measureZh(measure)} ${formatNumber(real)}，少于应有的 ${formatNumber(due, 1)}，超出偶然范围`,
  campaign_plan_ahead: ({ measure, line, real, due }) =>
    `${lineZh(line)}：${measureZh(measure)} ${formatNumber(real)}，多于应有的 ${formatNumber(due, 1)}，超出偶然范围`,
  campaign_plan_no_end: () => "计划没有结束日，进行中的活动没有可比的进度",
  campaign_plan_not_started: ({ start }) => `尚未启动，计划于 ${start} 开始`,
  campaign_plan_nobody_invited: () => "没有邀请任何人，无法给出到场率",
  campaign_plan_budget_waits: ({ budget, requested }) =>
    `${money(requested)} 的预算正在待批，批准前按 ${money(budget)} 执行`,
  campaign_plan_rebudgeted: ({ from, to }) => `预算已由 ${money(from)} 调整为 ${money(to)}`,
  campaign_credit_rescaled: ({ to, target, total }) =>
    `${targetZh[to]} ${target} 的功劳份额合计为 ${formatNumber(total, 4)}，已${total === 0 ? "平均" : "按原比例"}调整为 1`,
};
