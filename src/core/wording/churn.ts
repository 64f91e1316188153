import type { Messages } from "../locale.ts";

/** Reason codes of `churn`, each with the parameters its wording needs. */
export type ChurnReasonParams = Record<never, never>;

export const churnEn: Messages<ChurnReasonParams> = {};

export const churnZh: Messages<ChurnReasonParams> = {};
