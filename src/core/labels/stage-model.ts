/** Names of `stage-model` that are shown, by family. */
export type StageModelLabels = Record<never, never>;

export const stageModelLabels: StageModelLabels = {};
