import { createRandom } from "../../math/random.ts";

/** Shape of the rates, share of time that customers are taken to be live, and the parameters of stopping. */
const PLACES: readonly (readonly [shape: number, live: number, first: number, second: number])[] = [
  [0.5, 0.5, 0.8, 2.5],
  [1.5, 0.5, 2, 8],
  [0.2, 0.7, 0.3, 0.6],
];

/**
 * Where to begin: customers hardly alike, more alike, and very unlike each other, with the mean rate of purchase that
 * the data show; then points around the first. Logarithms, times relative to the mean age.
 */
export function startsOf(
  parameters: readonly string[],
  meanPurchases: number,
  count: number,
  effects: number,
): readonly (readonly number[])[] {
  const rate = Math.max(meanPurchases, 1e-3);
  const stopping = parameters.includes("beta");
  return Array.from({ length: count }, (_, k) => {
    const [shape, live, first, second] = PLACES[k] ?? (PLACES[0] as (typeof PLACES)[number]);
    const random = k < PLACES.length ? undefined : createRandom(k);
    const point = stopping ? [shape, (shape * live) / rate, first, 1] : [shape, (shape * live) / rate, first, second];
    const logs = point.map((cell) => Math.log(cell) + (random === undefined ? 0 : random.normal()));
    return [...logs, ...new Array<number>(effects).fill(0)];
  });
}
