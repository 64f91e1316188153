// Who is worth what: the pyramid of a small book, one customer explained, and whether it is really 80/20; then the same
// questions to 7,043 telecom customers, where the public data set lies beside the project.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, labelOf, loadModel, parseRecords } from "clientele/core";
import { tierCustomerSchema, tierModelSpec } from "clientele/schemas";
import {
  assignTier,
  explainTier,
  fitTiers,
  lorenzChart,
  measureConcentration,
  pyramidChart,
  summarizeTiers,
} from "clientele/tiering";

// Rows as a CRM exports them: revenue in EUR, last 12 months. Row 200 lost its amount on the way.
const exported: unknown[] = Array.from({ length: 200 }, (_, i) => ({
  id: `C${String(i + 1).padStart(3, "0")}`,
  value: Math.round(400_000 / (i + 4) ** 1.1),
  region: i % 2 === 0 ? "north" : "south",
}));
exported.push({ id: "C201", value: "n/a" });

const { accepted, rejected } = parseRecords(tierCustomerSchema, exported, { uniqueBy: (row) => row.id });
assert.equal(accepted.length, 200);
assert.deepEqual(
  rejected.map((row) => row.issues[0]?.path),
  [["value"]],
);

// One service learns the cuts and ships them as JSON.
const model = fitTiers(accepted, { value: (customer) => customer.value });
const wire = JSON.stringify(model);
for (const { id, customers, value, valueShare = 0 } of model.fittedOn.realised) {
  console.log(
    `${labelOf("tier", id)}: ${customers} customers, ${value} EUR, ${(100 * valueShare).toFixed(1)}% of the value`,
  );
}
assert.deepEqual(
  model.fittedOn.realised.map((tier) => tier.customers),
  [2, 8, 30, 160],
);

// Another checks the JSON once at its boundary, then places customers as they come.
const loaded = loadModel(tierModelSpec, JSON.parse(wire));
assert.equal(assignTier(loaded, 30_000), "large");
const why = explainTier(loaded, 10_000);
assert.deepEqual([why.tier, why.nextTier], ["medium", "large"]);
for (const reason of why.reasons) console.log(`10,000 EUR: ${describe(reason)}`);
for (const reason of why.reasons) console.log(`10,000 EUR: ${describe(reason, "zh")}`);

// Half a year later, the same cuts over the southern book.
const south = accepted.filter((customer) => customer.region === "south");
const summary = summarizeTiers(loaded, south, { value: (customer) => customer.value });
assert.equal(summary.customers, 100);
assert.equal(
  summary.rows.reduce((total, row) => total + row.value, 0),
  summary.total,
);

// Is it 80/20?
const book = measureConcentration(accepted, { value: (customer) => customer.value });
console.log(describe(book.eightyTwenty));
assert.ok("value" in book.customersFor80);
assert.ok(Math.abs(book.customersFor80.value - 0.3743) < 5e-5);

// Charts are plain Vega-Lite JSON in either language.
assert.equal(pyramidChart(summary, { locale: "zh" }).$schema, lorenzChart(book).$schema);

// What 7,043 telecom customers have paid since they joined: value_share says who brings 80, 15 and 5 %.
const TELCO = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(TELCO)) {
  const [header = "", ...lines] = readFileSync(TELCO, "utf8").trim().split("\n");
  const column = header.split(",").indexOf("TotalCharges");
  // a customer who joined this month has paid nothing yet: the cell is blank
  const paid = lines.map((line) => Number(line.split(",")[column]?.trim() || 0));
  assert.equal(paid.length, 7_043);
  const telecom = fitTiers(paid, { method: "value_share" });
  for (const note of telecom.fittedOn.notes) console.log(`telecom: ${describe(note)}`);
  assert.deepEqual(
    telecom.fittedOn.realised.map((tier) => Math.round(1000 * (tier.valueShare ?? 0))),
    [800, 150, 50],
  );
  const concentration = measureConcentration(paid);
  console.log(`telecom: ${describe(concentration.eightyTwenty)}`);
  assert.equal(concentration.eightyTwenty.code, "eighty_twenty_flatter");
  mkdirSync("out", { recursive: true });
  const pyramid = pyramidChart(summarizeTiers(fitTiers(paid), paid), { locale: "en" });
  writeFileSync("out/telecom-pyramid.vl.json", JSON.stringify(pyramid));
  writeFileSync("out/telecom-concentration.vl.json", JSON.stringify(lorenzChart(concentration)));
}
