import type { Messages } from "../locale.ts";

/** Reason codes of `intention`, each with the parameters its wording needs. */
export type IntentionReasonParams = Record<never, never>;

export const intentionEn: Messages<IntentionReasonParams> = {};

export const intentionZh: Messages<IntentionReasonParams> = {};
