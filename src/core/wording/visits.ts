import type { Messages } from "../locale.ts";

/** Reason codes of `visits`, each with the parameters its wording needs. */
export type VisitsReasonParams = Record<never, never>;

export const visitsEn: Messages<VisitsReasonParams> = {};

export const visitsZh: Messages<VisitsReasonParams> = {};
