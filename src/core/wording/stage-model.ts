import type { Messages } from "../locale.ts";

/** Reason codes of `stage-model`, each with the parameters its wording needs. */
export type StageModelReasonParams = Record<never, never>;

export const stageModelEn: Messages<StageModelReasonParams> = {};

export const stageModelZh: Messages<StageModelReasonParams> = {};
