import type { Messages } from "../locale.ts";

/** Reason codes of `subscription`, each with the parameters its wording needs. */
export type SubscriptionReasonParams = Record<never, never>;

export const subscriptionEn: Messages<SubscriptionReasonParams> = {};

export const subscriptionZh: Messages<SubscriptionReasonParams> = {};
