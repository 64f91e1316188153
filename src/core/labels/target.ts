/** Names of `target` that are shown, by family. */
export type TargetLabels = Record<never, never>;

export const targetLabels: TargetLabels = {};
