import type { TreeColumns } from "./columns.ts";
import type { TreeTarget } from "./target.ts";

/**
 * Names each customer by what is known of them, so that the deal into parts does not hang on the order of the table.
 * Customers alike in everything share a name: it does not matter which of them is which.
 *
 * @returns The members in the order of their names, with the names.
 */
export function contentKeys(
  data: TreeColumns,
  target: TreeTarget,
  members: Int32Array,
): { readonly keys: string[]; readonly rows: Int32Array } {
  const columns = [...data.columns].sort((a, b) => (a.feature.id < b.feature.id ? -1 : 1));
  // 53 bits of a hash of all codes: among a million customers two share one by chance about once in 20,000 tables
  const names = new Float64Array(data.rows);
  const bits = new Float64Array(1);
  const words = new Uint32Array(bits.buffer);
  for (const row of members) {
    let first = 0x811c9dc5;
    let second = 0x9e3779b1;
    const stir = (word: number): void => {
      first = Math.imul(first ^ word, 0x01000193);
      first ^= first >>> 15;
      second = Math.imul(second ^ word, 0x85ebca6b);
      second ^= second >>> 13;
    };
    for (const { codes, missing } of columns) {
      const code = codes[row] as number;
      // the code of those not known hangs on the method, which must not deal the parts
      stir(code === missing ? -1 : code);
    }
    bits[0] = target.codes?.[row] ?? target.amounts?.[row] ?? 0;
    stir(words[0] as number);
    stir(words[1] as number);
    bits[0] = target.weights?.[row] ?? 1;
    stir(words[0] as number);
    stir(words[1] as number);
    names[row] = (first >>> 0) * 2 ** 21 + (second >>> 11);
  }
  const rows = members.slice().sort((a, b) => (names[a] as number) - (names[b] as number) || a - b);
  return { keys: Array.from(rows, (row) => (names[row] as number).toString(36)), rows };
}
