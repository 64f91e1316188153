/** Squarings of the matrix: its 2^40-th power, far beyond what the sparsest set of judgements needs. */
const SQUARINGS = 40;

/** Relative change of the eigenvector that is rounding. */
const SETTLED = 4 * Number.EPSILON;

/** The dominant eigenvalue of a set of comparisons with the weights that belong to it, summing to 1. */
export interface Principal {
  readonly lambda: number;
  readonly weights: Float64Array;
}

/**
 * Principal eigenvector of a complete or incomplete comparison matrix. A pair that was not judged stands for the ratio
 * of the weights themselves (Harker): its cells are 0 and each diagonal cell is 1 plus the gaps of its row.
 *
 * `undefined` where the judgements do not connect every item with every other. The matrix is squared again and again,
 * which has no cancellation because no cell is negative, and is indifferent to how slowly the powers would converge.
 *
 * @see Harker, Incomplete pairwise comparisons in the analytic hierarchy process, Mathematical Modelling 9 (1987)
 */
export function principalOf(cells: Float64Array, n: number): Principal | undefined {
  const exponents = balance(cells, n);
  if (exponents === undefined) return undefined;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let gaps = 0;
    for (let j = 0; j < n; j++) {
      const cell = cells[i * n + j] as number;
      if (i !== j && cell === 0) gaps++;
      // powers of two: scaling leaves every digit as it is
      else if (i !== j) matrix[i * n + j] = cell * 2 ** ((exponents[j] as number) - (exponents[i] as number));
    }
    matrix[i * n + i] = 1 + gaps;
  }
  let power: Float64Array = matrix;
  let vector: Float64Array = normalised(rowSums(power, n));
  for (let k = 0; k < SQUARINGS; k++) {
    power = squared(power, n);
    const next = normalised(rowSums(power, n));
    const moved = next.some((value, i) => Math.abs(value - (vector[i] as number)) > SETTLED * value);
    vector = next;
    if (!moved) break;
  }
  let lambda = n;
  for (let polish = 0; polish < 2; polish++) {
    const image = multiplied(matrix, vector, n);
    // the vector sums to 1, so its image sums to the eigenvalue
    lambda = image.reduce((total, value) => total + value, 0);
    vector = normalised(image);
  }
  const top = Math.max(...exponents);
  const weights = normalised(vector.map((value, i) => value * 2 ** ((exponents[i] as number) - top)));
  return { lambda: Math.max(n, lambda), weights };
}

/** Exponents of two near the weights, by following judgements from the first item; `undefined` if some are out of reach. */
function balance(cells: Float64Array, n: number): Float64Array | undefined {
  const logs = new Float64Array(n).fill(Number.NaN);
  logs[0] = 0;
  const queue = [0];
  for (const i of queue) {
    for (let j = 0; j < n; j++) {
      const cell = cells[i * n + j] as number;
      if (cell === 0 || i === j || !Number.isNaN(logs[j])) continue;
      logs[j] = (logs[i] as number) - Math.log2(cell);
      queue.push(j);
    }
  }
  return queue.length < n ? undefined : logs.map(Math.round);
}

function squared(matrix: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = matrix[i * n + k] as number;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) {
        product[i * n + j] = (product[i * n + j] as number) + factor * (matrix[k * n + j] as number);
      }
    }
    for (let j = 0; j < n; j++) largest = Math.max(largest, product[i * n + j] as number);
  }
  return product.map((value) => value / largest);
}

function rowSums(matrix: Float64Array, n: number): Float64Array {
  return multiplied(matrix, new Float64Array(n).fill(1), n);
}

function multiplied(matrix: Float64Array, vector: Float64Array, n: number): Float64Array {
  return vector.map((_, i) => {
    let total = 0;
    for (let j = 0; j < n; j++) total += (matrix[i * n + j] as number) * (vector[j] as number);
    return total;
  });
}

function normalised(vector: Float64Array): Float64Array {
  const total = vector.reduce((sum, value) => sum + value, 0);
  return vector.map((value) => value / total);
}
