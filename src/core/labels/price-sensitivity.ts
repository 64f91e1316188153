import type { Label } from "../locale.ts";

/** Whether customers answer to a price: more than in proportion, less, or not told yet. */
export type PriceVerdict = "elastic" | "inelastic" | "undecided";

/** The points and curves of a price survey. */
export type PricePoint =
  | "marginal_cheapness"
  | "marginal_expensiveness"
  | "optimal_price"
  | "indifference_price"
  | "revenue_price"
  | "profit_price";

/** Names of `price-sensitivity` that are shown, by family. */
export interface PriceSensitivityLabels {
  readonly priceVerdict: Readonly<Record<PriceVerdict, Label>>;
  readonly pricePoint: Readonly<Record<PricePoint, Label>>;
}

export const priceSensitivityLabels: PriceSensitivityLabels = {
  priceVerdict: {
    elastic: { en: "Price-sensitive", zh: "价格敏感" },
    inelastic: { en: "Not price-sensitive", zh: "价格不敏感" },
    undecided: { en: "Undecided", zh: "尚难判定" },
  },
  pricePoint: {
    marginal_cheapness: { en: "Marginal cheapness", zh: "边际便宜点" },
    marginal_expensiveness: { en: "Marginal expensiveness", zh: "边际昂贵点" },
    optimal_price: { en: "Optimal price", zh: "最优价格点" },
    indifference_price: { en: "Indifference price", zh: "无差异价格点" },
    revenue_price: { en: "Highest revenue", zh: "收入最高价" },
    profit_price: { en: "Highest profit", zh: "利润最高价" },
  },
};
