import type { Messages } from "../locale.ts";

/** Reason codes of `channel`, each with the parameters its wording needs. */
export type ChannelReasonParams = Record<never, never>;

export const channelEn: Messages<ChannelReasonParams> = {};

export const channelZh: Messages<ChannelReasonParams> = {};
