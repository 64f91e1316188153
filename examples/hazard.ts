// What makes telecom customers leave, how soon, and does it weigh the same early and late? Without the public data set
// beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  coxChart,
  fitAft,
  fitCox,
  fitDiscreteHazard,
  measureProportionality,
  predictStay,
  predictSurvival,
  type StayModel,
} from "clientele/retention";

const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  // eleven customers have not been there for a month
  const rows = lines.map((line) => line.split(",")).filter((cells) => Number(cells[names.indexOf("tenure")]) > 0);
  const text = (name: string) => rows.map((cells) => cells[names.indexOf(name)] as string);
  const number = (name: string) => text(name).map(Number);
  assert.equal(rows.length, 7032);
  const stays = { durations: number("tenure"), left: text("Churn").map((churn) => churn === "Yes") };
  const covariates = {
    contract: text("Contract"),
    payment: text("PaymentMethod"),
    security: text("OnlineSecurity"),
    charges: number("MonthlyCharges"),
  };

  const cox = fitCox(stays, covariates);
  assert.ok("terms" in cox && cox.converged && "value" in cox.concordance);
  for (const { column, level, hazardRatio } of cox.terms) {
    const { lower, upper } = hazardRatio.interval;
    console.log(
      `${column}${level === undefined ? "" : ` = ${level}`}: ${formatNumber(hazardRatio.value, 3)} (${formatNumber(lower, 3)}–${formatNumber(upper, 3)})`,
    );
  }
  console.log(`who leaves first is told in ${formatShare(cox.concordance.value)} of pairs`);
  assert.ok(cox.concordance.interval.lower > 0.83);

  // Do the effects last? A contract of two years holds less once it has run out.
  const check = measureProportionality(cox, stays, covariates);
  assert.ok("notes" in check);
  console.log(check.notes.map((note) => `- ${describe(note)}`).join("\n"));
  assert.ok(check.notes.some(({ params }) => params.column === "contract"));
  const byContract = fitCox(
    stays,
    { ...covariates, contract: covariates.contract.map(() => "any") },
    { strata: covariates.contract },
  );
  assert.ok("baseline" in byContract && byContract.baseline.length === 3);

  // One customer, three models: half a year from now, given the ten months they have been there.
  const customer = { contract: "Month-to-month", payment: "Electronic check", security: "No", charges: 80 };
  const months = fitDiscreteHazard(stays, covariates);
  const weibull = fitAft(stays, covariates, { distribution: "weibull" });
  assert.ok("terms" in months && "terms" in weibull);
  const models: readonly StayModel[] = [cox, months, weibull];
  for (const model of models) {
    const [point] = predictSurvival(model, customer, { times: [16], age: 10 }).points;
    assert.ok(point !== undefined && "value" in point.survival);
    const { value, interval } = point.survival;
    console.log(
      `${model.kind}: still there in six months: ${formatShare(value)} (${formatShare(interval.lower)}–${formatShare(interval.upper)})`,
    );
    assert.ok(value > 0.65 && value < 0.9);
  }
  const [half] = predictStay(weibull, customer, { age: 10 }).ages;
  assert.ok(half !== undefined && "value" in half);
  console.log(`half of such customers will have left by month ${formatNumber(half.value)}`);

  mkdirSync("out", { recursive: true });
  writeFileSync("out/hazard-ratios.vl.json", JSON.stringify(coxChart(cox, { units: { charges: 10 } })));
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
