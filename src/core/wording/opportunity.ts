import type { Messages } from "../locale.ts";

/** Reason codes of `opportunity`, each with the parameters its wording needs. */
export type OpportunityReasonParams = Record<never, never>;

export const opportunityEn: Messages<OpportunityReasonParams> = {};

export const opportunityZh: Messages<OpportunityReasonParams> = {};
