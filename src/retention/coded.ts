/** Names in the order of their characters, the same whatever order the rows come in, and each row's number among them. */
export interface Coded {
  readonly ids: readonly string[];
  readonly codes: Uint32Array;
}

/** Numbers checked names row by row. A number and its text are one name; `__proto__` is an ordinary one. */
export function coded(column: ArrayLike<string | number>): Coded {
  const n = column.length;
  const seen = new Map<string | number, number>();
  const codes = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const id = column[i] as string | number;
    let code = seen.get(id);
    if (code === undefined) {
      code = seen.size;
      seen.set(id, code);
    }
    codes[i] = code;
  }
  const ids = [...new Set(Array.from(seen.keys(), String))].sort(byCodePoint);
  const place = new Map(ids.map((id, k) => [id, k]));
  const turned = Uint32Array.from(seen.keys(), (id) => place.get(String(id)) as number);
  return { ids, codes: codes.map((code) => turned[code] as number) };
}

/** Not by language: that differs from machine to machine. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
