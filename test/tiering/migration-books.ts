import { createRandom } from "../../src/math/random.ts";

/** One customer of a seeded book. */
export interface BookRow {
  readonly id: string;
  readonly value: number;
}

/** Two years of one book: log-normal values that wander, one in twelve leaves, and new ones come. */
export function twoYears(n: number, seed: number, drift: number = 0.4): readonly [BookRow[], BookRow[]] {
  const random = createRandom(seed);
  const first: BookRow[] = [];
  const second: BookRow[] = [];
  for (let i = 0; i < n; i++) {
    const level = 4 + 1.4 * random.normal();
    const stays = random.uniform() > 1 / 12;
    first.push({ id: `c${i}`, value: Math.exp(level) });
    if (stays) second.push({ id: `c${i}`, value: Math.exp(level + drift * random.normal()) });
    if (random.uniform() < 0.1) second.push({ id: `n${i}`, value: Math.exp(3 + random.normal()) });
  }
  return [first, second];
}
