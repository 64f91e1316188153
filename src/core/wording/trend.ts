import type { Messages } from "../locale.ts";

/** Reason codes of `trend`, each with the parameters its wording needs. */
export type TrendReasonParams = Record<never, never>;

export const trendEn: Messages<TrendReasonParams> = {};

export const trendZh: Messages<TrendReasonParams> = {};
