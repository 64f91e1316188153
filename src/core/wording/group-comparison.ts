import type { Messages } from "../locale.ts";

/** Reason codes of `group-comparison`, each with the parameters its wording needs. */
export type GroupComparisonReasonParams = Record<never, never>;

export const groupComparisonEn: Messages<GroupComparisonReasonParams> = {};

export const groupComparisonZh: Messages<GroupComparisonReasonParams> = {};
