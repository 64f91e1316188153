// Could a sales leader have trusted the forecast of a public CRM export, month by month? Asks the backtest, and reads its
// verdict. Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { backtestChart, backtestFunnel, type DealHistory, definePipeline, reliabilityChart } from "clientele/funnel";

const path = new URL("../../shared/data/pipeline/sales_pipeline.csv", import.meta.url);
if (existsSync(path)) {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = header.trim().split(",");
  const deals = lines.flatMap((line): DealHistory[] => {
    const cells = line.trim().split(",");
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    if (cell("engage_date") === "") return [];
    const stages = [{ stage: "engaging", entered: cell("engage_date") }];
    const end = cell("deal_stage");
    if (end === "Won" || end === "Lost") stages.push({ stage: end.toLowerCase(), entered: cell("close_date") });
    return [{ dealId: cell("opportunity_id"), owner: cell("sales_agent"), product: cell("product"), stages }];
  });
  const pipeline = definePipeline({
    id: "crm",
    stages: [
      { id: "engaging", category: "open" },
      { id: "won", category: "won" },
      { id: "lost", category: "lost" },
    ],
  });

  const test = backtestFunnel(deals, {
    pipeline,
    origins: ["2017-05-31", "2017-06-30", "2017-07-31", "2017-08-31", "2017-09-30"],
    horizonDays: 30,
    knownUntil: "2017-12-31",
    seed: 1,
    forecast: { draws: 1000 },
  });
  assert.ok(!("abstained" in test));
  for (const origin of test.origins) {
    if (origin.status !== "judged") continue;
    const { p10, p90, actual } = origin.count;
    console.log(
      `${origin.origin.slice(0, 10)}: forecast ${formatNumber(p10)} to ${formatNumber(p90)}, came ${formatNumber(actual)}`,
    );
  }
  for (const { baseline, brier, count } of test.baselines) {
    if (brier === undefined || count?.wape === undefined) continue;
    console.log(
      `${labelOf("backtestBaseline", baseline)}: Brier ${formatNumber(brier, 3)}, WAPE ${formatShare(count.wape)}`,
    );
  }
  console.log(
    `the forecast: Brier ${formatNumber(test.deals?.brier.value ?? 1, 3)}, WAPE ${formatShare(test.count.wape ?? 1)}`,
  );
  console.log(
    [test.verdict.reason, ...test.verdict.parts, ...test.notes].map((reason) => `- ${describe(reason)}`).join("\n"),
  );
  console.log(describe(test.verdict.reason, "zh"));
  // single deals are rated better than by any rule of thumb, in every one of them
  assert.ok((test.skill.brier?.value ?? 0) > 0.1);
  assert.ok(test.count.coverage.value >= 0.8);
  assert.notEqual(test.verdict.code, "not_yet");

  mkdirSync("out", { recursive: true });
  writeFileSync("out/backtest.vl.json", JSON.stringify(backtestChart(test)));
  writeFileSync("out/backtest-reliability.vl.json", JSON.stringify(reliabilityChart(test.deals?.reliability ?? [])));
} else {
  console.log("skipped: needs ../shared/data/pipeline/sales_pipeline.csv beside the project");
}
