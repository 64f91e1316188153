import type { Messages } from "../locale.ts";

/** Reason codes of `strategy-review`, each with the parameters its wording needs. */
export type StrategyReviewReasonParams = Record<never, never>;

export const strategyReviewEn: Messages<StrategyReviewReasonParams> = {};

export const strategyReviewZh: Messages<StrategyReviewReasonParams> = {};
