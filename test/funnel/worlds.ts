import { type DealHistory, fitFunnel, forecastFunnel, standardPipeline } from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";

const DAY = 86_400_000;

/** 2024-01-01, a Monday and the first day of a quarter. */
const FIRST_DAY = 19_723;

/** How a world is made. */
export interface WorldOptions {
  readonly seed: number;
  readonly months: number;
  /** Deals that come in a day, on average. */
  readonly perDay: number;
  /** Variance of the mean-one multiplier of winning that all deals of a month share. */
  readonly shock: number;
  /** Variance of the mean-one multiplier of a month's new deals. */
  readonly creationShock: number;
  /** Pace of winning in the first, second and third month of a quarter. */
  readonly season: readonly [number, number, number];
}

/** A seeded sales department whose truth is known, watched from its first day to the end of the horizon. */
export interface World {
  readonly histories: DealHistory[];
  readonly asOf: number;
  readonly horizonDays: number;
  /** All that is won inside the horizon, deals not created before it included. */
  readonly wins: number;
  readonly amount: number;
  /** Whether each deal that is open on the day is won inside the horizon. */
  readonly wonSoon: ReadonlyMap<string, boolean>;
}

/**
 * Deals come in on working days, more in some months than in others; they pass bid and negotiation with chances that
 * depend on stage, age, product, weekday and the place of the month in its quarter, all multiplied by the month's luck.
 */
export function makeWorld({ seed, months, perDay, shock, creationShock, season }: WorldOptions): World {
  const random = createRandom(seed);
  const gamma = (variance: number): number => (variance === 0 ? 1 : random.gamma(1 / variance, variance));
  const firsts: number[] = [];
  for (let m = 0; m <= months + 1; m++) firsts.push(Date.UTC(2024, m, 1) / DAY);
  const asOfDay = firsts[months] as number;
  const end = firsts[months + 1] as number;
  const luck = firsts.map(() => gamma(shock));
  const flow = firsts.map(() => gamma(creationShock));
  const monthOf = (day: number): number => {
    let m = 0;
    while (m + 1 < firsts.length && (firsts[m + 1] as number) <= day) m++;
    return m;
  };
  const month = Int32Array.from({ length: end - FIRST_DAY }, (_, i) => monthOf(FIRST_DAY + i));
  const histories: DealHistory[] = [];
  const wonSoon = new Map<string, boolean>();
  let wins = 0;
  let amount = 0;
  for (let begun = FIRST_DAY; begun < end; begun++) {
    const working = (begun + 3) % 7 < 5 ? 1.4 : 0;
    const n = random.poisson(perDay * working * (flow[month[begun - FIRST_DAY] as number] as number));
    for (let i = 0; i < n; i++) {
      const dealId = `d${begun}-${i}`;
      const price = Math.round(1000 * Math.exp(random.normal() / 2));
      const quick = random.uniform() < 0.4;
      const stages = [{ stage: "bid", entered: begun * DAY + 1 }];
      let stage = 0;
      let age = 0;
      for (let day = begun + 1; day < end; day++) {
        age++;
        const m = month[day - FIRST_DAY] as number;
        const work = (day + 3) % 7 < 5 ? 1.35 : 0.1;
        const pace = work * (season[m % 3] as number) * (luck[m] as number) * (quick ? 1.5 : 0.7);
        const win = stage === 1 ? 1 - Math.exp(-pace * 0.1 * (age / 12) * Math.exp(-age / 18)) : 0;
        const on = stage === 0 ? 0.06 * (age / 8) * Math.exp(-age / 12) + 0.004 : 0;
        const u = random.uniform();
        const at = { entered: day * DAY + 1 };
        if (u < win) {
          stages.push({ stage: "contract", ...at });
          break;
        }
        if (u < win + 0.008) {
          stages.push({ stage: "lost", ...at });
          break;
        }
        if (u < win + 0.008 + on) {
          stage = 1;
          age = 0;
          stages.push({ stage: "negotiation", ...at });
        }
      }
      const last = stages[stages.length - 1] as { stage: string; entered: number };
      const won = last.stage === "contract" && last.entered >= asOfDay * DAY;
      if (won) {
        wins++;
        amount += price;
      }
      if (begun >= asOfDay) continue;
      histories.push({ dealId, amount: price, product: quick ? "quick" : "slow", stages });
      const closed = stages.find(({ stage: s }) => s === "contract" || s === "lost");
      if (closed === undefined || closed.entered >= asOfDay * DAY) wonSoon.set(dealId, won);
    }
  }
  return { histories, asOf: asOfDay * DAY, horizonDays: end - asOfDay, wins, amount, wonSoon };
}

/** What forecasts of many worlds were worth. */
interface WorldCoverage {
  readonly count: number;
  readonly amount: number;
  /** Sum of expected over sum of actual wins. */
  readonly bias: number;
  /** Largest distance of observed from foreseen among tenths of the deals by their chance. */
  readonly worstTenth: number;
}

/** Forecasts the next month of each world and compares. */
export function worldCoverage(
  runs: number,
  base: Omit<WorldOptions, "seed" | "shock" | "creationShock">,
): WorldCoverage {
  let count = 0;
  let amount = 0;
  let expected = 0;
  let actual = 0;
  const judged: { chance: number; won: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const random = createRandom(run).fork(1);
    const options = {
      ...base,
      seed: run,
      shock: 0.02 + 0.1 * random.uniform(),
      creationShock: 0.02 + 0.06 * random.uniform(),
    };
    const world = makeWorld(options);
    const model = fitFunnel(world.histories, { pipeline: standardPipeline, asOf: world.asOf });
    const open = world.histories.filter(({ dealId }) => world.wonSoon.has(dealId));
    const ahead = { asOf: world.asOf, horizonDays: world.horizonDays, seed: run, draws: 1000 };
    const forecast = forecastFunnel(model, open, ahead);
    if (forecast.count.p10 <= world.wins && world.wins <= forecast.count.p90) count++;
    if (forecast.p10 <= world.amount && world.amount <= forecast.p90) amount++;
    expected += forecast.count.expected;
    actual += world.wins;
    for (const { dealId, chance } of forecast.deals)
      judged.push({ chance, won: world.wonSoon.get(dealId) === true ? 1 : 0 });
  }
  judged.sort((a, b) => a.chance - b.chance);
  let worstTenth = 0;
  for (let tenth = 0; tenth < 10; tenth++) {
    const part = judged.slice(Math.floor((tenth * judged.length) / 10), Math.floor(((tenth + 1) * judged.length) / 10));
    const mean = (of: (row: { chance: number; won: number }) => number): number =>
      part.reduce((sum, row) => sum + of(row), 0) / part.length;
    worstTenth = Math.max(worstTenth, Math.abs(mean((row) => row.chance) - mean((row) => row.won)));
  }
  return { count: count / runs, amount: amount / runs, bias: expected / actual, worstTenth };
}
