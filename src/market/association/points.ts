import { orderByBoth } from "../../math/kendall-count.ts";

/** Rows that a picture can show apart. */
const MOST_POINTS = 2000;

/** Rows for a picture: evenly spaced in the order of x (of y where x is equal), so that their order does not matter. */
export function pointsOf(x: Float64Array, y: Float64Array): { x: number; y: number }[] {
  const n = x.length;
  const order = orderByBoth(x, y);
  const shown = Math.min(n, MOST_POINTS);
  return Array.from({ length: shown }, (_, k) => {
    // first and last row are always among them
    const row = order[shown === 1 ? 0 : Math.round((k * (n - 1)) / (shown - 1))] as number;
    return { x: x[row] as number, y: y[row] as number };
  });
}
