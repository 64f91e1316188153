/** Names of `defence` that are shown, by family. */
export type DefenceLabels = Record<never, never>;

export const defenceLabels: DefenceLabels = {};
