import type { Label } from "../locale.ts";

/** The quadrants of the growth–share matrix. */
export type PortfolioQuadrant = "star" | "cash_cow" | "question_mark" | "dog";

/** The cells of strategy positioning (SPAN). */
export type SpanCell = "grow_invest" | "harvest" | "acquire_skill" | "avoid_exit";

/** A quadrant of either matrix. */
export type PortfolioCell = PortfolioQuadrant | SpanCell;

/** The axes of both matrices. */
export type PortfolioAxis = "relative_share" | "growth" | "position" | "attractiveness";

/** Where a line of a matrix comes from. */
export type PortfolioCutSource = "leader" | "growth_line" | "scale_middle" | "caller";

/** What stands in a SWOT list. */
export type SwotKind = "strength" | "weakness" | "opportunity" | "threat";

/** The four kinds of pairs of a TOWS matrix. */
export type TowsKind = "so" | "wo" | "st" | "wt";

/** The four areas of the wider environment. */
export type PestArea = "political" | "economic" | "social" | "technological";

/** Whether a factor grows stronger. */
export type FactorTrend = "rising" | "steady" | "falling";

/** The frames of the marketing mix. */
export type MarketingFrame = "4p" | "4c" | "4r";

/** What the frames ask about. */
export type MarketingElement =
  | "product"
  | "price"
  | "place"
  | "promotion"
  | "consumer"
  | "cost"
  | "convenience"
  | "communication"
  | "relevance"
  | "reaction"
  | "relationship"
  | "return";

/** Label families of `portfolio`. */
export interface PortfolioLabels {
  readonly portfolioQuadrant: Readonly<Record<PortfolioQuadrant | "undecided", Label>>;
  readonly spanCell: Readonly<Record<SpanCell | "undecided", Label>>;
  readonly portfolioAxis: Readonly<Record<PortfolioAxis, Label>>;
  readonly portfolioCutSource: Readonly<Record<PortfolioCutSource, Label>>;
  readonly swotKind: Readonly<Record<SwotKind, Label>>;
  readonly towsKind: Readonly<Record<TowsKind, Label>>;
  readonly pestArea: Readonly<Record<PestArea, Label>>;
  readonly factorTrend: Readonly<Record<FactorTrend, Label>>;
  readonly marketingFrame: Readonly<Record<MarketingFrame, Label>>;
  readonly marketingElement: Readonly<Record<MarketingElement, Label>>;
}

export const portfolioLabels: PortfolioLabels = {
  portfolioQuadrant: {
    star: { en: "Star", zh: "明星" },
    cash_cow: { en: "Cash cow", zh: "现金牛" },
    question_mark: { en: "Question mark", zh: "问题" },
    dog: { en: "Dog", zh: "瘦狗" },
    undecided: { en: "Cannot be told", zh: "无法判定" },
  },
  spanCell: {
    grow_invest: { en: "Grow and invest", zh: "增长/投资" },
    harvest: { en: "Harvest or re-segment", zh: "收获/重新细分" },
    acquire_skill: { en: "Acquire skill", zh: "获取技能" },
    avoid_exit: { en: "Avoid or exit", zh: "避免/退出" },
    undecided: { en: "Cannot be told", zh: "无法判定" },
  },
  portfolioAxis: {
    relative_share: { en: "Relative market share", zh: "相对市场份额" },
    growth: { en: "Market growth", zh: "市场增长率" },
    position: { en: "Competitive position", zh: "竞争地位" },
    attractiveness: { en: "Market attractiveness", zh: "市场吸引力" },
  },
  portfolioCutSource: {
    leader: { en: "level with the largest rival (Henderson 1970)", zh: "与最大对手持平（Henderson 1970）" },
    growth_line: { en: "fast growth (Hedley 1977)", zh: "高速增长线（Hedley 1977）" },
    scale_middle: { en: "middle of the rating scale", zh: "评分量表的中点" },
    caller: { en: "set by hand", zh: "人工设定" },
  },
  swotKind: {
    strength: { en: "Strength", zh: "优势" },
    weakness: { en: "Weakness", zh: "劣势" },
    opportunity: { en: "Opportunity", zh: "机会" },
    threat: { en: "Threat", zh: "威胁" },
  },
  towsKind: {
    so: { en: "Use strength to seize (SO)", zh: "以优势抓住机会（SO）" },
    wo: { en: "Mend weakness to seize (WO)", zh: "补劣势抓住机会（WO）" },
    st: { en: "Answer threat by strength (ST)", zh: "以优势应对威胁（ST）" },
    wt: { en: "Reduce exposure (WT)", zh: "补劣势避开威胁（WT）" },
  },
  pestArea: {
    political: { en: "Political", zh: "政治" },
    economic: { en: "Economic", zh: "经济" },
    social: { en: "Social", zh: "社会" },
    technological: { en: "Technological", zh: "技术" },
  },
  factorTrend: {
    rising: { en: "Growing stronger", zh: "增强" },
    steady: { en: "Steady", zh: "平稳" },
    falling: { en: "Fading", zh: "减弱" },
  },
  marketingFrame: {
    "4p": { en: "Four Ps", zh: "4P 组合" },
    "4c": { en: "Four Cs", zh: "4C 组合" },
    "4r": { en: "Four Rs", zh: "4R 组合" },
  },
  marketingElement: {
    product: { en: "Product", zh: "产品" },
    price: { en: "Price", zh: "价格" },
    place: { en: "Place", zh: "渠道" },
    promotion: { en: "Promotion", zh: "促销" },
    consumer: { en: "Consumer wants and needs", zh: "消费者需求" },
    cost: { en: "Cost to satisfy", zh: "满足需求的成本" },
    convenience: { en: "Convenience to buy", zh: "购买的便利" },
    communication: { en: "Communication", zh: "沟通" },
    relevance: { en: "Relevance", zh: "关联" },
    reaction: { en: "Reaction", zh: "反应" },
    relationship: { en: "Relationship", zh: "关系" },
    return: { en: "Return", zh: "回报" },
  },
};
