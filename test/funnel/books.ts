import { type DealHistory, fitFunnel, forecastFunnel, standardPipeline } from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";

const DAY = 86_400_000;

/** A seeded book of deals whose truth is known: stages, ages, shared shocks and amounts. */
export interface Book {
  /** Everything that happens, also after `asOf`. */
  readonly histories: DealHistory[];
  readonly asOf: number;
  /** Open as of then. */
  readonly open: DealHistory[];
  /** What those deals truly bring within the horizon. */
  readonly wins: number;
  readonly amount: number;
}

/** How a book is made. */
export interface BookOptions {
  readonly seed: number;
  /** Past periods before the forecast; the period is 30 days. */
  readonly periods: number;
  readonly perPeriod: number;
  /** Variance of the mean-one gamma multiplier that all deals share in a period. */
  readonly shock: number;
  readonly horizonDays: number;
}

/**
 * Prospect → bid → negotiation with daily chances that depend on stage and age; the chance to win is multiplied, period
 * by period, by one gamma number for all deals. Events fall on whole days.
 */
export function makeBook({ seed, periods, perPeriod, shock, horizonDays }: BookOptions): Book {
  const random = createRandom(seed);
  const asOfDay = periods * 30;
  const multipliers = Array.from({ length: periods + Math.ceil(horizonDays / 30) + 1 }, () =>
    shock === 0 ? 1 : random.gamma(1 / shock, shock),
  );
  const histories: DealHistory[] = [];
  const open: DealHistory[] = [];
  let wins = 0;
  let amount = 0;
  const total = random.poisson(perPeriod * periods);
  for (let i = 0; i < total; i++) {
    const start = random.integer(0, asOfDay);
    const price = Math.round(1000 * Math.exp(random.normal() / 2));
    const stages = [{ stage: "prospect", entered: start * DAY }];
    let stage = 0;
    let age = 0;
    for (let day = start + 1; day <= asOfDay + horizonDays; day++) {
      age++;
      const g = multipliers[Math.floor((day - 1) / 30)] as number;
      // each stage has its own best age; the chances of a day stay small
      const on = stage < 2 ? 0.05 * (age / 10) * Math.exp(-age / 15) + 0.005 : 0;
      const win = 1 - Math.exp(-g * (stage === 2 ? 0.08 * (age / 12) * Math.exp(-age / 20) : 0.001));
      const lose = 0.006;
      const cancel = 0.002;
      const u = random.uniform();
      if (u < win) {
        stages.push({ stage: "contract", entered: day * DAY });
        if (day > asOfDay) {
          wins++;
          amount += price;
        }
        break;
      }
      if (u < win + lose) {
        stages.push({ stage: "lost", entered: day * DAY });
        break;
      }
      if (u < win + lose + cancel) {
        stages.push({ stage: "cancelled", entered: day * DAY });
        break;
      }
      if (u < win + lose + cancel + on) {
        stage++;
        age = 0;
        stages.push({ stage: stage === 1 ? "bid" : "negotiation", entered: day * DAY });
      }
    }
    const history = { dealId: `d${i}`, amount: price, stages };
    histories.push(history);
    const last = stages.filter((s) => s.entered <= asOfDay * DAY).at(-1)?.stage as string;
    if (standardPipeline.stages.find((s) => s.id === last)?.category === "open") open.push(history);
  }
  return { histories, asOf: asOfDay * DAY, open, wins, amount };
}

/** How often P10 to P90 hold what then happens to books of 24 periods whose deals share a shock of variance 0.1. */
export function forecastCoverage(runs: number, draws: number): { shared: number; independent: number } {
  let shared = 0;
  let independent = 0;
  for (let run = 0; run < runs; run++) {
    const book = makeBook({ seed: run, periods: 24, perPeriod: 60, shock: 0.1, horizonDays: 30 });
    const model = fitFunnel(book.histories, { pipeline: standardPipeline, asOf: book.asOf, shockPeriodDays: 30 });
    const options = { asOf: book.asOf, horizonDays: 30, seed: run, draws, newDeals: false };
    const whole = forecastFunnel(model, book.open, options);
    if (whole.p10 <= book.amount && book.amount <= whole.p90) shared++;
    const alone = forecastFunnel(model, book.open, { ...options, rateDoubt: false, sharedShock: false });
    if (alone.p10 <= book.amount && book.amount <= alone.p90) independent++;
  }
  return { shared: shared / runs, independent: independent / runs };
}
