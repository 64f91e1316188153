import type { SmoothingForm, SmoothingParameters, SmoothingStates } from "./exponential-smoothing.ts";

/** The usual bounds of the smoothing parameters: Hyndman et al. (2008), section 2.9; φ as in their section 3.3. */
export const LEAST = 1e-4;
export const PHI = [0.8, 0.98] as const;

/**
 * Shares held at the end of their range: a level, trend or season that does not move at all, or a level that is the last
 * value. A level held at 1 leaves nothing to a season, whose share must be held too.
 */
export interface HeldShares {
  readonly alpha?: 0 | 1;
  readonly beta?: 0;
  readonly gamma?: 0;
}

/** Where each parameter of a form stands in the vector that is searched; −1 where the form has none. */
export interface SmoothingLayout {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  readonly level: number;
  readonly trend: number;
  /** The first of `seasonLength − 1` seasonal figures; the last one closes the sum. */
  readonly season: number;
  /** Numbers in the vector. */
  readonly size: number;
  /** Of them smoothing parameters, which stand first. */
  readonly rates: number;
}

/** Positions of a form's parameters. */
export function layoutOf({ trend, season, seasonLength }: SmoothingForm, held: HeldShares = {}): SmoothingLayout {
  let next = 0;
  const alpha = held.alpha !== undefined ? -1 : next++;
  const beta = trend === "none" || held.beta !== undefined ? -1 : next++;
  const gamma = season === "none" || held.gamma !== undefined ? -1 : next++;
  const phi = trend === "damped" ? next++ : -1;
  const rates = next;
  const level = next++;
  const slope = trend === "none" ? -1 : next++;
  const first = season === "none" ? -1 : next;
  return {
    alpha,
    beta,
    gamma,
    phi,
    level,
    trend: slope,
    season: first,
    size: season === "none" ? next : next + seasonLength - 1,
    rates,
  };
}

export const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** From a share within its bounds to the unbounded number that is searched, and kept where it can still move. */
const unbounded = (share: number): number => {
  const held = Math.min(0.999, Math.max(0.001, share));
  return Math.log(held / (1 - held));
};

/** The vector that stands for given parameters and states. */
export function packSmoothing(
  form: SmoothingForm,
  { alpha, beta = 0, gamma = 0, phi = 1 }: SmoothingParameters,
  { level, trend = 0, season = [] }: SmoothingStates,
  held?: HeldShares,
): Float64Array {
  const at = layoutOf(form, held);
  const x = new Float64Array(at.size);
  if (at.alpha >= 0) x[at.alpha] = unbounded((alpha - LEAST) / (1 - 2 * LEAST));
  if (at.beta >= 0) x[at.beta] = unbounded((beta - LEAST) / (alpha - LEAST));
  if (at.gamma >= 0) x[at.gamma] = unbounded((gamma - LEAST) / (1 - alpha - LEAST));
  if (at.phi >= 0) x[at.phi] = unbounded((phi - PHI[0]) / (PHI[1] - PHI[0]));
  x[at.level] = level;
  if (at.trend >= 0) x[at.trend] = trend;
  if (at.season >= 0) for (let j = 0; j < form.seasonLength - 1; j++) x[at.season + j] = season[j] as number;
  return x;
}
