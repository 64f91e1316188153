import type { Messages } from "../locale.ts";

/** Reason codes of `quota`, each with the parameters its wording needs. */
export type QuotaReasonParams = Record<never, never>;

export const quotaEn: Messages<QuotaReasonParams> = {};

export const quotaZh: Messages<QuotaReasonParams> = {};
