import { expect, test } from "vitest";
import { type BacktestVerdictCode, backtestFunnel, standardPipeline } from "../../src/funnel/index.ts";
import { DAY, makePast, type PastOptions } from "../funnel/backtest-books.ts";

const BOOKS = 40;

/** How often each verdict falls, and how many totals came inside, over seeded books. */
function verdicts(options: Partial<PastOptions>): { codes: Record<BacktestVerdictCode, number>; covered: number } {
  const codes = { use: 0, use_with_care: 0, not_yet: 0 };
  let covered = 0;
  for (let seed = 1; seed <= BOOKS; seed++) {
    const judged = backtestFunnel(makePast({ seed, days: 300, perDay: 3, ...options }), {
      pipeline: standardPipeline,
      origins: { from: 150 * DAY, to: 276 * DAY, every: 14 },
      horizonDays: 14,
      knownUntil: 300 * DAY,
      seed: 1,
      fit: { shockPeriodDays: 14 },
      forecast: { draws: 500 },
    });
    if ("abstained" in judged) throw new Error("nothing was judged");
    codes[judged.verdict.code]++;
    covered += judged.count.coverage.value / BOOKS;
  }
  return { codes, covered };
}

test("a forecast that is right is hardly ever refused, and its ranges hold what they say", () => {
  const { codes, covered } = verdicts({});
  expect(codes.not_yet).toBe(0);
  expect(codes.use).toBeGreaterThan(BOOKS / 2);
  // 400 totals; counts are whole, so that a range holds a little more than 80 %
  expect(covered).toBeGreaterThan(0.74);
  expect(covered).toBeLessThan(0.92);
});

test("where ends are dealt out at random, the chances of deals are refused nearly always", () => {
  expect(verdicts({ shuffled: true }).codes.not_yet).toBeGreaterThan(0.85 * BOOKS);
});
