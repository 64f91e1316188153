/**
 * Purchases still to come as a mixture of exponential decays: from now on a live customer buys at their present rate ·
 * Σ weight · e^(−exit · u), u being the time from now over the model's time constant (α + T or β + T). Every discounted
 * sum is then a closed formula per decay.
 */
export interface DecayMixture {
  /** How fast each part of the mixture leaves, per time constant. */
  readonly exit: Float64Array;
  /** Its share; the shares sum to 1. */
  readonly weight: Float64Array;
}

/** Nodes of a one-dimensional law with weights that sum to 1. */
interface Nodes {
  readonly at: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Step of the trapezoid rule in logarithms. Integrands are analytic in a strip of half-width π/2 at least, so that the
 * rule errs by e^(−π² / step), below 1e−13.
 */
const STEP = 0.25;

/** A peak of spread σ needs steps of this share of it. */
const STEPS_PER_SPREAD = 0.6;

/** Weights below e^(−this) of the largest are left out. */
const NEGLIGIBLE = 40;

/** A share of a mixture below this does not change its fifteenth digit, however many of them there are. */
const NEGLIGIBLE_SHARE = 1e-19;

/** A law narrower than this, in logarithms, is a point: what it neglects is its square. */
const POINT = 1e-7;

/**
 * The law of a rate that is gamma distributed with rate 1, over its logarithm, by the trapezoid rule. Left of `slow`
 * the steps grow, for laws whose tail towards 0 is long.
 *
 * @see Takahasi & Mori (1974), Double Exponential Formulas for Numerical Integration
 */
function gammaNodes(shape: number, slow: number): Nodes {
  const spread = 1 / Math.sqrt(shape);
  if (spread < POINT) return { at: Float64Array.of(shape), weight: Float64Array.of(1) };
  const left = Math.min(-3 * Math.min(1, spread), Math.log(slow / shape) - 3);
  const density = (d: number): number => -shape * (Math.expm1(d) - d);
  const extra = Math.log1p(shape / slow);
  return nodesOf(
    density,
    Math.min(STEP, STEPS_PER_SPREAD * spread),
    left,
    undefined,
    extra,
    (d) => shape * Math.exp(d),
  );
}

/** The law of a chance that is beta distributed, over its log-odds, in the same way. */
export function betaNodes(a: number, b: number, slow: number): Nodes {
  const mean = a / (a + b);
  const spread = Math.sqrt(1 / a + 1 / b);
  if (spread < POINT) return { at: Float64Array.of(mean), weight: Float64Array.of(1) };
  const middle = Math.log(a) - Math.log(b);
  const reach = Math.min(1, spread);
  const left = Math.min(-2 * reach, Math.log(slow) - 3 - middle);
  const right = Math.max(2 * reach, 3 - middle);
  // ln(1 − mean + mean·e^d), without overflow for long tails
  const norm = (d: number): number =>
    d < 1 ? Math.log1p(mean * Math.expm1(d)) : d + Math.log(mean + (b / (a + b)) * Math.exp(-d));
  const extra = Math.log1p(mean / slow);
  return nodesOf(
    (d) => a * d - (a + b) * norm(d),
    Math.min(STEP, STEPS_PER_SPREAD * spread),
    left,
    right,
    extra,
    (d) => mean * Math.exp(d - norm(d)),
  );
}

/**
 * Trapezoid nodes of a law over d, 0 being its mode: d = t within [left, right] and ever longer steps beyond, so that
 * tails that fall slowly take few nodes.
 */
function nodesOf(
  logDensity: (d: number) => number,
  step: number,
  left: number,
  right: number | undefined,
  extra: number,
  value: (d: number) => number,
): Nodes {
  const at: number[] = [];
  const logs: number[] = [];
  let top = Number.NEGATIVE_INFINITY;
  const walk = (first: number, direction: 1 | -1, limit: number): void => {
    for (let k = first; ; k += direction) {
      const t = k * step;
      const below = Math.exp(left - t);
      const above = right === undefined ? 0 : Math.exp(t - right);
      const d = t - below + above;
      const log = logDensity(d) + Math.log1p(below + above);
      if (!(log > top - limit)) return;
      if (log > top) top = log;
      at.push(value(d));
      logs.push(log);
    }
  };
  walk(0, 1, NEGLIGIBLE);
  walk(-1, -1, NEGLIGIBLE + extra);
  const weight = Float64Array.from(logs, (log) => Math.exp(log - top));
  const total = weight.reduce((sum, cell) => sum + cell, 0);
  return { at: Float64Array.from(at), weight: weight.map((cell) => cell / total) };
}

/**
 * Pareto/NBD: a live customer leaves at a rate that is gamma distributed, Γ(s, β + T) once they are known to be alive.
 *
 * @param slow - The slowest decay that matters, per β + T: the force of interest plus one over the horizon.
 * @see Fader, Hardie & Lee (2005), RFM and CLV, appendix
 * @internal
 */
export function paretoMixture(s: number, slow: number): DecayMixture {
  const { at, weight } = gammaNodes(s, slow);
  return { exit: at, weight };
}

/**
 * BG/NBD and MBG/NBD: a live customer buys at a rate λ ~ Γ(r + x, α + T) and leaves after a purchase with chance
 * p ~ Beta(a, b + x), or b + x + 1 where they could leave after the first one too. Weighted by λ, since those who buy
 * more count more, exits λp are the mixture.
 *
 * @param shape - r + x.
 * @param slow - As above, per α + T.
 * @internal
 */
export function geometricMixture(shape: number, a: number, b: number, slow: number): DecayMixture {
  const typical = shape + 1;
  const buying = gammaNodes(typical, Math.min(slow, typical));
  const leaving = betaNodes(a, b, Math.min(1, slow / typical));
  // a pair of two rare values is left out, unless its slow exit makes up for it
  const least = NEGLIGIBLE_SHARE / (1 + typical / slow);
  const exit: number[] = [];
  const weight: number[] = [];
  for (let j = 0; j < leaving.at.length; j++) {
    const p = leaving.at[j] as number;
    const share = leaving.weight[j] as number;
    for (let i = 0; i < buying.at.length; i++) {
      const both = share * (buying.weight[i] as number);
      if (both < least) continue;
      exit.push(p * (buying.at[i] as number));
      weight.push(both);
    }
  }
  return { exit: Float64Array.from(exit), weight: Float64Array.from(weight) };
}
