/** Names of `traffic` that are shown, by family. */
export type TrafficLabels = Record<never, never>;

export const trafficLabels: TrafficLabels = {};
