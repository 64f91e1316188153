import type { Messages } from "../locale.ts";

/** Reason codes of `attainment`, each with the parameters its wording needs. */
export type AttainmentReasonParams = Record<never, never>;

export const attainmentEn: Messages<AttainmentReasonParams> = {};

export const attainmentZh: Messages<AttainmentReasonParams> = {};
