import type { Messages } from "../locale.ts";

/** Reason codes of `deal-health`, each with the parameters its wording needs. */
export type DealHealthReasonParams = Record<never, never>;

export const dealHealthEn: Messages<DealHealthReasonParams> = {};

export const dealHealthZh: Messages<DealHealthReasonParams> = {};
