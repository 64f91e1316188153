import { ClienteleError } from "../../core/errors.ts";

/** What each tier holds, by index: customers, value, smallest and largest value (±Infinity in an empty tier). */
export interface Tally {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly mins: Float64Array;
  readonly maxs: Float64Array;
  readonly total: number;
}

/**
 * Counts and adds up a finite column by tier in one pass. The tier is the number of cuts above the value, which needs
 * no branch: at 20 % better customers in random order a branch costs more than the sums themselves.
 */
export function tallyTiers(column: Float64Array, cuts: readonly number[], name: string): Tally {
  const size = cuts.length + 1;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  const lost = new Float64Array(size);
  const mins = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const maxs = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const bounds = Float64Array.from(cuts);
  const three = bounds.length === 3;
  const [first = 0, second = 0, third = 0] = cuts;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    let tier = 0;
    if (three) tier = +(value < first) + +(value < second) + +(value < third);
    else for (let j = 0; j < bounds.length; j++) tier += +(value < (bounds[j] as number));
    // Knuth's TwoSum keeps what each addition rounds away
    const sum = sums[tier] as number;
    const next = sum + value;
    const added = next - sum;
    lost[tier] = (lost[tier] as number) + (sum - (next - added) + (value - added));
    sums[tier] = next;
    counts[tier] = (counts[tier] as number) + 1;
    if (value < (mins[tier] as number)) mins[tier] = value;
    if (value > (maxs[tier] as number)) maxs[tier] = value;
  }
  let total = 0;
  let totalLost = 0;
  for (let tier = 0; tier < size; tier++) {
    const value = (sums[tier] as number) + (lost[tier] as number) + 0;
    sums[tier] = value;
    const next = total + value;
    const added = next - total;
    totalLost += total - (next - added) + (value - added);
    total = next;
  }
  total += totalLost;
  if (!Number.isFinite(total)) {
    throw new ClienteleError("out_of_range", `the sum of ${name} exceeds the largest number; use a larger unit`, {
      name,
    });
  }
  return { counts, sums, mins, maxs, total };
}
