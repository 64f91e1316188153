import { dot } from "./dot.ts";

/** Where a pass leaves more than this part of a vector, rounding is small beside it and no second pass is needed. */
const HARDLY_SHORTER = Math.SQRT1_2;

/** Takes out of a vector what lies along the basis, and says how much that was and how long the rest is. @internal */
export function project(basis: readonly Float64Array[], vector: Float64Array): { along: Float64Array; left: number } {
  const along = new Float64Array(basis.length);
  let before = Math.sqrt(dot(vector, vector));
  for (let pass = 1; ; pass++) {
    let part = dot(basis[0] as Float64Array, vector);
    basis.forEach((direction, k) => {
      along[k] = (along[k] as number) + part;
      // one walk takes out this direction and measures the next; after the last one it measures the rest
      part = subtract(vector, part, direction, basis[k + 1] ?? vector);
    });
    const left = Math.sqrt(part);
    if (left > HARDLY_SHORTER * before || pass === 2) return { along, left };
    before = left;
  }
}

/** Takes part × direction out of a vector; what is left, times the next column. */
function subtract(vector: Float64Array, part: number, direction: Float64Array, next: Float64Array): number {
  let total = 0;
  for (let i = 0; i < vector.length; i++) {
    const rest = (vector[i] as number) - part * (direction[i] as number);
    vector[i] = rest;
    total += rest * (next[i] as number);
  }
  return total;
}
