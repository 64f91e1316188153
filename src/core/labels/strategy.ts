import type { Label } from "../locale.ts";

/** Strategies that the package names itself: doing nothing, a plan, and what stands beside it. */
export type StrategyName = "nothing" | "plan" | "other 1" | "other 2";

/** What is doubtful about a book as a whole. */
export type MarketDoubt = "market.churn" | "market.revenue" | "market.growth";

/** What a move is after. */
export type StrategyAim = "retain" | "develop" | "winOver" | "winBack" | "acquire";

/** Names of `strategy` that are shown, by family. */
export interface StrategyLabels {
  readonly strategyName: Readonly<Record<StrategyName, Label>>;
  readonly marketDoubt: Readonly<Record<MarketDoubt, Label>>;
  readonly strategyAim: Readonly<Record<StrategyAim, Label>>;
}

export const strategyLabels: StrategyLabels = {
  strategyName: {
    nothing: { en: "Doing nothing", zh: "不采取行动" },
    plan: { en: "The plan", zh: "计划方案" },
    "other 1": { en: "The next best mix", zh: "次优组合" },
    "other 2": { en: "The third best mix", zh: "第三优组合" },
  },
  marketDoubt: {
    "market.churn": { en: "Churn of the market", zh: "市场整体流失" },
    "market.revenue": { en: "Revenue of the market", zh: "市场整体收入" },
    "market.growth": { en: "Growth of the market", zh: "市场整体增长" },
  },
  strategyAim: {
    retain: { en: "Retain", zh: "保留" },
    develop: { en: "Develop", zh: "深耕" },
    winOver: { en: "Win over from rivals", zh: "策反" },
    winBack: { en: "Win back", zh: "赢回" },
    acquire: { en: "Acquire", zh: "拓新" },
  },
};
