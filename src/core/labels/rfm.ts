import type { Label } from "../locale.ts";

/** The eleven segments of the recency, frequency and money grid, best first. */
export type RfmSegmentId =
  | "champions"
  | "loyal"
  | "potential_loyalist"
  | "new"
  | "promising"
  | "needing_attention"
  | "about_to_sleep"
  | "cannot_lose"
  | "at_risk"
  | "hibernating"
  | "lost";

/** Label families of `rfm`. */
export interface RfmLabels {
  readonly rfmSegment: Readonly<Record<RfmSegmentId, Label>>;
}

export const rfmLabels: RfmLabels = {
  rfmSegment: {
    champions: { en: "Champions", zh: "冠军客户" },
    loyal: { en: "Loyal", zh: "忠诚客户" },
    potential_loyalist: { en: "Potential loyalists", zh: "潜在忠诚客户" },
    new: { en: "New", zh: "新客户" },
    promising: { en: "Promising", zh: "有潜力客户" },
    needing_attention: { en: "Needing attention", zh: "需关注客户" },
    about_to_sleep: { en: "About to sleep", zh: "即将沉睡客户" },
    cannot_lose: { en: "Cannot lose", zh: "不可流失客户" },
    at_risk: { en: "At risk", zh: "流失风险客户" },
    hibernating: { en: "Hibernating", zh: "沉睡客户" },
    lost: { en: "Lost", zh: "已流失客户" },
  },
};
