import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** What a decision about a mailing rests on. */
export interface MailingFigures {
  readonly share: number;
  readonly customers: number;
  readonly profit: number;
  readonly lower: number;
  readonly upper: number;
}

/** Reason codes of `mailing`, each with the parameters its wording needs. */
export interface MailingReasonParams {
  /** Contacting the best share pays, also on customers without a say in the choice. */
  mailing_pays: MailingFigures;
  /** A share looks best, but its profit cannot be told from zero. */
  mailing_unproven: MailingFigures;
  /** What the chances promise, if they are right. */
  mailing_expected: MailingFigures & { readonly breakEven: number };
  /** Nobody is worth a contact, or all together do not earn the fixed cost. */
  mailing_nobody: { readonly customers: number; readonly basis: "expected" | "measured" };
  /** Too few answers of the past mailing to measure a profit. */
  mailing_past_thin: { readonly yes: number; readonly needed: number };
  /** No past mailing was given: all rests on the chances. */
  mailing_on_trust: { readonly breakEven: number };
  /** The past mailing did not bring what its chances promised. */
  mailing_not_calibrated: { readonly expected: number; readonly observed: number; readonly slope?: number };
  /** The plain rule cuts where the past mailing says that the best cut does not lie. */
  mailing_rule_disagrees: MailingRuleFigures;
  /** The plain rule cuts within the interval of the best cut. */
  mailing_rule_agrees: MailingRuleFigures;
  /** The limit on contacts binds. */
  mailing_capacity: { readonly limit: number; readonly shadowPrice: number };
  /** More customers are tied at the limit than fit. */
  mailing_tied: { readonly score: number; readonly tied: number; readonly places: number };
  /** Customers whose score no past customer had. */
  mailing_beyond_past: {
    readonly customers: number;
    readonly share: number;
    readonly lowest: number;
    readonly highest: number;
  };
  /** Nobody reaches the chance that was asked for. */
  chance_list_empty: {
    readonly list: "likely" | "unlikely";
    readonly threshold: number;
    readonly extreme: number;
  };
  /** How many a threshold finds. */
  chance_list_found: {
    readonly list: "likely" | "unlikely";
    readonly threshold: number;
    readonly customers: number;
    readonly expected: number;
  };
  /** What a list turned out to hold is not what its chances promised. */
  chance_list_missed: {
    readonly list: "likely" | "between" | "unlikely";
    readonly promised: number;
    readonly rate: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** Too few seeds to learn what they have in common. */
  lookalikes_few_seeds: { readonly seeds: number; readonly needed: number };
  /** Too few customers besides the seeds. */
  lookalikes_few_others: { readonly others: number; readonly needed: number };
  /** Hidden seeds are found no better than by lot. */
  lookalikes_nothing_apart: { readonly auc: number; readonly lower: number; readonly upper: number };
  /** No field takes two values. */
  lookalikes_nothing_varies: { readonly fields: number };
  /** A number that seeds have more, or less, of. */
  lookalikes_number: {
    readonly field: string;
    readonly seedMedian: number;
    readonly otherMedian: number;
    readonly effect: number;
  };
  /** A level that is more, or less, frequent among seeds. */
  lookalikes_level: {
    readonly field: string;
    readonly level: string;
    readonly seedShare: number;
    readonly otherShare: number;
  };
  /** A field that is known more, or less, often of seeds. */
  lookalikes_unknown: { readonly field: string; readonly seedShare: number; readonly otherShare: number };
}

/** Shares of the list at which rule and measurement cut. */
export interface MailingRuleFigures {
  readonly rule: number;
  readonly best: number;
  readonly lower: number;
  readonly upper: number;
}

const amount = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
const figure = (value: number): string => formatNumber(value, Math.abs(value) < 1 ? 4 : 2);
const money = ({ profit, lower, upper }: MailingFigures): string =>
  `${amount(profit)} (interval ${amount(lower)} to ${amount(upper)})`;
const moneyZh = ({ profit, lower, upper }: MailingFigures): string =>
  `${amount(profit)}（区间 ${amount(lower)} 至 ${amount(upper)}）`;
const listEn = { likely: "likely", between: "middle", unlikely: "unlikely" } as const;
const listZh = { likely: "很可能", between: "中间", unlikely: "不太可能" } as const;

export const mailingEn: Messages<MailingReasonParams> = {
  mailing_pays: (p) =>
    `contact ${counted(p.customers, "customer", "customers")} (${formatShare(p.share)} of the list): judged on customers without a say in the choice it brings ${money(p)}`,
  mailing_unproven: (p) =>
    `contacting ${counted(p.customers, "customer", "customers")} (${formatShare(p.share)} of the list) looks best, but its profit cannot be told from zero: ${money(p)}; try a small part first`,
  mailing_expected: (p) =>
    `contact ${counted(p.customers, "customer", "customers")} (${formatShare(p.share)} of the list), those above ${figure(p.breakEven)}: if the chances are right it brings ${money(p)}`,
  mailing_nobody: ({ customers, basis }) =>
    `contact nobody: by ${basis === "measured" ? "the past mailing" : "their chances"} no part of the ${counted(customers, "customer", "customers")} brings more than it costs`,
  mailing_past_thin: ({ yes, needed }) =>
    `no profit can be measured: only ${counted(yes, "customer", "customers")} of the past mailing said yes, at least ${formatNumber(needed)} are needed`,
  mailing_on_trust: () =>
    "the profit rests on the chances alone; give a past mailing to measure it, and check the chances against it",
  mailing_not_calibrated: ({ expected, observed, slope }) =>
    `the chances cannot be taken at their word: the past mailing promised ${formatNumber(expected)} answers and brought ${formatNumber(observed)}${slope === undefined ? "" : `, the calibration slope is ${formatNumber(slope, 2)} instead of 1`}; calibrate them, and take the measured cut-off`,
  mailing_rule_disagrees: ({ rule, best, lower, upper }) =>
    `cost over value would contact ${formatShare(rule)} of the list, the past mailing says ${formatShare(best)} (interval ${formatShare(lower)} to ${formatShare(upper)}): they disagree`,
  mailing_rule_agrees: ({ rule, best, lower, upper }) =>
    `cost over value would contact ${formatShare(rule)} of the list, the past mailing says ${formatShare(best)} (interval ${formatShare(lower)} to ${formatShare(upper)}): they agree within doubt`,
  mailing_capacity: ({ limit, shadowPrice }) =>
    `the limit of ${counted(limit, "contact", "contacts")} binds: one more contact would bring ${amount(shadowPrice)}`,
  mailing_tied: ({ score, tied, places }) =>
    `${counted(tied, "customer", "customers")} share the last score ${figure(score)}, and ${formatNumber(places)} of them fit: draw lots among them`,
  mailing_beyond_past: ({ customers, share, lowest, highest }) =>
    `${counted(customers, "customer", "customers")} (${formatShare(share)}) have scores beyond those of the past mailing (${figure(lowest)} to ${figure(highest)}): their profit is a guess`,
  chance_list_empty: ({ list, threshold, extreme }) =>
    list === "likely"
      ? `nobody is ${formatShare(threshold)} likely: the highest chance is ${formatShare(extreme)}`
      : `nobody is as unlikely as ${formatShare(threshold)}: the lowest chance is ${formatShare(extreme)}`,
  chance_list_found: ({ list, threshold, customers, expected }) =>
    `${counted(customers, "customer", "customers")} ${formatNumber(customers) === "1" ? "has" : "have"} a chance of ${formatShare(threshold)} or ${list === "likely" ? "more" : "less"}; ${formatNumber(expected, 1)} are expected to say yes`,
  chance_list_missed: ({ list, promised, rate, lower, upper }) =>
    `the ${listEn[list]} list promised ${formatShare(promised)} yes and held ${formatShare(rate)} (interval ${formatShare(lower)} to ${formatShare(upper)})`,
  lookalikes_few_seeds: ({ seeds, needed }) =>
    `no look-alikes can be found: ${counted(seeds, "seed", "seeds")} given, at least ${formatNumber(needed)} are needed`,
  lookalikes_few_others: ({ others, needed }) =>
    `no look-alikes can be found: ${counted(others, "customer is", "customers are")} no seed, at least ${formatNumber(needed)} are needed`,
  lookalikes_nothing_apart: ({ auc, lower, upper }) =>
    `no look-alikes can be found: nothing sets the seeds apart. A hidden seed outranks another customer in ${formatShare(auc)} of pairs (interval ${formatShare(lower)} to ${formatShare(upper)}), where lots give 50%`,
  lookalikes_nothing_varies: ({ fields }) =>
    `no look-alikes can be found: none of the ${counted(fields, "field", "fields")} takes two values`,
  lookalikes_number: ({ field, seedMedian, otherMedian, effect }) =>
    `seeds have ${effect > 0 ? "more" : "less"} of ${field}: median ${figure(seedMedian)} against ${figure(otherMedian)}, ahead in pairs by ${formatShare(Math.abs(effect))}`,
  lookalikes_level: ({ field, level, seedShare, otherShare }) =>
    `${field} is ${level} for ${formatShare(seedShare)} of seeds against ${formatShare(otherShare)} of the others`,
  lookalikes_unknown: ({ field, seedShare, otherShare }) =>
    `${field} is not known of ${formatShare(seedShare)} of seeds against ${formatShare(otherShare)} of the others`,
};

export const mailingZh: Messages<MailingReasonParams> = {
  mailing_pays: (p) =>
    `联系 ${formatNumber(p.customers)} 个客户（占名单的 ${formatShare(p.share)}）：以未参与选择的客户检验，可得 ${moneyZh(p)}`,
  mailing_unproven: (p) =>
    `联系 ${formatNumber(p.customers)} 个客户（占名单的 ${formatShare(p.share)}）看似最优，但其利润与零无法区分：${moneyZh(p)}；请先小范围试行`,
  mailing_expected: (p) =>
    `联系 ${formatNumber(p.customers)} 个客户（占名单的 ${formatShare(p.share)}），即高于 ${figure(p.breakEven)} 者：若概率属实，可得 ${moneyZh(p)}`,
  mailing_nobody: ({ customers, basis }) =>
    `不联系任何人：按${basis === "measured" ? "以往活动" : "其概率"}，${formatNumber(customers)} 个客户中没有任何部分的收益高于成本`,
  mailing_past_thin: ({ yes, needed }) =>
    `无法测算利润：以往活动中只有 ${formatNumber(yes)} 个客户响应，至少需要 ${formatNumber(needed)} 个`,
  mailing_on_trust: () => "利润完全取决于概率是否可信；请提供以往活动的结果加以测算，并据此检验概率",
  mailing_not_calibrated: ({ expected, observed, slope }) =>
    `概率不可直接采信：以往活动预计 ${formatNumber(expected)} 个响应，实际 ${formatNumber(observed)} 个${slope === undefined ? "" : `，校准斜率为 ${formatNumber(slope, 2)} 而非 1`}；请先校准，并采用实测的分界`,
  mailing_rule_disagrees: ({ rule, best, lower, upper }) =>
    `按成本除以价值应联系名单的 ${formatShare(rule)}，以往活动则表明为 ${formatShare(best)}（区间 ${formatShare(lower)} 至 ${formatShare(upper)}）：两者不一致`,
  mailing_rule_agrees: ({ rule, best, lower, upper }) =>
    `按成本除以价值应联系名单的 ${formatShare(rule)}，以往活动表明为 ${formatShare(best)}（区间 ${formatShare(lower)} 至 ${formatShare(upper)}）：两者在误差范围内一致`,
  mailing_capacity: ({ limit, shadowPrice }) =>
    `${formatNumber(limit)} 次联系的上限已用满：再多联系一次可得 ${amount(shadowPrice)}`,
  mailing_tied: ({ score, tied, places }) =>
    `有 ${formatNumber(tied)} 个客户同处最后的评分 ${figure(score)}，只能容纳其中 ${formatNumber(places)} 个：请在其中抽签`,
  mailing_beyond_past: ({ customers, share, lowest, highest }) =>
    `${formatNumber(customers)} 个客户（${formatShare(share)}）的评分超出以往活动的范围（${figure(lowest)} 至 ${figure(highest)}）：其利润只是推测`,
  chance_list_empty: ({ list, threshold, extreme }) =>
    list === "likely"
      ? `没有客户的可能性达到 ${formatShare(threshold)}：最高概率为 ${formatShare(extreme)}`
      : `没有客户的可能性低至 ${formatShare(threshold)}：最低概率为 ${formatShare(extreme)}`,
  chance_list_found: ({ list, threshold, customers, expected }) =>
    `${formatNumber(customers)} 个客户的概率${list === "likely" ? "不低于" : "不高于"} ${formatShare(threshold)}；预计其中 ${formatNumber(expected, 1)} 个会响应`,
  chance_list_missed: ({ list, promised, rate, lower, upper }) =>
    `“${listZh[list]}”名单预计响应率为 ${formatShare(promised)}，实际为 ${formatShare(rate)}（区间 ${formatShare(lower)} 至 ${formatShare(upper)}）`,
  lookalikes_few_seeds: ({ seeds, needed }) =>
    `无法寻找相似客户：只有 ${formatNumber(seeds)} 个种子客户，至少需要 ${formatNumber(needed)} 个`,
  lookalikes_few_others: ({ others, needed }) =>
    `无法寻找相似客户：种子之外只有 ${formatNumber(others)} 个客户，至少需要 ${formatNumber(needed)} 个`,
  lookalikes_nothing_apart: ({ auc, lower, upper }) =>
    `无法寻找相似客户：种子客户并无特别之处。隐藏的种子客户在 ${formatShare(auc)} 的配对中排名更高（区间 ${formatShare(lower)} 至 ${formatShare(upper)}），而随机为 50%`,
  lookalikes_nothing_varies: ({ fields }) => `无法寻找相似客户：${formatNumber(fields)} 个字段均无变化`,
  lookalikes_number: ({ field, seedMedian, otherMedian, effect }) =>
    `种子客户的 ${field} 较${effect > 0 ? "高" : "低"}：中位数 ${figure(seedMedian)}，其他客户为 ${figure(otherMedian)}，成对比较相差 ${formatShare(Math.abs(effect))}`,
  lookalikes_level: ({ field, level, seedShare, otherShare }) =>
    `${formatShare(seedShare)} 的种子客户 ${field} 为 ${level}，其他客户为 ${formatShare(otherShare)}`,
  lookalikes_unknown: ({ field, seedShare, otherShare }) =>
    `${formatShare(seedShare)} 的种子客户 ${field} 未知，其他客户为 ${formatShare(otherShare)}`,
};
