import { ClienteleError } from "../../core/errors.ts";

/** Cells in the order of their names, and the groups of each level as ranges of that order. */
export interface TargetTree {
  /** Cells by name: first by the first dimension, then by the second, and so on. */
  readonly order: Int32Array;
  /** One per dimension. */
  readonly levels: readonly TreeLevel[];
}

/** Groups of one level, in the order of their names. */
export interface TreeLevel {
  /** First place of each group in the order, and the number of cells at the end. */
  readonly starts: Int32Array;
  /** Position of the group above. */
  readonly parents: Int32Array;
  /** First group of the next level, and the number of groups there at the end; the starts for the last level. */
  readonly children: Int32Array;
  readonly values: readonly string[];
}

/** A column of names as whole numbers in the order of the names. */
interface Coded {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** Sorts the cells by name and finds the groups of every level. Refuses two cells of one name. */
export function treeOf(dimensions: readonly { id: string; values: ArrayLike<string> }[], n: number): TargetTree {
  const coded = dimensions.map(({ id, values }) => codedOf(id, values, n));
  // a loop, as `Int32Array.from` calls a function for each of a million rows
  let order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let d = coded.length - 1; d >= 0; d--) order = sortedBy(coded[d] as Coded, order);
  const boundaries = boundariesOf(coded, order);
  const levels: TreeLevel[] = [];
  for (let d = 0; d < coded.length; d++) {
    const { codes, names } = coded[d] as Coded;
    const starts = boundaries[d] as Int32Array;
    const groups = starts.length - 1;
    const above = d === 0 ? Int32Array.of(0, n) : (boundaries[d - 1] as Int32Array);
    const parents = new Int32Array(groups);
    for (let g = 0, p = 0; g < groups; g++) {
      while ((above[p + 1] as number) <= (starts[g] as number)) p++;
      parents[g] = p;
    }
    const values = new Array<string>(groups);
    for (let g = 0; g < groups; g++) values[g] = names[codes[order[starts[g] as number] as number] as number] as string;
    const below = boundaries[d + 1];
    levels.push({
      starts,
      parents,
      children: below === undefined ? starts : firstWithin(starts, below),
      values,
    });
  }
  const cells = (levels[levels.length - 1] as TreeLevel).starts.length - 1;
  if (cells !== n) throwTwice(dimensions, order, boundaries[coded.length - 1] as Int32Array);
  return { order, levels };
}

/** Numbers the names of a column. Refuses what is no text or an empty one. */
export function codedOf(id: string, values: ArrayLike<string>, n: number): Coded {
  const seen = new Map<string, number>();
  const codes = new Int32Array(n);
  let last = "";
  let code: number | undefined;
  for (let i = 0; i < n; i++) {
    const value: unknown = values[i];
    // columns often repeat a name row after row
    if (value === last && code !== undefined) {
      codes[i] = code;
      continue;
    }
    if (typeof value !== "string" || value === "") {
      throw new ClienteleError("invalid_type", `${id}[${i}] must be a text that is not empty`, { name: id, index: i });
    }
    code = seen.get(value);
    if (code === undefined) {
      code = seen.size;
      seen.set(value, code);
    }
    last = value;
    codes[i] = code;
  }
  const names = [...seen.keys()].sort();
  const place = new Int32Array(names.length);
  for (let k = 0; k < names.length; k++) place[seen.get(names[k] as string) as number] = k;
  for (let i = 0; i < n; i++) codes[i] = place[codes[i] as number] as number;
  return { codes, names };
}

/** Stable counting sort. */
function sortedBy({ codes, names }: Coded, order: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(names.length + 1);
  for (let i = 0; i < codes.length; i++) {
    const cell = (codes[i] as number) + 1;
    next[cell] = (next[cell] as number) + 1;
  }
  for (let k = 1; k < next.length; k++) next[k] = (next[k] as number) + (next[k - 1] as number);
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i] as number;
    const code = codes[row] as number;
    const at = next[code] as number;
    next[code] = at + 1;
    sorted[at] = row;
  }
  return sorted;
}

/** Where each group of each level begins in the order. */
function boundariesOf(coded: readonly Coded[], order: Int32Array): Int32Array[] {
  const n = order.length;
  // the first dimension in which a cell differs from the one before it
  const firstDifference = new Uint8Array(n);
  for (let i = 1; i < n; i++) {
    const [row, before] = [order[i] as number, order[i - 1] as number];
    let d = 0;
    while (d < coded.length && (coded[d] as Coded).codes[row] === (coded[d] as Coded).codes[before]) d++;
    firstDifference[i] = d;
  }
  return coded.map((_, d) => {
    let count = 1;
    for (let i = 1; i < n; i++) if ((firstDifference[i] as number) <= d) count++;
    const starts = new Int32Array(count + 1);
    let at = 1;
    for (let i = 1; i < n; i++) if ((firstDifference[i] as number) <= d) starts[at++] = i;
    starts[count] = n;
    return starts;
  });
}

/** For each group above, the first group below that begins within it. */
function firstWithin(above: Int32Array, below: Int32Array): Int32Array {
  const first = new Int32Array(above.length);
  for (let g = 0, k = 0; g < above.length; g++) {
    while ((below[k] as number) < (above[g] as number)) k++;
    first[g] = k;
  }
  return first;
}

function throwTwice(
  dimensions: readonly { id: string; values: ArrayLike<string> }[],
  order: Int32Array,
  starts: Int32Array,
): never {
  let group = 0;
  while ((starts[group + 1] as number) - (starts[group] as number) === 1) group++;
  const [first, second] = [order[starts[group] as number] as number, order[(starts[group] as number) + 1] as number];
  const name = dimensions.map(({ values }) => values[first] as string).join(" / ");
  throw new ClienteleError("duplicate_id", `cells ${first} and ${second} are both ${name}; add them up first`, {
    indices: [first, second],
  });
}
