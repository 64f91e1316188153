/** Names of `velocity` that are shown, by family. */
export type VelocityLabels = Record<never, never>;

export const velocityLabels: VelocityLabels = {};
