import type { Label } from "../locale.ts";

/** The three facets of switching cost (Burnham, Frels & Mahajan 2003). */
export type SwitchingFacet = "procedural" | "financial" | "relational";

/** The seventeen levers that raise a customer's cost of leaving, D25, in the order of the catalogue. */
export type LeverId =
  | "quality"
  | "service"
  | "bundling"
  | "standing"
  | "brand"
  | "personal_care"
  | "promotion"
  | "planned_visits"
  | "differentiation"
  | "agreements"
  | "points"
  | "social_gatherings"
  | "clubs"
  | "contacts"
  | "habits"
  | "prepayment"
  | "emotional_account";

/** How firmly a customer is held: four bands of the switching index. */
export type SwitchingBand = "free" | "loose" | "held" | "bound";

/** What a customer would lose in money on leaving. */
export type CommitmentKind =
  | "contract_remainder"
  | "notice_period"
  | "termination_fee"
  | "prepaid_balance"
  | "points"
  | "migration"
  | "retraining"
  | "equipment"
  | "discounts_lost";

/** What a lever costs us: somebody's time, money spent, margin given up, or an investment made once. */
export type LeverCostKind = "staff_time" | "spending" | "margin" | "investment";

/** What the cost of a lever is counted by. */
export type LeverCostUnit = "per_account" | "per_visit" | "per_month" | "per_event";

/** What ends a lever at once. */
export type LeverEvent = "contract_end" | "points_expiry" | "prepayment_end";

/** What the data say of a lever's stated weight. */
export type LeverVerdict = "as_stated" | "more" | "less" | "drives_away" | "not_told";

/** Why the effect of a lever cannot be told. */
export type LeverSilence = "too_few" | "no_variation" | "undecided" | "belief_rules";

/** Label families of `switching`. */
export interface SwitchingLabels {
  readonly facet: Readonly<Record<SwitchingFacet, Label>>;
  readonly lever: Readonly<Record<LeverId, Label>>;
  readonly hold: Readonly<Record<SwitchingBand, Label>>;
  readonly commitment: Readonly<Record<CommitmentKind, Label>>;
  readonly leverCost: Readonly<Record<LeverCostKind, Label>>;
  readonly leverCostUnit: Readonly<Record<LeverCostUnit, Label>>;
  readonly leverEvent: Readonly<Record<LeverEvent, Label>>;
  readonly leverVerdict: Readonly<Record<LeverVerdict, Label>>;
  readonly leverSilence: Readonly<Record<LeverSilence, Label>>;
}

export const switchingLabels: SwitchingLabels = {
  facet: {
    procedural: { en: "Procedural", zh: "程序性" },
    financial: { en: "Financial", zh: "财务性" },
    relational: { en: "Relational", zh: "关系性" },
  },
  lever: {
    quality: { en: "Lasting, stable quality", zh: "长期稳定的质量" },
    service: { en: "Excellent service", zh: "优质客户服务" },
    bundling: { en: "Bundling", zh: "业务组合捆绑销售" },
    standing: { en: "Standing", zh: "身价" },
    brand: { en: "Brand, culture, standards", zh: "品牌+文化+标准" },
    personal_care: { en: "Personal care", zh: "个性化客户关怀" },
    promotion: { en: "Promoting the customer's products", zh: "为客户宣传产品" },
    planned_visits: { en: "Planned visits", zh: "有计划拜访" },
    differentiation: { en: "Differentiated service", zh: "差异化服务" },
    agreements: { en: "Binding agreements", zh: "协议" },
    points: { en: "Points", zh: "集团、个人积分" },
    social_gatherings: { en: "Social gatherings", zh: "联谊会" },
    clubs: { en: "Clubs", zh: "俱乐部" },
    contacts: { en: "More contacts around the customer", zh: "认识他周围更多的人" },
    habits: { en: "Habits", zh: "培养习惯" },
    prepayment: { en: "Lump-sum prepayment", zh: "趸交" },
    emotional_account: { en: "Emotional account", zh: "建立情感账户" },
  },
  hold: {
    free: { en: "Free", zh: "随时可走" },
    loose: { en: "Loose", zh: "维系松散" },
    held: { en: "Held", zh: "维系较牢" },
    bound: { en: "Bound", zh: "牢固绑定" },
  },
  commitment: {
    contract_remainder: { en: "Rest of the contract", zh: "合同剩余费用" },
    notice_period: { en: "Fees while notice runs", zh: "通知期内费用" },
    termination_fee: { en: "Charge for leaving early", zh: "提前解约费" },
    prepaid_balance: { en: "Prepaid balance", zh: "预付余额" },
    points: { en: "Points", zh: "积分" },
    migration: { en: "Work of moving", zh: "迁移工时" },
    retraining: { en: "Training anew", zh: "重新培训" },
    equipment: { en: "Equipment not yet written off", zh: "未折旧完的设备" },
    discounts_lost: { en: "Discounts lost", zh: "失去的折扣" },
  },
  leverCost: {
    staff_time: { en: "Staff time", zh: "人工时间" },
    spending: { en: "Money spent", zh: "现金支出" },
    margin: { en: "Margin given up", zh: "让出的毛利" },
    investment: { en: "Investment made once", zh: "一次性投入" },
  },
  leverCostUnit: {
    per_account: { en: "per account", zh: "每客户" },
    per_visit: { en: "per visit", zh: "每次拜访" },
    per_month: { en: "per month", zh: "每月" },
    per_event: { en: "per event", zh: "每次活动" },
  },
  leverEvent: {
    contract_end: { en: "End of the contract", zh: "合同到期" },
    points_expiry: { en: "Points run out", zh: "积分到期" },
    prepayment_end: { en: "Prepayment used up", zh: "预付款用尽" },
  },
  leverVerdict: {
    as_stated: { en: "As stated", zh: "与既定权重一致" },
    more: { en: "Holds more than stated", zh: "作用大于既定权重" },
    less: { en: "Holds less than stated", zh: "作用小于既定权重" },
    drives_away: { en: "Goes with leaving", zh: "与流失相伴" },
    not_told: { en: "Cannot be told", zh: "无法判断" },
  },
  leverSilence: {
    too_few: { en: "too few answers from stayers or leavers", zh: "留存或流失客户的答案太少" },
    no_variation: { en: "all answers alike", zh: "各客户答案相同" },
    undecided: { en: "no effect fits as well as twice the stated one", zh: "没有作用与两倍于既定的作用同样说得通" },
    belief_rules: { en: "the answers add little to the stated weight", zh: "数据对既定权重几无补充" },
  },
};
