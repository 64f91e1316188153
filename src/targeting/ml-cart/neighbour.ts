const cell: Float64Array = /* @__PURE__ */ new Float64Array(1);
const bits: BigInt64Array = /* @__PURE__ */ (() => new BigInt64Array(cell.buffer))();

/**
 * The next double above (1) or below (−1): `x < s` and `x ≤ neighbour(s, −1)` are one question for every double x.
 * Beyond the largest double it is infinite.
 */
export function neighbour(value: number, step: 1 | -1): number {
  if (value === 0) return step * Number.MIN_VALUE;
  cell[0] = value;
  bits[0] = (bits[0] as bigint) + BigInt(value > 0 ? step : -step);
  // + 0 turns −0, the neighbour of the smallest doubles, into 0, which JSON cannot tell apart
  return cell[0] + 0;
}
