import type { Label } from "../locale.ts";

/** What a plan of an experiment can be asked for. */
export type ExperimentQuantity = "size" | "effect" | "power";

/** Tests that an experiment can be planned for. */
export type ExperimentTest = "pooled" | "unpooled" | "arcsine" | "welch" | "cluster" | "sequential";

/** Label families of `experiment`. */
export type ExperimentLabels = {
  readonly experimentQuantity: Readonly<Record<ExperimentQuantity, Label>>;
  readonly experimentTest: Readonly<Record<ExperimentTest, Label>>;
};

export const experimentLabels: ExperimentLabels = {
  experimentQuantity: {
    size: { en: "Sample size", zh: "样本量" },
    effect: { en: "Smallest detectable effect", zh: "最小可检测效应" },
    power: { en: "Power", zh: "检验功效" },
  },
  experimentTest: {
    pooled: { en: "z test, pooled variance", zh: "z 检验（合并方差）" },
    unpooled: { en: "z test, unpooled variance", zh: "z 检验（非合并方差）" },
    arcsine: { en: "z test of arcsines", zh: "反正弦 z 检验" },
    welch: { en: "Welch's t test", zh: "Welch t 检验" },
    cluster: { en: "t test over clusters", zh: "整群 t 检验" },
    sequential: { en: "Always-valid sequential test", zh: "始终有效的序贯检验" },
  },
};
