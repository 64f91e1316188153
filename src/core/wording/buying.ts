import type { Messages } from "../locale.ts";

/** Reason codes of `buying`, each with the parameters its wording needs. */
export type BuyingReasonParams = Record<never, never>;

export const buyingEn: Messages<BuyingReasonParams> = {};

export const buyingZh: Messages<BuyingReasonParams> = {};
