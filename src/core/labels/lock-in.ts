/** Names of `lock-in` that are shown, by family. */
export type LockInLabels = Record<never, never>;

export const lockInLabels: LockInLabels = {};
