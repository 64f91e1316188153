import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { stageName } from "./funnel.ts";

/** Reason codes of `deal-health`, each with the parameters its wording needs. */
export interface DealHealthReasonParams {
  /** The deal's age against those won from its stage. */
  deal_health_age: {
    readonly stage: string;
    readonly ageDays: number;
    /** Share of them that had left at this age. */
    readonly share: number;
    readonly n: number;
  };
  /** Older than any deal was when it left the stage. */
  deal_health_zombie: { readonly stage: string; readonly ageDays: number; readonly oldestDays: number };
  /** Too few deals were won from the stage. */
  deal_health_thin: { readonly stage: string; readonly n: number; readonly needed: number };
  /** What the zombies of a book are listed at, and what they are worth. */
  deal_health_zombies: {
    readonly n: number;
    readonly amount: number;
    readonly expected: number;
    /** Of the listed amount of all open deals. */
    readonly share: number;
  };
  /** Open deals of stages from which too few were won. */
  deal_health_untold: { readonly n: number };
}

export const dealHealthEn: Messages<DealHealthReasonParams> = {
  deal_health_age: ({ stage, ageDays, share, n }) =>
    `after ${counted(ageDays, "day", "days", 1)} in ${stageName(stage, "en")} it is older than ${formatShare(share, 0)} of the ${counted(n, "deal", "deals")} won from there`,
  deal_health_zombie: ({ stage, ageDays, oldestDays }) =>
    `after ${counted(ageDays, "day", "days", 1)} it is older than any deal was when it left ${stageName(stage, "en")}, won or lost (${counted(oldestDays, "day", "days", 1)})`,
  deal_health_thin: ({ stage, n, needed }) =>
    `${n === 0 ? "no deal was" : `only ${counted(n, "deal was", "deals were")}`} won from ${stageName(stage, "en")}, where at least ${formatNumber(needed)} are needed to tell what is slow`,
  deal_health_zombies: ({ n, amount, expected, share }) =>
    `${counted(n, "open deal is", "open deals are")} older than anything in history: listed at ${formatNumber(amount)} (${formatShare(share)} of the open pipeline), worth ${formatNumber(expected)}`,
  deal_health_untold: ({ n }) =>
    `${counted(n, "open deal stands", "open deals stand")} where too few deals were won to tell what is slow`,
};

export const dealHealthZh: Messages<DealHealthReasonParams> = {
  deal_health_age: ({ stage, ageDays, share, n }) =>
    `在“${stageName(stage, "zh")}”阶段已 ${formatNumber(ageDays, 1)} 天，比从该阶段赢单的 ${formatNumber(n)} 个商机中的 ${formatShare(share, 0)} 更久`,
  deal_health_zombie: ({ stage, ageDays, oldestDays }) =>
    `已 ${formatNumber(ageDays, 1)} 天，超过历史上任何商机离开“${stageName(stage, "zh")}”阶段时的天数（最长 ${formatNumber(oldestDays, 1)} 天，无论输赢）`,
  deal_health_thin: ({ stage, n, needed }) =>
    `从“${stageName(stage, "zh")}”阶段赢单的商机只有 ${formatNumber(n)} 个，至少需要 ${formatNumber(needed)} 个才能判断快慢`,
  deal_health_zombies: ({ n, amount, expected, share }) =>
    `${formatNumber(n)} 个进行中的商机比历史上任何商机都久：标称金额 ${formatNumber(amount)}（占进行中金额的 ${formatShare(share)}），实际约值 ${formatNumber(expected)}`,
  deal_health_untold: ({ n }) => `${formatNumber(n)} 个进行中的商机所处阶段赢单太少，无法判断快慢`,
};
