/** Names of `intention` that are shown, by family. */
export type IntentionLabels = Record<never, never>;

export const intentionLabels: IntentionLabels = {};
