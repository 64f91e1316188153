import type { Messages } from "../locale.ts";

/** Reason codes of `lifetime-value`, each with the parameters its wording needs. */
export type LifetimeValueReasonParams = Record<never, never>;

export const lifetimeValueEn: Messages<LifetimeValueReasonParams> = {};

export const lifetimeValueZh: Messages<LifetimeValueReasonParams> = {};
