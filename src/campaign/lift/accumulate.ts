import { type Comoments, comomentOf, EXACT } from "./comoments.ts";

/**
 * Means and comoments of columns by arm. Whole numbers are added up exactly, so that a database that adds them in another
 * order finds the same bits; other amounts by deviations from their mean in a second pass, which loses nothing where the
 * mean is large against the spread.
 */
export function accumulate(columns: readonly Float64Array[], codes: Uint16Array, arms: number): Comoments[] {
  const counts = new Float64Array(arms);
  for (let i = 0; i < codes.length; i++) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1;
  const totals = columns.map((column) => totalsOf(column, codes, arms));
  const exact = totals.every(({ whole, squares }) => whole && squares.every((square) => square <= EXACT));
  const zero = new Float64Array(arms);
  const centres = exact
    ? columns.map(() => zero)
    : columns.map((column, c) => centresOf(column, codes, counts, totals[c]?.sums as Float64Array));
  const products = columns.map((_, i) =>
    columns.map((__, j) =>
      j < i
        ? zero
        : exact && i === j
          ? (totals[i]?.squares as Float64Array)
          : productsOf(columns, codes, arms, i, j, centres),
    ),
  );
  return Array.from(counts, (n, arm) => {
    const sums = totals.map((total) => total.sums[arm] as number);
    const cell = (i: number, j: number): number => {
      const product = products[Math.min(i, j)]?.[Math.max(i, j)]?.[arm] as number;
      return exact ? comomentOf(n, sums[i] as number, sums[j] as number, product) : product;
    };
    return {
      n,
      means: sums.map((sum, i) => (exact ? sum / n : (centres[i]?.[arm] as number))),
      comoments: sums.map((_, i) => sums.map((__, j) => cell(i, j))),
    };
  });
}

interface Totals {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** True where every cell is a whole number. */
  readonly whole: boolean;
}

function totalsOf(column: Float64Array, codes: Uint16Array, arms: number): Totals {
  const sums = new Float64Array(arms);
  const squares = new Float64Array(arms);
  let whole = true;
  for (let i = 0; i < column.length; i++) {
    const cell = column[i] as number;
    const arm = codes[i] as number;
    sums[arm] = (sums[arm] as number) + cell;
    squares[arm] = (squares[arm] as number) + cell * cell;
    if (whole && Math.trunc(cell) !== cell) whole = false;
  }
  return { sums, squares, whole };
}

/** Means, with the rounding of the first pass taken out by a second. */
function centresOf(column: Float64Array, codes: Uint16Array, counts: Float64Array, sums: Float64Array): Float64Array {
  const means = sums.map((sum, arm) => sum / (counts[arm] as number));
  const rest = new Float64Array(means.length);
  for (let i = 0; i < column.length; i++) {
    const arm = codes[i] as number;
    rest[arm] = (rest[arm] as number) + ((column[i] as number) - (means[arm] as number));
  }
  return means.map((mean, arm) => mean + (rest[arm] as number) / (counts[arm] as number));
}

function productsOf(
  columns: readonly Float64Array[],
  codes: Uint16Array,
  arms: number,
  i: number,
  j: number,
  centres: readonly Float64Array[],
): Float64Array {
  const [a, b] = [columns[i] as Float64Array, columns[j] as Float64Array];
  const [ca, cb] = [centres[i] as Float64Array, centres[j] as Float64Array];
  const products = new Float64Array(arms);
  for (let row = 0; row < codes.length; row++) {
    const arm = codes[row] as number;
    const product = ((a[row] as number) - (ca[arm] as number)) * ((b[row] as number) - (cb[arm] as number));
    products[arm] = (products[arm] as number) + product;
  }
  return products;
}
