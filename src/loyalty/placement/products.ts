import type { Grid } from "./grid.ts";

/** A·B of matrices row by row, `rows` × `inner` and `inner` × `columns`. */
function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k] as number;
      if (factor === 0) continue;
      for (let j = 0, at = i * columns, from = k * columns; j < columns; j++, at++, from++) {
        out[at] = (out[at] as number) + factor * (b[from] as number);
      }
    }
  }
  return out;
}

/** The matrix with rows and columns exchanged. */
function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from(a, (_, i) => a[(i % rows) * columns + Math.floor(i / rows)] as number);
}

/** The products of one grid, with the transposed matrices that they share worked out once. */
export interface GridProducts {
  /** Chance of each pair of answers where `weights` say how true ratings are spread. */
  readonly answers: (weights: Float64Array) => Float64Array;
  /** The transpose of `answers`: a figure per pair of answers, spread over the cells by the chances. */
  readonly cells: (figures: Float64Array) => Float64Array;
  /** Inner product of a figure per cell with every term. */
  readonly terms: (figures: Float64Array) => Float64Array;
  /** Σ coefficient · term per cell. */
  readonly combine: (coefficients: Float64Array) => Float64Array;
  /** Mean of each term over the cells, given each pair of answers: answers × terms. */
  readonly conditional: (weights: Float64Array, chances: Float64Array) => Float64Array;
}

export function productsOf({ across, upwards, terms }: Grid): GridProducts {
  const [X, Y] = [across.cells, upwards.cells];
  const [R, C] = [across.answers, upwards.answers];
  const flat = (rows: readonly Float64Array[], cells: number): Float64Array => {
    const out = new Float64Array(rows.length * cells);
    for (const [i, row] of rows.entries()) out.set(row, i * cells);
    return out;
  };
  const [A, B] = [across.basis.length, upwards.basis.length];
  const basisX = flat(across.basis, X);
  const basisY = flat(upwards.basis, Y);
  const basisXt = transpose(basisX, A, X);
  const basisYt = transpose(basisY, B, Y);
  const chancesXt = transpose(across.chances, R, X);
  const chancesYt = transpose(upwards.chances, C, Y);
  const scaled = (chances: Float64Array, row: Float64Array): Float64Array =>
    chances.map((p, i) => p * (row[i % row.length] as number));
  const chancesByX = across.basis.map((row) => scaled(across.chances, row));
  const chancesByYt = upwards.basis.map((row) => transpose(scaled(upwards.chances, row), C, Y));
  return {
    answers: (weights) => multiply(multiply(across.chances, weights, R, X, Y), chancesYt, R, Y, C),
    cells: (figures) => multiply(chancesXt, multiply(figures, upwards.chances, R, C, Y), X, R, Y),
    terms: (figures) => {
      const all = multiply(multiply(basisX, figures, A, X, Y), basisYt, A, Y, B);
      return Float64Array.from(terms, ([a, b]) => all[a * B + b] as number);
    },
    combine: (coefficients) => {
      const all = new Float64Array(A * B);
      terms.forEach(([a, b], t) => {
        all[a * B + b] = coefficients[t] as number;
      });
      return multiply(basisXt, multiply(all, basisY, A, B, Y), X, A, Y);
    },
    conditional: (weights, chances) => {
      const out = new Float64Array(R * C * terms.length);
      let half = new Float64Array(0);
      let done = -1;
      terms.forEach(([a, b], t) => {
        if (a !== done) half = multiply(chancesByX[a] as Float64Array, weights, R, X, Y) as typeof half;
        done = a;
        const joint = multiply(half, chancesByYt[b] as Float64Array, R, Y, C);
        for (let j = 0; j < joint.length; j++) {
          out[j * terms.length + t] = (joint[j] as number) / Math.max(chances[j] as number, Number.MIN_VALUE);
        }
      });
      return out;
    },
  };
}
