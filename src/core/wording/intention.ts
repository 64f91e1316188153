import { formatNumber, formatShare } from "../format.ts";
import { type FlowBreakdownBy, intentionLabels } from "../labels/intention.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `intention`, each with the parameters its wording needs. */
export interface IntentionReasonParams {
  /** Neither a time to buy nor enough signals. */
  intention_unknown: { readonly coverage: number; readonly needed: number };
  /** The expected time to buy gives the grade. */
  intention_by_days: { readonly grade: string; readonly days: number; readonly withinDays: number };
  /** The purchase is expected later than any grade allows. */
  intention_beyond_days: { readonly days: number; readonly limit: number };
  /** The expected day lies in the past, so it says nothing any more. */
  intention_date_passed: { readonly days: number };
  /** The signals give the grade. */
  intention_by_signals: { readonly grade: string; readonly score: number; readonly coverage: number };
  /** The signals are too weak for any grade. */
  intention_below_signals: { readonly score: number; readonly limit: number };
  /** Too few signals are answered to grade by them. */
  intention_signals_thin: { readonly coverage: number; readonly needed: number };
  /** What the open signals could still make of the grade; `none` where no grade remains possible. */
  intention_still_possible: { readonly grades: readonly string[]; readonly none: boolean };
  /** Time and signals give different grades; absent where no grade. */
  intention_disagree: { readonly days?: string; readonly signals?: string };
  /** Nobody with the grade was watched for as long as it promises. */
  intention_not_due: { readonly grade: string; readonly n: number; readonly withinDays: number };
  /** Better grades do buy more often. */
  intention_order_holds: { readonly n: number; readonly withinDays: number; readonly p: number };
  /** No order of the grades can be told. */
  intention_order_unclear: { readonly n: number; readonly withinDays: number; readonly p: number };
  /** Better grades buy less often. */
  intention_order_reversed: { readonly n: number; readonly withinDays: number; readonly p: number };
  /** Two neighbouring grades stand the wrong way round in this book. */
  intention_step_reversed: { readonly better: string; readonly worse: string; readonly difference: number };
  /** Rates differ between groups by more than chance. */
  flow_groups_differ: { readonly by: FlowBreakdownBy; readonly n: number; readonly p: number };
  /** No difference between groups can be told. */
  flow_groups_alike: { readonly by: FlowBreakdownBy; readonly n: number; readonly p: number };
  /** Fewer than two groups with settled contacts, or one outcome only. */
  flow_nothing_to_compare: {
    readonly by: FlowBreakdownBy;
    readonly groups: number;
    readonly won: number;
    readonly n: number;
  };
  /** Contacts whose outcome is open do not count towards conversion. */
  flow_open_left_out: { readonly open: number; readonly n: number };
  /** A customer stands in several settled contacts, which intervals take as independent. */
  flow_repeated_customers: { readonly customers: number; readonly contacts: number };
  /** Visits of about that length close more often than all others here. */
  flow_length_holds: {
    readonly minutes: number;
    readonly rate: number;
    readonly n: number;
    readonly nextRate: number;
  };
  /** Visits of another length close more often here. */
  flow_length_refuted: {
    readonly minutes: number;
    readonly rate: number;
    readonly n: number;
    readonly from: number;
    readonly to?: number;
    readonly betterRate: number;
  };
  /** This book cannot tell. */
  flow_length_unclear: { readonly minutes: number; readonly rate: number; readonly n: number };
}

const figure = (value: number): string => formatNumber(value, 1);
const chance = (p: number, locale: "en" | "zh"): string =>
  p < 0.001 ? (locale === "en" ? "p below 0.001" : "p 小于 0.001") : `p = ${formatNumber(p, 3)}`;
const daysEn = (days: number): string => counted(days, "day", "days", 1);
const gradeEn = (grade: string | undefined): string => (grade === undefined ? "no grade" : `grade ${grade}`);
const gradeZh = (grade: string | undefined): string => (grade === undefined ? "无级别" : `${grade} 级`);
const byEn = (by: FlowBreakdownBy): string => intentionLabels.flowBreakdown[by].en.toLowerCase();
const byZh = (by: FlowBreakdownBy): string => intentionLabels.flowBreakdown[by].zh;
const bandEn = (from: number, to: number | undefined): string =>
  to === undefined ? `${figure(from)} minutes and more` : `${figure(from)} to ${figure(to)} minutes`;
const bandZh = (from: number, to: number | undefined): string =>
  to === undefined ? `${figure(from)} 分钟及以上` : `${figure(from)} 至 ${figure(to)} 分钟`;

export const intentionEn: Messages<IntentionReasonParams> = {
  intention_unknown: ({ coverage, needed }) =>
    `no grade can be given: no time to buy is known, and ${formatShare(coverage)} of the signals are answered where ${formatShare(needed)} are needed`,
  intention_by_days: ({ grade, days, withinDays }) =>
    `${gradeEn(grade)}: expected to buy in ${daysEn(days)}, within ${daysEn(withinDays)}`,
  intention_beyond_days: ({ days, limit }) =>
    `no grade: expected to buy in ${daysEn(days)}, later than ${daysEn(limit)}`,
  intention_date_passed: ({ days }) =>
    `the expected day passed ${daysEn(days)} ago without a purchase; ask for a new one`,
  intention_by_signals: ({ grade, score, coverage }) =>
    `${gradeEn(grade)} by signals: ${figure(score)} of 100, with ${formatShare(coverage)} of their weight answered`,
  intention_below_signals: ({ score, limit }) => `no grade by signals: ${figure(score)} of 100, below ${figure(limit)}`,
  intention_signals_thin: ({ coverage, needed }) =>
    `signals do not grade: ${formatShare(coverage)} of their weight is answered, ${formatShare(needed)} is needed`,
  intention_still_possible: ({ grades, none }) =>
    `the open signals leave possible: ${[...grades.map(gradeEn), ...(none ? ["no grade"] : [])].join(", ")}`,
  intention_disagree: ({ days, signals }) =>
    `time and signals disagree: ${gradeEn(days)} by the expected day, ${gradeEn(signals)} by signals`,
  intention_not_due: ({ grade, n, withinDays }) =>
    `${gradeEn(grade)}: none of ${counted(n, "lead", "leads")} was watched for the ${daysEn(withinDays)} it promises`,
  intention_order_holds: ({ n, withinDays, p }) =>
    `the grades mean something: the better the grade, the more buy within ${daysEn(withinDays)} (${chance(p, "en")}, ${counted(n, "lead", "leads")})`,
  intention_order_unclear: ({ n, withinDays, p }) =>
    `no order of the grades can be told from who bought within ${daysEn(withinDays)} (${chance(p, "en")}, ${counted(n, "lead", "leads")})`,
  intention_order_reversed: ({ n, withinDays, p }) =>
    `the grades are the wrong way round: the better the grade, the fewer buy within ${daysEn(withinDays)} (${chance(p, "en")}, ${counted(n, "lead", "leads")})`,
  intention_step_reversed: ({ better, worse, difference }) =>
    `${gradeEn(better)} buys less often than ${gradeEn(worse)} here, by ${counted(100 * difference, "point", "points", 1)} of a hundred`,
  flow_groups_differ: ({ by, n, p }) =>
    `conversion differs by ${byEn(by)} beyond chance (${chance(p, "en")}, ${counted(n, "contact", "contacts")})`,
  flow_groups_alike: ({ by, n, p }) =>
    `no difference of conversion by ${byEn(by)} can be told (${chance(p, "en")}, ${counted(n, "contact", "contacts")})`,
  flow_nothing_to_compare: ({ by, groups, won, n }) =>
    `no comparison by ${byEn(by)}: ${counted(groups, "group", "groups")} with settled contacts, ${formatNumber(won)} of ${formatNumber(n)} closed`,
  flow_open_left_out: ({ open, n }) =>
    `${formatNumber(open)} of ${counted(n, "contact", "contacts")} ${open === 1 ? "is" : "are"} still open and not counted in conversion; the range shows what ${open === 1 ? "it" : "they"} could change`,
  flow_repeated_customers: ({ customers, contacts }) =>
    `${counted(contacts, "contact belongs", "contacts belong")} to ${counted(customers, "customer", "customers")} who came more than once; intervals and tests take contacts as independent and are too narrow there`,
  flow_length_holds: ({ minutes, rate, n, nextRate }) =>
    `visits of about ${figure(minutes)} minutes do close most often here: ${formatShare(rate)} of ${formatNumber(n)}, the next ${formatShare(nextRate)}`,
  flow_length_refuted: ({ minutes, rate, n, from, to, betterRate }) =>
    `visits of about ${figure(minutes)} minutes do not close most often here: ${formatShare(rate)} of ${formatNumber(n)} against ${formatShare(betterRate)} at ${bandEn(from, to)}`,
  flow_length_unclear: ({ minutes, rate, n }) =>
    `whether visits of about ${figure(minutes)} minutes close most often cannot be told here: ${formatShare(rate)} of ${formatNumber(n)}`,
};

export const intentionZh: Messages<IntentionReasonParams> = {
  intention_unknown: ({ coverage, needed }) =>
    `无法定级：预计购买时间不明，信号只回答了 ${formatShare(coverage)}，至少需要 ${formatShare(needed)}`,
  intention_by_days: ({ grade, days, withinDays }) =>
    `${gradeZh(grade)}：预计 ${figure(days)} 天内购买，在 ${figure(withinDays)} 天之内`,
  intention_beyond_days: ({ days, limit }) => `不定级：预计 ${figure(days)} 天后购买，超过 ${figure(limit)} 天`,
  intention_date_passed: ({ days }) => `预计购买日已过 ${figure(days)} 天而未成交，请重新询问`,
  intention_by_signals: ({ grade, score, coverage }) =>
    `按信号为 ${gradeZh(grade)}：${figure(score)} 分（满分 100），已回答权重 ${formatShare(coverage)}`,
  intention_below_signals: ({ score, limit }) => `按信号不定级：${figure(score)} 分，低于 ${figure(limit)} 分`,
  intention_signals_thin: ({ coverage, needed }) =>
    `信号不足以定级：已回答权重 ${formatShare(coverage)}，至少需要 ${formatShare(needed)}`,
  intention_still_possible: ({ grades, none }) =>
    `未回答的信号仍可能使其为：${[...grades.map(gradeZh), ...(none ? ["无级别"] : [])].join("、")}`,
  intention_disagree: ({ days, signals }) =>
    `时间与信号不一致：按预计时间为 ${gradeZh(days)}，按信号为 ${gradeZh(signals)}`,
  intention_not_due: ({ grade, n, withinDays }) =>
    `${gradeZh(grade)}：${formatNumber(n)} 条线索均未观察满所承诺的 ${figure(withinDays)} 天`,
  intention_order_holds: ({ n, withinDays, p }) =>
    `级别有意义：级别越高，${figure(withinDays)} 天内购买的越多（${chance(p, "zh")}，${formatNumber(n)} 条线索）`,
  intention_order_unclear: ({ n, withinDays, p }) =>
    `从 ${figure(withinDays)} 天内的购买看不出级别高低之分（${chance(p, "zh")}，${formatNumber(n)} 条线索）`,
  intention_order_reversed: ({ n, withinDays, p }) =>
    `级别方向相反：级别越高，${figure(withinDays)} 天内购买的越少（${chance(p, "zh")}，${formatNumber(n)} 条线索）`,
  intention_step_reversed: ({ better, worse, difference }) =>
    `此处 ${gradeZh(better)}的购买率反而比 ${gradeZh(worse)}低 ${figure(100 * difference)} 个百分点`,
  flow_groups_differ: ({ by, n, p }) =>
    `成交率因${byZh(by)}而异，超出偶然（${chance(p, "zh")}，${formatNumber(n)} 次接触）`,
  flow_groups_alike: ({ by, n, p }) => `看不出成交率因${byZh(by)}而异（${chance(p, "zh")}，${formatNumber(n)} 次接触）`,
  flow_nothing_to_compare: ({ by, groups, won, n }) =>
    `无法按${byZh(by)}比较：有结果的组 ${formatNumber(groups)} 个，${formatNumber(n)} 次中成交 ${formatNumber(won)} 次`,
  flow_open_left_out: ({ open, n }) =>
    `${formatNumber(n)} 次接触中有 ${formatNumber(open)} 次尚无结果，未计入成交率；其影响见区间`,
  flow_repeated_customers: ({ customers, contacts }) =>
    `有 ${formatNumber(contacts)} 次接触来自 ${formatNumber(customers)} 位多次到访的客户；区间与检验视各次接触为独立，因而偏窄`,
  flow_length_holds: ({ minutes, rate, n, nextRate }) =>
    `此处约 ${figure(minutes)} 分钟的来访成交率确实最高：${formatNumber(n)} 次中 ${formatShare(rate)}，其次为 ${formatShare(nextRate)}`,
  flow_length_refuted: ({ minutes, rate, n, from, to, betterRate }) =>
    `此处约 ${figure(minutes)} 分钟的来访成交率并非最高：${formatNumber(n)} 次中 ${formatShare(rate)}，而 ${bandZh(from, to)}为 ${formatShare(betterRate)}`,
  flow_length_unclear: ({ minutes, rate, n }) =>
    `此处无法判断约 ${figure(minutes)} 分钟的来访成交率是否最高：${formatNumber(n)} 次中 ${formatShare(rate)}`,
};
