import type { Label } from "../locale.ts";

/** The stages of the standard pipeline, D18, and its two ends without a contract. */
export type StandardStage = "prospect" | "bid" | "negotiation" | "contract" | "lost" | "cancelled";

/** What became of an opportunity. */
export type DealOutcome = "open" | "won" | "lost" | "cancelled";

/** Label families of `funnel`. */
export interface FunnelLabels {
  readonly stage: Readonly<Record<StandardStage, Label>>;
  readonly outcome: Readonly<Record<DealOutcome, Label>>;
}

export const funnelLabels: FunnelLabels = {
  stage: {
    prospect: { en: "Prospect tracked", zh: "商机跟踪" },
    bid: { en: "Bid", zh: "投标" },
    negotiation: { en: "Negotiation", zh: "谈判" },
    contract: { en: "Contract", zh: "签约" },
    lost: { en: "Lost", zh: "丢单" },
    cancelled: { en: "Cancelled", zh: "取消" },
  },
  outcome: {
    open: { en: "Open", zh: "进行中" },
    won: { en: "Won", zh: "赢单" },
    lost: { en: "Lost", zh: "丢单" },
    cancelled: { en: "Cancelled", zh: "取消" },
  },
};
