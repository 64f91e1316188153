import type { Messages } from "../locale.ts";

/** Reason codes of `anomaly`, each with the parameters its wording needs. */
export type AnomalyReasonParams = Record<never, never>;

export const anomalyEn: Messages<AnomalyReasonParams> = {};

export const anomalyZh: Messages<AnomalyReasonParams> = {};
