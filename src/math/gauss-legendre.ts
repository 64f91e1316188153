/** Nodes and weights of an integration rule on [−1, 1]. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Newton stops here; the roots are known to the last digit or two. */
const TOLERANCE = 1e-15;

/**
 * The Gauss–Legendre rule with n nodes, exact for polynomials up to degree 2n − 1.
 *
 * @param n - Nodes, a whole number from 1.
 * @returns Nodes in ascending order on [−1, 1] with their weights, which sum to 2.
 * @see Abramowitz & Stegun (1964), 25.4.29–30; start values by Tricomi
 * @internal
 */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let round = 0; round < 100; round++) {
      let before = 1;
      let value = x;
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (n * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < TOLERANCE) break;
    }
    const weight = 2 / ((1 - x * x) * slope * slope);
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weight;
    weights[n - 1 - i] = weight;
  }
  return { nodes, weights };
}
