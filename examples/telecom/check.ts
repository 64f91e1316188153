import assert from "node:assert/strict";
import { sum } from "clientele/math";
import { riskToSql } from "clientele/retention";
import { ASSUMPTIONS } from "./assumptions.ts";
import type { Findings } from "./findings.ts";

/** Holds the findings to what was asked of them and the page's sentences to the findings. */
export function check({ n, left, churn, model, weights, index, fit, lockIn, plan }: Findings): void {
  assert.equal(n, 7043);
  assert.equal(left, 1869);

  // the churn model, by customers it has not seen
  const { judgement, base, gain } = churn;
  assert.ok(judgement.auc !== undefined && judgement.auc.value >= 0.84);
  assert.ok(judgement.calibration !== undefined);
  const { slope } = judgement.calibration;
  assert.ok(slope.value > 0.95 && slope.value < 1.05);
  assert.ok(gain.auc !== undefined && gain.auc.interval.lower > 0.05 && base.auc !== undefined);
  near(sum(churn.chances) / n, left / n, 0.01);
  // as the page says: in every group the share that left lies near what was said
  for (const { meanForecast, observed } of judgement.reliability) near(observed.value, meanForecast, 0.06);
  assert.ok(weights.slice(0, 4).some(({ field }) => field === "Contract" || field === "tenure"));
  assert.ok(riskToSql(model, { dialect: "postgres" }).length > 1000);

  // the index tells stayers from leavers before anything was learned, and better after
  assert.ok(index.interval.lower > 0.7);
  assert.ok(fit.report.auc.difference.interval.lower > 0);

  // nobody is lost between the months
  const staying = n - left;
  assert.equal(lockIn.n, staying);
  for (const month of lockIn.months) assert.equal(month.bound + month.free + month.unknown, staying);
  assert.ok((lockIn.months.at(-1)?.money.total ?? 0) < (lockIn.months[0]?.money.total ?? 0));

  // the plan keeps its limits, is proven, and beats the naive list
  assert.ok(plan.cost <= ASSUMPTIONS.budget + 1e-6 && plan.hours <= ASSUMPTIONS.staffHours + 1e-6);
  assert.ok(plan.method.gap < 1e-3);
  assert.ok(plan.gain > plan.naive.gain && plan.naive.cost <= ASSUMPTIONS.budget);
  // as docs/defence.md tells it
  near(plan.gain, 38_681, 1);
  near(plan.naive.gain, 30_205, 1);
  assert.ok(plan.binding.some(({ limit }) => limit === "budget"));
  // nobody measured who answers to the price, so nobody gets a discount
  const { allowed, unknown, notAtRisk, notSensitive } = plan.priceRule;
  assert.deepEqual([allowed, notSensitive], [0, 0]);
  assert.equal(unknown + notAtRisk, staying);
  assert.ok(plan.actions.every(({ levers }) => !levers.includes("discount")));
}

function near(value: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not within ${tolerance} of ${wanted}`);
}
