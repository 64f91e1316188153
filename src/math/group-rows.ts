/** Rows side by side by group, and where each group begins, with the number of rows at the end. @internal */
export interface GroupedRows {
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * Lays the rows of each group side by side, in the order given; in that of the rows where none is.
 *
 * @param codes - Group of each row, whole numbers from 0.
 * @internal
 */
export function groupRows(codes: Uint32Array, order?: Uint32Array): GroupedRows {
  const groups = codes.reduce((most, code) => Math.max(most, code + 1), 0);
  const starts = new Uint32Array(groups + 1);
  for (const code of codes) starts[code + 1] = (starts[code + 1] as number) + 1;
  for (let g = 0; g < groups; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  const next = starts.slice();
  const rows = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const row = order === undefined ? i : (order[i] as number);
    const code = codes[row] as number;
    rows[next[code] as number] = row;
    next[code] = (next[code] as number) + 1;
  }
  return { rows, starts };
}

/** The same as one list of rows per group. @internal */
export function rowsByGroup(codes: Uint32Array, order?: Uint32Array): Uint32Array[] {
  const { rows, starts } = groupRows(codes, order);
  return Array.from({ length: starts.length - 1 }, (_, g) => rows.subarray(starts[g], starts[g + 1]));
}
