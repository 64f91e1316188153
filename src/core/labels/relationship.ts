/** Names of `relationship` that are shown, by family. */
export type RelationshipLabels = Record<never, never>;

export const relationshipLabels: RelationshipLabels = {};
