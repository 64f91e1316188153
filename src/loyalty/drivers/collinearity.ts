import { driverCorrelations, eigenSymmetric } from "./johnson.ts";
import { REDUNDANT } from "./shapley.ts";

/** How far the drivers repeat one another. */
export interface Collinearity {
  /** Variance inflation per driver; undefined where the others determine it. */
  readonly vifs: readonly (number | undefined)[];
  /** Largest over smallest singular value of the standardised drivers; undefined where they are singular. */
  readonly condition: number | undefined;
}

/**
 * Variance inflation factors and the condition number.
 *
 * @see Belsley, Kuh and Welsch (1980), Regression Diagnostics, chapter 3
 */
export function collinearityOf(correlations: Float64Array, width: number): Collinearity {
  const p = width - 1;
  const block = driverCorrelations(correlations, width);
  const vifs = Array.from({ length: p }, (_, j) => {
    const left = residualOf(block, p, j);
    return left > REDUNDANT ? 1 / left : undefined;
  });
  const { values } = eigenSymmetric(block, p);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { vifs, condition: low > REDUNDANT ? Math.sqrt(high / low) : undefined };
}

/** What is left of one standardised driver after all others, in [0, 1]. */
function residualOf(block: Float64Array, p: number, j: number): number {
  const a = block.slice();
  for (let k = 0; k < p; k++) {
    const pivot = a[k * p + k] as number;
    if (k === j || pivot <= REDUNDANT) continue;
    for (let i = 0; i < p; i++) {
      if (i === k) continue;
      const factor = (a[i * p + k] as number) / pivot;
      if (factor === 0) continue;
      // rows and columns already used stay in the matrix and are not read again
      for (let m = 0; m < p; m++)
        if (m !== k) a[i * p + m] = (a[i * p + m] as number) - factor * (a[k * p + m] as number);
    }
    for (let i = 0; i < p; i++) {
      a[i * p + k] = 0;
      a[k * p + i] = 0;
    }
  }
  return Math.min(1, a[j * p + j] as number);
}
