import type { Messages } from "../locale.ts";

/** Reason codes of `loyalty-curve`, each with the parameters its wording needs. */
export type LoyaltyCurveReasonParams = {};

export const loyaltyCurveEn: Messages<LoyaltyCurveReasonParams> = {};

export const loyaltyCurveZh: Messages<LoyaltyCurveReasonParams> = {};
