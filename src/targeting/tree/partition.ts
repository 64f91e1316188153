import type { TreeColumn, TreeColumns } from "./columns.ts";
import type { BestSplit } from "./search.ts";

/** The customers of a tree, node after node. */
export interface Partition {
  /** Customers; those of a node stand together. */
  readonly rows: Int32Array;
  /** The same customers in the order of each field, those of a node at the same places; exact method alone. */
  readonly orders: readonly (Int32Array | undefined)[];
  /** Divides a node in two, left first. Customers keep their order within a branch. Returns where the right begins. */
  readonly split: (from: number, to: number, column: TreeColumn, best: BestSplit) => number;
}

/** Starts with all members in one node. */
export function createPartition(data: TreeColumns, members: Int32Array): Partition {
  const rows = members.slice();
  const goesLeft = new Uint8Array(data.rows);
  const orders = ordersOf(data, members);
  const rest = new Int32Array(members.length);
  const split = (from: number, to: number, column: TreeColumn, best: BestSplit): number => {
    markLeft(goesLeft, rows.subarray(from, to), column, best);
    const middle = from + divide(rows.subarray(from, to), goesLeft, rest);
    for (const order of orders) if (order !== undefined) divide(order.subarray(from, to), goesLeft, rest);
    return middle;
  };
  return { rows, orders, split };
}

function ordersOf({ method, columns, rows }: TreeColumns, members: Int32Array): (Int32Array | undefined)[] {
  if (method === "histogram") return columns.map(() => undefined);
  if (members.length === rows) return columns.map(({ order }) => order?.slice());
  const isMember = new Uint8Array(rows);
  for (const row of members) isMember[row] = 1;
  return columns.map(({ order }) => order?.filter((row) => isMember[row] === 1));
}

function markLeft(goesLeft: Uint8Array, rows: Int32Array, column: TreeColumn, best: BestSplit): void {
  const { codes, missing } = column;
  const missingLeft = best.missing === "left" ? 1 : 0;
  if (column.feature.kind === "number") {
    const last = best.leftCodes[0] as number;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const code = codes[row] as number;
      goesLeft[row] = code <= last ? 1 : code === missing ? missingLeft : 0;
    }
    return;
  }
  const side = new Uint8Array(missing + 1);
  side[missing] = missingLeft;
  for (const code of best.leftCodes) side[code] = 1;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    goesLeft[row] = side[codes[row] as number] as number;
  }
}

/** Brings those that go left to the front; returns how many they are. */
function divide(rows: Int32Array, goesLeft: Uint8Array, rest: Int32Array): number {
  let left = 0;
  let right = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    // both are written, one is kept: no branch to be guessed wrong
    const goes = goesLeft[row] as number;
    rows[left] = row;
    rest[right] = row;
    left += goes;
    right += 1 - goes;
  }
  rows.set(rest.subarray(0, right), left);
  return left;
}
