/** A boundary between two neighbouring values: `low` ≤ boundary < `high`, halfway where doubles allow. */
export function midpoint(low: number, high: number): number {
  const sum = low + high;
  // + 0 turns −0 into 0, which JSON cannot tell apart
  const middle = (Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2) + 0;
  return middle >= low && middle < high ? middle : low;
}
