import type { Messages } from "../locale.ts";

/** Reason codes of `criteria`, each with the parameters its wording needs. */
export type CriteriaReasonParams = {};

export const criteriaEn: Messages<CriteriaReasonParams> = {};

export const criteriaZh: Messages<CriteriaReasonParams> = {};
