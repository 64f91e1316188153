import type { Messages } from "../locale.ts";

/** Reason codes of `lead`, each with the parameters its wording needs. */
export type LeadReasonParams = Record<never, never>;

export const leadEn: Messages<LeadReasonParams> = {};

export const leadZh: Messages<LeadReasonParams> = {};
