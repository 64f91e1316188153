import type { Panel } from "./panel.ts";

/** What customers and periods leave of columns: the means of both are taken out, by weight. */
export interface Sweep {
  /** The rest of each column, row by row. */
  readonly rest: readonly Float64Array[];
  /** The same before the periods were taken out. */
  readonly centred: readonly Float64Array[];
}

/** A pivot below this share of its diagonal repeats the periods before it. */
const PIVOT = 1e-9;

/**
 * Takes customers, and where asked the periods, out of columns by weighted least squares: the Frisch–Waugh–Lovell step
 * of a regression with an effect per customer and per period, without ever writing those effects as columns.
 */
export function sweepOut(
  panel: Panel,
  weight: Float64Array,
  columns: readonly Float64Array[],
  periods: boolean,
): Sweep {
  const { period } = panel;
  const centred = columns.map((column) => {
    const out = customerMeans(panel, weight, column);
    for (let i = 0; i < out.length; i++) out[i] = (column[i] as number) - (out[i] as number);
    return out;
  });
  if (!periods || panel.periods < 2) return { rest: centred, centred };
  const solve = periodEquations(panel, weight);
  const rest = centred.map((column) => {
    const right = new Float64Array(panel.periods);
    for (let i = 0; i < column.length; i++) {
      const t = period[i] as number;
      right[t] = (right[t] as number) + (weight[i] as number) * (column[i] as number);
    }
    const effect = solve(right);
    const effects = new Float64Array(column.length);
    for (let i = 0; i < effects.length; i++) effects[i] = effect[period[i] as number] as number;
    const out = customerMeans(panel, weight, effects);
    for (let i = 0; i < out.length; i++) out[i] = (column[i] as number) - (effects[i] as number) + (out[i] as number);
    return out;
  });
  return { rest, centred };
}

/** Mean of a column over the rows of the same customer, by weight, row by row. */
function customerMeans({ starts }: Panel, weight: Float64Array, column: Float64Array): Float64Array {
  const means = new Float64Array(column.length);
  for (let c = 0; c + 1 < starts.length; c++) {
    const from = starts[c] as number;
    const to = starts[c + 1] as number;
    let total = 0;
    let sum = 0;
    for (let i = from; i < to; i++) {
      total += weight[i] as number;
      sum += (weight[i] as number) * (column[i] as number);
    }
    means.fill(total > 0 ? sum / total : 0, from, to);
  }
  return means;
}

/** Sets up the equations of the period effects once, and solves them for as many columns as there are. */
function periodEquations(panel: Panel, weight: Float64Array): (right: Float64Array) => Float64Array {
  const { starts, period, periods: n } = panel;
  const matrix = new Float64Array(n * n);
  const share = new Float64Array(n);
  for (let c = 0; c + 1 < starts.length; c++) {
    const touched: number[] = [];
    let total = 0;
    for (let i = starts[c] as number; i < (starts[c + 1] as number); i++) {
      const t = period[i] as number;
      if (touched.at(-1) !== t) touched.push(t);
      share[t] = (share[t] as number) + (weight[i] as number);
      total += weight[i] as number;
    }
    for (const s of touched) {
      matrix[s * n + s] = (matrix[s * n + s] as number) + (share[s] as number);
      if (total > 0) {
        for (const t of touched) {
          matrix[s * n + t] = (matrix[s * n + t] as number) - ((share[s] as number) * (share[t] as number)) / total;
        }
      }
    }
    for (const s of touched) share[s] = 0;
  }
  return eliminate(matrix, n);
}

/**
 * Cholesky elimination that gives a period whose pivot is rounding noise the effect 0: only differences between periods
 * are told, so at least one pivot always is.
 */
function eliminate(matrix: Float64Array, n: number): (right: Float64Array) => Float64Array {
  const diagonal = Float64Array.from({ length: n }, (_, j) => matrix[j * n + j] as number);
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= j; i++) {
      let rest = matrix[j * n + i] as number;
      for (let k = 0; k < i; k++) rest -= (lower[j * n + k] as number) * (lower[i * n + k] as number);
      if (i < j) {
        const pivot = lower[i * n + i] as number;
        lower[j * n + i] = pivot > 0 ? rest / pivot : 0;
      } else {
        lower[j * n + j] = rest > PIVOT * (diagonal[j] as number) ? Math.sqrt(rest) : 0;
      }
    }
  }
  return (right) => {
    const x = Float64Array.from(right);
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < j; k++) x[j] = (x[j] as number) - (lower[j * n + k] as number) * (x[k] as number);
      const pivot = lower[j * n + j] as number;
      x[j] = pivot > 0 ? (x[j] as number) / pivot : 0;
    }
    for (let j = n - 1; j >= 0; j--) {
      const pivot = lower[j * n + j] as number;
      if (pivot === 0) {
        x[j] = 0;
        continue;
      }
      for (let k = j + 1; k < n; k++) x[j] = (x[j] as number) - (lower[k * n + j] as number) * (x[k] as number);
      x[j] = (x[j] as number) / pivot;
    }
    return x;
  };
}
