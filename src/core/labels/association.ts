/** Names of `association` that are shown, by family. */
export type AssociationLabels = Record<never, never>;

export const associationLabels: AssociationLabels = {};
