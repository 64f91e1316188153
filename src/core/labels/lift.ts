/** Label families of `lift`. */
export type LiftLabels = Record<never, never>;

export const liftLabels: LiftLabels = {};
