/** Names of `portfolio` that are shown, by family. */
export type PortfolioLabels = Record<never, never>;

export const portfolioLabels: PortfolioLabels = {};
