/** Names of `quota` that are shown, by family. */
export type QuotaLabels = Record<never, never>;

export const quotaLabels: QuotaLabels = {};
