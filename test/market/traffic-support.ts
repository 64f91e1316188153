import { compareTraffic, measureTraffic, type TrafficCause, type TrafficRow } from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

/** A Poisson count by waiting times; means up to a few thousand. */
function poisson(random: Random, mean: number): number {
  let count = -1;
  let at = 0;
  while (at < mean) {
    at -= Math.log(1 - random.uniform());
    count++;
  }
  return Math.max(0, count);
}

function binomial(random: Random, n: number, share: number): number {
  let x = 0;
  for (let i = 0; i < n; i++) if (random.uniform() < share) x++;
  return x;
}

/** Share of simulated books in which the interval of the Herfindahl index holds the truth. */
export function concentrationCoverage(n: number, shares: readonly number[], books: number, seed: number): number {
  const random = createRandom(seed);
  const truth = shares.reduce((sum, p) => sum + p * p, 0);
  let covered = 0;
  for (let book = 0; book < books; book++) {
    const counts = shares.map(() => 0);
    for (let k = 0; k < n; k++) {
      let left = random.uniform();
      let c = 0;
      while (c < shares.length - 1 && left > (shares[c] as number)) left -= shares[c++] as number;
      counts[c] = (counts[c] as number) + 1;
    }
    const rows = counts.map((x, c) => ({ source: `s${c}`, visits: x, leads: x, customers: x }));
    const { concentration } = measureTraffic(rows);
    if ("abstained" in concentration) continue;
    const { lower, upper } = concentration.herfindahl.interval;
    if (truth >= lower - 1e-12 && truth <= upper + 1e-12) covered++;
  }
  return covered / books;
}

/** Share of books in which the cost per customer holds the truth, of those that name one; costs and counts vary by period. */
export function costCoverage(
  periods: number,
  mean: number,
  books: number,
  seed: number,
): { covered: number; named: number } {
  const random = createRandom(seed);
  let [covered, named] = [0, 0];
  for (let book = 0; book < books; book++) {
    const rows = Array.from({ length: periods }, (_, t): TrafficRow => {
      const cost = 1000 * (0.5 + random.uniform());
      // a season of its own in each period: counts scatter more than Poisson counts
      const customers = poisson(random, ((mean * cost) / 1000) * Math.exp(0.3 * random.normal() - 0.045));
      return { source: "s", period: `${t}`, visits: 5000, leads: 2000, customers, cost };
    });
    const figure = measureTraffic(rows).channels[0]?.costPerCustomer;
    if (figure === undefined || "abstained" in figure) continue;
    named++;
    if (1000 / mean >= figure.interval.lower && 1000 / mean <= figure.interval.upper) covered++;
  }
  return { covered: covered / named, named: named / books };
}

const BEFORE = { search: [1000, 0.1, 0.3], fair: [300, 0.3, 0.4], post: [100, 0.2, 0.2] } as const;
const AFTER = { search: [1100, 0.12, 0.3], fair: [200, 0.3, 0.3], post: [150, 0.2, 0.25] } as const;
type Plan = Readonly<Record<string, readonly [number, number, number]>>;

/** Share of books in which the interval of each part of a change holds what the true rates give. */
export function changeCoverage(books: number, seed: number): Readonly<Record<TrafficCause | "change", number>> {
  const random = createRandom(seed);
  const exact = (plan: Plan): TrafficRow[] =>
    Object.entries(plan).map(([source, [visits, first, second]]) => {
      const leads = Math.round(visits * first);
      return { source, visits, leads, customers: Math.round(leads * second) };
    });
  const drawn = (plan: Plan): TrafficRow[] =>
    Object.entries(plan).map(([source, [mean, first, second]]) => {
      const visits = poisson(random, mean);
      const leads = binomial(random, visits, first);
      return { source, visits, leads, customers: binomial(random, leads, second) };
    });
  const truth = compareTraffic(exact(BEFORE), exact(AFTER));
  const hits = { change: 0, volume: 0, mix: 0, visit_to_lead: 0, lead_to_customer: 0, outside: 0 };
  for (let book = 0; book < books; book++) {
    const { change, effects } = compareTraffic(drawn(BEFORE), drawn(AFTER));
    const parts = { ...effects, change };
    const target = { ...truth.effects, change: truth.change };
    for (const part of Object.keys(hits) as (keyof typeof hits)[]) {
      const { lower, upper } = parts[part].interval;
      if (target[part].value >= lower && target[part].value <= upper) hits[part] += 1 / books;
    }
  }
  return hits;
}
