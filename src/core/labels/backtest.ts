import type { Label } from "../locale.ts";

/** What a backtest says about using the forecast. */
export type BacktestVerdictCode = "use" | "use_with_care" | "not_yet";

/** The rules of thumb that a forecast has to beat. */
export type BacktestBaseline = "stage_percentages" | "run_rate" | "last_year" | "constant_hazard";

/** The losses by which a forecast is set against a baseline. */
export type BacktestMeasure = "brier" | "count_pinball" | "count_wape" | "amount_pinball" | "amount_wape";

/** The two totals of a forecast. */
export type BacktestTotal = "count" | "amount";

/** Label families of `backtest`. */
export interface BacktestLabels {
  readonly backtestVerdict: Readonly<Record<BacktestVerdictCode, Label>>;
  readonly backtestBaseline: Readonly<Record<BacktestBaseline, Label>>;
  readonly backtestMeasure: Readonly<Record<BacktestMeasure, Label>>;
  readonly backtestTotal: Readonly<Record<BacktestTotal, Label>>;
}

export const backtestLabels: BacktestLabels = {
  backtestVerdict: {
    use: { en: "Use it", zh: "可以使用" },
    use_with_care: { en: "Use with care", zh: "谨慎使用" },
    not_yet: { en: "Do not use it yet", zh: "暂不使用" },
  },
  backtestBaseline: {
    stage_percentages: { en: "Fixed stage percentages", zh: "固定阶段百分比" },
    run_rate: { en: "Last period's run-rate", zh: "上期实绩" },
    last_year: { en: "Same period last year", zh: "去年同期" },
    constant_hazard: { en: "Constant chance per day", zh: "恒定日概率" },
  },
  backtestMeasure: {
    brier: { en: "Squared error per deal (Brier)", zh: "单笔平方误差（Brier）" },
    count_pinball: { en: "Error of the count's range (pinball)", zh: "数量区间误差（分位损失）" },
    count_wape: { en: "Error of the expected count (WAPE)", zh: "预期数量误差（WAPE）" },
    amount_pinball: { en: "Error of the amount's range (pinball)", zh: "金额区间误差（分位损失）" },
    amount_wape: { en: "Error of the expected amount (WAPE)", zh: "预期金额误差（WAPE）" },
  },
  backtestTotal: {
    count: { en: "Deals won", zh: "赢单数" },
    amount: { en: "Amount won", zh: "赢单金额" },
  },
};
