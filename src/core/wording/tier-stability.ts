import type { Messages } from "../locale.ts";

/** Reason codes of `tier-stability`, each with the parameters its wording needs. */
export type TierStabilityReasonParams = {};

export const tierStabilityEn: Messages<TierStabilityReasonParams> = {};

export const tierStabilityZh: Messages<TierStabilityReasonParams> = {};
