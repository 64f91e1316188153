import { poissonBinomial } from "./poisson-binomial.ts";
import type { AmountBin, ForecastRange } from "./types.ts";

/** Points of the amount's grid. */
const POINTS = 1024;

/** The grid reaches so many standard deviations to either side of the mean; what lies outside is below 1e-12. */
const REACH = 8;

/** Bins that a chart shows. */
const BINS = 40;

/** A deal's chance and amount, or the amount of new deals and how many of it are expected. */
interface Part {
  readonly chance: number;
  readonly amount: number;
}

/** Exact distribution of the number of wins: open deals with their chances, and a Poisson number of new ones. */
export function countMass(chances: ArrayLike<number>, newWins: number): Float64Array {
  const open = poissonBinomial(chances);
  if (newWins === 0) return open;
  const fresh = poissonMass(newWins);
  const mass = new Float64Array(open.length + fresh.length - 1);
  for (let i = 0; i < open.length; i++) {
    const share = open[i] as number;
    if (share === 0) continue;
    for (let j = 0; j < fresh.length; j++) mass[i + j] = (mass[i + j] as number) + share * (fresh[j] as number);
  }
  return mass;
}

function poissonMass(mean: number): Float64Array {
  const most = Math.ceil(mean + 12 * Math.sqrt(mean) + 30);
  const mass = new Float64Array(most + 1);
  // from the mode outwards, so that no first term can vanish
  const mode = Math.floor(mean);
  mass[mode] = 1;
  for (let k = mode; k > 0; k--) mass[k - 1] = ((mass[k] as number) * k) / mean;
  for (let k = mode; k < most; k++) mass[k + 1] = ((mass[k] as number) * mean) / (k + 1);
  const total = mass.reduce((a, b) => a + b, 0);
  return mass.map((m) => m / total);
}

/** An amount's distribution on an even grid. */
export interface AmountMass {
  readonly from: number;
  readonly step: number;
  readonly mass: Float64Array;
}

/**
 * Distribution of the amount won from independent deals and a Poisson number of new ones: the product of their
 * characteristic functions on a circle of frequencies, and one Fourier transform back. The circle is as long as sixteen
 * standard deviations, so nothing that matters is wrapped around it.
 *
 * @see Hong (2013), Computational Statistics & Data Analysis 59, 41–51: the transform method; Bühlmann (1984), ASTIN
 * Bulletin 14, 97–104: compound sums by the fast Fourier transform
 */
export function amountMass(
  parts: readonly Part[],
  newWins: number,
  newAmounts: readonly number[],
  priced: number,
): AmountMass {
  const fresh = newAmounts.length === 0 ? 0 : (newWins * priced) / newAmounts.length;
  let mean = 0;
  let variance = 0;
  for (const { chance, amount } of parts) {
    mean += chance * amount;
    variance += chance * (1 - chance) * amount * amount;
  }
  for (const amount of newAmounts) {
    mean += fresh * amount;
    variance += fresh * amount * amount;
  }
  const spread = Math.sqrt(variance);
  if (!(spread > 0)) return { from: mean, step: 0, mass: Float64Array.of(1) };
  const step = (2 * REACH * spread) / POINTS;
  const from = mean - REACH * spread;
  const re = new Float64Array(POINTS);
  const im = new Float64Array(POINTS);
  re[0] = 1;
  const half = POINTS / 2;
  const real = new Float64Array(half + 1).fill(1);
  const imaginary = new Float64Array(half + 1);
  for (const { chance, amount } of parts) {
    if (chance === 0 || amount === 0) continue;
    turn(real, imaginary, (2 * Math.PI * amount) / (step * POINTS), chance);
  }
  if (fresh > 0) addCompound(real, imaginary, newAmounts, fresh, step);
  for (let k = 0; k <= half; k++) {
    // the grid begins at `from`, not at nothing
    const shift = (2 * Math.PI * k * from) / (step * POINTS);
    const cos = Math.cos(shift);
    const sin = Math.sin(shift);
    const a = real[k] as number;
    const b = imaginary[k] as number;
    re[k] = a * cos + b * sin;
    im[k] = b * cos - a * sin;
    if (k > 0 && k < half) {
      re[POINTS - k] = re[k] as number;
      im[POINTS - k] = -(im[k] as number);
    }
  }
  im[half] = 0;
  transform(re, im);
  return { from, step, mass: re.map((value) => Math.max(0, value / POINTS)) };
}

/** Multiplies the characteristic function by that of one deal, 1 − p + p·exp(iωa), frequency by frequency. */
function turn(real: Float64Array, imaginary: Float64Array, angle: number, chance: number): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let c = 1;
  let s = 0;
  const stay = 1 - chance;
  for (let k = 1; k < real.length; k++) {
    const next = c * cos - s * sin;
    s = s * cos + c * sin;
    c = next;
    const a = stay + chance * c;
    const b = chance * s;
    const x = real[k] as number;
    const y = imaginary[k] as number;
    real[k] = x * a - y * b;
    imaginary[k] = x * b + y * a;
  }
}

function addCompound(
  real: Float64Array,
  imaginary: Float64Array,
  amounts: readonly number[],
  each: number,
  step: number,
): void {
  for (let k = 1; k < real.length; k++) {
    let a = 0;
    let b = 0;
    for (const amount of amounts) {
      const angle = (2 * Math.PI * k * amount) / (step * POINTS);
      a += each * (Math.cos(angle) - 1);
      b += each * Math.sin(angle);
    }
    const size = Math.exp(a);
    const cos = size * Math.cos(b);
    const sin = size * Math.sin(b);
    const x = real[k] as number;
    const y = imaginary[k] as number;
    real[k] = x * cos - y * sin;
    imaginary[k] = x * sin + y * cos;
  }
}

/** Fourier transform in place, exp(−2πi·jk/n), length a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j] as number, re[i] as number];
      [im[i], im[j]] = [im[j] as number, im[i] as number];
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const half = size >> 1;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((-2 * Math.PI * k) / size);
      const sin = Math.sin((-2 * Math.PI * k) / size);
      for (let i = k; i < n; i += size) {
        const j = i + half;
        const a = (re[j] as number) * cos - (im[j] as number) * sin;
        const b = (re[j] as number) * sin + (im[j] as number) * cos;
        re[j] = (re[i] as number) - a;
        im[j] = (im[i] as number) - b;
        re[i] = (re[i] as number) + a;
        im[i] = (im[i] as number) + b;
      }
    }
  }
}

/** P10, P50 and P90 of a distribution on a grid; amounts are never negative. */
export function massRange({ from, step, mass }: AmountMass, expected: number): ForecastRange {
  const at = (p: number): number => {
    let below = 0;
    for (let i = 0; i < mass.length; i++) {
      const share = mass[i] as number;
      // within a cell the mass is spread evenly around its point
      if (below + share >= p) return Math.max(0, from + step * (i - 0.5 + (share > 0 ? (p - below) / share : 0)));
      below += share;
    }
    return from + step * (mass.length - 1);
  };
  return step === 0
    ? { expected, p10: from, p50: from, p90: from }
    : { expected, p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** Chance to reach an amount. */
export function massAbove({ from, step, mass }: AmountMass, quota: number): number {
  if (step === 0) return from >= quota ? 1 : 0;
  let above = 0;
  for (let i = 0; i < mass.length; i++) {
    const low = from + step * (i - 0.5);
    above += (mass[i] as number) * Math.min(1, Math.max(0, (low + step - quota) / step));
  }
  return Math.min(1, above);
}

/** The distribution in bins of equal width for a chart, over what is at all likely. */
export function massBins({ from, step, mass }: AmountMass): AmountBin[] {
  if (step === 0) return [{ from, to: from, share: 1 }];
  let first = 0;
  let last = mass.length - 1;
  while (first < last && (mass[first] as number) < 1e-7) first++;
  while (last > first && (mass[last] as number) < 1e-7) last--;
  const low = Math.max(0, from + step * (first - 0.5));
  const width = (from + step * (last + 0.5) - low) / BINS;
  const shares = new Float64Array(BINS);
  for (let i = first; i <= last; i++) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((from + step * i - low) / width)));
    shares[bin] = (shares[bin] as number) + (mass[i] as number);
  }
  const total = shares.reduce((a, b) => a + b, 0);
  return Array.from(shares, (share, i) => ({ from: low + i * width, to: low + (i + 1) * width, share: share / total }));
}
