// What must be known before a mailing is tested, and whether a past test was large enough for its own question.
// With the public Hillstrom data beside the project the past customers are real; without them their counts stand here.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { experimentChart, planExperiment } from "clientele/campaign";
import { describe, formatNumber, formatShare } from "clientele/core";

const path = new URL("../../shared/data/hillstrom/hillstrom.csv", import.meta.url);

/** Customers who got no mail: their count, visits, spending and its square. */
function customersLeftAlone() {
  if (!existsSync(path)) {
    console.log("without ../shared/data/hillstrom/hillstrom.csv: its published counts");
    return { n: 21_306, visits: 2262, sum: 13_908.33, sumOfSquares: 2_870_050 };
  }
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  // a band such as "$1,000 +" splits in two: count the columns from the right, where no text has commas
  const fromRight = (name: string): number => names.indexOf(name) - names.length;
  const rows = lines
    .map((line) => line.split(","))
    .filter((cells) => cells.at(fromRight("segment"))?.includes("No E-Mail"));
  const amounts = rows.map((cells) => Number(cells.at(fromRight("spend"))));
  return {
    n: rows.length,
    visits: rows.filter((cells) => cells.at(fromRight("visit")) === "1").length,
    sum: amounts.reduce((total, amount) => total + amount, 0),
    sumOfSquares: amounts.reduce((total, amount) => total + amount * amount, 0),
  };
}

const { n, visits, sum, sumOfSquares } = customersLeftAlone();
assert.equal(n, 21_306);

// 1. Visits: one point more is wanted, two arms, 5,000 customers a week.
const visit = planExperiment({
  kind: "rate",
  baseline: { n, successes: visits },
  effect: 0.01,
  traffic: { perWeek: 5000 },
  responseDays: 14,
});
assert.ok(!("abstained" in visit) && visit.duration !== undefined && !("abstained" in visit.duration));
const { range, duration } = visit;
console.log(
  `visits from ${formatShare(visits / n)}: ${formatNumber(visit.sizes.total)} customers ` +
    `(${formatNumber(range?.lower ?? 0)}–${formatNumber(range?.upper ?? 0)}), ${duration.weeks} weeks, known after ${duration.untilKnownDays} days`,
);
assert.ok(visit.sizes.total > 30_000 && visit.sizes.total < 33_000 && visit.power >= 0.8);
assert.equal(duration.untilKnownDays, duration.weeks * 7 + 14);

// 2. Spending: what could the real test of 21,307 against 21,306 have seen?
const spend = planExperiment({ kind: "mean", baseline: { n, sum, sumOfSquares }, size: 42_613 });
assert.ok(!("abstained" in spend) && typeof spend.effect.relative === "number");
console.log(
  `spending: at best ${formatNumber(spend.effect.absolute, 2)} a customer (${formatShare(spend.effect.relative)}) could be seen`,
);
assert.ok(spend.effect.relative > 0.4);

// 3. Ten per cent more spending is what marketing hopes for. It lies below the noise, and the plan says so.
const hope = planExperiment({ kind: "mean", baseline: { n, sum, sumOfSquares }, relativeEffect: 0.1, size: 42_613 });
assert.ok(!("abstained" in hope));
assert.ok(hope.notes.some(({ code }) => code === "experiment_below_noise"));
for (const note of hope.notes) console.log(`- ${describe(note)}\n- ${describe(note, "zh")}`);

// 4. The picture for the meeting.
mkdirSync("out", { recursive: true });
writeFileSync("out/experiment-power.vl.json", JSON.stringify(experimentChart(visit, { locale: "zh" })));
