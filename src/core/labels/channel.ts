/** Label families of `channel`. */
export type ChannelLabels = Record<never, never>;

export const channelLabels: ChannelLabels = {};
