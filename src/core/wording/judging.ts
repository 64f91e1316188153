import type { Messages } from "../locale.ts";

/** Reason codes of `judging`, each with the parameters its wording needs. */
export type JudgingReasonParams = Record<never, never>;

export const judgingEn: Messages<JudgingReasonParams> = {};

export const judgingZh: Messages<JudgingReasonParams> = {};
