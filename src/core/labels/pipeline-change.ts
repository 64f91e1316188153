/** Names of `pipeline-change` that are shown, by family. */
export type PipelineChangeLabels = Record<never, never>;

export const pipelineChangeLabels: PipelineChangeLabels = {};
