import { type Distinct, distinctOf } from "./distinct.ts";

/** Customers counted by what the likelihood asks about them, in ascending order: covariates, x, T, t_x. */
export interface BuyingCells {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** Customers of the cell, or the sum of their weights. */
  readonly count: Float64Array;
  /** One column per covariate. */
  readonly values: readonly Float64Array[];
}

/** Columns of one length, as a table or a state holds them. */
export interface CellSource {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  readonly values: readonly ArrayLike<number>[];
}

/**
 * Folds customers with equal figures into one cell. Sorted, so that the order of the rows and the cut into shards leave
 * no trace in any later sum, as long as weights are whole numbers.
 */
export function collapse(source: CellSource, weights?: ArrayLike<number>): BuyingCells {
  const columns = [...source.values, source.frequency, source.age, source.recency].map(distinctOf);
  const { codes, steps, count } = together(columns);
  const counts = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    counts[code] = (counts[code] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  const cells = columns.map(() => new Float64Array(count));
  for (let cell = 0; cell < count; cell++) {
    let at = cell;
    // each step was folded onto the one before it: unfold from the last column to the first
    for (let c = columns.length - 1; c >= 0; c--) {
      const { values } = columns[c] as Distinct;
      const folded = c === 0 ? at : ((steps[c] as Float64Array)[at] as number);
      const own = c === 0 ? folded : folded % values.length;
      (cells[c] as Float64Array)[cell] = values[own] as number;
      at = c === 0 ? 0 : (folded - own) / values.length;
    }
  }
  const [recency, age, frequency] = [cells.pop(), cells.pop(), cells.pop()] as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { frequency, recency, age, count: counts, values: cells };
}

/** One code per combination of codes, in lexicographic order. */
function together(columns: readonly Distinct[]): {
  readonly codes: Int32Array;
  /** For each column after the first: the folded key (code so far × own values + own code) of each distinct code. */
  readonly steps: readonly Float64Array[];
  readonly count: number;
} {
  const [first, ...others] = columns as readonly [Distinct, ...Distinct[]];
  let codes = first.codes;
  let count = first.values.length;
  const steps: Float64Array[] = [new Float64Array(0)];
  const keys = new Float64Array(codes.length);
  for (const { values, codes: own } of others) {
    for (let i = 0; i < keys.length; i++) keys[i] = (codes[i] as number) * values.length + (own[i] as number);
    const folded = distinctOf(keys);
    codes = folded.codes;
    count = folded.values.length;
    steps.push(folded.values);
  }
  return { codes, steps, count };
}

/** Bins of time on either axis of {@link coarsen}. */
const BINS = 16;

/** The same customers in fewer cells, by means over bins of time: good enough to begin a search from. */
export function coarsen(cells: BuyingCells): BuyingCells {
  const longest = cells.age.reduce((most, age) => Math.max(most, age), 0) || 1;
  const bin = (time: number): number => Math.min(BINS - 1, Math.floor((time / longest) * BINS));
  const binned = [cells.frequency, cells.age.map(bin), cells.recency.map(bin)].map(distinctOf);
  const { codes, count } = together(binned);
  const [frequency, recency, age, counts] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const add = (column: Float64Array, at: number, value: number): void => {
    column[at] = (column[at] as number) + value;
  };
  codes.forEach((code, i) => {
    const n = cells.count[i] as number;
    frequency[code] = cells.frequency[i] as number;
    add(recency, code, n * (cells.recency[i] as number));
    add(age, code, n * (cells.age[i] as number));
    add(counts, code, n);
  });
  counts.forEach((n, code) => {
    recency[code] = (recency[code] as number) / n;
    age[code] = (age[code] as number) / n;
  });
  return { frequency, recency, age, count: counts, values: [] };
}
