import type { Messages } from "../locale.ts";

/** Reason codes of `win-over`, each with the parameters its wording needs. */
export type WinOverReasonParams = Record<never, never>;

export const winOverEn: Messages<WinOverReasonParams> = {};

export const winOverZh: Messages<WinOverReasonParams> = {};
