import type { Messages } from "../locale.ts";

/** Reason codes of `experiment`, each with the parameters its wording needs. */
export type ExperimentReasonParams = Record<never, never>;

export const experimentEn: Messages<ExperimentReasonParams> = {};

export const experimentZh: Messages<ExperimentReasonParams> = {};
