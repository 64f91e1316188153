import type { Messages } from "../locale.ts";

/** Reason codes of `tiering`, each with the parameters its wording needs. */
export type TieringReasonParams = {};

export const tieringEn: Messages<TieringReasonParams> = {};

export const tieringZh: Messages<TieringReasonParams> = {};
