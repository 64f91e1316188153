import type { Messages } from "../locale.ts";

/** Reason codes of `rfm`, each with the parameters its wording needs. */
export type RfmReasonParams = {};

export const rfmEn: Messages<RfmReasonParams> = {};

export const rfmZh: Messages<RfmReasonParams> = {};
