/** Transactions whose purchase days are to be counted per customer. */
export interface PurchaseRows {
  readonly codes: Int32Array;
  readonly days: Int32Array;
  readonly amounts: Float64Array;
  /** Last day that counts. */
  readonly asOf: number;
  /** Number of customer codes. */
  readonly size: number;
  /** Purchases up to `asOf`. */
  readonly purchases: number;
  readonly earliest: number;
  readonly latest: number;
}

/** Words of 32 days that may be spent per purchase, and in any case, before sorting becomes the better way. */
const WORDS_PER_PURCHASE = 4;
const WORDS_AT_LEAST = 65_536;

/**
 * Counts the different days on which each customer purchased, for rows in any order: with one bit per customer and day
 * where that is a reasonable table, by sorting each customer's days where it is not.
 */
export function countDistinctDays(rows: PurchaseRows): Int32Array {
  const words = Math.floor((rows.latest - rows.earliest) / 32) + 1;
  const table = words * rows.size;
  return table <= Math.max(WORDS_AT_LEAST, WORDS_PER_PURCHASE * rows.purchases) ? byBits(rows, words) : bySorting(rows);
}

function byBits({ codes, days, amounts, asOf, size, earliest }: PurchaseRows, words: number): Int32Array {
  const counts = new Int32Array(size);
  const bits = new Int32Array(words * size);
  for (let i = 0; i < codes.length; i++) {
    const day = days[i] as number;
    if (day > asOf || (amounts[i] as number) < 0) continue;
    const code = codes[i] as number;
    const offset = day - earliest;
    const at = code * words + (offset >>> 5);
    const before = bits[at] as number;
    const after = before | (1 << (offset & 31));
    if (after !== before) {
      bits[at] = after;
      counts[code] = (counts[code] as number) + 1;
    }
  }
  return counts;
}

function bySorting({ codes, days, amounts, asOf, size, purchases }: PurchaseRows): Int32Array {
  const ends = new Int32Array(size + 1);
  for (let i = 0; i < codes.length; i++) {
    if ((days[i] as number) > asOf || (amounts[i] as number) < 0) continue;
    const next = (codes[i] as number) + 1;
    ends[next] = (ends[next] as number) + 1;
  }
  for (let code = 0; code < size; code++) ends[code + 1] = (ends[code + 1] as number) + (ends[code] as number);
  const place = ends.slice(0, size);
  const grouped = new Int32Array(purchases);
  for (let i = 0; i < codes.length; i++) {
    if ((days[i] as number) > asOf || (amounts[i] as number) < 0) continue;
    const code = codes[i] as number;
    const at = place[code] as number;
    grouped[at] = days[i] as number;
    place[code] = at + 1;
  }
  const counts = new Int32Array(size);
  for (let code = 0; code < size; code++) {
    const from = ends[code] as number;
    const to = ends[code + 1] as number;
    if (to - from > 1) grouped.subarray(from, to).sort();
    let different = 0;
    for (let at = from; at < to; at++) if (at === from || grouped[at] !== grouped[at - 1]) different++;
    counts[code] = different;
  }
  return counts;
}
