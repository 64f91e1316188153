import { formatNumber, formatShare } from "../format.ts";
import { type ServiceLight, serviceLabels } from "../labels/service.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `service`, each with the parameters its wording needs. */
export interface ServiceReasonParams {
  /** Why the light is as it is. */
  service_light: {
    readonly light: ServiceLight;
    readonly share: number;
    readonly lower: number;
    readonly upper: number;
    readonly target: number;
  };
  /** Open cases within the limit, of which nobody can say yet whether the promise will be kept. */
  service_undecided: { readonly undecided: number; readonly n: number };
  /** The closed cases alone say something else, because the slow ones are still open. */
  service_closed_only: { readonly closedShare: number; readonly share: number };
  /** No case was watched as long as the promise allows while some are still open. */
  service_limit_not_reached: { readonly limitHours: number; readonly longestHours: number; readonly n: number };
  /** How the share kept has moved since the former period. */
  service_trend: { readonly difference: number; readonly pValue: number; readonly former: number };
}

const hours = (value: number): string => formatNumber(value, 1);
const points = (value: number): string => formatNumber(100 * Math.abs(value), 1);
const chance = (p: number): string => (p < 0.001 ? "p < 0.001" : `p = ${formatNumber(p, 3)}`);

export const serviceEn: Messages<ServiceReasonParams> = {
  service_light: ({ light, share, lower, upper, target }) =>
    `${serviceLabels.serviceLight[light].en}: ${formatShare(share)} kept (${formatShare(lower)} to ${formatShare(upper)}) against a target of ${formatShare(target)}`,
  service_undecided: ({ undecided, n }) =>
    `${formatNumber(undecided)} of ${formatNumber(n)} cases are open within the limit and undecided`,
  service_closed_only: ({ closedShare, share }) =>
    `the closed cases alone would show ${formatShare(closedShare)}; with the open ones it is ${formatShare(share)}`,
  service_limit_not_reached: ({ limitHours, longestHours, n }) =>
    `no share yet: of ${formatNumber(n)} cases none was watched for the ${hours(limitHours)} hours promised, the longest for ${hours(longestHours)}`,
  service_trend: ({ difference, pValue, former }) =>
    `${points(difference)} points ${difference < 0 ? "fewer" : "more"} kept than in the former period (${formatShare(former)}; ${chance(pValue)})`,
};

export const serviceZh: Messages<ServiceReasonParams> = {
  service_light: ({ light, share, lower, upper, target }) =>
    `${serviceLabels.serviceLight[light].zh}：兑现率 ${formatShare(share)}（${formatShare(lower)} 至 ${formatShare(upper)}），目标 ${formatShare(target)}`,
  service_undecided: ({ undecided, n }) =>
    `${formatNumber(n)} 件中有 ${formatNumber(undecided)} 件尚未办结且未超时，结果未定`,
  service_closed_only: ({ closedShare, share }) =>
    `只看已办结的为 ${formatShare(closedShare)}，计入未办结的为 ${formatShare(share)}`,
  service_limit_not_reached: ({ limitHours, longestHours, n }) =>
    `尚无兑现率：${formatNumber(n)} 件中没有一件观察满承诺的 ${hours(limitHours)} 小时，最长 ${hours(longestHours)} 小时`,
  service_trend: ({ difference, pValue, former }) =>
    `兑现率比上期（${formatShare(former)}）${difference < 0 ? "低" : "高"} ${points(difference)} 个百分点（${chance(pValue)}）`,
};
