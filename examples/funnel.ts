import assert from "node:assert/strict";
import { describe } from "clientele/core";
import {
  type DealHistory,
  explainDeal,
  fitFunnel,
  forecastFunnel,
  measureIncidence,
  predictDeal,
  standardPipeline,
  summarizeFunnel,
} from "clientele/funnel";

/** Day of the year 2026. */
const on = (day: number): number => Date.UTC(2026, 0, 1) + day * 86_400_000;

// 160 bids of the past half year, one a day: of each eight, three are won, two lost, one is cancelled, two stay open
const deals: DealHistory[] = Array.from({ length: 160 }, (_, i) => {
  const stages = [{ stage: "bid", entered: on(i) }];
  const kind = i % 8;
  if (kind < 3) {
    stages.push({ stage: "negotiation", entered: on(i + 5 + (i % 11)) });
    stages.push({ stage: "contract", entered: on(i + 16 + (i % 13)) });
  } else if (kind < 5) stages.push({ stage: "lost", entered: on(i + 8 + (i % 17)) });
  else if (kind === 5) stages.push({ stage: "cancelled", entered: on(i + 10 + (i % 7)) });
  return { dealId: `deal ${i}`, amount: 10_000 + 1000 * (i % 5), stages };
});

const asOf = on(160);
const { at, median } = measureIncidence(deals, { pipeline: standardPipeline, asOf, from: "bid", at: [30] });
const row = at[0];
assert(row !== undefined && "won" in row && "value" in median);
console.log(`won within 30 days of the bid: ${row.won.value.toFixed(3)} of ${row.won.n}, median ${median.value} days`);
// the closed deals alone would say one half
assert(row.won.value < 0.4 && row.won.interval.lower < 0.375 && row.won.interval.upper > 0.375);

const model = fitFunnel(deals, { pipeline: standardPipeline, asOf });
const fresh = { dealId: "fresh", stages: [{ stage: "bid", entered: asOf }] };
const stale = { dealId: "stale", stages: [{ stage: "bid", entered: on(100) }] };
const chances = [fresh, stale].map((deal) => predictDeal(model, deal, { asOf, horizonDays: 30 }).won);
console.log(`chance to win in 30 days: fresh ${chances[0]?.toFixed(3)}, stale ${chances[1]?.toFixed(3)}`);
assert((chances[0] as number) > 0.3 && (chances[1] as number) < 0.05);

const { reasons } = explainDeal(model, stale, { asOf, horizonDays: 30 });
for (const reason of reasons) console.log(`  stale ${describe(reason)}`);
assert(reasons.some((reason) => reason.code === "funnel_stalled"));

// the forecast is handed everything: closed deals count as zero and are named; deals still to come are foreseen
const forecast = forecastFunnel(model, deals, { asOf, horizonDays: 30, quota: 60_000, seed: 2026 });
console.log(
  `30 days: ${Math.round(forecast.expected)} expected, P10 ${forecast.p10}, P90 ${forecast.p90}, ` +
    `quota reached with ${((forecast.chanceOfQuota?.value ?? 0) * 100).toFixed(0)}%`,
);
for (const reason of forecast.reasons) console.log(`  ${describe(reason)}`);
assert(forecast.p10 < forecast.expected && forecast.expected < forecast.p90);
assert.equal(forecast.contains.newDeals, true);
console.log(
  `of these, deals still to come: ${forecast.newDeals.won.toFixed(1)} of ${forecast.newDeals.created.toFixed(0)} won`,
);

const summary = summarizeFunnel(deals, { pipeline: standardPipeline, asOf, model, horizonDays: 30 });
const total = summary.stages.reduce((sum, stage) => sum + (stage.expectedAmount ?? 0), 0);
assert(Math.abs(total + forecast.newDeals.expectedAmount - forecast.expected) < 1e-6);
console.log(summary.stages.map((stage) => `${stage.stage} ${stage.deals}`).join(", "));
