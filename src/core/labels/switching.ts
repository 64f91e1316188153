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
export type CommitmentKind = "contract_remainder" | "prepaid_balance" | "points";

/** Label families of `switching`. */
export interface SwitchingLabels {
  readonly facet: Readonly<Record<SwitchingFacet, Label>>;
  readonly lever: Readonly<Record<LeverId, Label>>;
  readonly hold: Readonly<Record<SwitchingBand, Label>>;
  readonly commitment: Readonly<Record<CommitmentKind, Label>>;
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
    prepaid_balance: { en: "Prepaid balance", zh: "预付余额" },
    points: { en: "Points", zh: "积分" },
  },
};
