import type { Label } from "../locale.ts";

/** What loyalty is scored from: five kinds of behaviour (D3) and what the customer says. */
export type LoyaltyPart = "repeat" | "tenure" | "share_of_wallet" | "referrals" | "forgiveness" | "intention";

/** The grades of satisfaction, D12, each holding those before it; `unsatisfied` is none of the three. */
export type SatisfactionGrade = "unsatisfied" | "satisfied" | "returning" | "bringing_friends";

/** What satisfaction is scored from: received against expected, and the rating as it was given. */
export type SatisfactionPart = "gap" | "rating";

/** The two market regimes, D11, or neither where the evidence does not tell them apart. */
export type MarketRegime = "competitive" | "non_competitive" | "undecided";

/** The traits of a market that hold customers (the first six) or let them go, D11. */
export type MarketTrait =
  | "patents"
  | "few_substitutes"
  | "brand_equity"
  | "switching_costs"
  | "loyalty_programmes"
  | "proprietary_technology"
  | "commodity"
  | "weak_differentiation"
  | "indifferent_customers"
  | "many_substitutes"
  | "low_switching_costs";

/** What is done about a quadrant. */
export type LoyaltyAction = "ask_for_referrals" | "mend_satisfaction" | "bind" | "win_back_or_contain" | "find_out";

/** Label families of `loyalty-curve`. */
export interface LoyaltyCurveLabels {
  readonly loyaltyPart: Readonly<Record<LoyaltyPart, Label>>;
  readonly satisfactionPart: Readonly<Record<SatisfactionPart, Label>>;
  readonly satisfactionGrade: Readonly<Record<SatisfactionGrade, Label>>;
  readonly marketRegime: Readonly<Record<MarketRegime, Label>>;
  readonly marketTrait: Readonly<Record<MarketTrait, Label>>;
  readonly loyaltyAction: Readonly<Record<LoyaltyAction, Label>>;
}

export const loyaltyCurveLabels: LoyaltyCurveLabels = {
  loyaltyPart: {
    repeat: { en: "Repeat purchase", zh: "重复购买" },
    tenure: { en: "Tenure", zh: "合作年限" },
    share_of_wallet: { en: "Share of wallet", zh: "钱包份额" },
    referrals: { en: "Referrals", zh: "转介绍" },
    forgiveness: { en: "Forgiveness", zh: "对失误的宽容" },
    intention: { en: "Intention", zh: "再购意愿" },
  },
  satisfactionPart: {
    gap: { en: "Received against expected", zh: "所得与期望之差" },
    rating: { en: "Rating", zh: "满意度评分" },
  },
  satisfactionGrade: {
    unsatisfied: { en: "Not satisfied", zh: "不满意" },
    satisfied: { en: "Satisfied", zh: "满意" },
    returning: { en: "Satisfied and will come again", zh: "满意并会再来" },
    bringing_friends: { en: "Satisfied, will come again and bring friends", zh: "满意、会再来并介绍朋友" },
  },
  marketRegime: {
    competitive: { en: "Highly competitive", zh: "高度竞争" },
    non_competitive: { en: "Non-competitive", zh: "非竞争" },
    undecided: { en: "Undecided", zh: "尚难判定" },
  },
  marketTrait: {
    patents: { en: "Patents", zh: "专利保护" },
    few_substitutes: { en: "Few substitutes", zh: "替代品少" },
    brand_equity: { en: "Strong brand equity", zh: "品牌资产强" },
    switching_costs: { en: "High switching costs", zh: "转移成本高" },
    loyalty_programmes: { en: "Strong loyalty programmes", zh: "忠诚计划有力" },
    proprietary_technology: { en: "Proprietary technology", zh: "专有技术" },
    commodity: { en: "Commodity", zh: "产品同质化" },
    weak_differentiation: { en: "Weak differentiation", zh: "差异化弱" },
    indifferent_customers: { en: "Indifferent customers", zh: "客户不在意品牌" },
    many_substitutes: { en: "Many substitutes", zh: "替代品多" },
    low_switching_costs: { en: "Low switching costs", zh: "转移成本低" },
  },
  loyaltyAction: {
    ask_for_referrals: { en: "Keep the promise and ask for referrals", zh: "守住承诺，请其转介绍" },
    mend_satisfaction: {
      en: "Mend what dissatisfies before a rival lowers the barrier",
      zh: "在对手降低门槛之前补上不满之处",
    },
    bind: { en: "Give reasons to stay beyond the price", zh: "给出价格之外的留下理由" },
    win_back_or_contain: {
      en: "Settle the complaint, win back or part well",
      zh: "了结投诉，能挽回则挽回，否则好聚好散",
    },
    find_out: { en: "Ask what would move them", zh: "问清什么能打动他们" },
  },
};
