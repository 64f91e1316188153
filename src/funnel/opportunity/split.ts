import { requireNonEmpty, requireNumber, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";

/**
 * Splits an amount by weights so that the parts are whole minor units (cents, fen) and sum exactly to it: by largest
 * remainder, each part within one unit of its exact share.
 *
 * @param totalMinor - Whole minor units, negative for a credit note, within ±9,007,199,254,740,991.
 * @param weights - One weight per part, zero or more, at least one above zero; only their ratios count. They are taken
 * for exactly the numbers they are: 0.1 is a binary fraction, so state percentages as 10, not 0.1.
 * @returns One whole number per weight, in the same order. A unit left over goes to the part with the largest remainder;
 * of equal remainders to the larger weight, of equal weights to the earlier one. A weight of zero gets nothing; a
 * negative total is split as its opposite.
 * @throws `ClienteleError` `out_of_range` (a total that is not whole or beyond the bound, a negative weight),
 * `not_finite`, `invalid_type`, `empty_input`, `inconsistent` (all weights zero).
 * @example
 * ```ts
 * splitAmount(100, [1, 1, 1]); // => [34, 33, 33]
 * splitAmount(-1001, [70, 30]); // => [-701, -300]
 * ```
 * @see Balinski & Young (2001), Fair Representation, ch. 3 (Hamilton's method)
 */
export function splitAmount(totalMinor: number, weights: ArrayLike<number>): number[] {
  const bound = Number.MAX_SAFE_INTEGER;
  requireNumber(totalMinor, "totalMinor", { min: -bound, max: bound, integer: true });
  requireNonEmpty(weights, "weights");
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i];
    if (!Number.isFinite(weight)) throwNotFinite(weight, "weights", i);
    requireNumber(weight as number, `weights[${i}]`, { min: 0 });
  }
  const exact = wholeRatios(weights);
  const sum = exact.reduce((a, b) => a + b, 0n);
  if (sum === 0n) {
    throw new ClienteleError("inconsistent", "weights must hold at least one weight above zero", { name: "weights" });
  }
  const total = BigInt(Math.abs(totalMinor));
  const parts = exact.map((weight, i) => {
    const product = total * weight;
    return { i, weight, part: Number(product / sum), rest: product % sum };
  });
  // remainders add up to the units left over, each below one: there are more of them than units
  const left = Math.abs(totalMinor) - parts.reduce((a, { part }) => a + part, 0);
  const order = parts.slice().sort((a, b) => descending(a.rest, b.rest) || descending(a.weight, b.weight) || a.i - b.i);
  for (const winner of order.slice(0, left)) winner.part++;
  return parts.map(({ part }) => (totalMinor < 0 && part > 0 ? -part : part));
}

function descending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

/** Bits of a double's fraction; the exponent of its last bit is the biased one less this and the bias of 1,023. */
const FRACTION_BITS = 52n;

/** The weights as whole numbers in exactly the same ratios: every finite number is a whole one times a power of two. */
function wholeRatios(weights: ArrayLike<number>): bigint[] {
  const bits = new BigUint64Array(Float64Array.from(weights).buffer);
  const terms = Array.from(bits, (word) => {
    const exponent = (word >> FRACTION_BITS) & 0x7ffn;
    const fraction = word & ((1n << FRACTION_BITS) - 1n);
    // subnormal numbers have no leading one and the exponent of the smallest normal ones
    return exponent === 0n ? { fraction, exponent: 1n } : { fraction: fraction | (1n << FRACTION_BITS), exponent };
  });
  let lowest = 0x7ffn;
  for (const { fraction, exponent } of terms) if (fraction > 0n && exponent < lowest) lowest = exponent;
  return terms.map(({ fraction, exponent }) => (fraction === 0n ? 0n : fraction << (exponent - lowest)));
}
