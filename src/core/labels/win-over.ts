/** Names of `win-over` that are shown, by family. */
export type WinOverLabels = Record<never, never>;

export const winOverLabels: WinOverLabels = {};
