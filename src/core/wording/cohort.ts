import type { Messages } from "../locale.ts";

/** Reason codes of `cohort`, each with the parameters its wording needs. */
export type CohortReasonParams = Record<never, never>;

export const cohortEn: Messages<CohortReasonParams> = {};

export const cohortZh: Messages<CohortReasonParams> = {};
