import { dot } from "../../math/dot.ts";
/** Base, trend, seasons and controls as a basis that is orthonormal once neighbouring errors are unlinked. */
export interface Projection {
  readonly rho: number;
  readonly basis: readonly Float64Array[];
  /** Log of the volume that the whitened baseline columns span. */
  readonly logSize: number;
}

/** What is left of a column below this share of its size is rounding: the column repeats others. */
const REPEATS = 1e-9;

/**
 * Takes the link between neighbouring errors out of a column.
 *
 * @see Prais, Winsten, Trend estimators and serial correlation (1954)
 */
export function whiten(column: Float64Array, rho: number, out: Float64Array): void {
  for (let t = column.length - 1; t > 0; t--) out[t] = (column[t] as number) - rho * (column[t - 1] as number);
  out[0] = Math.sqrt(1 - rho * rho) * (column[0] as number);
}

/** The transposed of {@link whiten}, which slopes need. */
export function whitenBack(residual: Float64Array, rho: number, out: Float64Array): void {
  const n = residual.length;
  for (let t = 0; t < n; t++) {
    const own = t === 0 ? Math.sqrt(1 - rho * rho) * (residual[0] as number) : (residual[t] as number);
    out[t] = own - (t + 1 < n ? rho * (residual[t + 1] as number) : 0);
  }
}

/** Orthonormal basis of the whitened baseline, by Gram and Schmidt done twice; `kept` names the columns that add. */
export function projectionOf(
  columns: readonly Float64Array[],
  rho: number,
): Projection & { readonly kept: readonly number[] } {
  const basis: Float64Array[] = [];
  const kept: number[] = [];
  let logSize = 0;
  for (const [j, column] of columns.entries()) {
    const w = new Float64Array(column.length);
    whiten(column, rho, w);
    const size = Math.sqrt(dot(w, w));
    project(w, basis);
    project(w, basis);
    const left = Math.sqrt(dot(w, w));
    if (!(left > REPEATS * size)) continue;
    basis.push(w.map((cell) => cell / left));
    kept.push(j);
    logSize += Math.log(left);
  }
  return { rho, basis, logSize, kept };
}

/** Whitens a column and takes the baseline out of it. */
export function reduce(column: Float64Array, projection: Projection, out: Float64Array): void {
  whiten(column, projection.rho, out);
  project(out, projection.basis);
}

function project(column: Float64Array, basis: readonly Float64Array[]): void {
  for (const q of basis) {
    const share = dot(column, q);
    for (let t = 0; t < column.length; t++) column[t] = (column[t] as number) - share * (q[t] as number);
  }
}

/** Gram matrix of columns, row by row. */
export function gramOf(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length;
  const gram = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const value = dot(columns[i] as Float64Array, columns[j] as Float64Array);
      gram[i * p + j] = value;
      gram[j * p + i] = value;
    }
  }
  return gram;
}
