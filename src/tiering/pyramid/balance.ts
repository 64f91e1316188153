/** A total this small against what it was added up from is what gains and losses left over by rounding, not a value. */
const BALANCE_SLACK = 1e-12;

/**
 * Whether a book brings something on balance, so that shares of its value mean anything: the total is positive, and
 * not merely what is left when gains and losses cancel.
 *
 * @param gross - Sum of the magnitudes behind the total, by tier or by customer.
 */
export function bringsValue(total: number, gross: number): boolean {
  // a gross beyond the largest number is infinite, and then no finite total is more than its rounding
  return total > 0 && total > gross * BALANCE_SLACK;
}

/** Sum of magnitudes. */
export function grossOf(values: ArrayLike<number>): number {
  let gross = 0;
  for (let i = 0; i < values.length; i++) gross += Math.abs(values[i] as number);
  return gross;
}
