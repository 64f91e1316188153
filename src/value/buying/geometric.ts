/** Terms that the series may take before quadrature is cheaper. */
const MOST_TERMS = 4000;

/** Where the chance of no purchase at all is so small that the series would start from nothing. */
const SMALLEST = 1e-200;

/** Widest step of the trapezoidal rule on the log-odds; the integrand's nearest singularity lies about π/2 away. */
const STEP = 0.2;

/** What is left beyond e^(−38) is below the last digit. */
const NEGLIGIBLE = 38;

/**
 * Purchases that a live customer is expected to make before the time is up or a coin says stop: the mean of
 * (1 − e^(−λpt))/p over λ ~ Gamma(ρ, A) and p ~ Beta(a, b), with `ratio` = t/A.
 *
 * Written as the sum over n of P(n purchases without stopping) · (1 + E[q] + … + E[qⁿ⁻¹]), all terms positive: where the
 * usual formula divides by a − 1 or subtracts nearly equal numbers, this does neither, so that a = 1 is no special case.
 * Long horizons, where many terms would be needed, are integrated over the log-odds of p.
 *
 * @see Fader, Hardie, Lee (2005), eq. 9 and 10, before the integral over p is solved
 * @internal
 */
export function purchasesUntilStop(rho: number, ratio: number, a: number, b: number): number {
  if (ratio === 0) return 0;
  const z = ratio / (1 + ratio);
  const none = Math.exp(-rho * Math.log1p(ratio));
  const mean = rho * ratio;
  const terms = mean + 8 * Math.sqrt(mean * (1 + ratio)) + NEGLIGIBLE / Math.log1p(1 / ratio);
  if (none < SMALLEST || terms > MOST_TERMS) return byQuadrature(rho, ratio, a, b);
  let chance = none;
  let kept = 1;
  let inRow = 0;
  let total = 0;
  for (let n = 1; ; n++) {
    chance *= (z * (rho + (n - 1))) / n;
    inRow += kept;
    kept *= (b + (n - 1)) / (a + b + (n - 1));
    const term = chance * inRow;
    total += term;
    // from the mode on the terms fall at least like this ratio
    const fall = (z * (rho + n)) / (n + 1) + 1 / (n + 1);
    if ((fall < 1 && term <= 1e-17 * total * (1 - fall)) || term === 0) return total;
    if (n > 2 * MOST_TERMS) return byQuadrature(rho, ratio, a, b);
  }
}

/** The same by the trapezoidal rule over y = ln(p/q), whose error falls exponentially for such integrands. */
function byQuadrature(rho: number, ratio: number, a: number, b: number): number {
  const spread = Math.sqrt(1 / a + 1 / b);
  const step = Math.min(STEP, 0.5 * spread);
  const mode = Math.log(a) - Math.log(b);
  const weight = (y: number): number => -a * Math.log1p(Math.exp(-y)) - b * Math.log1p(Math.exp(y));
  const top = weight(mode);
  const most = rho * ratio;
  // beyond these ends p (or q) is too small to change the integrand's form, and a geometric series sums the rest
  const leftEnd = Math.min(mode, 0, -Math.log1p(ratio), -Math.log1p(most)) - NEGLIGIBLE;
  const rightEnd = Math.max(mode, 0) + NEGLIGIBLE;
  const drop = NEGLIGIBLE + 8 + Math.log1p(most);
  const left = endOf(weight, mode, -spread, leftEnd, top - drop);
  const right = endOf(weight, mode, spread, rightEnd, top - drop);
  const nodes = Math.ceil((right - left) / step);
  let sum = 0;
  let weights = 0;
  const add = (w: number, value: number): void => {
    weights += w;
    sum += w * value;
  };
  for (let k = 0; k <= nodes; k++) {
    const y = left + k * step;
    const p = 1 / (1 + Math.exp(-y));
    // p·ratio may exceed 1 by far, and be far below it: both logarithms are exact there
    add(Math.exp(weight(y) - top), -Math.expm1(-rho * Math.log1p(p * ratio)) / p);
  }
  const last = left + nodes * step;
  if (left === leftEnd) add(Math.exp(weight(left) - top) / Math.expm1(a * step), most);
  if (right === rightEnd) {
    add(Math.exp(weight(last) - top) / Math.expm1(b * step), -Math.expm1(-rho * Math.log1p(ratio)));
  }
  return sum / weights;
}

/** The place on one side of the mode where the weight has fallen to `floor`, or the end given. */
function endOf(weight: (y: number) => number, mode: number, step: number, end: number, floor: number): number {
  for (let away = step; Math.abs(away) < Math.abs(end - mode); away *= 1.25) {
    if (weight(mode + away) < floor) return mode + away;
  }
  return end;
}
