import type { Messages } from "../locale.ts";

/** Reason codes of `switching`, each with the parameters its wording needs. */
export type SwitchingReasonParams = {};

export const switchingEn: Messages<SwitchingReasonParams> = {};

export const switchingZh: Messages<SwitchingReasonParams> = {};
