import type { BookRows } from "./read-book.ts";
import type { ReadMove, ReadStrategy } from "./read-strategies.ts";
import { rowsFor } from "./target.ts";

/** Customers whom the same moves touch in every strategy. */
export interface Atom {
  /** Index into the standings. */
  readonly standing: number;
  /** Rows of the book, and how many equal customers of each. */
  readonly rows: Int32Array;
  readonly units: Float64Array;
  /** Moves that touch them, by strategy, in the order of its moves. */
  readonly touching: readonly (readonly ReadMove[])[];
}

/** Rows, or parts of rows of several equal customers, and which moves touch them. */
interface Parts {
  readonly row: number[];
  readonly units: number[];
  /** One column of 0 and 1 per move of each strategy. */
  readonly columns: number[][];
  /** Later parts of a row that was split, in the order of its units. */
  readonly next: Map<number, number>;
}

/**
 * Divides a book into atoms. The order of customers, of strategies and of moves of equal priority changes nothing but
 * the order of the answer.
 */
export function divideBook(
  rows: BookRows,
  strategies: readonly ReadStrategy[],
): { readonly atoms: readonly Atom[]; readonly treated: readonly (readonly number[])[] } {
  const parts: Parts = {
    row: Array.from({ length: rows.n }, (_, i) => i),
    units: Array.from(rows.count),
    columns: [],
    next: new Map(),
  };
  const free = new Map<ReadMove["move"], number>();
  const columnsOf: number[][] = [];
  const treated: number[][] = [];
  for (const strategy of strategies) {
    const own: number[] = [];
    const counts: number[] = [];
    const used = strategy.movesPerCustomer < strategy.moves.length ? own : undefined;
    for (const move of strategy.moves) {
      const known = used === undefined ? free.get(move.move) : undefined;
      const column = known ?? treat(move, rows, parts, used, strategy.movesPerCustomer);
      if (used === undefined) free.set(move.move, column);
      own.push(column);
    }
    columnsOf.push(own);
    treated.push(counts);
  }
  columnsOf.forEach((own, s) => {
    for (const column of own) {
      const bits = parts.columns[column] as number[];
      treated[s]?.push(bits.reduce((total, bit, part) => total + bit * (parts.units[part] as number), 0));
    }
  });
  return { atoms: grouped(rows, parts, strategies, columnsOf), treated };
}

/** Marks whom a move touches; a part is split where capacity runs out within it. Returns the move's column. */
function treat(
  move: ReadMove,
  rows: BookRows,
  parts: Parts,
  used: readonly number[] | undefined,
  limit: number,
): number {
  const bits = new Array<number>(parts.row.length).fill(0);
  const column = parts.columns.push(bits) - 1;
  let left = move.capacity;
  for (const row of rowsFor(move, rows)) {
    for (let part: number | undefined = row; part !== undefined && left > 0; part = parts.next.get(part)) {
      if (used !== undefined && timesUsed(parts, used, part) >= limit) continue;
      if ((parts.units[part] as number) > left) split(parts, part, left);
      bits[part] = 1;
      left -= parts.units[part] as number;
    }
    if (left <= 0) break;
  }
  return column;
}

function timesUsed({ columns }: Parts, used: readonly number[], part: number): number {
  let times = 0;
  for (const column of used) times += columns[column]?.[part] as number;
  return times;
}

/** Keeps so many units in the part and moves the rest to a new one that follows it. */
function split({ row, units, columns, next }: Parts, part: number, keep: number): void {
  const rest = row.length;
  row.push(row[part] as number);
  units.push((units[part] as number) - keep);
  units[part] = keep;
  for (const bits of columns) bits.push(bits[part] as number);
  const after = next.get(part);
  if (after !== undefined) next.set(rest, after);
  next.set(part, rest);
}

function grouped(
  rows: BookRows,
  parts: Parts,
  strategies: readonly ReadStrategy[],
  columnsOf: readonly (readonly number[])[],
): Atom[] {
  const n = parts.row.length;
  const group = new Int32Array(n);
  const tiers = rows.tiers.length;
  // won customers are told apart by tier at once: their arrivals would mix it
  for (let part = 0; part < n; part++) {
    const row = parts.row[part] as number;
    const standing = rows.standing[row] as number;
    group[part] = standing === 0 ? 0 : 1 + standing * tiers + (rows.tier[row] as number);
  }
  for (const bits of parts.columns) refine(group, (part) => bits[part] as number);
  const members = new Map<number, number[]>();
  // parts in the order of rows, so that sums do not depend on where a row was split
  const order = Array.from(group.keys()).sort((a, b) => (parts.row[a] as number) - (parts.row[b] as number) || a - b);
  for (const part of order) {
    const list = members.get(group[part] as number);
    if (list === undefined) members.set(group[part] as number, [part]);
    else list.push(part);
  }
  return Array.from(members.values(), (list) => {
    const first = list[0] as number;
    return {
      standing: rows.standing[parts.row[first] as number] as number,
      rows: Int32Array.from(list, (part) => parts.row[part] as number),
      units: Float64Array.from(list, (part) => parts.units[part] as number),
      touching: strategies.map(({ moves }, s) =>
        moves.filter((_, k) => parts.columns[columnsOf[s]?.[k] as number]?.[first] === 1),
      ),
    };
  });
}

function refine(group: Int32Array, bit: (part: number) => number): void {
  const known = new Map<number, number>();
  for (let part = 0; part < group.length; part++) {
    const key = 2 * (group[part] as number) + bit(part);
    let id = known.get(key);
    if (id === undefined) {
      id = known.size;
      known.set(key, id);
    }
    group[part] = id;
  }
}
