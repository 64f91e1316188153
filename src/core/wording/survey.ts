import type { Messages } from "../locale.ts";

/** Reason codes of `survey`, each with the parameters its wording needs. */
export type SurveyReasonParams = {};

export const surveyEn: Messages<SurveyReasonParams> = {};

export const surveyZh: Messages<SurveyReasonParams> = {};
