import type { Random } from "../../../src/math/random.ts";

/** A number of the real line as a chance. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** True with the given chance. */
export function happens(random: Random, chance: number): boolean {
  return random.uniform() < chance;
}

/** A log-normal draw around its median. */
export function logNormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * random.normal());
}

/** An entry by its weight; weights need not sum to one. */
export function pickWeighted<T>(random: Random, entries: readonly (readonly [T, number])[]): T {
  let rest = random.uniform() * entries.reduce((total, [, weight]) => total + weight, 0);
  for (const [value, weight] of entries) {
    rest -= weight;
    if (rest < 0) return value;
  }
  return last(entries)[0];
}

/** One entry, all alike. */
export function pick<T>(random: Random, entries: readonly T[]): T {
  return entries[random.integer(0, entries.length - 1)] as T;
}

/** The same entries in random order (Fisher–Yates). */
export function shuffled<T>(random: Random, entries: readonly T[]): T[] {
  const out = [...entries];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** A number kept inside its limits. */
export function clamp(value: number, lower: number, upper: number): number {
  return Math.min(upper, Math.max(lower, value));
}

/** The last entry of a list that is not empty. */
export function last<T>(entries: readonly T[]): T {
  return entries[entries.length - 1] as T;
}

/** A record's entries with their keys typed. */
export function entriesOf<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
