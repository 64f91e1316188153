import { deviance, logGammaDifference, stirlingCorrection } from "./stirling.ts";

/**
 * One tail of the beta distribution at x, unchecked. y = 1 − x comes along so that neither end loses its digits.
 *
 * @internal
 */
export function betaTail(x: number, y: number, a: number, b: number, upper: boolean): number {
  if (x <= 0 || y <= 0) return x <= 0 === upper ? 1 : 0;
  return x * (a + b + 2) > a + 1 ? lowSide(y, x, b, a, !upper) : lowSide(x, y, a, b, upper);
}

/** x^a·y^b/B(a, b): the density of ln(x/y). @internal */
export function betaKernel(x: number, y: number, a: number, b: number): number {
  const sum = a + b;
  const exponent = deviance(a, sum * x) + deviance(b, sum * y);
  const correction = stirlingCorrection(sum) - stirlingCorrection(a) - stirlingCorrection(b);
  return Math.sqrt((a / (2 * Math.PI)) * (b / sum)) * Math.exp(correction - exponent);
}

function lowSide(x: number, y: number, a: number, b: number, upper: boolean): number {
  if (a <= 1) {
    const scale = logGammaDifference(b, a) - logGammaDifference(1, a);
    const log = a * Math.log(x) + scale + Math.log1p(a * powerSeries(x, a, b));
    return upper ? -Math.expm1(log) : Math.exp(log);
  }
  const kernel = betaKernel(x, y, a, b);
  const lower = kernel === 0 ? 0 : kernel * continuedFraction(x, y, a, b);
  return upper ? 1 - lower : lower;
}

/** DLMF 8.17.7 without its leading term: Σ (1 − b)ₙ xⁿ/(n!(a + n)), n ≥ 1. */
function powerSeries(x: number, a: number, b: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 1000; n++) {
    power *= ((n - b) * x) / n;
    const term = power / (a + n);
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break;
  }
  return sum;
}

/** Didonato and Morris (1992), ACM TOMS 18, equation 9, by the modified Lentz rule. */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x;
  let c = Number.MAX_VALUE;
  let d = (a + 1) / (a * (lambda + 1));
  let value = d;
  for (let n = 1; n < 1e6; n++) {
    const even = a + 2 * n;
    const numerator = ((a + n - 1) / (even - 1)) * ((a + b + n - 1) / (even - 1)) * n * (b - n) * x * x;
    const denominator = n + (n * (b - n) * x) / (even - 1) + ((a + n) / (even + 1)) * (lambda + 1 + n * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
