import type { Messages } from "../locale.ts";

/** Reason codes of `lift`, each with the parameters its wording needs. */
export type LiftReasonParams = Record<never, never>;

export const liftEn: Messages<LiftReasonParams> = {};

export const liftZh: Messages<LiftReasonParams> = {};
