/** Names of `opportunity` that are shown, by family. */
export type OpportunityLabels = Record<never, never>;

export const opportunityLabels: OpportunityLabels = {};
