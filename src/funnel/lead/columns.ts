/** A column built by a plain loop: `Float64Array.from` walks an iterator and is several times slower. */
export function numbersOf(rows: ArrayLike<number>, at: (row: number) => number): Float64Array<ArrayBuffer> {
  const column = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) column[r] = at(rows[r] as number);
  return column;
}

/** The same for codes. */
export function codesOf(rows: ArrayLike<number>, at: (row: number) => number): Int32Array<ArrayBuffer> {
  const column = new Int32Array(rows.length);
  for (let r = 0; r < rows.length; r++) column[r] = at(rows[r] as number);
  return column;
}

/** Indices below `n` that are wanted, ascending. */
export function rowsWhere(n: number, wanted: (i: number) => boolean): Uint32Array {
  const rows = new Uint32Array(n);
  let found = 0;
  for (let i = 0; i < n; i++) if (wanted(i)) rows[found++] = i;
  return rows.slice(0, found);
}

/** Indices 0 to n − 1. */
export function rowsUpTo(n: number): Uint32Array {
  return rowsWhere(n, () => true);
}
