/** Label families of `segment`. */
export type SegmentLabels = Record<never, never>;

export const segmentLabels: SegmentLabels = {};
