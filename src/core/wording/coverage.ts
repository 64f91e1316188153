import type { Messages } from "../locale.ts";

/** Reason codes of `coverage`, each with the parameters its wording needs. */
export type CoverageReasonParams = Record<never, never>;

export const coverageEn: Messages<CoverageReasonParams> = {};

export const coverageZh: Messages<CoverageReasonParams> = {};
