import type { Messages } from "../locale.ts";

/** Reason codes of `lock-in`, each with the parameters its wording needs. */
export type LockInReasonParams = Record<never, never>;

export const lockInEn: Messages<LockInReasonParams> = {};

export const lockInZh: Messages<LockInReasonParams> = {};
