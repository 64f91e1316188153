import type { AgreementScale } from "./agreement-types.ts";
import type { RatingTable } from "./ratings.ts";

/** Ratings of the units that two or more raters rated, each as its place among the different values. */
export interface Pairable {
  /** Different values, ascending; for the nominal scale in any fixed order. */
  readonly values: readonly (number | string)[];
  /** Places of each unit's values, ascending. */
  readonly units: readonly Int32Array[];
  readonly ratings: number;
}

/** Keeps the units that say anything about agreement. */
export function pairable({ units }: RatingTable): Pairable {
  const kept = units.filter((unit) => unit.size >= 2);
  const different = new Set<number | string>();
  for (const unit of kept) for (const value of unit.values()) different.add(value);
  // numbers and texts do not compare; texts come after numbers, each in order
  const values = [...different].sort(
    (a, b) => Number(typeof a === "string") - Number(typeof b === "string") || (a < b ? -1 : a > b ? 1 : 0),
  );
  const place = new Map(values.map((value, i) => [value, i]));
  return {
    values,
    units: kept.map((unit) => Int32Array.from(unit.values(), (value) => place.get(value) as number).sort()),
    ratings: kept.reduce((sum, unit) => sum + unit.size, 0),
  };
}

/** How often each value stands, the left-out units aside. */
export function countValues({ values, units }: Pairable, keep: (unit: number) => boolean): Float64Array {
  const counts = new Float64Array(values.length);
  units.forEach((unit, u) => {
    if (keep(u)) for (const place of unit) counts[place] = (counts[place] as number) + 1;
  });
  return counts;
}

/**
 * Krippendorff's alpha of the kept units, 1 − observed / expected disagreement; `undefined` where all values are one.
 *
 * The interval scale's squared differences, and the ordinal's, which are squared differences of mid-ranks, reduce to
 * sums of squares, so that time grows with ratings and not with pairs of values; the ratio scale alone needs the pairs.
 *
 * @see Krippendorff (2011), Computing Krippendorff's alpha-reliability, sections D and E
 */
export function alphaOf(data: Pairable, scale: AgreementScale, keep: (unit: number) => boolean): number | undefined {
  const counts = countValues(data, keep);
  const n = counts.reduce((sum, count) => sum + count, 0);
  const places = scale === "interval" || scale === "ordinal" ? placesOf(data, scale, counts) : undefined;
  let observed = 0;
  data.units.forEach((unit, u) => {
    if (!keep(u)) return;
    const apart = places === undefined ? unitPairs(unit, data, scale) : spread(unit, places);
    observed += apart / (unit.length - 1);
  });
  const chance = places === undefined ? countPairs(counts, data, scale, n) : 2 * n * squaresOf(counts, places, n);
  return chance > 0 ? 1 - (observed / chance) * (n - 1) : undefined;
}

/** Pairs of a unit with the same value; its places are ascending. */
export function samePairs(unit: Int32Array): number {
  let [same, run] = [0, 0];
  unit.forEach((place, i) => {
    run = i > 0 && place === unit[i - 1] ? run + 1 : 0;
    same += run;
  });
  return same;
}

/** Where each value lies: itself, brought to −1…1, or its mid-rank among all ratings. */
function placesOf({ values }: Pairable, scale: AgreementScale, counts: Float64Array): Float64Array {
  if (scale === "ordinal") {
    let below = 0;
    return counts.map((count) => {
      const rank = below + count / 2;
      below += count;
      return rank;
    });
  }
  const numbers = Float64Array.from(values as readonly number[]);
  const middle = ((numbers[0] as number) + (numbers.at(-1) as number)) / 2;
  const half = (numbers.at(-1) as number) - middle;
  return numbers.map((value) => (half > 0 ? (value - middle) / half : 0));
}

/** Sum of squared differences over all ordered pairs of a unit. */
function spread(unit: Int32Array, places: Float64Array): number {
  let sum = 0;
  for (const place of unit) sum += places[place] as number;
  const mean = sum / unit.length;
  let squares = 0;
  for (const place of unit) squares += ((places[place] as number) - mean) ** 2;
  return 2 * unit.length * (unit[0] === unit[unit.length - 1] ? 0 : squares);
}

function squaresOf(counts: Float64Array, places: Float64Array, n: number): number {
  let sum = 0;
  counts.forEach((count, i) => {
    sum += count * (places[i] as number);
  });
  const mean = sum / n;
  let [squares, different] = [0, 0];
  counts.forEach((count, i) => {
    squares += count * ((places[i] as number) - mean) ** 2;
    if (count > 0) different++;
  });
  return different < 2 ? 0 : squares;
}

/** The ratio scale's squared difference of two values that are not both 0. */
function ratioDifference(a: number, b: number): number {
  return ((a - b) / (a + b)) ** 2;
}

function unitPairs(unit: Int32Array, { values }: Pairable, scale: AgreementScale): number {
  if (scale === "nominal") return unit.length * (unit.length - 1) - 2 * samePairs(unit);
  let sum = 0;
  for (let i = 0; i < unit.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [unit[i] as number, unit[j] as number];
      if (a !== b) sum += 2 * ratioDifference(values[a] as number, values[b] as number);
    }
  }
  return sum;
}

function countPairs(counts: Float64Array, { values }: Pairable, scale: AgreementScale, n: number): number {
  if (scale === "nominal") return n * n - counts.reduce((sum, count) => sum + count * count, 0);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    for (let j = 0; j < i; j++) {
      const pairs = 2 * (counts[i] as number) * (counts[j] as number);
      sum += pairs * ratioDifference(values[i] as number, values[j] as number);
    }
  }
  return sum;
}
