// How ripe a deal is, who decides, and whether the score told won from lost. The 160 past deals are made up from a seed:
// in them a planned need and money that is there do help to win.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber } from "clientele/core";
import {
  explainDealMaturity,
  maturityChart,
  measureDecisionChain,
  measureScoreSeparation,
  scoreDealMaturity,
} from "clientele/funnel";
import { createRandom } from "clientele/math";

const answers = {
  need: "planned",
  finances: "initial",
  urgency: "driven",
  timing: "flexible",
  executive_trust: "some",
  decider_leverage: null,
};
const deal = scoreDealMaturity(answers);
assert.equal(deal.parts[0]?.id, "timing");
assert.equal(deal.next?.kind, "ask");
console.log(`maturity ${formatNumber(deal.score ?? 0, 1)}, could be ${deal.range.map(Math.round).join(" to ")}`);
for (const reason of explainDealMaturity(answers)) console.log(`- ${describe(reason)}`);

const chain = measureDecisionChain(
  [
    { id: "Ms Li", role: "user", influence: "mid", stance: 2, lastContactOn: "2026-04-28" },
    { id: "Mr Wang", role: "decider", influence: "high", met: false },
    { id: "Mr Zhao", role: "technical_evaluator", stance: -1, lastContactOn: "2026-01-10" },
  ],
  { asOf: "2026-05-01" },
);
assert.ok("value" in chain.coverage && chain.coverage.value < 0.3);
assert.deepEqual(
  chain.missing.map(({ role }) => role),
  ["budget_holder"],
);
for (const reason of chain.reasons) console.log(`- ${describe(reason)} / ${describe(reason, "zh")}`);

// Did the score, written down before the outcome, tell won from lost?
const random = createRandom(8);
const past = Array.from({ length: 160 }, () => {
  const need = ["none", "potential", "planned"][random.integer(0, 2)] as string;
  const finances = ["none", "initial", "allotted"][random.integer(0, 2)] as string;
  const timing = random.uniform() < 0.5 ? "dated" : "flexible";
  const { score = 0 } = scoreDealMaturity({ need, finances });
  return { answers: { need, finances, timing }, won: random.uniform() < 0.1 + 0.007 * score };
});
const check = measureScoreSeparation(past, {
  score: (row) => scoreDealMaturity(row.answers).score,
  won: (row) => row.won,
});
assert.equal(check.verdict, "separates");
console.log(describe(check.reason));
const coin = measureScoreSeparation(past, { score: () => random.uniform(), won: (row) => row.won });
assert.equal(coin.verdict, "cannot_tell");

mkdirSync("out", { recursive: true });
writeFileSync("out/deal-maturity.vl.json", JSON.stringify(maturityChart(deal)));
writeFileSync("out/deal-maturity-zh.vl.json", JSON.stringify(maturityChart(deal, { locale: "zh" })));
