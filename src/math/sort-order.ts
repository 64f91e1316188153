/** Below this many rows a comparison sort is quicker than filling four tables of 65,536 counts. */
const FEW = 4000;
const DIGITS = 65536;

/**
 * The order in which rows stand when sorted by a column, equal ones as they came: positions, lowest key first.
 *
 * @param keys - Finite numbers; zero and minus zero count as equal.
 * @returns Row numbers.
 * @internal
 */
export function sortOrder(keys: Float64Array): Uint32Array {
  const n = keys.length;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < FEW) return order.sort((a, b) => (keys[a] as number) - (keys[b] as number));
  const digits = digitsOf(keys);
  let from = order;
  let to = new Uint32Array(n);
  const start = new Uint32Array(DIGITS);
  // least significant digit first; a digit that all rows share moves nothing
  for (const digit of digits) {
    start.fill(0);
    for (let i = 0; i < n; i++) start[digit[i] as number] = (start[digit[i] as number] as number) + 1;
    if (start[digit[0] as number] === n) continue;
    let total = 0;
    for (let d = 0; d < DIGITS; d++) {
      const count = start[d] as number;
      start[d] = total;
      total += count;
    }
    for (let k = 0; k < n; k++) {
      const row = from[k] as number;
      const d = digit[row] as number;
      const at = start[d] as number;
      start[d] = at + 1;
      to[at] = row;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** The bits of each number as four digits, lowest first, turned so that their order is the order of the numbers. */
function digitsOf(keys: Float64Array): readonly Uint16Array[] {
  const n = keys.length;
  const cell = new Float64Array(1);
  const bits = new Uint32Array(cell.buffer);
  // which half of a double comes first differs between machines
  cell[0] = 1;
  const high = bits[1] === 0 ? 0 : 1;
  const digits = [0, 1, 2, 3].map(() => new Uint16Array(n)) as [Uint16Array, Uint16Array, Uint16Array, Uint16Array];
  for (let i = 0; i < n; i++) {
    cell[0] = (keys[i] as number) + 0;
    const top = bits[high] as number;
    const flip = top >>> 31 === 1 ? 0xffffffff : 0;
    const upper = (top ^ (flip | 0x80000000)) >>> 0;
    const lower = ((bits[1 - high] as number) ^ flip) >>> 0;
    digits[0][i] = lower & 0xffff;
    digits[1][i] = lower >>> 16;
    digits[2][i] = upper & 0xffff;
    digits[3][i] = upper >>> 16;
  }
  return digits;
}
