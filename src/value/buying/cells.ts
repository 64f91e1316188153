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
  const { codes, firsts } = together(columns);
  const counts = new Float64Array(firsts.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    counts[code] = (counts[code] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  const cells = columns.map(({ values, codes: own }) => {
    const column = new Float64Array(firsts.length);
    for (let cell = 0; cell < column.length; cell++)
      column[cell] = values[own[firsts[cell] as number] as number] as number;
    return column;
  });
  const [recency, age, frequency] = [cells.pop(), cells.pop(), cells.pop()] as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { frequency, recency, age, count: counts, values: cells };
}

/** One code per combination of values that occurs, in lexicographic order, and a row that shows it. */
interface Together {
  readonly codes: Int32Array;
  readonly firsts: Int32Array;
}

/** Up to so many combinations each has a place of its own; beyond, they are found by hashing. */
const PLACES = 1 << 22;

function together(columns: readonly Distinct[]): Together {
  const combinations = columns.reduce((product, { values }) => product * values.length, 1);
  const rows = (columns[0] as Distinct).codes.length;
  const codes = new Int32Array(rows);
  if (combinations <= PLACES) {
    for (const { values, codes: own } of columns) {
      const base = values.length;
      for (let i = 0; i < rows; i++) codes[i] = (codes[i] as number) * base + (own[i] as number);
    }
    return withoutGaps(codes, combinations);
  }
  let folded: Distinct = columns[0] as Distinct;
  const keys = new Float64Array(rows);
  for (const { values, codes: own } of columns.slice(1)) {
    const base = values.length;
    for (let i = 0; i < rows; i++) keys[i] = (folded.codes[i] as number) * base + (own[i] as number);
    folded = distinctOf(keys);
  }
  return withoutGaps(folded.codes, folded.values.length);
}

/** Numbers the codes that occur from 0 on, in their order; the codes are changed in place. */
function withoutGaps(codes: Int32Array, places: number): Together {
  const rowAt = new Int32Array(places).fill(-1);
  let count = 0;
  for (let i = codes.length - 1; i >= 0; i--) {
    const code = codes[i] as number;
    if (rowAt[code] === -1) count++;
    rowAt[code] = i;
  }
  const firsts = new Int32Array(count);
  let next = 0;
  for (let code = 0; code < places; code++) {
    const row = rowAt[code] as number;
    if (row === -1) continue;
    firsts[next] = row;
    rowAt[code] = next++;
  }
  for (let i = 0; i < codes.length; i++) codes[i] = rowAt[codes[i] as number] as number;
  return { codes, firsts };
}

/** Bins of time on either axis of {@link coarsen}. */
const BINS = 16;

/** The same customers in fewer cells, by means over bins of time: good enough to begin a search from. */
export function coarsen(cells: BuyingCells): BuyingCells {
  const longest = cells.age.reduce((most, age) => Math.max(most, age), 0) || 1;
  const bin = (time: number): number => Math.min(BINS - 1, Math.floor((time / longest) * BINS));
  const binned = [cells.frequency, cells.age.map(bin), cells.recency.map(bin)].map(distinctOf);
  const { codes, firsts } = together(binned);
  const count = firsts.length;
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
