import type { Messages } from "../locale.ts";

/** Reason codes of `rival-profile`, each with the parameters its wording needs. */
export type RivalProfileReasonParams = Record<never, never>;

export const rivalProfileEn: Messages<RivalProfileReasonParams> = {};

export const rivalProfileZh: Messages<RivalProfileReasonParams> = {};
