import type { Messages } from "../locale.ts";

/** Reason codes of `loyalty`, each with the parameters its wording needs. */
export type LoyaltyReasonParams = {};

export const loyaltyEn: Messages<LoyaltyReasonParams> = {};

export const loyaltyZh: Messages<LoyaltyReasonParams> = {};
