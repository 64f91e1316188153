import { deviance, logGammaDifference, stirlingCorrection } from "./stirling.ts";

/** Largest shape: the sums below take about 8·√a terms. @internal */
export const LARGEST_SHAPE = 1e10;

/** One tail of the gamma distribution with shape a > 0 and scale 1 at x ≥ 0, unchecked. @internal */
export function gammaTail(a: number, x: number, upper: boolean): number {
  if (x === 0) return upper ? 1 : 0;
  if (a < 1 && x <= 1) {
    const log = a * Math.log(x) - logGammaDifference(1, a) + Math.log1p(a * alternatingSeries(a, x));
    return upper ? -Math.expm1(log) : Math.exp(log);
  }
  const above = x >= a;
  const kernel = gammaKernel(a, x);
  const smaller = kernel === 0 ? 0 : kernel * (above ? continuedFraction(a, x) : powerSeries(a, x));
  return above === upper ? smaller : 1 - smaller;
}

/** x^a·e^(−x)/Γ(a): the density of ln x. @internal */
export function gammaKernel(a: number, x: number): number {
  // a shape this far below x leaves a density below the smallest number
  if (x / a === Number.POSITIVE_INFINITY) return 0;
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-deviance(a, x) - stirlingCorrection(a));
}

/** DLMF 8.7.1. */
function powerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** DLMF 8.7.1 without its leading term: Σ (−x)ⁿ/(n!(a + n)), n ≥ 1. */
function alternatingSeries(a: number, x: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 20; n++) {
    power *= -x / n;
    sum += power / (a + n);
  }
  return sum;
}

/** DLMF 8.9.2 in its even form, by the modified Lentz rule. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1e6; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
