import type { Messages } from "../locale.ts";

/** Reason codes of `care`, each with the parameters its wording needs. */
export type CareReasonParams = Record<never, never>;

export const careEn: Messages<CareReasonParams> = {};

export const careZh: Messages<CareReasonParams> = {};
