import { formatNumber, formatShare } from "../format.ts";
import { survivalLabels } from "../labels/survival.ts";
import { labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `survival`, each with the parameters its wording needs. */
export interface SurvivalReasonParams {
  /** Nobody was seen to leave. */
  survival_no_leavers: { readonly n: number };
  /** More than half stay at the last age at which anybody was watched. */
  survival_median_unreached: { readonly share: number; readonly age: number };
  /** The curve fell to zero before customers came into sight who lived on. */
  survival_risk_set_emptied: { readonly age: number; readonly later: number };
  /** The horizon lies in the thin tail of the curve. */
  survival_few_at_horizon: { readonly n: number; readonly horizon: number };
  /** Nobody was watched up to the horizon while some stayed. */
  survival_horizon_unseen: { readonly horizon: number; readonly last: number };
  /** Every stay has length zero. */
  survival_no_time: { readonly n: number };
  /** No two groups were ever watched together at an age at which somebody left. */
  survival_nothing_to_compare: { readonly groups: number };
  /** One group is ahead first and behind later. */
  survival_curves_cross: {
    readonly first: string;
    readonly second: string;
    readonly age: number;
    readonly share: number;
  };
  /** Weightings disagree on whether the groups differ. */
  survival_weighting_matters: { readonly lowest: number; readonly highest: number };
  /** Leavers without a reason. */
  leaving_reason_unstated: { readonly n: number; readonly share: number };
  /** Reading each reason alone overstates it. */
  leaving_reason_overstated: {
    readonly reason: string;
    readonly age: number;
    readonly incidence: number;
    readonly naive: number;
  };
}

const named = (reason: string, locale: "en" | "zh"): string => labelIn(survivalLabels.leavingReason, reason, locale);
const age = (value: number): string => formatNumber(value, 2);

export const survivalEn: Messages<SurvivalReasonParams> = {
  survival_no_leavers: ({ n }) =>
    `none of ${counted(n, "customer was", "customers were", 2)} seen to leave: all figures are bounds, not measurements`,
  survival_median_unreached: ({ share, age: at }) =>
    `${formatShare(share)} still stay at the last age watched, ${age(at)}: the median lies beyond`,
  survival_risk_set_emptied: ({ age: at, later }) =>
    `all customers watched at age ${age(at)} left there, so the curve is 0 although ${counted(later, "customer was", "customers were", 2)} watched only later: start the curve at a later age`,
  survival_few_at_horizon: ({ n, horizon }) =>
    `only ${counted(n, "customer is", "customers are", 2)} watched up to ${age(horizon)}: read the tail with care`,
  survival_horizon_unseen: ({ horizon, last }) =>
    `no mean up to ${age(horizon)} can be named: nobody was watched beyond ${age(last)} while some stayed`,
  survival_no_time: ({ n }) =>
    `no mean stay can be named: ${n === 1 ? "the one stay has" : `all ${formatNumber(n, 2)} stays have`} length zero`,
  survival_nothing_to_compare: ({ groups }) =>
    `nothing to compare: no customer left while customers of two of the ${formatNumber(groups)} groups were watched`,
  survival_curves_cross: ({ first, second, age: at, share }) =>
    `the curves of ${first} and ${second} cross at about ${age(at)}; ${formatShare(share)} of the gap between them lies on the lesser side, so one test figure hides part of it`,
  survival_weighting_matters: ({ lowest, highest }) =>
    `whether the groups differ depends on which ages count: ${pText(lowest)} by one weighting, ${pText(highest)} by another; name the weighting before looking`,
  leaving_reason_unstated: ({ n, share }) =>
    `${counted(n, "leaver gave", "leavers gave", 2)} no reason (${formatShare(share)} of all): every other reason may be larger`,
  leaving_reason_overstated: ({ reason, age: at, incidence, naive }) =>
    `by ${age(at)}, ${formatShare(incidence)} leave for the reason “${named(reason, "en")}”; one minus Kaplan–Meier would say ${formatShare(naive)}, as if nobody left for another reason`,
};

export const survivalZh: Messages<SurvivalReasonParams> = {
  survival_no_leavers: ({ n }) => `${formatNumber(n, 2)} 个客户中没有观察到任何人离开：所有数字只是界限，不是测量值`,
  survival_median_unreached: ({ share, age: at }) =>
    `到观察的最后时点 ${age(at)} 仍有 ${formatShare(share)} 的客户留存：中位数在此之后`,
  survival_risk_set_emptied: ({ age: at, later }) =>
    `在时点 ${age(at)} 处于观察中的客户全部离开，曲线降为 0，而另有 ${formatNumber(later, 2)} 个客户此后才进入观察：请从更晚的时点开始计算曲线`,
  survival_few_at_horizon: ({ n, horizon }) =>
    `观察到 ${age(horizon)} 的客户只有 ${formatNumber(n, 2)} 个：曲线尾部仅供参考`,
  survival_horizon_unseen: ({ horizon, last }) =>
    `无法给出 ${age(horizon)} 以内的平均留存时间：最长只观察到 ${age(last)}，当时仍有客户留存`,
  survival_no_time: ({ n }) => `无法给出平均留存时间：全部 ${formatNumber(n, 2)} 个客户的时长均为零`,
  survival_nothing_to_compare: ({ groups }) =>
    `无法比较：${formatNumber(groups)} 个组中没有两组在同一时点同时处于观察并有人离开`,
  survival_curves_cross: ({ first, second, age: at, share }) =>
    `${first} 与 ${second} 的曲线约在 ${age(at)} 处交叉；两者差距的 ${formatShare(share)} 在较小的一侧，单一检验值会掩盖其中一部分`,
  survival_weighting_matters: ({ lowest, highest }) =>
    `各组是否有差异取决于看重哪些时点：一种加权为 ${pText(lowest)}，另一种为 ${pText(highest)}；请在看结果之前先定加权方式`,
  leaving_reason_unstated: ({ n, share }) =>
    `${formatNumber(n, 2)} 个离开的客户没有给出原因（占 ${formatShare(share)}）：其他各项原因可能更大`,
  leaving_reason_overstated: ({ reason, age: at, incidence, naive }) =>
    `到 ${age(at)} 为止，因“${named(reason, "zh")}”离开的占 ${formatShare(incidence)}；若用 1 减 Kaplan–Meier 会得到 ${formatShare(naive)}，等于假定没有人因其他原因离开`,
};
