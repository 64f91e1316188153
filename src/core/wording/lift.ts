import { formatNumber, formatShare } from "../format.ts";
import { campaignLabels, type LiftArmId } from "../labels/campaign.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `lift`, each with the parameters its wording needs. Money is in the caller's currency. */
export interface LiftReasonParams {
  /** Amounts above a bound count as the bound. */
  lift_capped: { readonly arm: LiftArmId; readonly n: number; readonly bound: number };
  /** A query left rows out because a cell was missing or no number. */
  lift_rows_excluded: { readonly arm: LiftArmId; readonly n: number; readonly of: number };
  /** Customers of the control arm who got the campaign all the same. */
  lift_contaminated_control: { readonly n: number; readonly share: number };
  /** Customers of the treated arm whom the campaign did not reach. */
  lift_not_reached: { readonly n: number; readonly share: number };
  /** Both arms were reached by about the same share, so no effect on those reached can be told. */
  lift_weak_reach: { readonly treated: number; readonly control: number };
  /** A covariate does not vary, or repeats others. */
  lift_covariates_collinear: { readonly covariates: number };
  /** Covariates known before the campaign differ between the arms by more than the lot explains. */
  lift_covariates_differ: { readonly pValue: number };
  /** Too few customers for so many covariates: the adjusted interval is too narrow. */
  lift_few_rows_for_covariates: {
    readonly arm: LiftArmId;
    readonly n: number;
    readonly covariates: number;
    readonly needed: number;
  };
  /** The control's figure is uncertain enough that the delta method's relative interval covers too little. */
  lift_thin_base: { readonly mean: number; readonly standardError: number };
  /** A ratio's denominator cannot be told from zero. */
  lift_weak_denominator: { readonly arm: LiftArmId; readonly mean: number; readonly standardError: number };
  /** As many customers of both arms are in other campaigns. */
  lift_overlap_balanced: { readonly campaigns: number; readonly pValue: number };
  /** One arm is in another campaign more often than the other. */
  lift_overlap_imbalanced: {
    readonly campaign: string;
    readonly treated: number;
    readonly control: number;
    readonly pValue: number;
  };
  /** What a contact costs, and the effect per customer that pays for it. */
  lift_profit_cost: { readonly cost: number; readonly breakEven: number; readonly rate: boolean };
  /** The response rate at which a contact pays, beside that of the control. */
  lift_profit_response: { readonly control: number; readonly breakEven: number };
  /** What the campaign changed per customer. */
  lift_profit_effect: {
    readonly value: number;
    readonly lower: number;
    readonly upper: number;
    readonly level: number;
    readonly rate: boolean;
  };
  /** What a contact earns after its cost. */
  lift_profit_margin: {
    readonly perCustomer: number;
    readonly lower: number;
    readonly upper: number;
    readonly customers: number;
    readonly total: number;
  };
  /** The whole interval of the profit lies above zero. */
  lift_profit_send: { readonly lower: number };
  /** The whole interval of the profit lies below zero. */
  lift_profit_hold: { readonly upper: number };
  /** The interval of the profit holds zero; what knowing for sure would be worth. */
  lift_profit_keep_testing: { readonly chance: number; readonly worth: number };
  /** More testing would cost more than knowing for sure is worth. */
  lift_profit_test_too_dear: { readonly testCost: number; readonly worth: number };
}

const enArm = (arm: LiftArmId): string => campaignLabels.arm[arm].en.toLowerCase();
const zhArm = (arm: LiftArmId): string => campaignLabels.arm[arm].zh;
const money = (value: number): string => formatNumber(value, Math.abs(value) < 10 ? 4 : 2);
/** A sum over many customers: whole from 100 on, below with its first three digits, so that a small one is not worded as 0. */
const sum = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return formatNumber(value);
  return formatNumber(value, size >= 1 ? 2 : Math.min(20, 2 - Math.floor(Math.log10(size))));
};
const figure = (value: number, rate: boolean): string => (rate ? formatShare(value, 3) : money(value));
const customers = (n: number): string => counted(n, "customer", "customers");

export const liftEn: Messages<LiftReasonParams> = {
  lift_capped: ({ arm, n, bound }) =>
    `${enArm(arm)} arm: ${counted(n, "amount", "amounts")} above ${money(bound)} counted as ${money(bound)}`,
  lift_rows_excluded: ({ arm, n, of }) =>
    `${enArm(arm)} arm: ${counted(n, "row", "rows")} left out beside ${formatNumber(of)} used, because a cell was missing or no number`,
  lift_contaminated_control: ({ n, share }) =>
    `${customers(n)} of the control arm (${formatShare(share)}) got the campaign; they still count as control, which makes the difference too small`,
  lift_not_reached: ({ n, share }) =>
    `${customers(n)} of the treated arm (${formatShare(share)}) did not get the campaign; they still count as treated`,
  lift_weak_reach: ({ treated, control }) =>
    `the campaign reached ${formatShare(treated)} of the treated and ${formatShare(control)} of the control arm: too alike to tell its effect on those reached`,
  lift_covariates_collinear: ({ covariates }) =>
    `no adjustment: of ${counted(covariates, "covariate", "covariates")} one does not vary or repeats the others`,
  lift_covariates_differ: ({ pValue }) =>
    `what was known before the campaign differs between the arms by more than chance (${pText(pValue)}); check the split, and that no covariate was measured after the start`,
  lift_few_rows_for_covariates: ({ arm, n, covariates, needed }) =>
    `the ${enArm(arm)} arm holds ${customers(n)} for ${counted(covariates, "covariate", "covariates")}, ${formatNumber(needed)} are needed; the adjusted interval is too narrow`,
  lift_thin_base: ({ mean, standardError }) =>
    `the control arm's figure ${formatNumber(mean, 4)} is uncertain (standard error ${formatNumber(standardError, 4)}): the relative interval is too narrow, choose relativeMethod "fieller"`,
  lift_weak_denominator: ({ arm, mean, standardError }) =>
    `the ${enArm(arm)} arm's denominator ${formatNumber(mean, 4)} cannot be told from zero (standard error ${formatNumber(standardError, 4)}), so no ratio can be named`,
  lift_overlap_balanced: ({ campaigns, pValue }) =>
    `both arms took part in ${counted(campaigns, "other campaign", "other campaigns")} alike (${pText(pValue)}); the difference is not theirs`,
  lift_overlap_imbalanced: ({ campaign, treated, control, pValue }) =>
    `${campaign} reached ${formatShare(treated)} of the treated and ${formatShare(control)} of the control arm (${pText(pValue)}): part of the difference may be its work`,
  lift_profit_cost: ({ cost, breakEven, rate }) =>
    `a contact costs ${money(cost)}; it pays from a lift of ${figure(breakEven, rate)} per customer`,
  lift_profit_response: ({ control, breakEven }) =>
    `without the campaign ${formatShare(control, 3)} respond; it pays from a response of ${formatShare(breakEven, 3)}`,
  lift_profit_effect: ({ value, lower, upper, level, rate }) =>
    `the campaign brought ${figure(value, rate)} per customer (${formatShare(level)} interval ${figure(lower, rate)} to ${figure(upper, rate)})`,
  lift_profit_margin: ({ perCustomer, lower, upper, customers: n, total }) =>
    `profit after cost: ${money(perCustomer)} per customer (${money(lower)} to ${money(upper)}), ${sum(total)} over ${customers(n)}`,
  lift_profit_send: ({ lower }) => `send: even the lower end of the interval earns ${money(lower)} per customer`,
  lift_profit_hold: ({ upper }) =>
    `do not send: even the upper end of the interval loses ${money(-upper)} per customer`,
  lift_profit_keep_testing: ({ chance, worth }) =>
    `keep testing: the chance of a profit is ${formatShare(chance)}; to know for sure would be worth up to ${sum(worth)}`,
  lift_profit_test_too_dear: ({ testCost, worth }) =>
    `a further test costs ${sum(testCost)}, more than the ${sum(worth)} that knowing for sure is worth: decide by the best estimate`,
};

export const liftZh: Messages<LiftReasonParams> = {
  lift_capped: ({ arm, n, bound }) =>
    `${zhArm(arm)}：${formatNumber(n)} 笔高于 ${money(bound)} 的金额按 ${money(bound)} 计`,
  lift_rows_excluded: ({ arm, n, of }) =>
    `${zhArm(arm)}：因缺失或非数值剔除 ${formatNumber(n)} 行，采用 ${formatNumber(of)} 行`,
  lift_contaminated_control: ({ n, share }) =>
    `对照组有 ${formatNumber(n)} 位客户（${formatShare(share)}）也收到了活动；他们仍计入对照组，差值因此偏小`,
  lift_not_reached: ({ n, share }) =>
    `实验组有 ${formatNumber(n)} 位客户（${formatShare(share)}）未收到活动；他们仍计入实验组`,
  lift_weak_reach: ({ treated, control }) =>
    `活动触达实验组的 ${formatShare(treated)} 和对照组的 ${formatShare(control)}，相差太小，无法判断对被触达者的效果`,
  lift_covariates_collinear: ({ covariates }) =>
    `无法调整：${formatNumber(covariates)} 个协变量中有的没有变化，或与其他协变量重复`,
  lift_covariates_differ: ({ pValue }) =>
    `活动之前的特征在两组之间的差异超出偶然（${pText(pValue)}）；请检查分组，并确认没有协变量是活动开始之后测得的`,
  lift_few_rows_for_covariates: ({ arm, n, covariates, needed }) =>
    `${zhArm(arm)}只有 ${formatNumber(n)} 位客户，却用了 ${formatNumber(covariates)} 个协变量，至少需要 ${formatNumber(needed)} 位；调整后的区间偏窄`,
  lift_thin_base: ({ mean, standardError }) =>
    `对照组的数值 ${formatNumber(mean, 4)} 不够稳定（标准误 ${formatNumber(standardError, 4)}）：相对提升的区间偏窄，请改用 relativeMethod "fieller"`,
  lift_weak_denominator: ({ arm, mean, standardError }) =>
    `${zhArm(arm)}的分母 ${formatNumber(mean, 4)} 与零无法区分（标准误 ${formatNumber(standardError, 4)}），无法给出比率`,
  lift_overlap_balanced: ({ campaigns, pValue }) =>
    `两组参与其他 ${formatNumber(campaigns)} 个活动的比例相当（${pText(pValue)}），差值与其无关`,
  lift_overlap_imbalanced: ({ campaign, treated, control, pValue }) =>
    `${campaign} 触达了实验组的 ${formatShare(treated)}、对照组的 ${formatShare(control)}（${pText(pValue)}）：差值可能有一部分来自该活动`,
  lift_profit_cost: ({ cost, breakEven, rate }) =>
    `每次触达成本 ${money(cost)}；每位客户的提升达到 ${figure(breakEven, rate)} 即可回本`,
  lift_profit_response: ({ control, breakEven }) =>
    `没有活动时响应率为 ${formatShare(control, 3)}；响应率达到 ${formatShare(breakEven, 3)} 即可回本`,
  lift_profit_effect: ({ value, lower, upper, level, rate }) =>
    `活动为每位客户带来 ${figure(value, rate)}（${formatShare(level)} 区间 ${figure(lower, rate)} 至 ${figure(upper, rate)}）`,
  lift_profit_margin: ({ perCustomer, lower, upper, customers: n, total }) =>
    `扣除成本后的利润：每位客户 ${money(perCustomer)}（${money(lower)} 至 ${money(upper)}），${formatNumber(n)} 位客户合计 ${sum(total)}`,
  lift_profit_send: ({ lower }) => `发送：即使取区间下限，每位客户仍盈利 ${money(lower)}`,
  lift_profit_hold: ({ upper }) => `不发送：即使取区间上限，每位客户仍亏损 ${money(-upper)}`,
  lift_profit_keep_testing: ({ chance, worth }) =>
    `继续测试：盈利的可能性为 ${formatShare(chance)}；若能确知结果，最多值 ${sum(worth)}`,
  lift_profit_test_too_dear: ({ testCost, worth }) =>
    `再测一次需 ${sum(testCost)}，超过确知结果的价值 ${sum(worth)}：按最佳估计决定`,
};
