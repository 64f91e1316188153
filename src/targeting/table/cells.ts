// Groups a column without sorting it. The bits of a double, read as a whole number, rise with its value; their top 16
// (sign, exponent, 4 bits of the mantissa) part the axis into ranges, and each range is cut into as many equal cells as
// its share of the rows deserves. Counting is all that is done per row, so the result does not hang on their order.

const RANGES = 65_536;
/** Cells shared out among the ranges by their rows: about 128 for each of 255 groups. */
const CELLS = 32_768;

/** Where the upper half of a double stands among the two words that hold it. */
export const HIGH_WORD: 0 | 1 = /* @__PURE__ */ (() =>
  new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0)();

/** A rising function from numbers to cells, with what each cell holds. */
export interface Cells {
  /** First cell of each range. */
  readonly first: Uint32Array;
  /** Cells of each range. */
  readonly parts: Uint32Array;
  readonly count: number;
}

/** Upper half of a double with its bits turned so that it rises with the value, as a signed word read unsigned. */
function rising(high: number): number {
  return (high ^ ((high >> 31) | 0x80000000)) >>> 0;
}

/** Makes the function for a column; `words` views its doubles, NaN where not known. */
export function cellsOf(words: Uint32Array, known: number): Cells {
  const first = new Uint32Array(RANGES);
  const parts = new Uint32Array(RANGES);
  for (let w = HIGH_WORD; w < words.length; w += 2) {
    const high = words[w] as number;
    if ((high & 0x7ff00000) !== 0x7ff00000) {
      const range = rising(high) >>> 16;
      parts[range] = (parts[range] as number) + 1;
    }
  }
  let count = 0;
  for (let range = 0; range < RANGES; range++) {
    const rows = parts[range] as number;
    first[range] = count;
    if (rows > 0) {
      parts[range] = 1 + Math.floor((rows / known) * CELLS);
      count += parts[range] as number;
    }
  }
  return { first, parts, count };
}

/** The cell of a known number by the upper half of its bits. */
export function cellAt(cells: Cells, high: number): number {
  const key = rising(high);
  const range = key >>> 16;
  // both factors are below 2^16, so the product is exact
  return (cells.first[range] as number) + (((key & 0xffff) * (cells.parts[range] as number)) >>> 16);
}

/**
 * Parts rising entries into at most `most` groups of about equal weight; an entry as heavy as a group stands alone.
 *
 * @returns Position of the last entry of each group but the last.
 */
export function quantileBreaks(weights: ArrayLike<number>, most: number): number[] {
  let total = 0;
  for (let e = 0; e < weights.length; e++) total += weights[e] as number;
  // a hair less, so that sums of fractions in another order break at the same place
  const heavy = (total / most) * (1 - 1e-9);
  let rest = 0;
  let groups = most;
  for (let e = 0; e < weights.length; e++) {
    if ((weights[e] as number) >= heavy) groups--;
    else rest += weights[e] as number;
  }
  const breaks: number[] = [];
  let held = 0;
  for (let e = 0; e + 1 < weights.length && breaks.length + 1 < most; e++) {
    const weight = weights[e] as number;
    held += weight;
    const alone = weight >= heavy;
    const target = groups > 0 ? (rest / groups) * (1 - 1e-9) : Number.POSITIVE_INFINITY;
    const beforeHeavy = (weights[e + 1] as number) >= heavy && held >= target / 2;
    if (alone || held >= target || beforeHeavy) {
      breaks.push(e);
      if (!alone) {
        rest -= held;
        groups--;
      }
      held = 0;
    }
  }
  return breaks;
}
