/**
 * The x that makes x · p(x) greatest, where the log-odds of p fall in a straight line: log-odds = intercept − slope · x.
 * At the top x · slope · (1 − p) = 1, so that slope · x = 1 + W(exp(intercept − 1)) with Lambert's W.
 *
 * @see Corless, Gonnet, Hare, Jeffrey & Knuth (1996), On the Lambert W function, Advances in Computational Mathematics 5
 */
export function logisticOptimum(intercept: number, slope: number): number {
  return (1 + lambertOfExp(intercept - 1)) / slope;
}

/** W(eˣ): the w above 0 with w + ln w = x. */
function lambertOfExp(x: number): number {
  // far below 0 the answer is eˣ itself
  if (x < -30) return Math.exp(x);
  let w = x > 1 ? x - Math.log(x) : Math.exp(x) / (1 + Math.exp(x));
  for (let step = 0; step < 50; step++) {
    // Newton on w + ln w − x, which is concave: from below it cannot leave the half-line above 0
    const next = (w * (1 + x - Math.log(w))) / (1 + w);
    if (Math.abs(next - w) <= 1e-15 * w) return next;
    w = next;
  }
  return w;
}
