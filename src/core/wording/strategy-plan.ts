import type { Messages } from "../locale.ts";

/** Reason codes of `strategy-plan`, each with the parameters its wording needs. */
export type StrategyPlanReasonParams = Record<never, never>;

export const strategyPlanEn: Messages<StrategyPlanReasonParams> = {};

export const strategyPlanZh: Messages<StrategyPlanReasonParams> = {};
