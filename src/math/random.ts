import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { requireNumber } from "../core/checks.ts";

/**
 * A source of random numbers that is decided by its seed. Every method draws from one stream and moves it on, so the
 * order of calls matters; {@link Random.fork} opens a stream that does not depend on that order.
 */
export interface Random {
  /** A number from [0, 1) with 53 random bits. */
  uniform(): number;
  /** A whole number from `min` to `max`, both included, each equally likely; both safe integers, at most 2⁵³ apart. */
  integer(min: number, max: number): number;
  /** A standard normal number: mean 0, standard deviation 1. */
  normal(): number;
  /** A gamma number with mean `shape · scale`; both above 0, their product and `scale` at most 1e300. */
  gamma(shape: number, scale: number): number;
  /** A share in [0, 1] with mean `a / (a + b)`; `a` and `b` above 0, at most 1e300. */
  beta(a: number, b: number): number;
  /** How many of `n` independent trials succeed, each with chance `p` in [0, 1]; `n` a safe integer from 0. */
  binomial(n: number, p: number): number;
  /** How many rare events happen where `mean` are expected; `mean` from 0 to 1e15. */
  poisson(mean: number): number;
  /**
   * An independent stream for one part of the work (a customer, a replicate). It depends on the seed and the label
   * alone, not on what was drawn before: the same label gives the same stream again.
   */
  fork(label: number): Random;
}

/** Four 32-bit words. */
type Key = readonly [number, number, number, number];

/** First 128 fractional bits of π: no seed is special. */
const ROOT: Key = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/** Up to this mean a count is found by adding up probabilities; above, one beta or gamma number halves its digits. */
const SMALL_MEAN = 12;

/** A count whose chance is below 1e-60 at {@link SMALL_MEAN}: reached through rounding alone, then drawn anew. */
const SMALL_COUNT_LIMIT = 110;

/** Above this shape the acceptance test of a gamma number cancels to noise and is written as its series. */
const LARGE_SHAPE = 1e5;

const POSITIVE = { above: 0, max: 1e300 } as const;
const SAFE = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true } as const;
const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true } as const;
const CHANCE = { min: 0, max: 1 } as const;
const MEAN = { min: 0, max: 1e15 } as const;

/**
 * Opens a stream of random numbers for simulations and resampling. The same seed gives the same bits on every machine:
 * `uniform` and `integer` use exact arithmetic alone, the others also `Math.log`, `exp` and `log1p`, which V8 brings
 * along itself (ports of fdlibm) but another engine may round differently in the last bit.
 *
 * @param seed - Any safe integer; neighbouring seeds give unrelated streams.
 * @returns The stream. Not for secrets.
 * @throws `ClienteleError`: `invalid_type`, `not_finite`, `out_of_range`; so does each method for its arguments.
 * @example
 * ```ts
 * const random = createRandom(42);
 * random.uniform(); // ≈ 0.034317
 * random.integer(1, 6) <= 6; // => true
 * createRandom(42).fork(7).uniform() === random.fork(7).uniform(); // => true
 * ```
 * @see Blackman, Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021): xoroshiro128+
 */
export function createRandom(seed: number): Random {
  requireNumber(seed, "seed", SAFE);
  return randomFrom(derive(ROOT, seed));
}

function randomFrom(key: Key): Random {
  const generator = xoroshiro128plusFromState(key);
  let spare: number | undefined;

  // the low bits of xoroshiro128+ are its weak ones, so every method takes bits from the top
  const uniform = (): number => ((generator.next() >>> 5) * 0x4000000 + (generator.next() >>> 6)) / 2 ** 53;

  /** Marsaglia's polar method; each pair serves two calls. */
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const stretch = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * stretch;
      return x * stretch;
    }
  };

  /** Marsaglia and Tsang (2000), for shape ≥ 1 and scale 1. */
  const gammaFromOne = (shape: number): number => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const t = c * x;
      if (t <= -1) continue;
      const v = (1 + t) * (1 + t) * (1 + t);
      const u = 1 - uniform();
      const squareOfX = x * x;
      if (u < 1 - 0.0331 * squareOfX * squareOfX) return d * v;
      // x²/2 + d(1 − v + log v); for small t what is left of it after −x²/2 + x²/2 has cancelled
      const limit =
        shape > LARGE_SHAPE
          ? d * t * t * t * t * (-3 / 4 + t * (3 / 5 - t / 2))
          : squareOfX / 2 + d * (1 - v + Math.log(v));
      if (Math.log(u) < limit) return d * v;
    }
  };

  /** Logarithm of a gamma number of scale 1, which for a tiny shape is often too small for a double itself. */
  const logGamma = (shape: number): number =>
    shape < 1 ? Math.log(gammaFromOne(shape + 1)) + Math.log(1 - uniform()) / shape : Math.log(gammaFromOne(shape));

  const beta = (a: number, b: number): number => {
    if (a >= 1 && b >= 1) {
      const x = gammaFromOne(a);
      return x / (x + gammaFromOne(b));
    }
    const x = logGamma(a);
    const y = logGamma(b);
    // both below every double: all mass sits on 0 and 1
    if (x === Number.NEGATIVE_INFINITY && y === x) return uniform() * (1 + b / a) < 1 ? 1 : 0;
    return 1 / (1 + Math.exp(y - x));
  };

  /** Adds up probabilities from 0 until they pass a uniform number; `ratio(k)` is P(k) / P(k − 1). */
  const invert = (chanceOfNone: number, ratio: (k: number) => number): number => {
    for (;;) {
      let left = uniform();
      let chance = chanceOfNone;
      for (let k = 0; k <= SMALL_COUNT_LIMIT; k++) {
        if (left < chance) return k;
        left -= chance;
        chance *= ratio(k + 1);
      }
    }
  };

  /**
   * The i-th smallest of n uniform numbers is Beta(i, n + 1 − i); where it falls below p, i trials have succeeded and
   * n − i are open above it, else i − 1 are open below it. With i near n·p about √(n·p) trials stay open, so that a
   * few rounds suffice for any n. `q` is 1 − p, passed along so that neither is rounded away.
   */
  const binomial = (n: number, p: number, q: number): number => {
    if (p > q) return n - binomial(n, q, p);
    if (n * p <= SMALL_MEAN) {
      return invert(Math.exp(n * Math.log1p(-p)), (k) => ((n + 1 - k) / k) * (p / q));
    }
    const i = Math.floor((n + 1) * p);
    const x = beta(i, n + 1 - i);
    return x <= p ? i + binomial(n - i, (p - x) / (1 - x), q / (1 - x)) : binomial(i - 1, p / x, (x - p) / x);
  };

  /** The same with the waiting time for the m-th event, which is Gamma(m). */
  const poisson = (mean: number): number => {
    if (mean <= SMALL_MEAN) return invert(Math.exp(-mean), (k) => mean / k);
    const m = Math.floor(mean);
    const x = gammaFromOne(m);
    return x <= mean ? m + poisson(mean - x) : binomial(m - 1, mean / x, (x - mean) / x);
  };

  return {
    uniform,
    integer: (min, max) => {
      requireNumber(min, "min", SAFE);
      requireNumber(max, "max", SAFE);
      if (max < min) requireNumber(max, "max", { min });
      requireNumber(max - min, "max - min", COUNT);
      return min + below(generator, max - min);
    },
    normal,
    gamma: (shape, scale) => {
      requireNumber(shape, "shape", { above: 0 });
      requireNumber(scale, "scale", POSITIVE);
      requireNumber(shape * scale, "shape · scale", { max: 1e300 });
      return (shape < 1 ? Math.exp(logGamma(shape)) : gammaFromOne(shape)) * scale;
    },
    beta: (a, b) => {
      requireNumber(a, "a", POSITIVE);
      requireNumber(b, "b", POSITIVE);
      return beta(a, b);
    },
    binomial: (n, p) => {
      requireNumber(n, "n", COUNT);
      requireNumber(p, "p", CHANCE);
      return binomial(n, p, 1 - p);
    },
    poisson: (mean) => {
      requireNumber(mean, "mean", MEAN);
      return poisson(mean);
    },
    fork: (label) => {
      requireNumber(label, "label", SAFE);
      return randomFrom(derive(key, label));
    },
  };
}

/** A whole number from 0 to `most` without bias: as many top bits as `most` has, drawn anew while too large. */
function below(generator: { next(): number }, most: number): number {
  const high = Math.floor(most / 2 ** 32);
  const highBits = Math.clz32(high);
  const lowBits = Math.clz32(most >>> 0);
  for (;;) {
    const value =
      high > 0
        ? (generator.next() >>> highBits) * 2 ** 32 + (generator.next() >>> 0)
        : most === 0
          ? 0
          : generator.next() >>> lowBits;
    if (value <= most) return value;
  }
}

/** Stirs a safe integer into a key, each word by its own bijection of the low half. */
function derive(key: Key, label: number): Key {
  const low = label >>> 0;
  const high = Math.floor(label / 2 ** 32) >>> 0;
  const [a, b, c, d] = key.map((word, i) => stir(stir(word ^ low) + (i + 1) * 0x9e3779b9 + high)) as unknown as Key;
  // the one state from which the generator never leaves
  return (a | b | c | d) === 0 ? ROOT : [a, b, c, d];
}

/** MurmurHash3's finaliser: a bijection of 32-bit words in which every input bit reaches every output bit. */
function stir(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
