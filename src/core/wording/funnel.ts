import type { Messages } from "../locale.ts";

/** Reason codes of `funnel`, each with the parameters its wording needs. */
export type FunnelReasonParams = {};

export const funnelEn: Messages<FunnelReasonParams> = {};

export const funnelZh: Messages<FunnelReasonParams> = {};
