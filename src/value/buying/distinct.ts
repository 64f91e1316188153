import { countBelow } from "../../math/count-below.ts";

/** A column by its distinct values. */
export interface Distinct {
  /** Distinct values, ascending. */
  readonly values: Float64Array;
  /** Place of each row's value among them. */
  readonly codes: Int32Array;
}

/** Golden ratio times 2³²: spreads neighbouring bit patterns over the table. */
const SPREAD = 0x9e3779b1;

/** Places of the table to begin with; it doubles as often as needed. */
const FIRST = 1024;

/** Finds the distinct values of a column of finite numbers in one pass over an open hash table. */
export function distinctOf(column: ArrayLike<number>): Distinct {
  const n = column.length;
  const codes = new Int32Array(n);
  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer);
  // a column of a few rows needs no more places than that: likelihoods of single customers ask for thousands of these
  let capacity = Math.min(FIRST, 2 ** Math.ceil(Math.log2(2 * n + 2)));
  let slots = new Int32Array(capacity).fill(-1);
  let found = new Float64Array(capacity / 2);
  let count = 0;
  const slotOf = (value: number): number => {
    // 0 and −0 are one value with two patterns of bits
    one[0] = value + 0;
    const mixed = Math.imul((bits[0] as number) ^ Math.imul(bits[1] as number, SPREAD), SPREAD);
    let slot = (mixed ^ (mixed >>> 15)) & (capacity - 1);
    for (let code = slots[slot] as number; code >= 0; code = slots[slot] as number) {
      if (found[code] === value) break;
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  };
  for (let i = 0; i < n; i++) {
    const value = (column[i] as number) + 0;
    const slot = slotOf(value);
    let code = slots[slot] as number;
    if (code < 0) {
      code = count++;
      slots[slot] = code;
      found[code] = value;
      if (2 * count === capacity) {
        capacity *= 2;
        const longer = new Float64Array(count * 2);
        longer.set(found);
        found = longer;
        slots = new Int32Array(capacity).fill(-1);
        for (let k = 0; k < count; k++) slots[slotOf(found[k] as number)] = k;
      }
    }
    codes[i] = code;
  }
  const values = found.slice(0, count);
  const sorted = values.slice().sort();
  const place = new Int32Array(count);
  for (let k = 0; k < count; k++) place[k] = countBelow(sorted, values[k] as number);
  for (let i = 0; i < n; i++) codes[i] = place[codes[i] as number] as number;
  return { values: sorted, codes };
}
