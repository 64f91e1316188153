import type { Messages } from "../locale.ts";

/** Reason codes of `uplift`, each with the parameters its wording needs. */
export type UpliftReasonParams = Record<never, never>;

export const upliftEn: Messages<UpliftReasonParams> = {};

export const upliftZh: Messages<UpliftReasonParams> = {};
