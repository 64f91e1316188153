import type { Messages } from "../locale.ts";

/** Reason codes of `traffic`, each with the parameters its wording needs. */
export type TrafficReasonParams = Record<never, never>;

export const trafficEn: Messages<TrafficReasonParams> = {};

export const trafficZh: Messages<TrafficReasonParams> = {};
