/** Names of `care` that are shown, by family. */
export type CareLabels = Record<never, never>;

export const careLabels: CareLabels = {};
