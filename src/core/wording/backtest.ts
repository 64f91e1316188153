import type { Messages } from "../locale.ts";

/** Reason codes of `backtest`, each with the parameters its wording needs. */
export type BacktestReasonParams = Record<never, never>;

export const backtestEn: Messages<BacktestReasonParams> = {};

export const backtestZh: Messages<BacktestReasonParams> = {};
