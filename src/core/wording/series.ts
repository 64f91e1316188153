import type { Messages } from "../locale.ts";

/** Reason codes of `series`, each with the parameters its wording needs. */
export type SeriesReasonParams = Record<never, never>;

export const seriesEn: Messages<SeriesReasonParams> = {};

export const seriesZh: Messages<SeriesReasonParams> = {};
