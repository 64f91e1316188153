// How fast does a loan funnel turn, where is it narrow, and which products and people win? Two public data sets.
// Without them beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import {
  ageingChart,
  type ClosedDeal,
  competitorChart,
  type DealHistory,
  definePipeline,
  measureVelocity,
  measureWinLoss,
} from "clientele/funnel";

const data = new URL("../../shared/data/", import.meta.url);
if (existsSync(new URL("stage-log/bpi_2012_a_stage_history.csv", data))) {
  const rows = (file: string) =>
    readFileSync(new URL(file, data), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  const cases = new Map<string, DealHistory & { stages: { stage: string; entered: string }[] }>();
  const asOf = "2012-02-01";
  for (const [dealId = "", amount = "", stage = "", entered = ""] of rows("stage-log/bpi_2012_a_stage_history.csv")) {
    const known = cases.get(dealId) ?? { dealId, amount: Number(amount), stages: [] };
    known.stages.push({ stage, entered });
    cases.set(dealId, known);
  }
  const pipeline = definePipeline({
    id: "loans",
    stages: [
      { id: "A_SUBMITTED", category: "open", name: "Submitted" },
      { id: "A_PARTLYSUBMITTED", category: "open", name: "Partly submitted" },
      { id: "A_PREACCEPTED", category: "open", name: "Pre-accepted" },
      { id: "A_ACCEPTED", category: "open", name: "Accepted" },
      { id: "A_FINALIZED", category: "open", name: "Finalised" },
      // three stages of one moment mean won
      { id: "A_APPROVED", category: "won" },
      { id: "A_REGISTERED", category: "won" },
      { id: "A_ACTIVATED", category: "won" },
      { id: "A_DECLINED", category: "lost" },
      { id: "A_CANCELLED", category: "cancelled" },
    ],
  });
  const velocity = measureVelocity([...cases.values()], { pipeline, asOf, seed: 1, resamples: 200 });
  const { winRate, closedWinRate, cycleDays, perDay, bottleneck } = velocity;
  assert.ok("value" in winRate && "value" in closedWinRate && "value" in cycleDays && "value" in perDay);
  const days = `${formatNumber(cycleDays.value, 1)} days (${formatNumber(cycleDays.interval.lower, 1)}–${formatNumber(cycleDays.interval.upper, 1)})`;
  console.log(
    `win rate ${formatShare(winRate.value)}, counting closed alone ${formatShare(closedWinRate.value)}; half won by ${days}`,
  );
  console.log(
    `velocity ${formatNumber(perDay.value)} a day (${formatNumber(perDay.interval.lower)}–${formatNumber(perDay.interval.upper)})`,
  );
  // open loans are those that will be won late: leaving them out hides winners here
  assert.ok(winRate.value > closedWinRate.value);
  for (const { stage, name = stage, better, holding } of velocity.stages) {
    if ("abstained" in better || "abstained" in holding) continue;
    const { passOn, faster } = better;
    const verdict = labelOf("holdingVerdict", holding.verdict).toLowerCase();
    console.log(
      `  ${name}: passing on 10% more adds ${formatNumber(passOn.added.value)} a month, 10% faster ${formatNumber(faster.added.value)}; ${verdict}`,
    );
  }
  assert.equal(bottleneck?.faster, "A_FINALIZED");
  mkdirSync("out", { recursive: true });
  writeFileSync("out/ageing.vl.json", JSON.stringify(ageingChart(velocity)));

  const prices = new Map(rows("pipeline/products.csv").map(([product, , price]) => [product, Number(price)]));
  // the export writes one product in two ways
  prices.set("GTXPro", prices.get("GTX Pro") ?? 0);
  const closed = rows("pipeline/sales_pipeline.csv").flatMap(
    ([, owner = "", product = "", , end, , , value]): ClosedDeal[] => {
      if (end !== "Won" && end !== "Lost") return [];
      return [
        {
          outcome: end === "Won" ? "won" : "lost",
          owner,
          product,
          amount: end === "Won" ? Number(value) : (prices.get(product) ?? 0),
        },
      ];
    },
  );
  const products = measureWinLoss(closed, { by: "product" });
  const owners = measureWinLoss(closed, { by: "owner" });
  const told = owners.groups.filter(({ test }) => "significant" in test && test.significant);
  console.log(
    `${owners.groups.length} owners, ${told.length} told apart from the rest: ${told.map(({ id }) => id).join(", ")}`,
  );
  // seven products win alike: chance explains what differs
  assert.ok(products.groups.every(({ test }) => "significant" in test && !test.significant));
  assert.equal(
    owners.groups.reduce((total, { won, lost }) => total + won + lost, 0),
    closed.length,
  );
  console.log(velocity.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
  writeFileSync("out/owners.vl.json", JSON.stringify(competitorChart(owners, { most: 30 })));
} else {
  console.log("skipped: needs ../shared/data/stage-log and ../shared/data/pipeline beside the project");
}
