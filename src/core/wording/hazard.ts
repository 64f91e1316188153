import type { Messages } from "../locale.ts";

/** Reason codes of `hazard`, each with the parameters its wording needs. */
export type HazardReasonParams = Record<never, never>;

export const hazardEn: Messages<HazardReasonParams> = {};

export const hazardZh: Messages<HazardReasonParams> = {};
