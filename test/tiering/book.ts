import { createRandom } from "../../src/math/random.ts";

/** A seeded book of log-normal customer values: the usual shape of revenue per customer. */
export function logNormalBook(n: number, sigma: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: n }, () => Math.exp(4 + sigma * random.normal()));
}

/** Freezes a plain object with everything inside, so that a test fails on any mutation. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
