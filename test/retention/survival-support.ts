import { createRandom } from "../../src/math/random.ts";
import {
  compareLeavingReasons,
  compareSurvival,
  measureLeavingReasons,
  measureSurvival,
} from "../../src/retention/index.ts";

/** A made-up book: lives of Weibull shape, two reasons to leave, watched for a random while. */
export interface Book {
  readonly durations: number[];
  readonly left: boolean[];
  readonly reasons: string[];
  readonly groups: string[];
}

const RATES = { price: 0.03, service: 0.02 } as const;
const SHAPE = 1.3;

/** Share of all customers that has left for a reason by an age, with nobody lost from sight. */
export const trueIncidence = (age: number): number => (RATES.price / 0.05) * (1 - Math.exp(-((0.05 * age) ** SHAPE)));
const trueStaying = (age: number): number => Math.exp(-((0.05 * age) ** SHAPE));
const trueMedian: number = Math.log(2) ** (1 / SHAPE) / 0.05;
/** Mean stay up to a horizon, by the trapezium rule. */
function trueMean(horizon: number): number {
  const pieces = 20_000;
  let sum = (1 + trueStaying(horizon)) / 2;
  for (let i = 1; i < pieces; i++) sum += trueStaying((horizon * i) / pieces);
  return (sum * horizon) / pieces;
}

export function bookOf(n: number, seed: number): Book {
  const random = createRandom(seed);
  const book: Book = { durations: [], left: [], reasons: [], groups: [] };
  for (let i = 0; i < n; i++) {
    const life = (-Math.log(1 - random.uniform())) ** (1 / SHAPE) / 0.05;
    const watched = 5 + 40 * random.uniform();
    const gone = life <= watched;
    book.durations.push(Math.min(life, watched));
    book.left.push(gone);
    const reason = random.uniform() < RATES.price / 0.05 ? "price" : "service";
    book.reasons.push(gone ? reason : "");
    book.groups.push(i % 2 === 0 ? "a" : "b");
  }
  return book;
}

/** How often each interval holds the truth, and how often tests of equal groups call them different. */
export function survivalCoverage(n: number, replicates: number, seed: number): Record<string, number> {
  const hits: Record<string, number> = {};
  const count = (name: string, hit: boolean): void => {
    hits[name] = (hits[name] ?? 0) + (hit ? 1 : 0);
  };
  const mean = trueMean(20);
  const holds = (interval: { lower: number; upper?: number } | undefined, truth: number): boolean =>
    interval !== undefined && interval.lower <= truth && truth <= (interval.upper ?? Number.POSITIVE_INFINITY);
  for (let r = 0; r < replicates; r++) {
    const { durations, left, reasons, groups } = bookOf(n, seed * 100_000 + r);
    const stays = { durations, left };
    const found = measureSurvival(stays, { ages: [5, 15], horizon: 20 });
    count("staying at 5", holds(found.at[0]?.staying?.interval, trueStaying(5)));
    count("staying at 15", holds(found.at[1]?.staying?.interval, trueStaying(15)));
    count("median", holds(found.median, trueMedian));
    count("mean", "interval" in found.mean && holds(found.mean.interval, mean));
    const step = Array.from(found.hazard.times).filter((time) => time <= 15).length - 1;
    const hazard = { lower: found.hazard.lower[step] ?? 0, upper: found.hazard.upper[step] ?? 1 };
    count("cumulative hazard", holds(hazard, -Math.log(trueStaying(15))));
    const [price] = measureLeavingReasons(stays, reasons, { ages: [15] }).reasons.filter(({ id }) => id === "price");
    count("incidence", holds(price?.at[0]?.incidence?.interval, trueIncidence(15)));
    const compared = compareSurvival(stays, groups, { horizon: 20 });
    count("mean difference", holds(compared.meanDifferences[0]?.interval, 0));
    compared.weightings.forEach(({ weighting, pValue }) => {
      count(`size ${typeof weighting === "string" ? weighting : "late"}`, pValue < 0.05);
    });
    const why = compareLeavingReasons(stays, reasons, groups, { age: 15 }).reasons.find(({ id }) => id === "price");
    count("incidence difference", holds(why?.differences[0]?.interval, 0));
    count("size of a reason", why !== undefined && "pValue" in why.rate && why.rate.pValue < 0.05);
  }
  return Object.fromEntries(Object.entries(hits).map(([name, hit]) => [name, hit / replicates]));
}
