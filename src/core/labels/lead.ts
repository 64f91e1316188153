/** Names of `lead` that are shown, by family. */
export type LeadLabels = Record<never, never>;

export const leadLabels: LeadLabels = {};
