import type { Messages } from "../locale.ts";

/** Reason codes of `spending`, each with the parameters its wording needs. */
export type SpendingReasonParams = Record<never, never>;

export const spendingEn: Messages<SpendingReasonParams> = {};

export const spendingZh: Messages<SpendingReasonParams> = {};
