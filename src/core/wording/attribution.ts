import type { Messages } from "../locale.ts";

/** Reason codes of `attribution`, each with the parameters its wording needs. */
export type AttributionReasonParams = Record<never, never>;

export const attributionEn: Messages<AttributionReasonParams> = {};

export const attributionZh: Messages<AttributionReasonParams> = {};
