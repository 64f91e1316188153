import type { Messages } from "../locale.ts";

/** Reason codes of `survival`, each with the parameters its wording needs. */
export type SurvivalReasonParams = Record<never, never>;

export const survivalEn: Messages<SurvivalReasonParams> = {};

export const survivalZh: Messages<SurvivalReasonParams> = {};
