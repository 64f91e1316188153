// How long do telecom customers stay, by the contract they hold now, and why do made-up ones leave? Who stays long has
// had time to take a longer contract, so the gap is no effect of the contract. Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { createRandom } from "clientele/math";
import {
  compareLeavingReasons,
  compareSurvival,
  leavingReasonsChart,
  measureLeavingReasons,
  measureStays,
  measureSurvival,
  survivalChart,
} from "clientele/retention";

mkdirSync("out", { recursive: true });
const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const customers = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .map((cells) => ({ months: Number(cells[5]), contract: cells[15] as string, left: cells[20]?.trim() === "Yes" }));
  assert.equal(customers.length, 7043);
  const stays = { durations: customers.map((c) => c.months), left: customers.map((c) => c.left) };
  const contracts = customers.map((c) => c.contract);

  const survival = measureSurvival(stays, { by: contracts, ages: [12, 60], horizon: 72 });
  assert.equal(survival.left, 1869);
  for (const { id, n, at, mean } of survival.groups ?? []) {
    const [, fiveYears] = at;
    assert.ok(fiveYears?.staying !== undefined && "interval" in mean);
    const { lower, upper } = fiveYears.staying.interval;
    console.log(
      `${id}: ${formatNumber(n)} customers, ${formatShare(fiveYears.staying.value)} (${formatShare(lower)}–${formatShare(upper)}) stay 60 months; ${formatNumber(mean.value, 1)} of the first 72 months on average`,
    );
  }
  writeFileSync("out/survival.vl.json", JSON.stringify(survivalChart(survival, { unit: "month" })));

  const { test, meanDifferences } = compareSurvival(stays, contracts, { horizon: 72 });
  assert.ok("pValue" in test && test.pValue < 1e-100);
  const [toOneYear] = meanDifferences;
  assert.ok(toOneYear !== undefined && toOneYear.interval.lower > 15);
  console.log(
    `holders of a one-year contract stay ${formatNumber(toOneYear.value, 1)} more months of 72 than those ${toOneYear.first.toLowerCase()}`,
  );
} else {
  console.log("telecom customers skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}

// From dates and reasons, as a CRM holds them; the records begin in 2022, and older customers count from then on.
const random = createRandom(7);
const day = (n: number): number => 86_400_000 * Math.floor(n);
const why = ["price", "price", "rival_offer", "service", "systemic"];
const book = Array.from({ length: 1500 }, (_, i) => {
  const start = 18_000 + 2000 * random.uniform();
  const region = i % 2 === 0 ? "north" : "south";
  const stay = 900 * -Math.log(1 - random.uniform());
  const cause = why[random.integer(0, region === "north" ? 2 : 4)] as string;
  return { region, start: day(start), end: day(start + stay), cause };
});
const read = measureStays(book, {
  start: (c) => c.start,
  end: (c) => c.end,
  reason: (c) => c.cause,
  asOf: "2025-06-30",
  watchedFrom: "2022-01-01",
  unit: "year",
});
assert.ok(read.endedUnseen > 100 && read.reasons !== undefined);
const reasons = measureLeavingReasons(read, read.reasons, { ages: [3] });
for (const { id, at } of reasons.reasons) {
  const { incidence, naive } = at[0] ?? {};
  assert.ok(incidence !== undefined && naive !== undefined && naive >= incidence.value);
  console.log(`${id}: ${formatShare(incidence.value)} by 3 years (read alone, ${formatShare(naive)})`);
}
console.log(reasons.notes.map((note) => `- ${describe(note)}`).join("\n"));
writeFileSync("out/leaving-reasons.vl.json", JSON.stringify(leavingReasonsChart(reasons, { unit: "year" })));

const regions = Array.from(read.rows, (row) => book[row]?.region as string);
const compared = compareLeavingReasons(read, read.reasons, regions, { age: 3 });
const service = compared.reasons.find(({ id }) => id === "service");
// nobody in the north was made to leave for service
assert.ok(service !== undefined && (service.differences[0]?.interval.lower ?? 0) > 0.05);
console.log(`service, south less north: ${formatShare(service.differences[0]?.value ?? 0)} of customers by 3 years`);
