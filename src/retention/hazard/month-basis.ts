import type { DiscreteHazardModel } from "./discrete-types.ts";

/** A baseline over months without its coefficients. */
export type MonthShape =
  | { readonly kind: "smooth"; readonly knots: readonly number[] }
  | { readonly kind: "by_month"; readonly months: readonly number[] };

/** Outermost quantiles at which knots stand, as Harrell, Regression Modeling Strategies (2015), table 2.3. */
const OUTER = 0.05;

/** Knots over log months at weighted quantiles of the months of leaving; fewer where those coincide. */
export function smoothShape(months: Float64Array, weights: Float64Array | undefined, knots: number): MonthShape {
  const leaving = new Map<number, number>();
  let total = 0;
  months.forEach((month, i) => {
    const weight = weights?.[i] ?? 1;
    leaving.set(month, (leaving.get(month) ?? 0) + weight);
    total += weight;
  });
  const sorted = [...leaving].sort(([a], [b]) => a - b);
  const places = new Set<number>();
  for (let k = 0; k < knots; k++) {
    const wanted = (OUTER + ((1 - 2 * OUTER) * k) / (knots - 1)) * total;
    let sum = 0;
    // the first month by which so many have left; the slack is for sums that miss their share by rounding
    const found = sorted.find(([, weight]) => {
      sum += weight;
      return sum >= wanted * (1 - 1e-12);
    });
    if (found !== undefined) places.add(Math.log(found[0]));
  }
  return { kind: "smooth", knots: [...places] };
}

/** Every month in which somebody left. */
export function monthlyShape(months: Float64Array): MonthShape {
  return { kind: "by_month", months: [...new Set(months)].sort((a, b) => a - b) };
}

/** Number of coefficients: one for a single knot, where nothing but a level can be told. */
export function shapeSize(shape: MonthShape): number {
  return shape.kind === "by_month" ? shape.months.length : shape.knots.length;
}

/**
 * The baseline's columns at one month: level, log month, and the pieces of a natural cubic spline; or one per month.
 *
 * @returns False for a month in which nobody left, whose chance is 0.
 */
export function monthBasis(shape: MonthShape, month: number, out: Float64Array): boolean {
  out.fill(0);
  if (shape.kind === "by_month") {
    const at = shape.months.indexOf(month);
    if (at >= 0) out[at] = 1;
    return at >= 0;
  }
  out[0] = 1;
  const { knots } = shape;
  const k = knots.length;
  if (k < 2) return true;
  const u = Math.log(month);
  const [first, before, last] = [knots[0] as number, knots[k - 2] as number, knots[k - 1] as number];
  out[1] = u - first;
  const cube = (x: number): number => (x > 0 ? x ** 3 : 0);
  const width = (last - first) ** 2;
  for (let j = 0; j < k - 2; j++) {
    const knot = knots[j] as number;
    const bend =
      cube(u - knot) -
      (cube(u - before) * (last - knot)) / (last - before) +
      (cube(u - last) * (before - knot)) / (last - before);
    out[j + 2] = bend / width;
  }
  return true;
}

/** The baseline of a model as a shape. */
export function shapeOf({ baseline }: DiscreteHazardModel): MonthShape {
  return baseline.kind === "smooth"
    ? { kind: "smooth", knots: baseline.knots }
    : { kind: "by_month", months: baseline.months };
}
