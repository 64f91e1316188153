import type { Messages } from "../locale.ts";

/** Reason codes of `service`, each with the parameters its wording needs. */
export type ServiceReasonParams = Record<never, never>;

export const serviceEn: Messages<ServiceReasonParams> = {};

export const serviceZh: Messages<ServiceReasonParams> = {};
