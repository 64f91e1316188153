/** Names of `purchase-criteria` that are shown, by family. */
export type PurchaseCriteriaLabels = Record<never, never>;

export const purchaseCriteriaLabels: PurchaseCriteriaLabels = {};
