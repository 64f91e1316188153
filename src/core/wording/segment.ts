import type { Messages } from "../locale.ts";

/** Reason codes of `segment`, each with the parameters its wording needs. */
export type SegmentReasonParams = Record<never, never>;

export const segmentEn: Messages<SegmentReasonParams> = {};

export const segmentZh: Messages<SegmentReasonParams> = {};
