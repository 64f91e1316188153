import type { Messages } from "../locale.ts";

/** Reason codes of `scorecard`, each with the parameters its wording needs. */
export type ScorecardReasonParams = Record<never, never>;

export const scorecardEn: Messages<ScorecardReasonParams> = {};

export const scorecardZh: Messages<ScorecardReasonParams> = {};
