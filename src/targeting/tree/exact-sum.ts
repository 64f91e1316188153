// Sums that do not hang on the order of their terms, bit by bit. A number is cut into a coarse part, a whole multiple of
// a unit so large that all coarse parts add up without rounding, and the rest, which is cut again in the same way.
// See Demmel and Nguyen (2015), IEEE Transactions on Computers 64, 2060–2070.

/** Adding and taking away this number rounds a term to whole multiples of one unit. */
export function roundingPoint(largest: number, terms: number): number {
  if (!(largest > 0)) return 0;
  return 1.5 * 2 ** (Math.ceil(Math.log2(largest) + Math.log2(terms)) + 1);
}

/** Sum of `value(rows[i])` for i from `from` to `to` − 1, the same for every order of rows. */
export function exactSum(
  rows: ArrayLike<number>,
  from: number,
  to: number,
  largest: number,
  value: (row: number) => number,
): number {
  const terms = to - from;
  const coarse = roundingPoint(largest, terms);
  const fine = coarse * 2 ** -52 === 0 ? 0 : roundingPoint(coarse * 2 ** -52, terms);
  let high = 0;
  let low = 0;
  for (let i = from; i < to; i++) {
    const term = value(rows[i] as number);
    const part = term + coarse - coarse;
    high += part;
    low += term - part + fine - fine;
  }
  return high + low;
}
