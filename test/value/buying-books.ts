import { createRandom, type Random } from "../../src/math/index.ts";
import type { BuyingKind, BuyingTable } from "../../src/value/index.ts";

/** Parameters of a simulated book: r, alpha, then a and b or s and beta. */
export type Truth = readonly [r: number, alpha: number, third: number, fourth: number];

/** Which purchase process a customer follows, told by its definition and not by any formula of the library. */
function purchasesOf(kind: BuyingKind, [r, alpha, third, fourth]: Truth, age: number, random: Random): number[] {
  const rate = random.gamma(r, 1 / alpha);
  const times: number[] = [];
  if (kind === "pareto_nbd") {
    const hazard = random.gamma(third, 1 / fourth);
    const life = -Math.log(1 - random.uniform()) / hazard;
    for (let t = 0; ; times.push(t)) {
      t += -Math.log(1 - random.uniform()) / rate;
      if (!(t <= Math.min(life, age))) return times;
    }
  }
  const stop = random.beta(third, fourth);
  if (kind === "mbg_nbd" && random.uniform() < stop) return times;
  for (let t = 0; ; ) {
    t += -Math.log(1 - random.uniform()) / rate;
    if (!(t <= age)) return times;
    times.push(t);
    if (random.uniform() < stop) return times;
  }
}

/** Customers who began in one of twelve weeks and have been watched until week `until`; with holdout purchases. */
export function simulatedBook(
  kind: BuyingKind,
  truth: Truth | ((customer: number) => Truth),
  customers: number,
  seed: number,
  until: number = 52,
  holdout: number = 0,
): BuyingTable<"week"> & { readonly later: Int32Array } {
  const random = createRandom(seed);
  const frequency = new Int32Array(customers);
  const recency = new Float64Array(customers);
  const age = new Float64Array(customers);
  const later = new Int32Array(customers);
  for (let i = 0; i < customers; i++) {
    const watched = until - (i % 12);
    const own = typeof truth === "function" ? truth(i) : truth;
    const all = purchasesOf(kind, own, watched + holdout, random);
    const seen = all.filter((t) => t <= watched);
    frequency[i] = seen.length;
    recency[i] = seen.at(-1) ?? 0;
    age[i] = watched;
    later[i] = all.length - seen.length;
  }
  return { unit: "week", frequency, recency, age, later };
}

/** In what share of simulated books the interval of each parameter holds the truth. */
export function buyingCoverage(
  kind: BuyingKind,
  truth: Truth,
  names: readonly string[],
  learn: (table: BuyingTable<"week">) => {
    readonly intervals?: Readonly<Record<string, { lower: number; upper: number }>>;
  },
  books: number,
  customers: number,
  seed: number,
): { readonly covered: Readonly<Record<string, number>>; readonly decided: number } {
  const hits = names.map(() => 0);
  let decided = 0;
  for (let book = 0; book < books; book++) {
    const { intervals } = learn(simulatedBook(kind, truth, customers, seed * 10_000 + book));
    if (intervals === undefined) continue;
    decided++;
    names.forEach((name, i) => {
      const { lower, upper } = intervals[name] as { lower: number; upper: number };
      if (lower <= (truth[i] as number) && (truth[i] as number) <= upper) hits[i] = (hits[i] as number) + 1;
    });
  }
  return { covered: Object.fromEntries(names.map((name, i) => [name, (hits[i] as number) / decided])), decided };
}
