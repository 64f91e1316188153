/** Below this many numbers a comparison sort is faster than clearing the buckets. */
const FEW = 3000;

/** Bits of a digit: 2,048 buckets stay inside the fastest cache. */
const BITS = 11;
const MASK = (1 << BITS) - 1;

/** Which half of a double holds sign and exponent on this machine. */
const HIGH: 0 | 1 = /* @__PURE__ */ (() => (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0))();

/** The rows in the order of their numbers, and the numbers in that order. */
export interface AscendingOrder {
  readonly order: Uint32Array;
  readonly sorted: Float64Array;
}

/**
 * Orders rows by numbers of 0 or more without comparing pairs: doubles of one sign order as their bits do, and digits
 * that all rows share (whole days have zeros behind) cost nothing. Rows of equal numbers keep their order. Not mutated.
 */
export function ascendingOrder(values: Float64Array): AscendingOrder {
  const n = values.length;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < FEW) {
    order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
    return { order, sorted: Float64Array.from(order, (row) => values[row] as number) };
  }
  return radixOrder(values, order);
}

function radixOrder(values: Float64Array, rows: Uint32Array): AscendingOrder {
  const n = values.length;
  let from = { keys: new Float64Array(values), order: new Uint32Array(rows) };
  let to = { keys: new Float64Array(n), order: new Uint32Array(n) };
  const bits = new Uint32Array(from.keys.buffer);
  const counts = Array.from({ length: 6 }, () => new Uint32Array(MASK + 1)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const [c0, c1, c2, c3, c4, c5] = counts;
  const bump = (column: Uint32Array, digit: number): void => {
    column[digit] = (column[digit] as number) + 1;
  };
  for (let i = 0; i < n; i++) {
    const low = bits[2 * i + 1 - HIGH] as number;
    const high = bits[2 * i + HIGH] as number;
    bump(c0, low & MASK);
    bump(c1, (low >>> BITS) & MASK);
    bump(c2, low >>> (2 * BITS));
    bump(c3, high & MASK);
    bump(c4, (high >>> BITS) & MASK);
    bump(c5, high >>> (2 * BITS));
  }
  counts.forEach((count, digit) => {
    const offset = digit < 3 ? 1 - HIGH : HIGH;
    const shift = BITS * (digit % 3);
    const first = ((new Uint32Array(from.keys.buffer)[offset] as number) >>> shift) & MASK;
    if (count[first] === n) return;
    scatter(from.keys, from.order, to.keys, to.order, count, offset, shift);
    [from, to] = [to, from];
  });
  return { order: from.order, sorted: from.keys };
}

/** One stable pass by one digit. */
function scatter(
  keys: Float64Array,
  order: Uint32Array,
  keysTo: Float64Array,
  orderTo: Uint32Array,
  count: Uint32Array,
  offset: number,
  shift: number,
): void {
  let start = 0;
  for (let digit = 0; digit <= MASK; digit++) {
    const here = count[digit] as number;
    count[digit] = start;
    start += here;
  }
  const bits = new Uint32Array(keys.buffer);
  for (let i = 0; i < keys.length; i++) {
    const digit = ((bits[2 * i + offset] as number) >>> shift) & MASK;
    const at = count[digit] as number;
    count[digit] = at + 1;
    keysTo[at] = keys[i] as number;
    orderTo[at] = order[i] as number;
  }
}
