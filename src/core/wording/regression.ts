import type { Messages } from "../locale.ts";

/** Reason codes of `regression`, each with the parameters its wording needs. */
export type RegressionReasonParams = Record<never, never>;

export const regressionEn: Messages<RegressionReasonParams> = {};

export const regressionZh: Messages<RegressionReasonParams> = {};
