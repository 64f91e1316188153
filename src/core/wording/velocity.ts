import type { Messages } from "../locale.ts";

/** Reason codes of `velocity`, each with the parameters its wording needs. */
export type VelocityReasonParams = Record<never, never>;

export const velocityEn: Messages<VelocityReasonParams> = {};

export const velocityZh: Messages<VelocityReasonParams> = {};
