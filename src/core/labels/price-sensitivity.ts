/** Names of `price-sensitivity` that are shown, by family. */
export type PriceSensitivityLabels = Record<never, never>;

export const priceSensitivityLabels: PriceSensitivityLabels = {};
