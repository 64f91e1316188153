import { type Abstention, describe, type Estimate } from "clientele/core";

/** The figure itself: with 64,000 customers none is missing, and where one were, the example must not go on. */
export function sure<T extends object>(figure: T | Abstention): T {
  if ("abstained" in figure) throw new Error(describe(figure.abstained));
  return figure;
}

/** The entry of a map that holds one for every mailing, arm and metric. */
export function of<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing was measured for ${String(key)}`);
  return value;
}

/** So many times the figure, its interval with it. */
export function scaled({ value, n, interval }: Estimate, by: number): Estimate {
  const { lower, upper, level } = interval;
  return { value: value * by, n, interval: { lower: lower * by, upper: upper * by, level } };
}
