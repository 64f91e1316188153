import type { Label } from "../locale.ts";

/** The six steps in which a rival is looked at. */
export type RivalStep = "who" | "state" | "strengths" | "direction" | "intent" | "steering";

/** What is asked about a rival unless the caller asks otherwise. */
export type RivalFieldId =
  | "legal_name"
  | "ownership"
  | "home_market"
  | "customers_served"
  | "revenue"
  | "market_share"
  | "profitability"
  | "headcount"
  | "offer"
  | "price_level"
  | "service_level"
  | "references"
  | "weaknesses"
  | "announced_plans"
  | "investments"
  | "hiring"
  | "target_accounts"
  | "pricing_intent"
  | "stance_towards_us"
  | "reaction_pattern"
  | "steering_levers"
  | "red_lines";

/** What a rival is doing to us, by wins and losses. */
export type RivalStance = "attacking" | "defending" | "holding" | "retreating";

/** What is known about a field. */
export type RivalFactState = "current" | "stale" | "missing";

/** How a figure moved from the earlier to the later period. */
export type RivalSignal = "rising" | "falling" | "level" | "unsure";

/** Label families of `rival-profile`. */
export interface RivalProfileLabels {
  readonly rivalStep: Readonly<Record<RivalStep, Label>>;
  readonly rivalField: Readonly<Record<RivalFieldId, Label>>;
  readonly rivalStance: Readonly<Record<RivalStance, Label>>;
  readonly rivalFactState: Readonly<Record<RivalFactState, Label>>;
  readonly rivalSignal: Readonly<Record<RivalSignal, Label>>;
}

export const rivalProfileLabels: RivalProfileLabels = {
  rivalStep: {
    who: { en: "Who they are", zh: "对手是谁" },
    state: { en: "What state they are in", zh: "现状如何" },
    strengths: { en: "Strengths and weaknesses", zh: "优势与弱点" },
    direction: { en: "Where they are heading", zh: "走向何方" },
    intent: { en: "What they intend", zh: "意图何在" },
    steering: { en: "How to steer them", zh: "如何引导" },
  },
  rivalField: {
    legal_name: { en: "Legal name", zh: "法定名称" },
    ownership: { en: "Ownership", zh: "股权归属" },
    home_market: { en: "Home market", zh: "大本营市场" },
    customers_served: { en: "Customers served", zh: "服务的客户" },
    revenue: { en: "Revenue", zh: "营业收入" },
    market_share: { en: "Market share", zh: "市场份额" },
    profitability: { en: "Profitability", zh: "盈利能力" },
    headcount: { en: "Headcount", zh: "员工人数" },
    offer: { en: "Offer", zh: "产品与方案" },
    price_level: { en: "Price level", zh: "价格水平" },
    service_level: { en: "Service level", zh: "服务水平" },
    references: { en: "References", zh: "标杆客户" },
    weaknesses: { en: "Weaknesses", zh: "弱点" },
    announced_plans: { en: "Announced plans", zh: "公开计划" },
    investments: { en: "Investments", zh: "投资动向" },
    hiring: { en: "Hiring", zh: "招聘动向" },
    target_accounts: { en: "Accounts they aim at", zh: "瞄准的客户" },
    pricing_intent: { en: "Pricing intent", zh: "定价意图" },
    stance_towards_us: { en: "Stance towards us", zh: "对我方的态度" },
    reaction_pattern: { en: "How they react", zh: "反应模式" },
    steering_levers: { en: "What moves them", zh: "可引导的手段" },
    red_lines: { en: "What they will not give up", zh: "不会退让的底线" },
  },
  rivalStance: {
    attacking: { en: "Attacking", zh: "进攻" },
    defending: { en: "Defending", zh: "防守" },
    holding: { en: "Holding", zh: "相持" },
    retreating: { en: "Retreating", zh: "退却" },
  },
  rivalFactState: {
    current: { en: "Known and current", zh: "已知且有效" },
    stale: { en: "Known, out of date", zh: "已知但过时" },
    missing: { en: "Missing", zh: "缺失" },
  },
  rivalSignal: {
    rising: { en: "Rising", zh: "上升" },
    falling: { en: "Falling", zh: "下降" },
    level: { en: "Level", zh: "持平" },
    unsure: { en: "Cannot be told", zh: "无法判定" },
  },
};
