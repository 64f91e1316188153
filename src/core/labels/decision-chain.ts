import type { Label } from "../locale.ts";

/** The seven parts of a deal's maturity, D22. */
export type MaturityPartId =
  | "need"
  | "finances"
  | "urgency"
  | "timing"
  | "feasibility"
  | "competitive_position"
  | "relations";

/** The roles that people play in a purchase, D23. */
export type ChainRoleId =
  | "decider"
  | "budget_holder"
  | "user"
  | "technical_evaluator"
  | "purchaser"
  | "coach"
  | "gatekeeper"
  | "influencer";

/** How a person stands towards us, from −2 to +2. */
export type ChainStance = "opponent" | "sceptic" | "neutral" | "supporter" | "champion";

/** Why a person is worth seeing. */
export type ChainNeed =
  | "role_missing"
  | "not_met"
  | "contact_unknown"
  | "contact_stale"
  | "stance_unknown"
  | "stance_low";

/** What hangs on one person. */
export type ChainReliance = "support" | "contact";

/** Whether a score tells won from lost deals. */
export type SeparationVerdict = "separates" | "cannot_tell" | "wrong_way";

/** Names of `decision-chain` that are shown, by family. */
export interface DecisionChainLabels {
  readonly maturityPart: Readonly<Record<MaturityPartId, Label>>;
  readonly chainRole: Readonly<Record<ChainRoleId, Label>>;
  readonly chainStance: Readonly<Record<ChainStance, Label>>;
  readonly chainNeed: Readonly<Record<ChainNeed, Label>>;
  readonly chainReliance: Readonly<Record<ChainReliance, Label>>;
  readonly separationVerdict: Readonly<Record<SeparationVerdict, Label>>;
}

export const decisionChainLabels: DecisionChainLabels = {
  maturityPart: {
    need: { en: "Need", zh: "需求" },
    finances: { en: "Finances", zh: "资金与预算" },
    urgency: { en: "Urgency", zh: "紧迫性" },
    timing: { en: "Timing", zh: "时间安排" },
    feasibility: { en: "Feasibility", zh: "可行性" },
    competitive_position: { en: "Competitive position", zh: "竞争地位" },
    relations: { en: "Relations", zh: "客户关系" },
  },
  chainRole: {
    decider: { en: "Decider", zh: "决策者" },
    budget_holder: { en: "Budget holder", zh: "预算负责人" },
    user: { en: "User", zh: "使用者" },
    technical_evaluator: { en: "Technical evaluator", zh: "技术评估者" },
    purchaser: { en: "Purchaser", zh: "采购执行者" },
    coach: { en: "Coach", zh: "内线教练" },
    gatekeeper: { en: "Gatekeeper", zh: "把关者" },
    influencer: { en: "Influencer", zh: "影响者" },
  },
  chainStance: {
    opponent: { en: "Opponent", zh: "反对者" },
    sceptic: { en: "Sceptic", zh: "怀疑者" },
    neutral: { en: "Neutral", zh: "中立者" },
    supporter: { en: "Supporter", zh: "支持者" },
    champion: { en: "Champion", zh: "拥护者" },
  },
  chainNeed: {
    role_missing: { en: "Nobody known in this role", zh: "尚不知谁担任此角色" },
    not_met: { en: "Not met", zh: "尚未接触" },
    contact_unknown: { en: "Not known whether met", zh: "是否接触过不明" },
    contact_stale: { en: "Not seen for long", zh: "久未联系" },
    stance_unknown: { en: "Stance not known", zh: "态度不明" },
    stance_low: { en: "Not yet on our side", zh: "尚未站在我方" },
  },
  chainReliance: {
    support: { en: "Support", zh: "支持" },
    contact: { en: "Contact", zh: "接触" },
  },
  separationVerdict: {
    separates: { en: "Separates", zh: "能区分" },
    cannot_tell: { en: "Cannot tell", zh: "无法判断" },
    wrong_way: { en: "The wrong way round", zh: "方向相反" },
  },
};
