import type { Messages } from "../locale.ts";

/** Reason codes of `portfolio`, each with the parameters its wording needs. */
export type PortfolioReasonParams = Record<never, never>;

export const portfolioEn: Messages<PortfolioReasonParams> = {};

export const portfolioZh: Messages<PortfolioReasonParams> = {};
