import type { LogLikelihood } from "./newton.ts";
import type { StayColumns } from "./stays.ts";
import type { LogPoint, TimeLaw } from "./time-law.ts";

/** Rows for an accelerated failure time fit: log ages, less their mean and over their spread. */
export interface AftRows {
  readonly n: number;
  /** Terms, without intercept. */
  readonly p: number;
  /** Terms row by row. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The same for the age from which a row was watched; absent where all were from age 0. −Infinity for age 0. */
  readonly from?: Float64Array;
  readonly left: Uint8Array;
  readonly weight: Float64Array;
  /** log age = centre + spread · y. */
  readonly centre: number;
  readonly spread: number;
}

/** Lays out the rows; those last seen at age 0 say nothing and are left out. */
export function aftRows(table: StayColumns, columns: readonly Float64Array[]): AftRows {
  const rows = Array.from(table.durations.keys()).filter((i) => (table.durations[i] as number) > 0);
  const p = columns.length;
  const n = rows.length;
  const weight = Float64Array.from(rows, (i) => table.weights?.[i] ?? 1);
  const y = Float64Array.from(rows, (i) => Math.log(table.durations[i] as number));
  let total = 0;
  let centre = 0;
  let squares = 0;
  for (let k = 0; k < n; k++) {
    const delta = (y[k] as number) - centre;
    total += weight[k] as number;
    centre += (delta * (weight[k] as number)) / total;
    squares += (weight[k] as number) * delta * ((y[k] as number) - centre);
  }
  const spread = Math.sqrt(Math.max(0, squares) / total) || 1;
  const x = new Float64Array(n * p);
  rows.forEach((i, k) => {
    for (let j = 0; j < p; j++) x[k * p + j] = (columns[j] as Float64Array)[i] as number;
  });
  const { entries } = table;
  return {
    n,
    p,
    x,
    y: y.map((log) => (log - centre) / spread),
    ...(entries !== undefined && {
      from: Float64Array.from(rows, (i) => (Math.log(entries[i] as number) - centre) / spread),
    }),
    left: Uint8Array.from(rows, (i) => table.left[i] as number),
    weight,
    centre,
    spread,
  };
}

/**
 * Log-likelihood in intercept, effects and, unless `fixed` gives it, the slope of y: z = slope · y − intercept − Σ effect
 * · x. In these both laws are concave, so that Newton's steps climb.
 *
 * @see Olsen (1978), Econometrica 46, 1211–1215
 */
export function aftLikelihood(rows: AftRows, law: TimeLaw, fixed: number | undefined): LogLikelihood {
  const { n, p, x, y, from, left, weight, centre, spread } = rows;
  const size = p + (fixed === undefined ? 2 : 1);
  const at: LogPoint = { value: 0, slope: 0, curvature: 0 };
  const v = new Float64Array(size);
  return (theta, gradient, information) => {
    const slope = fixed ?? (theta[p + 1] as number);
    gradient.fill(0);
    information.fill(0);
    if (!(slope > 0)) return Number.NaN;
    let value = 0;
    let leaving = 0;
    const add = (k: number, time: number, kind: 0 | 1, weighted: number): void => {
      let z = slope * time - (theta[0] as number);
      v[0] = -1;
      for (let j = 0; j < p; j++) {
        const cell = x[k * p + j] as number;
        z -= (theta[j + 1] as number) * cell;
        v[j + 1] = -cell;
      }
      if (fixed === undefined) v[p + 1] = time;
      if (kind === 1) law.density(z, at);
      else law.survival(z, at);
      value += weighted * at.value;
      for (let j = 0; j < size; j++) {
        const cell = v[j] as number;
        gradient[j] = (gradient[j] as number) + weighted * at.slope * cell;
        const bent = -weighted * at.curvature * cell;
        for (let l = 0; l <= j; l++) {
          information[j * size + l] = (information[j * size + l] as number) + bent * (v[l] as number);
        }
      }
    };
    for (let k = 0; k < n; k++) {
      const counts = weight[k] as number;
      add(k, y[k] as number, left[k] === 1 ? 1 : 0, counts);
      if (left[k] === 1) {
        leaving += counts;
        // density of the time itself, not of its logarithm
        value -= counts * (centre + spread * (y[k] as number));
      }
      if (from !== undefined && (from[k] as number) > Number.NEGATIVE_INFINITY) add(k, from[k] as number, 0, -counts);
    }
    value += leaving * Math.log(slope / spread);
    if (fixed === undefined) {
      gradient[p + 1] = (gradient[p + 1] as number) + leaving / slope;
      information[size * size - 1] = (information[size * size - 1] as number) + leaving / slope ** 2;
    }
    for (let j = 0; j < size; j++)
      for (let l = 0; l < j; l++) information[l * size + j] = information[j * size + l] as number;
    return value;
  };
}
