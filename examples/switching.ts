// What holds these four customers, what would leaving cost them, and which valuable one is free to go?
// Amounts in euros, contracts valued on 1 July 2026.
import assert from "node:assert/strict";
import { describe, formatNumber, labelOf, loadModel, parseRecords } from "clientele/core";
import { switchingAccountSchema, switchingModelSpec } from "clientele/schemas";
import {
  defaultSwitchingModel,
  explainSwitching,
  scoreSwitchingCosts,
  summarizeSwitching,
  switchingBookChart,
  switchingChart,
  switchingLevers,
} from "clientele/switching";

const asOf = "2026-07-01";

// The questionnaire comes with the package: seventeen levers, each with what one sees at 0, 0.5 and 1.
const agreements = switchingLevers[9];
assert.equal(agreements?.id, "agreements");
assert.equal(agreements?.anchors[2].text.en, "More than a year to run, with a charge for leaving that hurts");

// Answers as an account manager gives them; what nobody knows is left out.
const rows = [
  {
    id: "Harbour Freight",
    evidence: { quality: 0.75, service: 1, bundling: 0.5, agreements: 1, habits: 0.75, contacts: 0.5, prepayment: 0 },
    contract: { end: "2027-01-16", monthlyFee: 400, terminationShare: 0.5 },
    prepaidBalance: 150,
    monthlyRevenue: 430,
  },
  { id: "North Mill", evidence: { quality: 0.5, bundling: 0, agreements: 0, habits: 0.25 }, monthlyRevenue: 1900 },
  { id: "Bay Print", evidence: { quality: 0, agreements: 0, habits: 0 }, monthlyRevenue: 240 },
  { id: "New Dock", evidence: {}, contract: { end: "2026-12-01", monthlyFee: 80 }, monthlyRevenue: 80 },
  { id: "Typing Error Ltd", evidence: { habit: 1 }, monthlyRevenue: 50 },
];
const { accepted, rejected } = parseRecords(switchingAccountSchema, rows, { uniqueBy: (account) => account.id });
assert.equal(accepted.length, 4);
assert.equal(rejected[0]?.index, 4);

// Weights travel as JSON and say of themselves that they are stated, not learned.
const model = loadModel(switchingModelSpec, JSON.parse(JSON.stringify(defaultSwitchingModel)));
assert.equal(model.fittedOn.source, "stated");

const [harbour, , , newDock] = accepted.map((account) => scoreSwitchingCosts(account, model, { asOf }));
assert(harbour?.index !== undefined && newDock !== undefined);
assert.equal(formatNumber(harbour.index, 1), "62.7");
assert.equal(harbour.band, "held");
assert.equal(harbour.money.contractMonths, 6.5);
assert.equal(harbour.money.total, 1450);
for (const reason of explainSwitching(harbour)) console.log(describe(reason));

// Nothing is known about New Dock: no index is made up, but its contract still costs five months' fee to leave.
assert.equal(newDock.index, undefined);
assert.equal(newDock.abstained?.code, "switching_no_evidence");
assert.equal(newDock.money.total, 400);

const summary = summarizeSwitching(accepted, model, { asOf });
assert.deepEqual(
  summary.bands.map(({ band, n }) => [band, n]),
  [
    ["free", 2],
    ["loose", 0],
    ["held", 1],
    ["bound", 0],
  ],
);
assert.equal(summary.unscored, 1);
assert.equal(summary.money.total, 1850);
// The largest customer of the book is held by almost nothing: no contract, no bundle, little habit.
assert.deepEqual(
  summary.free.map(({ id, value }) => [id, value]),
  [
    ["North Mill", 1900],
    ["Bay Print", 240],
  ],
);
for (const { band, n, value } of summary.bands) {
  console.log(`${labelOf("hold", band)}: ${n} customers, ${formatNumber(value)} a month`);
}

// Both charts are plain Vega-Lite; a Chinese screen asks for Chinese.
assert.deepEqual(switchingChart(harbour, { locale: "zh" })["title"], {
  text: "什么留住了 Harbour Freight",
  subtitle: [
    "指数 62.7 · 依据覆盖 54% · 可能范围 34–79.7 · 离开的金钱损失 1,450",
    "程序性 70.4 · 财务性 50 · 关系性 75",
  ],
  offset: 10,
});
assert.equal(switchingBookChart(summary)["width"], 560);
