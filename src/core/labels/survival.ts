import type { Label } from "../locale.ts";

/** Why customers leave, D28; a caller may use other texts, which are then their own names. */
export type LeavingReason = "systemic" | "tenure" | "price" | "service" | "rival_offer" | "unstated";

/** Which ages count most when curves are compared. */
export type SurvivalWeighting = "log_rank" | "gehan_wilcoxon" | "tarone_ware" | "peto_peto" | "fleming_harrington";

/** Label families of `survival`. */
export interface SurvivalLabels {
  readonly leavingReason: Readonly<Record<LeavingReason, Label>>;
  readonly survivalWeighting: Readonly<Record<SurvivalWeighting, Label>>;
}

export const survivalLabels: SurvivalLabels = {
  leavingReason: {
    systemic: { en: "Systemic causes", zh: "系统性原因" },
    tenure: { en: "Tenure", zh: "在网时长" },
    price: { en: "Price", zh: "价格" },
    service: { en: "Service", zh: "服务" },
    rival_offer: { en: "Rival's offer", zh: "对手的优惠" },
    unstated: { en: "Not stated", zh: "未说明" },
  },
  survivalWeighting: {
    log_rank: { en: "Log-rank", zh: "对数秩" },
    gehan_wilcoxon: { en: "Gehan–Wilcoxon", zh: "Gehan–Wilcoxon" },
    tarone_ware: { en: "Tarone–Ware", zh: "Tarone–Ware" },
    peto_peto: { en: "Peto–Peto", zh: "Peto–Peto" },
    fleming_harrington: { en: "Fleming–Harrington", zh: "Fleming–Harrington" },
  },
};
