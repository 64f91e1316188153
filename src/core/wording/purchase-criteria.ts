import type { Messages } from "../locale.ts";

/** Reason codes of `purchase-criteria`, each with the parameters its wording needs. */
export type PurchaseCriteriaReasonParams = Record<never, never>;

export const purchaseCriteriaEn: Messages<PurchaseCriteriaReasonParams> = {};

export const purchaseCriteriaZh: Messages<PurchaseCriteriaReasonParams> = {};
