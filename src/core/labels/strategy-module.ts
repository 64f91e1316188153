import { type AccountPlanLabels, accountPlanLabels } from "./account-plan.ts";
import { type ProjectLabels, projectLabels } from "./project.ts";
import { type StrategyLabels, strategyLabels } from "./strategy.ts";
import { type StrategyPlanLabels, strategyPlanLabels } from "./strategy-plan.ts";
import { type StrategyReviewLabels, strategyReviewLabels } from "./strategy-review.ts";

/** Names of the module `strategy` that are shown, room by room. */
export interface StrategyModuleLabels
  extends StrategyLabels,
    StrategyPlanLabels,
    StrategyReviewLabels,
    ProjectLabels,
    AccountPlanLabels {}

export const strategyModuleLabels: StrategyModuleLabels = /* @__PURE__ */ (() => ({
  ...strategyLabels,
  ...strategyPlanLabels,
  ...strategyReviewLabels,
  ...projectLabels,
  ...accountPlanLabels,
}))();
