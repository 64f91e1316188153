/** Names of `cohort` that are shown, by family. */
export type CohortLabels = Record<never, never>;

export const cohortLabels: CohortLabels = {};
