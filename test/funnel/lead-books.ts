import { createRandom } from "../../src/math/index.ts";

/** A lead whose true chance is known. */
export interface SimulatedLead {
  readonly id: string;
  readonly source: string | null;
  readonly country: string;
  readonly employees: number | null;
  readonly budget: string;
  readonly tags: readonly string[];
  readonly won: boolean;
  readonly truth: number;
  readonly [field: string]: unknown;
}

const SOURCE: readonly (readonly [string, number])[] = [
  ["web", 0.3],
  ["fair", -0.6],
  ["partner", 0.9],
  ["cold call", -1.1],
];
const COUNTRY = ["BE", "CN", "DE", "FR", "US", "VN"];

/** Leads whose log-odds are a sum over their fields; `budget` says what `employees` says, so that fields overlap. */
export function simulatedLeads(n: number, seed: number): SimulatedLead[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const [source, effect] = SOURCE[random.integer(0, 3)] as (typeof SOURCE)[number];
    const country = random.integer(0, 5);
    const size = random.normal();
    const demo = random.uniform() < 0.3;
    const logOdds = -1 + effect + 0.25 * (country - 2.5) + 0.8 * size + (demo ? 0.7 : 0);
    const truth = 1 / (1 + Math.exp(-logOdds));
    return {
      id: `lead-${i}`,
      source,
      country: COUNTRY[country] as string,
      employees: size,
      budget: size > 0.5 ? "high" : size > -0.5 ? "middle" : "low",
      tags: demo ? ["demo", ...(i % 3 === 0 ? ["newsletter"] : [])] : i % 3 === 0 ? ["newsletter"] : [],
      won: random.uniform() < truth,
      truth,
    };
  });
}

export const FIELDS = [
  "source",
  "country",
  "budget",
  { id: "employees", kind: "number" },
  { id: "tags", kind: "tags" },
] as const;

/** Largest gap between what was forecast and the true chance, over tenths by forecast. */
export function worstTenth(chances: ArrayLike<number>, leads: readonly SimulatedLead[]): number {
  const order = leads.map((_, i) => i).sort((a, b) => (chances[a] as number) - (chances[b] as number));
  let worst = 0;
  for (let k = 0; k < 10; k++) {
    const part = order.slice(Math.floor((k * order.length) / 10), Math.floor(((k + 1) * order.length) / 10));
    const gap = part.reduce((sum, i) => sum + (chances[i] as number) - (leads[i] as SimulatedLead).truth, 0);
    worst = Math.max(worst, Math.abs(gap) / part.length);
  }
  return worst;
}
