// What did five media bring in 208 weeks, how should the next quarter's budget be spread, and how much of it is known?
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import {
  budgetChart,
  fitResponseCurve,
  measureResponse,
  planBudget,
  predictResponse,
  responseChart,
} from "clientele/campaign";
import { describe, formatNumber, formatShare } from "clientele/core";

const path = new URL("../../shared/data/media/weekly-spend-revenue.csv", import.meta.url);
if (existsSync(path)) {
  const [head = [], ...lines] = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.replaceAll('"', "").split(","));
  const weeks = lines.map((line) => new Map(line.map((cell, i) => [head[i] as string, cell])));
  type Week = (typeof weeks)[number];
  const read = (name: string) => (week: Week) => Number(week.get(name));
  assert.equal(weeks.length, 208);

  const model = fitResponseCurve(weeks, {
    week: (week) => week.get("DATE") as string,
    revenue: read("revenue"),
    channels: ["tv_S", "ooh_S", "print_S", "search_S", "facebook_S"].map((id) => ({ id, spend: read(id) })),
    controls: [
      { id: "rival", value: read("competitor_sales_B") },
      { id: "newsletter", value: read("newsletter") },
      { id: "event", value: (week) => (week.get("events") === "na" ? 0 : 1) },
    ],
  });
  assert.ok("channels" in model);
  console.log(`explained ${formatShare(model.explained)} of the spread of revenue over ${model.fittedOn.weeks} weeks`);
  const range = ({ lower, upper }: { lower: number; upper: number }) =>
    `${formatNumber(lower, 1)}–${formatNumber(upper, 1)}`;
  for (const { id, roas, warnings } of model.channels) {
    assert.ok("value" in roas);
    console.log(`${id}: each unit brought ${formatNumber(roas.value, 1)} (${range(roas.interval)})`);
    for (const warning of warnings) console.log(`  - ${describe(warning)}`);
  }

  // How little 208 weeks can tell: only two of five channels certainly brought something, hardly a shape is known, and
  // the last 39 weeks are predicted no better with media than without.
  const certain = model.channels.filter(({ warnings }) =>
    warnings.every(({ code }) => code !== "media_effect_unclear"),
  );
  const unknown = model.channels.flatMap((c) => c.parameters.filter(({ learned }) => learned < 0.15));
  assert.ok(certain.some(({ id }) => id === "tv_S") && certain.length <= 3);
  assert.ok(unknown.length >= 9);
  assert.ok(model.holdout !== undefined && model.holdout.model > model.holdout.withoutMedia);
  console.log(`${unknown.length} of 15 shape parameters are as unknown as before`);
  for (const note of model.fittedOn.notes) console.log(`- ${describe(note)}`);

  // The next 13 weeks with as much money as the mean of the past, no channel more than doubled or cut below half.
  const horizonWeeks = 13;
  const current = model.channels.map(({ id, observed }) => ({ id, spend: horizonWeeks * observed.mean }));
  const total = current.reduce((sum, { spend }) => sum + spend, 0);
  const plan = planBudget(model, {
    total,
    horizonWeeks,
    current,
    channels: current.map(({ id, spend }) => ({ id, min: spend / 2, max: 2 * spend })),
  });
  assert.ok("channels" in plan && plan.proven);
  for (const { id, spend, current: now = 0, marginalReturn } of plan.channels) {
    console.log(
      `${id}: ${formatNumber(now)} → ${formatNumber(spend)}, the next unit brings ${formatNumber(marginalReturn, 2)}`,
    );
  }
  for (const reason of [...plan.binding, ...plan.notes]) console.log(`- ${describe(reason)}`);
  assert.ok("response" in plan.cut10 && plan.next10.change < -plan.cut10.change);
  console.log(
    `10 % more brings ${formatNumber(plan.next10.change)}, 10 % less loses ${formatNumber(-plan.cut10.change)}`,
  );

  const gain = plan.comparison?.gain;
  assert.ok(typeof gain === "object" && plan.comparison?.beats !== undefined);
  console.log(
    `gain over the current spread ${formatNumber(gain.value)} (${formatNumber(gain.interval.lower)} to ${formatNumber(gain.interval.upper)}), better in ${formatShare(plan.comparison.beats)} of plausible worlds`,
  );
  // the gain is not certain: the interval holds a loss, or nearly none
  assert.ok(gain.interval.lower < 0.35 * gain.value);

  // Plan and report are one calculation.
  assert.equal(predictResponse(model, plan.channels, { horizonWeeks }).roas, plan.roas);
  assert.equal(measureResponse(model, plan.channels, { horizonWeeks }).roas?.value, plan.roas);
  mkdirSync("out", { recursive: true });
  writeFileSync("out/media-response.vl.json", JSON.stringify(responseChart(model)));
  writeFileSync("out/media-budget.vl.json", JSON.stringify(budgetChart(plan)));
} else {
  console.log("skipped: needs ../shared/data/media/weekly-spend-revenue.csv beside the project");
}
