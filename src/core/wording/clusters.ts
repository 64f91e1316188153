import type { Messages } from "../locale.ts";

/** Reason codes of `clusters`, each with the parameters its wording needs. */
export type ClustersReasonParams = Record<never, never>;

export const clustersEn: Messages<ClustersReasonParams> = {};

export const clustersZh: Messages<ClustersReasonParams> = {};
