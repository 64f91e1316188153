import { ascendingOrder } from "./ascending-order.ts";

/**
 * The order in which rows stand when sorted by finite numbers of either sign, lowest first; equal ones as they came,
 * zero and minus zero among them.
 */
export function sortOrder(keys: Float64Array): Uint32Array {
  const n = keys.length;
  let negative = 0;
  for (let i = 0; i < n; i++) if ((keys[i] as number) < 0) negative++;
  if (negative === 0) return ascendingOrder(keys.map((key) => key + 0)).order;
  // numbers of 0 or more sort by their bits; those below are turned round, sorted, and turned back
  const below = new Uint32Array(negative);
  const above = new Uint32Array(n - negative);
  for (let i = 0, b = 0, a = 0; i < n; i++) {
    if ((keys[i] as number) < 0) below[negative - ++b] = i;
    else above[a++] = i;
  }
  const order = new Uint32Array(n);
  const last = ascendingOrder(Float64Array.from(below, (i) => -(keys[i] as number))).order;
  for (let k = 0; k < negative; k++) order[k] = below[last[negative - 1 - k] as number] as number;
  const first = ascendingOrder(Float64Array.from(above, (i) => (keys[i] as number) + 0)).order;
  for (let k = 0; k < first.length; k++) order[negative + k] = above[first[k] as number] as number;
  return order;
}
