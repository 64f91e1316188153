import type { Messages } from "../locale.ts";

/** Reason codes of `price-sensitivity`, each with the parameters its wording needs. */
export type PriceSensitivityReasonParams = Record<never, never>;

export const priceSensitivityEn: Messages<PriceSensitivityReasonParams> = {};

export const priceSensitivityZh: Messages<PriceSensitivityReasonParams> = {};
