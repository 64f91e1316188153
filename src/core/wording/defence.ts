import type { Messages } from "../locale.ts";

/** Reason codes of `defence`, each with the parameters its wording needs. */
export type DefenceReasonParams = Record<never, never>;

export const defenceEn: Messages<DefenceReasonParams> = {};

export const defenceZh: Messages<DefenceReasonParams> = {};
