import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `velocity`, each with the parameters its wording needs. */
export interface VelocityReasonParams {
  /** Leaving open deals out makes winning look other than it is. */
  velocity_closed_only: { readonly winRate: number; readonly closedWinRate: number };
  /** Many deals are open at the last age at which any closed. */
  velocity_many_open: { readonly share: number; readonly days: number };
  /** Won deals without an amount are left out of the mean amount. */
  velocity_amount_missing: { readonly n: number };
  /** Half of the won deals are won at once. */
  velocity_no_cycle: { readonly n: number };
  /** No revenue is to be kept up. */
  velocity_no_revenue: { readonly days: number };
  /** Nobody wins from there, as far as seen. */
  velocity_no_way_to_win: { readonly n: number };
  /** Named far more often on one side than on the other, so rates by group mislead. */
  win_loss_named_unevenly: { readonly wonShare: number; readonly lostShare: number };
  /** Nothing to compare the group with. */
  win_loss_no_others: { readonly n: number };
}

export const velocityEn: Messages<VelocityReasonParams> = {
  velocity_closed_only: ({ winRate, closedWinRate }) =>
    `counting closed deals alone would name a win rate of ${formatShare(closedWinRate)}; with open deals counted as open it is ${formatShare(winRate)}`,
  velocity_many_open: ({ share, days }) =>
    `${formatShare(share)} of deals are still open after ${counted(days, "day", "days", 1)}, past which none was seen to close: they count as not won`,
  velocity_amount_missing: ({ n }) =>
    `${counted(n, "won deal has", "won deals have")} no amount and ${n === 1 ? "is" : "are"} left out of the mean amount`,
  velocity_no_cycle: ({ n }) =>
    `no velocity can be named: half of ${counted(n, "won deal was", "won deals were")} won the moment ${n === 1 ? "it" : "they"} came in`,
  velocity_no_revenue: ({ days }) =>
    `nothing was won in the last ${counted(days, "day", "days", 1)}, so there is no revenue to keep up`,
  velocity_no_way_to_win: ({ n }) => `none of ${counted(n, "stay", "stays")} here led to a won deal`,
  win_loss_named_unevenly: ({ wonShare, lostShare }) =>
    `named on ${formatShare(wonShare)} of won and ${formatShare(lostShare)} of lost deals: rates by group mislead until both are recorded alike`,
  win_loss_no_others: ({ n }) =>
    `nothing to compare with: all ${counted(n, "named deal is", "named deals are")} in this group`,
};

export const velocityZh: Messages<VelocityReasonParams> = {
  velocity_closed_only: ({ winRate, closedWinRate }) =>
    `只看已结束商机的赢单率为 ${formatShare(closedWinRate)}；把进行中的商机计入后为 ${formatShare(winRate)}`,
  velocity_many_open: ({ share, days }) =>
    `${formatShare(share)} 的商机在 ${formatNumber(days, 1)} 天后仍未结束，此后没有观察到结束的商机，按未赢单计`,
  velocity_amount_missing: ({ n }) => `${formatNumber(n)} 个赢单没有金额，不计入平均金额`,
  velocity_no_cycle: ({ n }) => `无法计算销售速度：${formatNumber(n)} 个赢单中有一半一进入就赢单`,
  velocity_no_revenue: ({ days }) => `最近 ${formatNumber(days, 1)} 天没有赢单，没有需要维持的收入`,
  velocity_no_way_to_win: ({ n }) => `在此停留的 ${formatNumber(n)} 次都没有通向赢单`,
  win_loss_named_unevenly: ({ wonShare, lostShare }) =>
    `赢单中有 ${formatShare(wonShare)} 填写、丢单中有 ${formatShare(lostShare)} 填写：两边记录不一致时，分组赢单率会误导`,
  win_loss_no_others: ({ n }) => `没有可比对象：已填写的 ${formatNumber(n)} 个商机都在这一组`,
};
