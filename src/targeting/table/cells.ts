// Groups a column without sorting it. The bits of a double, read as a whole number, rise with its value; their top 16
// (sign, exponent, 4 bits of the mantissa) part the axis into ranges, and each range is cut into as many equal cells as
// its share of the rows deserves. Counting is all that is done per row, so the result does not hang on their order.

const RANGES = 65_536;
/** Cells shared out among the ranges by their rows: about 128 for each of 255 groups. */
const CELLS = 32_768;

/** Where the upper half of a double stands among the two words that hold it. */
const HIGH_WORD: 0 | 1 = /* @__PURE__ */ (() => (new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0))();

/** Bits of the exponent; all set in NaN. */
const EXPONENT = 0x7ff00000;

/**
 * Gives every known value a cell, such that cells rise with the values.
 *
 * @param words - The doubles of the column as pairs of words, NaN where not known.
 * @param known - How many are known.
 * @param cellOf - Receives the cell of each row; 0 where not known, and no known value has that cell.
 * @returns Rows of each cell, with those not known in the first.
 */
export function assignCells(words: Int32Array, known: number, cellOf: Int32Array): Int32Array {
  const rows = cellOf.length;
  const parts = new Int32Array(RANGES);
  for (let i = 0; i < rows; i++) {
    const high = words[2 * i + HIGH_WORD] as number;
    if ((high & EXPONENT) === EXPONENT) continue;
    const range = (rising(high) >> 16) + RANGES / 2;
    parts[range] = (parts[range] as number) + 1;
  }
  const first = new Int32Array(RANGES);
  let count = 1;
  for (let range = 0; range < RANGES; range++) {
    first[range] = count;
    if (parts[range] === 0) continue;
    parts[range] = 1 + Math.floor(((parts[range] as number) / known) * CELLS);
    count += parts[range] as number;
  }
  const held = new Int32Array(count);
  for (let i = 0; i < rows; i++) {
    const high = words[2 * i + HIGH_WORD] as number;
    const key = rising(high);
    const range = (key >> 16) + RANGES / 2;
    // both factors are at most 2^16 and 2^15 + 1, so the product fits a word; NaN falls into a range without parts
    const cell = (first[range] as number) + (Math.imul(key & 0xffff, parts[range] as number) >>> 16);
    const own = (high & EXPONENT) === EXPONENT ? 0 : cell;
    cellOf[i] = own;
    held[own] = (held[own] as number) + 1;
  }
  return held;
}

/** Upper half of a double, its lower 31 bits turned where negative, so that it rises with the value. */
function rising(high: number): number {
  return high ^ ((high >> 31) & 0x7fffffff);
}

/**
 * Parts rising entries into at most `most` groups of about equal weight. An entry as heavy as a group stands alone, as
 * long as groups are left for the others.
 *
 * @returns Position of the last entry of each group but the last.
 */
export function quantileBreaks(weights: ArrayLike<number>, most: number): number[] {
  let total = 0;
  for (let e = 0; e < weights.length; e++) total += weights[e] as number;
  // a hair less, so that sums of fractions in another order break at the same place
  const heavy = (total / most) * (1 - 1e-9);
  let rest = 0;
  let heavyLeft = 0;
  for (let e = 0; e < weights.length; e++) {
    if ((weights[e] as number) >= heavy) heavyLeft++;
    else rest += weights[e] as number;
  }
  let groups = most - heavyLeft;
  const breaks: number[] = [];
  let held = 0;
  for (let e = 0; e + 1 < weights.length && breaks.length + 1 < most; e++) {
    const weight = weights[e] as number;
    const alone = weight >= heavy;
    if (alone) heavyLeft--;
    held += weight;
    const target = groups > 0 ? (rest / groups) * (1 - 1e-9) : Number.POSITIVE_INFINITY;
    const spare = most - breaks.length - 1 > heavyLeft;
    const beforeHeavy = (weights[e + 1] as number) >= heavy && spare;
    if (!(alone || held >= target || beforeHeavy)) continue;
    breaks.push(e);
    if (!alone) {
      rest -= held;
      groups--;
    }
    held = 0;
  }
  return breaks;
}
