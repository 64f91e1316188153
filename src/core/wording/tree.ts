import type { Messages } from "../locale.ts";

/** Reason codes of `tree`, each with the parameters its wording needs. */
export type TreeReasonParams = Record<never, never>;

export const treeEn: Messages<TreeReasonParams> = {};

export const treeZh: Messages<TreeReasonParams> = {};
