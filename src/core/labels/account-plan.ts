import type { Label } from "../locale.ts";

/** What an account plan is put together from. */
export type AccountPart =
  | "tier"
  | "revenue"
  | "value"
  | "loyalty"
  | "churn"
  | "switching"
  | "lock_in"
  | "relationship"
  | "chain"
  | "deals"
  | "target"
  | "service"
  | "contact"
  | "care"
  | "campaigns"
  | "dossier"
  | "project";

/** Moves that are proposed where nobody offers others. */
export type AccountMoveRuleId =
  | "mend_satisfaction"
  | "raise_barrier"
  | "renew_early"
  | "settle_cases"
  | "restore_contact"
  | "widen_chain"
  | "ask_for_referrals";

/** Sections of an account plan as a document. */
export type AccountSection = "known" | "contradictions" | "unknown" | "moves" | "declined";

/** Names of `account-plan` that are shown, by family. */
export interface AccountPlanLabels {
  readonly accountPart: Readonly<Record<AccountPart, Label>>;
  readonly accountMove: Readonly<Record<AccountMoveRuleId, Label>>;
  readonly accountSection: Readonly<Record<AccountSection, Label>>;
}

export const accountPlanLabels: AccountPlanLabels = {
  accountPart: {
    tier: { en: "Tier", zh: "客户等级" },
    revenue: { en: "Revenue", zh: "收入" },
    value: { en: "Lifetime value", zh: "终身价值" },
    loyalty: { en: "Satisfaction and loyalty", zh: "满意与忠诚" },
    churn: { en: "Chance to leave", zh: "流失概率" },
    switching: { en: "Switching cost", zh: "转移成本" },
    lock_in: { en: "Contracts", zh: "合约" },
    relationship: { en: "Relationship", zh: "客户关系" },
    chain: { en: "Decision chain", zh: "决策链" },
    deals: { en: "Open deals", zh: "在谈商机" },
    target: { en: "Target", zh: "指标" },
    service: { en: "Service", zh: "服务" },
    contact: { en: "Contact", zh: "联系" },
    care: { en: "Care", zh: "关怀" },
    campaigns: { en: "Campaigns", zh: "市场活动" },
    dossier: { en: "Dossier", zh: "客户档案" },
    project: { en: "Project", zh: "项目" },
  },
  accountMove: {
    mend_satisfaction: { en: "Mend what dissatisfies", zh: "补上不满之处" },
    raise_barrier: { en: "Raise the switching cost", zh: "提高转移成本" },
    renew_early: { en: "Renew the contract early", zh: "提前续约" },
    settle_cases: { en: "Settle the broken promises", zh: "了结超时服务" },
    restore_contact: { en: "See the customer again", zh: "恢复联系" },
    widen_chain: { en: "Win more people of the decision chain", zh: "拓宽决策链" },
    ask_for_referrals: { en: "Ask for more business and referrals", zh: "争取增购与转介绍" },
  },
  accountSection: {
    known: { en: "What is known", zh: "已知情况" },
    contradictions: { en: "What does not fit together", zh: "相互矛盾之处" },
    unknown: { en: "What is not known", zh: "尚不清楚" },
    moves: { en: "Next moves", zh: "下一步举措" },
    declined: { en: "Other moves", zh: "其他举措" },
  },
};
