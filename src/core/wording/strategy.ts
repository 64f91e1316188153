import type { Messages } from "../locale.ts";

/** Reason codes of `strategy`, each with the parameters its wording needs. */
export type StrategyReasonParams = Record<never, never>;

export const strategyEn: Messages<StrategyReasonParams> = {};

export const strategyZh: Messages<StrategyReasonParams> = {};
