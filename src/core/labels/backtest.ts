/** Names of `backtest` that are shown, by family. */
export type BacktestLabels = Record<never, never>;

export const backtestLabels: BacktestLabels = {};
