import type { Label } from "../locale.ts";

/** Whether a stage holds enough for later revenue. */
export type HoldingVerdict = "enough" | "short" | "unclear";

/** What won and lost deals are grouped by. */
export type WinLossKey = "competitor" | "reason" | "product" | "owner" | "region";

/** Label families of `velocity`. */
export interface VelocityLabels {
  readonly holdingVerdict: Readonly<Record<HoldingVerdict, Label>>;
  readonly winLossKey: Readonly<Record<WinLossKey, Label>>;
}

export const velocityLabels: VelocityLabels = {
  holdingVerdict: {
    enough: { en: "Holds enough", zh: "储备充足" },
    short: { en: "Holds too little", zh: "储备不足" },
    unclear: { en: "Cannot be told", zh: "尚难判定" },
  },
  winLossKey: {
    competitor: { en: "Competitor", zh: "竞争对手" },
    reason: { en: "Reason", zh: "原因" },
    product: { en: "Product", zh: "产品" },
    owner: { en: "Owner", zh: "负责人" },
    region: { en: "Region", zh: "区域" },
  },
};
