import { formatNumber, formatShare } from "../format.ts";
import { type AccountPart, accountPlanLabels } from "../labels/account-plan.ts";
import { type ContactStatus, careLabels } from "../labels/care.ts";
import { type LoyaltyQuadrant, loyaltyLabels } from "../labels/loyalty.ts";
import { type OgsmLight, projectLabels } from "../labels/project.ts";
import { type RelationshipLevel, relationshipLabels } from "../labels/relationship.ts";
import { type LeverId, type SwitchingBand, switchingLabels } from "../labels/switching.ts";
import { tieringLabels } from "../labels/tiering.ts";
import { type Label, type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `account-plan`, each with the parameters its wording needs. */
export interface AccountPlanReasonParams {
  account_nothing_known: { readonly account: string };
  account_worth_unknown: { readonly missing: readonly AccountPart[] };
  account_tier: {
    readonly tier: string;
    readonly value: number;
    readonly nextTier?: string;
    readonly toNextTier?: number;
  };
  account_revenue: { readonly monthly: number; readonly margin: number };
  account_value: { readonly value: number; readonly lower: number; readonly upper: number };
  account_loyalty: { readonly quadrant: LoyaltyQuadrant; readonly probability?: number };
  account_churn: { readonly months: number; readonly chance: number; readonly lower: number; readonly upper: number };
  account_switching: {
    readonly index: number;
    readonly lowest: number;
    readonly highest: number;
    readonly band?: SwitchingBand;
  };
  account_lock_in: { readonly freeOn: string; readonly noticeBy?: string };
  account_relationship: {
    readonly score: number;
    readonly level: RelationshipLevel;
    readonly lowest: number;
    readonly highest: number;
  };
  account_chain: {
    readonly people: number;
    readonly coverage: number;
    readonly missing: number;
    readonly stance?: number;
  };
  account_deals: { readonly open: number; readonly amount: number; readonly expected: number; readonly chance: number };
  account_target: {
    readonly actual: number;
    readonly target: number;
    readonly pace?: number;
    readonly chance?: number;
  };
  account_service: {
    readonly open: number;
    readonly broken: number;
    readonly soon: number;
    readonly clocks: number;
    readonly red: number;
  };
  account_contact: { readonly status: ContactStatus; readonly daysOverdue: number; readonly daysSince?: number };
  account_care: { readonly planned: number; readonly due: number; readonly overdue: number };
  account_campaigns: { readonly reached: number; readonly known: number; readonly answered: number };
  account_dossier: { readonly completeness: number; readonly known: number; readonly facts: number };
  account_schedule: {
    readonly finish: number;
    readonly date?: string;
    readonly tasks: number;
    readonly missed: number;
  };
  account_finish: { readonly chance: number };
  account_objectives: { readonly light: OgsmLight; readonly progress?: number };
  account_risks: { readonly expected: number; readonly reserve: number };
  account_apostle_leaving: { readonly chance: number; readonly months: number };
  account_defector_staying: { readonly chance: number; readonly months: number };
  account_hostage_free: { readonly index: number };
  account_bound_leaving: { readonly index: number; readonly chance: number; readonly months: number };
  account_bound_but_free_soon: { readonly index: number; readonly freeOn: string; readonly days: number };
  account_close_but_silent: { readonly level: RelationshipLevel; readonly status: ContactStatus };
  account_deal_against_chain: { readonly deals: number; readonly stance: number };
  account_served_but_unhappy: { readonly quadrant: LoyaltyQuadrant; readonly clocks: number };
  account_green_but_late: { readonly missed: number };
  account_unknown: {
    readonly part: AccountPart;
    readonly needed: boolean;
    readonly tier?: string;
    /** What it would be worth to know it before choosing among the moves. */
    readonly worth?: number;
  };
  account_gap: { readonly part: AccountPart; readonly missing: number };
  account_effect_unknown: { readonly assumption: string; readonly worth: number };
  account_move_loyalty: { readonly quadrant: LoyaltyQuadrant };
  account_move_barrier: { readonly index: number; readonly lever?: LeverId };
  account_move_renew: { readonly freeOn: string; readonly days: number };
  account_move_cases: { readonly broken: number };
  account_move_contact: { readonly status: ContactStatus };
  account_move_chain: { readonly missing: number };
  account_move_worth: {
    readonly move: string;
    readonly worth: number;
    readonly lower: number;
    readonly upper: number;
    readonly chance: number;
    readonly cost: number;
  };
  account_move_belief: { readonly move: string; readonly effects: number };
  account_move_hours: { readonly move: string; readonly hours: number };
  account_moves_overlap: { readonly moves: number; readonly together: number; readonly alone: number };
  account_cost_unknown: Readonly<Record<never, never>>;
  account_typical_churn: { readonly chance: number };
  account_move_not_for: { readonly move: string };
}

/** Tiers of the standard pyramid by their names, others as they are called. */
const tierName = (id: string, locale: Locale): string => labelIn(tieringLabels.tier, id, locale);
/** A worth that is written at all. */
const isMoney = (worth: number | undefined): worth is number => worth !== undefined && worth >= 0.5;
const money = (value: number): string => formatNumber(value);
const figure = (value: number): string => formatNumber(value, 1);
const low = (label: Label): string => label.en.charAt(0).toLowerCase() + label.en.slice(1);
const partEn = (part: AccountPart): string => low(accountPlanLabels.accountPart[part]);
const partZh = (part: AccountPart): string => accountPlanLabels.accountPart[part].zh;
const moveName = (id: string, locale: Locale): string => labelIn(accountPlanLabels.accountMove, id, locale);
/** Assumptions of built-in rules carry the name of their move. */
const effectName = (id: string, locale: Locale): string => moveName(id.replace(/^rule:/, ""), locale);

export const accountPlanEn: Messages<AccountPlanReasonParams> = {
  account_nothing_known: ({ account }) => `no plan: nothing is known about ${account}`,
  account_worth_unknown: ({ missing }) => `no move can be valued: ${missing.map(partEn).join(" and ")} not known`,
  account_tier: ({ tier, value, nextTier, toNextTier }) =>
    `${tierName(tier, "en")}, with a value of ${money(value)}${nextTier === undefined || toNextTier === undefined ? "" : `; ${money(toNextTier)} missing to ${tierName(nextTier, "en")}`}`,
  account_revenue: ({ monthly, margin }) => `${money(monthly)} a month, of which ${formatShare(margin)} is margin`,
  account_value: ({ value, lower, upper }) => `worth ${money(value)} (${money(lower)} to ${money(upper)})`,
  account_loyalty: ({ quadrant, probability }) =>
    `${low(loyaltyLabels.quadrant[quadrant])}${probability === undefined ? "" : `, with a probability of ${formatShare(probability)}`}`,
  account_churn: ({ months, chance, lower, upper }) =>
    `leaves within ${counted(months, "month", "months")} with a chance of ${formatShare(chance)} (${formatShare(lower)} to ${formatShare(upper)})`,
  account_switching: ({ index, lowest, highest, band }) =>
    `index ${figure(index)} of 100${band === undefined ? "" : ` (${low(switchingLabels.hold[band])})`}; unanswered levers leave ${figure(lowest)} to ${figure(highest)}`,
  account_lock_in: ({ freeOn, noticeBy }) =>
    `can leave without a charge from ${freeOn}${noticeBy === undefined ? "" : `, if notice is given by ${noticeBy}`}`,
  account_relationship: ({ score, level, lowest, highest }) =>
    `${low(relationshipLabels.relationshipLevel[level])}, ${figure(score)} of 100 (${figure(lowest)} to ${figure(highest)} by what is not answered)`,
  account_chain: ({ people, coverage, missing, stance }) =>
    `${counted(people, "person", "people")} known, contact to ${formatShare(coverage)} of the influence${missing === 0 ? "" : `, ${counted(missing, "role", "roles")} held by nobody known`}${stance === undefined ? "" : `; mean stance ${figure(stance)} from −2 to 2`}`,
  account_deals: ({ open, amount, expected, chance }) =>
    `${counted(open, "open deal", "open deals")} of ${money(amount)}, ${money(expected)} expected; at least one is won with a chance of ${formatShare(chance)}`,
  account_target: ({ actual, target, pace, chance }) =>
    `${money(actual)} of ${money(target)}${pace === undefined ? "" : `, pace ${formatShare(pace)}`}${chance === undefined ? "" : `; reached with a chance of ${formatShare(chance)}`}`,
  account_service: ({ open, broken, soon, clocks, red }) =>
    `${counted(open, "open case", "open cases")}, ${money(broken)} past the promise and ${money(soon)} soon; ${money(red)} of ${counted(clocks, "clock", "clocks")} red`,
  account_contact: ({ status, daysOverdue, daysSince }) =>
    `${low(careLabels.contactStatus[status])}${daysSince === undefined ? "" : `, last ${counted(daysSince, "day", "days")} ago`}${daysOverdue > 0 ? `, ${counted(daysOverdue, "day", "days")} past due` : ""}`,
  account_care: ({ planned, due, overdue }) =>
    `${counted(planned, "care date", "care dates")} planned, ${money(due)} due and ${money(overdue)} overdue`,
  account_campaigns: ({ reached, known, answered }) =>
    `reached by ${counted(reached, "campaign", "campaigns")}; answered ${money(answered)} of ${money(known)} whose answer is known`,
  account_dossier: ({ completeness, known, facts }) =>
    `${money(known)} of ${counted(facts, "fact", "facts")} known, ${formatShare(completeness)} by weight`,
  account_schedule: ({ finish, date, tasks, missed }) =>
    `${counted(tasks, "task", "tasks")}, ${date === undefined ? `${figure(finish)} of working time` : `done on ${date}`}${missed === 0 ? "" : `, ${counted(missed, "deadline", "deadlines")} missed`}`,
  account_finish: ({ chance }) => `the deadline is held with a chance of ${formatShare(chance)}`,
  account_objectives: ({ light, progress }) =>
    `objectives ${low(projectLabels.ogsmLight[light])}${progress === undefined ? "" : `, ${formatShare(progress)} of the way`}`,
  account_risks: ({ expected, reserve }) => `risks cost ${money(expected)} on average; ${money(reserve)} as a reserve`,
  account_apostle_leaving: ({ chance, months }) =>
    `an apostle who leaves within ${counted(months, "month", "months")} with a chance of ${formatShare(chance)}: is the answer old, or the model blind?`,
  account_defector_staying: ({ chance, months }) =>
    `a defector who leaves within ${counted(months, "month", "months")} with a chance of ${formatShare(chance)} only: what holds this customer?`,
  account_hostage_free: ({ index }) =>
    `called a hostage, but little holds this customer: switching index ${figure(index)}`,
  account_bound_leaving: ({ index, chance, months }) =>
    `bound by a switching index of ${figure(index)}, yet leaves within ${counted(months, "month", "months")} with a chance of ${formatShare(chance)}`,
  account_bound_but_free_soon: ({ index, freeOn, days }) =>
    `the switching index of ${figure(index)} leans on a contract that ends on ${freeOn}, in ${counted(days, "day", "days")}`,
  account_close_but_silent: ({ level, status }) =>
    `the relationship is ${low(relationshipLabels.relationshipLevel[level])}, the contact is ${low(careLabels.contactStatus[status])}`,
  account_deal_against_chain: ({ deals, stance }) =>
    `${counted(deals, "deal counts", "deals count")} as likely while the decision chain stands against us (${figure(stance)} from −2 to 2)`,
  account_served_but_unhappy: ({ quadrant, clocks }) =>
    `${clocks === 1 ? "the only service clock is" : `all ${money(clocks)} service clocks are`} green, yet the customer is a ${low(loyaltyLabels.quadrant[quadrant])}: what dissatisfies is not what is timed`,
  account_green_but_late: ({ missed }) =>
    `the objectives are on track while the plan misses ${counted(missed, "deadline", "deadlines")}`,
  account_unknown: ({ part, needed, tier, worth }) =>
    `${partEn(part)} not known${needed ? `, and needed${tier === undefined ? "" : ` for tier ${tierName(tier, "en")}`}` : ""}${!isMoney(worth) ? "" : `; to know it would be worth ${money(worth)}`}`,
  account_gap: ({ part, missing }) => `${formatShare(missing)} of ${partEn(part)} not known`,
  account_effect_unknown: ({ assumption, worth }) =>
    `what “${effectName(assumption, "en")}” brings is believed, not measured; to know it would be worth ${money(worth)}`,
  account_move_loyalty: ({ quadrant }) => `the customer is a ${low(loyaltyLabels.quadrant[quadrant])}`,
  account_move_barrier: ({ index, lever }) =>
    `switching index ${figure(index)} of 100${lever === undefined ? "" : `; most is to be gained by ${low(switchingLabels.lever[lever])}`}`,
  account_move_renew: ({ freeOn, days }) => `free to leave on ${freeOn}, in ${counted(days, "day", "days")}`,
  account_move_cases: ({ broken }) => `${counted(broken, "open case is", "open cases are")} past the promise`,
  account_move_contact: ({ status }) => `contact is ${low(careLabels.contactStatus[status])}`,
  account_move_chain: ({ missing }) => `${counted(missing, "needed role is", "needed roles are")} held by nobody known`,
  account_move_worth: ({ worth, lower, upper, chance, cost }) =>
    `worth ${money(worth)} (${money(lower)} to ${money(upper)}) after a cost of ${money(cost)}; pays with a chance of ${formatShare(chance)}`,
  account_move_belief: ({ effects }) => `rests on ${counted(effects, "belief", "beliefs")} without evidence`,
  account_move_hours: ({ hours }) =>
    `takes about ${counted(hours, "hour", "hours")}, whose cost is not known and not counted`,
  account_moves_overlap: ({ moves, together, alone }) =>
    `done together the ${money(moves)} moves are worth ${money(together)}, one by one they add up to ${money(alone)}`,
  account_cost_unknown: () => "proposed moves are valued before their cost: no cost of an hour was given",
  account_typical_churn: ({ chance }) =>
    `the account's own chance to leave is not known; ${formatShare(chance, 2)} a month stands in for it`,
  account_move_not_for: ({ move }) => `${move} is not meant for this account`,
};

export const accountPlanZh: Messages<AccountPlanReasonParams> = {
  account_nothing_known: ({ account }) => `无法制定计划：对${account}一无所知`,
  account_worth_unknown: ({ missing }) => `无法估算举措价值：${missing.map(partZh).join("、")}未知`,
  account_tier: ({ tier, value, nextTier, toNextTier }) =>
    `${tierName(tier, "zh")}，价值 ${money(value)}${nextTier === undefined || toNextTier === undefined ? "" : `；距${tierName(nextTier, "zh")}还差 ${money(toNextTier)}`}`,
  account_revenue: ({ monthly, margin }) => `每月 ${money(monthly)}，其中毛利 ${formatShare(margin)}`,
  account_value: ({ value, lower, upper }) => `价值 ${money(value)}（${money(lower)} 至 ${money(upper)}）`,
  account_loyalty: ({ quadrant, probability }) =>
    `${loyaltyLabels.quadrant[quadrant].zh}${probability === undefined ? "" : `，概率 ${formatShare(probability)}`}`,
  account_churn: ({ months, chance, lower, upper }) =>
    `${formatNumber(months)} 个月内流失概率 ${formatShare(chance)}（${formatShare(lower)} 至 ${formatShare(upper)}）`,
  account_switching: ({ index, lowest, highest, band }) =>
    `指数 ${figure(index)}（满分 100）${band === undefined ? "" : `，${switchingLabels.hold[band].zh}`}；未答手段使其介于 ${figure(lowest)} 与 ${figure(highest)} 之间`,
  account_lock_in: ({ freeOn, noticeBy }) =>
    `自 ${freeOn} 起可无偿离开${noticeBy === undefined ? "" : `，须在 ${noticeBy} 前通知`}`,
  account_relationship: ({ score, level, lowest, highest }) =>
    `${relationshipLabels.relationshipLevel[level].zh}，${figure(score)} 分（未答项使其介于 ${figure(lowest)} 与 ${figure(highest)} 之间）`,
  account_chain: ({ people, coverage, missing, stance }) =>
    `已知 ${formatNumber(people)} 人，接触到 ${formatShare(coverage)} 的影响力${missing === 0 ? "" : `，${formatNumber(missing)} 个角色无人可寻`}${stance === undefined ? "" : `；平均立场 ${figure(stance)}（−2 至 2）`}`,
  account_deals: ({ open, amount, expected, chance }) =>
    `${formatNumber(open)} 个在谈商机，金额 ${money(amount)}，预期 ${money(expected)}；至少赢得一个的概率 ${formatShare(chance)}`,
  account_target: ({ actual, target, pace, chance }) =>
    `完成 ${money(actual)} / ${money(target)}${pace === undefined ? "" : `，进度比 ${formatShare(pace)}`}${chance === undefined ? "" : `；达成概率 ${formatShare(chance)}`}`,
  account_service: ({ open, broken, soon, clocks, red }) =>
    `${formatNumber(open)} 个未结服务，${formatNumber(broken)} 个已超时，${formatNumber(soon)} 个将超时；${formatNumber(clocks)} 个时钟中 ${formatNumber(red)} 个红灯`,
  account_contact: ({ status, daysOverdue, daysSince }) =>
    `${careLabels.contactStatus[status].zh}${daysSince === undefined ? "" : `，上次在 ${formatNumber(daysSince)} 天前`}${daysOverdue > 0 ? `，已逾期 ${formatNumber(daysOverdue)} 天` : ""}`,
  account_care: ({ planned, due, overdue }) =>
    `计划关怀 ${formatNumber(planned)} 次，到期 ${formatNumber(due)} 次，逾期 ${formatNumber(overdue)} 次`,
  account_campaigns: ({ reached, known, answered }) =>
    `参与 ${formatNumber(reached)} 次活动；已知结果 ${formatNumber(known)} 次，其中响应 ${formatNumber(answered)} 次`,
  account_dossier: ({ completeness, known, facts }) =>
    `${formatNumber(facts)} 项资料中已知 ${formatNumber(known)} 项，按权重 ${formatShare(completeness)}`,
  account_schedule: ({ finish, date, tasks, missed }) =>
    `${formatNumber(tasks)} 项任务，${date === undefined ? `工作时间 ${figure(finish)}` : `${date} 完工`}${missed === 0 ? "" : `，${formatNumber(missed)} 个期限无法遵守`}`,
  account_finish: ({ chance }) => `按期完成的概率 ${formatShare(chance)}`,
  account_objectives: ({ light, progress }) =>
    `目标${projectLabels.ogsmLight[light].zh}${progress === undefined ? "" : `，进度 ${formatShare(progress)}`}`,
  account_risks: ({ expected, reserve }) => `风险平均损失 ${money(expected)}；准备金 ${money(reserve)}`,
  account_apostle_leaving: ({ chance, months }) =>
    `身为传道者，${formatNumber(months)} 个月内流失概率却达 ${formatShare(chance)}：是回答已过时，还是模型有盲点？`,
  account_defector_staying: ({ chance, months }) =>
    `身为破坏者，${formatNumber(months)} 个月内流失概率仅 ${formatShare(chance)}：是什么留住了该客户？`,
  account_hostage_free: ({ index }) => `被归为囚禁者，但几乎没有约束：转移成本指数 ${figure(index)}`,
  account_bound_leaving: ({ index, chance, months }) =>
    `转移成本指数高达 ${figure(index)}，${formatNumber(months)} 个月内流失概率却达 ${formatShare(chance)}`,
  account_bound_but_free_soon: ({ index, freeOn, days }) =>
    `转移成本指数 ${figure(index)} 依赖的合约将于 ${freeOn} 到期，还有 ${formatNumber(days)} 天`,
  account_close_but_silent: ({ level, status }) =>
    `关系为${relationshipLabels.relationshipLevel[level].zh}，联系状态却是${careLabels.contactStatus[status].zh}`,
  account_deal_against_chain: ({ deals, stance }) =>
    `${formatNumber(deals)} 个商机被视为很可能赢得，决策链却对我方不利（${figure(stance)}，−2 至 2）`,
  account_served_but_unhappy: ({ quadrant, clocks }) =>
    `${formatNumber(clocks)} 个服务时钟全部绿灯，客户却是${loyaltyLabels.quadrant[quadrant].zh}：不满之处不在计时范围内`,
  account_green_but_late: ({ missed }) => `目标显示正常，但计划中有 ${formatNumber(missed)} 个期限无法遵守`,
  account_unknown: ({ part, needed, tier, worth }) =>
    `${partZh(part)}未知${needed ? `，${tier === undefined ? "" : `${tierName(tier, "zh")}`}须掌握` : ""}${!isMoney(worth) ? "" : `；弄清它值 ${money(worth)}`}`,
  account_gap: ({ part, missing }) => `${partZh(part)}尚有 ${formatShare(missing)} 未知`,
  account_effect_unknown: ({ assumption, worth }) =>
    `“${effectName(assumption, "zh")}”的效果只是判断，未经测量；弄清它值 ${money(worth)}`,
  account_move_loyalty: ({ quadrant }) => `该客户是${loyaltyLabels.quadrant[quadrant].zh}`,
  account_move_barrier: ({ index, lever }) =>
    `转移成本指数 ${figure(index)}${lever === undefined ? "" : `；最值得加强的是${switchingLabels.lever[lever].zh}`}`,
  account_move_renew: ({ freeOn, days }) => `${freeOn} 起可自由离开，还有 ${formatNumber(days)} 天`,
  account_move_cases: ({ broken }) => `${formatNumber(broken)} 个未结服务已超时`,
  account_move_contact: ({ status }) => `联系状态：${careLabels.contactStatus[status].zh}`,
  account_move_chain: ({ missing }) => `${formatNumber(missing)} 个必要角色无人可寻`,
  account_move_worth: ({ worth, lower, upper, chance, cost }) =>
    `价值 ${money(worth)}（${money(lower)} 至 ${money(upper)}），已扣成本 ${money(cost)}；划算的概率 ${formatShare(chance)}`,
  account_move_belief: ({ effects }) => `依据 ${formatNumber(effects)} 个未经证实的判断`,
  account_move_hours: ({ hours }) => `约需 ${formatNumber(hours)} 小时，其成本未知、未计入`,
  account_moves_overlap: ({ moves, together, alone }) =>
    `${formatNumber(moves)} 项举措同时实施价值 ${money(together)}，单独相加为 ${money(alone)}`,
  account_cost_unknown: () => "未给出每小时成本，建议举措的价值未扣成本",
  account_typical_churn: ({ chance }) => `该客户自身的流失概率未知，以每月 ${formatShare(chance, 2)} 代替`,
  account_move_not_for: ({ move }) => `${move}不适用于该客户`,
};
