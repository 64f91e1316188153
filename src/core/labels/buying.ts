/** Names of `buying` that are shown, by family. */
export type BuyingLabels = Record<never, never>;

export const buyingLabels: BuyingLabels = {};
