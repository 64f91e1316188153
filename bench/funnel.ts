// How fast the funnel is learned and forecast: the stage log of 60,849 events, and books of 10,000 and 100,000 open deals,
// beside a plain Monte Carlo that draws every deal in every future. Both must agree before anything is timed.
import assert from "node:assert/strict";
import { type DealHistory, type FunnelModel, fitFunnel, forecastFunnel, standardPipeline } from "clientele/funnel";
import { createRandom } from "clientele/math";
import { loanPipeline, readLoans } from "../test/funnel/data.ts";
import { makeWorld } from "../test/funnel/worlds.ts";

const RUNS = 7;

/** Median of some runs, milliseconds. */
function median(run: () => unknown): number {
  run();
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1] as number;
}

/** What a spreadsheet would do: a number between 0 and 1 for every deal in every future. */
function naive(
  chances: Float64Array,
  amounts: Float64Array,
  draws: number,
): { mean: number; p10: number; p90: number } {
  const random = createRandom(1);
  const totals = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    for (let i = 0; i < chances.length; i++)
      if (random.uniform() < (chances[i] as number)) total += amounts[i] as number;
    totals[draw] = total;
  }
  totals.sort();
  const at = (p: number): number => totals[Math.floor(p * draws)] as number;
  return { mean: totals.reduce((a, b) => a + b, 0) / draws, p10: at(0.1), p90: at(0.9) };
}

const { histories, asOf } = readLoans();
const events = histories.reduce((sum, { stages }) => sum + stages.length, 0);
assert.equal(events, 60_849);
const options = { pipeline: loanPipeline, asOf };
const epoch = histories.map((history) => ({
  ...history,
  stages: history.stages.map(({ stage, entered }) => ({ stage, entered: Date.parse(entered as string) })),
}));
assert.deepEqual(fitFunnel(epoch, options), fitFunnel(histories, options));
const text = median(() => fitFunnel(histories, options));
const numbers = median(() => fitFunnel(epoch, options));
console.log(
  `fitFunnel, 60,849 events: ${text.toFixed(0)} ms from ISO text, ${numbers.toFixed(0)} ms from epoch milliseconds (target 150)`,
);

const world = makeWorld({ seed: 1, months: 24, perDay: 6, shock: 0.08, creationShock: 0.05, season: [0.7, 1, 1.3] });
const model: FunnelModel = fitFunnel(world.histories, { pipeline: standardPipeline, asOf: world.asOf });
const open = world.histories.filter(({ dealId }) => world.wonSoon.has(dealId));

/** So many open deals, like those of the simulated department, each at an age of its own. */
function bookOf(n: number): DealHistory[] {
  return Array.from({ length: n }, (_, i) => {
    const like = open[i % open.length] as DealHistory;
    const shift = ((i * 0.618) % 1) * 3_600_000 * 20;
    const stages = like.stages.map(({ stage, entered }) => ({
      stage,
      entered: (entered as number) - Math.floor(shift),
    }));
    return { ...like, dealId: `d${i}`, amount: 500 + ((i * 7919) % 4000), stages };
  });
}

for (const [n, target] of [
  [10_000, 150],
  [100_000, 1500],
] as const) {
  const deals = bookOf(n);
  const ahead = { asOf: world.asOf, horizonDays: 31, seed: 1, newDeals: false };
  const exact = { ...ahead, rateDoubt: false, sharedShock: false } as const;
  const forecast = forecastFunnel(model, deals, exact);
  assert.deepEqual([forecast.method.count, forecast.method.amount], ["poisson_binomial", "convolution"]);
  const chances = Float64Array.from(forecast.deals, ({ chance }) => chance);
  const amounts = Float64Array.from(deals, ({ amount = 0 }) => amount);
  const drawn = naive(chances, amounts, 2000);
  assert.ok(Math.abs(drawn.mean / forecast.expected - 1) < 0.01, "the means agree");
  for (const p of ["p10", "p90"] as const) assert.ok(Math.abs(drawn[p] / forecast[p] - 1) < 0.02, `${p} agrees`);
  const before = process.memoryUsage().rss;
  const own = median(() => forecastFunnel(model, deals, exact));
  const whole = median(() => forecastFunnel(model, deals, { ...ahead, newDeals: true }));
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  const start = performance.now();
  naive(chances, amounts, 2000);
  const plain = performance.now() - start;
  console.log(
    `${n.toLocaleString("en")} open deals: exact ${own.toFixed(0)} ms (target ${target}), with shocks, doubt and new deals ` +
      `${whole.toFixed(0)} ms; plain Monte Carlo, 2,000 futures and none of these, ${plain.toFixed(0)} ms = ` +
      `${(plain / own).toFixed(1)} times the exact one; memory +${Math.max(0, grown).toFixed(0)} MB (target 200)`,
  );
}
