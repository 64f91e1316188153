import type { Messages } from "../locale.ts";
import { type AccountPlanReasonParams, accountPlanEn, accountPlanZh } from "./account-plan.ts";
import { type ProjectReasonParams, projectEn, projectZh } from "./project.ts";
import { type StrategyReasonParams, strategyEn, strategyZh } from "./strategy.ts";
import { type StrategyPlanReasonParams, strategyPlanEn, strategyPlanZh } from "./strategy-plan.ts";
import { type StrategyReviewReasonParams, strategyReviewEn, strategyReviewZh } from "./strategy-review.ts";

/** Reason codes of the module `strategy`, room by room. */
export interface StrategyModuleReasonParams
  extends StrategyReasonParams,
    StrategyPlanReasonParams,
    StrategyReviewReasonParams,
    ProjectReasonParams,
    AccountPlanReasonParams {}

export const strategyModuleEn: Messages<StrategyModuleReasonParams> = /* @__PURE__ */ (() => ({
  ...strategyEn,
  ...strategyPlanEn,
  ...strategyReviewEn,
  ...projectEn,
  ...accountPlanEn,
}))();

export const strategyModuleZh: Messages<StrategyModuleReasonParams> = /* @__PURE__ */ (() => ({
  ...strategyZh,
  ...strategyPlanZh,
  ...strategyReviewZh,
  ...projectZh,
  ...accountPlanZh,
}))();
