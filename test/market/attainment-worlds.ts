import { type Attainment, type AttainmentGroup, measureAttainment } from "../../src/market/index.ts";
import type { Random } from "../../src/math/random.ts";

/** One sale of a simulated business. */
interface Sale {
  readonly region: string;
  readonly product: string;
  readonly amount: number;
  readonly date: string;
}

/** A business whose truth is known. */
export interface World {
  readonly name: string;
  /** Weights of the twelve months. */
  readonly season: readonly number[];
  /** Sales of one cell in one month of such a mean, with the days on which they fall. */
  readonly month: (random: Random, mean: number, shock: number) => readonly { readonly day: number; amount: number }[];
  /** How much each month lifts or lowers all cells together: standard deviation of its logarithm. */
  readonly shared: number;
  /** How much of that carries over to the next month, in [0, 1); default 0. */
  readonly carried?: number;
  readonly pastYears: number;
  readonly asOf: string;
  /** Whether the season is passed in. */
  readonly given?: boolean;
}

const FLAT: readonly number[] = Array(12).fill(1);
export const MILD: readonly number[] = [0.9, 0.8, 1, 1.1, 1, 1, 0.9, 0.8, 1.1, 1.1, 1.1, 1.2];
const STRONG: readonly number[] = [0.8, 0.6, 0.8, 0.9, 0.9, 1, 0.9, 0.8, 1, 1.1, 1.4, 2.2];

/** Four weeks a month, each gamma: together the month has that coefficient of variation. */
export const gammaMonths =
  (variation: number): World["month"] =>
  (random, mean, shock) =>
    [4, 11, 18, 25].map((day) => {
      const shape = 0.25 / variation ** 2;
      return { day, amount: random.gamma(shape, (mean * shock) / 4 / shape) };
    });

/** Orders that come one by one, each of a size of its own. */
const orders =
  (size: number): World["month"] =>
  (random, mean, shock) =>
    Array.from({ length: random.poisson((mean * shock) / size) }, () => ({
      day: random.integer(1, 28),
      amount: random.gamma(1.5, size / 1.5),
    }));

const lognormalMonths =
  (sd: number): World["month"] =>
  (random, mean, shock) => [{ day: 15, amount: mean * shock * Math.exp(sd * random.normal() - sd ** 2 / 2) }];

const REGIONS = ["east", "north", "west"];
const PRODUCTS = ["A", "B", "C"];

/** One business of the world: its sales, this year's all known. Whole amounts. */
export function drawSales(world: World, random: Random): Sale[] {
  const sales: Sale[] = [];
  const bases = REGIONS.flatMap((region) =>
    PRODUCTS.map((product) => ({ region, product, base: 1000 * Math.exp(0.5 * random.normal()) })),
  );
  const mean = world.season.reduce((sum, weight) => sum + weight, 0) / 12;
  const carried = world.carried ?? 0;
  let mood = random.normal();
  for (let year = 2026 - world.pastYears; year <= 2026; year++) {
    const all = Math.exp(0.1 * random.normal());
    const levels = bases.map(({ base }) => base * all * Math.exp(0.15 * random.normal()));
    for (let month = 1; month <= 12; month++) {
      mood = carried * mood + Math.sqrt(1 - carried ** 2) * random.normal();
      const shock = Math.exp(world.shared * mood - world.shared ** 2 / 2);
      for (const [i, { region, product }] of bases.entries()) {
        const expected = ((levels[i] as number) * (world.season[month - 1] as number)) / mean;
        for (const { day, amount } of world.month(random, expected, shock)) {
          const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
          sales.push({ region, product, amount: Math.round(amount), date });
        }
      }
    }
  }
  return sales;
}

function measured(world: World, sales: readonly Sale[]): Attainment {
  const targets = REGIONS.flatMap((region) =>
    PRODUCTS.map((product) => ({ cell: { region, product }, amount: 12_000 })),
  );
  return measureAttainment(sales, {
    dimensions: ["region", "product"],
    targets,
    from: "2026-01-01",
    to: "2026-12-31",
    asOf: world.asOf,
    ...(world.given === true ? { season: world.season } : {}),
  });
}

/** How often outlooks hold what became true, by level of the drill-down. */
export interface Coverage {
  readonly n: number;
  readonly wide: number;
  readonly likely: number;
  /** Mean of outlook over truth, less 1. */
  readonly bias: number;
  /** Mean squared error of the chance to reach the target, and what a chance of one half would have. */
  readonly brier: number;
}

export function coverageOf(world: World, random: Random, runs: number): Coverage[] {
  const counts = [0, 1, 2].map(() => ({ n: 0, wide: 0, likely: 0, ratio: 0, squares: 0 }));
  for (let run = 0; run < runs; run++) {
    const sales = drawSales(world, random);
    const { whole, levels } = measured(world, sales);
    const truth = new Map<string, number>();
    for (const { region, product, amount, date } of sales) {
      if (date < "2026") continue;
      for (const key of ["", region, `${region}/${product}`]) truth.set(key, (truth.get(key) ?? 0) + amount);
    }
    for (const [d, groups] of [[whole], ...levels].entries()) {
      for (const { outlook, path, target } of groups as AttainmentGroup[]) {
        if ("abstained" in outlook) continue;
        const count = counts[d] as (typeof counts)[number];
        const total = truth.get(path.join("/")) as number;
        const within = ({ lower, upper }: { lower: number; upper: number }): number =>
          total >= lower - 0.5 && total <= upper + 0.5 ? 1 : 0;
        count.n++;
        count.wide += within(outlook.interval);
        count.likely += within(outlook.likely);
        count.ratio += outlook.value / total - 1;
        count.squares += ((outlook.chance as number) - (total >= target ? 1 : 0)) ** 2;
      }
    }
  }
  return counts.map(({ n, wide, likely, ratio, squares }) => ({
    n,
    wide: wide / n,
    likely: likely / n,
    bias: ratio / n,
    brier: squares / n,
  }));
}

/** Seasons and none, independent, shared and drifting noise, long and thin histories, ends of months and middles. */
export const WORLDS: readonly World[] = [
  {
    name: "season, gamma, 3 years",
    season: MILD,
    month: gammaMonths(0.15),
    shared: 0,
    pastYears: 3,
    asOf: "2026-08-31",
  },
  {
    name: "season, gamma, mid-month",
    season: MILD,
    month: gammaMonths(0.25),
    shared: 0,
    pastYears: 3,
    asOf: "2026-05-18",
  },
  {
    name: "strong season, gamma, 2 years",
    season: STRONG,
    month: gammaMonths(0.2),
    shared: 0,
    pastYears: 2,
    asOf: "2026-09-30",
  },
  { name: "strong season, late", season: STRONG, month: gammaMonths(0.2), shared: 0, pastYears: 4, asOf: "2026-11-30" },
  {
    name: "season, lognormal, 3 years",
    season: MILD,
    month: lognormalMonths(0.2),
    shared: 0,
    pastYears: 3,
    asOf: "2026-06-30",
  },
  {
    name: "strong season, orders, 3 years",
    season: STRONG,
    month: orders(120),
    shared: 0,
    pastYears: 3,
    asOf: "2026-07-14",
  },
  { name: "few orders, 2 years", season: MILD, month: orders(200), shared: 0, pastYears: 2, asOf: "2026-06-30" },
  {
    name: "shared shocks, 3 years",
    season: MILD,
    month: gammaMonths(0.15),
    shared: 0.1,
    pastYears: 3,
    asOf: "2026-08-31",
  },
  {
    name: "shared shocks, orders, strong",
    season: STRONG,
    month: orders(120),
    shared: 0.1,
    pastYears: 3,
    asOf: "2026-09-30",
  },
  {
    name: "drift within the year, 3 years",
    season: MILD,
    month: gammaMonths(0.15),
    shared: 0.12,
    carried: 0.6,
    pastYears: 3,
    asOf: "2026-07-31",
  },
  {
    name: "drift, orders, 5 years",
    season: STRONG,
    month: orders(120),
    shared: 0.12,
    carried: 0.7,
    pastYears: 5,
    asOf: "2026-05-31",
  },
  {
    name: "thin: 1 past year, 4 months",
    season: MILD,
    month: gammaMonths(0.2),
    shared: 0,
    pastYears: 1,
    asOf: "2026-04-30",
  },
  {
    name: "thin: 1 past year, 8 months",
    season: STRONG,
    month: gammaMonths(0.2),
    shared: 0,
    pastYears: 1,
    asOf: "2026-08-31",
  },
  {
    name: "early: 3 years, 1 month",
    season: MILD,
    month: gammaMonths(0.15),
    shared: 0,
    pastYears: 3,
    asOf: "2026-01-31",
  },
  { name: "no past, no season", season: FLAT, month: gammaMonths(0.2), shared: 0, pastYears: 0, asOf: "2026-06-30" },
  {
    name: "no past, season given",
    season: STRONG,
    month: orders(120),
    shared: 0,
    pastYears: 0,
    asOf: "2026-07-31",
    given: true,
  },
];
