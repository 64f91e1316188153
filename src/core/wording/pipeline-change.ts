import type { Messages } from "../locale.ts";

/** Reason codes of `pipeline-change`, each with the parameters its wording needs. */
export type PipelineChangeReasonParams = Record<never, never>;

export const pipelineChangeEn: Messages<PipelineChangeReasonParams> = {};

export const pipelineChangeZh: Messages<PipelineChangeReasonParams> = {};
