import type { Messages } from "../locale.ts";

/** Reason codes of `media-budget`, each with the parameters its wording needs. */
export type MediaBudgetReasonParams = Record<never, never>;

export const mediaBudgetEn: Messages<MediaBudgetReasonParams> = {};

export const mediaBudgetZh: Messages<MediaBudgetReasonParams> = {};
