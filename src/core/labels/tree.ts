/** Label families of `tree`. */
export type TreeLabels = Record<never, never>;

export const treeLabels: TreeLabels = {};
