const HALF_LOG_TWO_PI = 0.9189385332046728;

/** B₂ₖ / (2k(2k − 1)), k = 1…8: DLMF 5.11.1. */
const STIRLING: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/** From here on {@link STIRLING} holds to the last digit. */
export const STIRLING_FROM = 10;

/** ln Γ(x) for x > 0, unchecked; to full relative accuracy near the zeros at 1 and 2 too. @internal */
export function logGammaUnchecked(x: number): number {
  if (x >= STIRLING_FROM) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingCorrection(x);
  if (x < 0.5) return logGammaDifference(1, x) - Math.log(x);
  return x < 1.5 ? logGammaDifference(1, x - 1) : logGammaDifference(2, x - 2);
}

/** What ln Γ(x) exceeds (x − ½)·ln x − x + ½·ln 2π by, x > 0. @internal */
export function stirlingCorrection(x: number): number {
  if (x < STIRLING_FROM) return logGammaUnchecked(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * square + (STIRLING[k] as number);
  return sum / x;
}

/** ln Γ(x + step) − ln Γ(x) for x and x + step > 0 without the cancellation of the two. @internal */
export function logGammaDifference(x: number, step: number): number {
  let excess = 0;
  let from = x;
  for (; from < STIRLING_FROM; from++) excess += (step / from) * (1 + excess);
  const to = from + step;
  const a = 1 / from;
  const b = 1 / to;
  let power = a;
  let difference = -step * a * b;
  let sum = 0;
  for (const coefficient of STIRLING) {
    sum += coefficient * difference;
    difference = b * b * difference - power * step * a * b * (a + b);
    power *= a * a;
  }
  return (from - 0.5) * Math.log1p(step / from) + step * (Math.log(to) - 1) + sum - Math.log1p(excess);
}

/** a·ln(a/m) + m − a ≥ 0: how unlikely a is where m is expected, without cancellation near a = m. @internal */
export function deviance(a: number, m: number): number {
  const v = (a - m) / (a + m);
  if (Math.abs(v) > 0.25) return a * Math.log(a / m) + m - a;
  const square = v * v;
  let term = v;
  let sum = 0;
  for (let k = 3; k < 31; k += 2) {
    term *= square;
    sum += term / k;
  }
  return v * (a - m) + 2 * a * sum;
}
