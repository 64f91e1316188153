// Who will leave next, why, and would last year's forecasts have come true? First a book of subscriptions whose truth is
// known, then 7,043 customers of a telecom operator; without the public data set the second part says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { reliabilityChart } from "clientele/funnel";
import { createRandom } from "clientele/math";
import {
  backtestChurn,
  churnChart,
  crossValidateChurn,
  explainChurn,
  fitChurn,
  predictChurn,
  predictChurnColumn,
  readChurnMonths,
  riskToSql,
} from "clientele/retention";
import { addPeriods, toDay, toIsoDate } from "clientele/time";

mkdirSync("out", { recursive: true });

// Subscriptions with dates, as a CRM holds them; who pays by the month leaves three times as easily.
const random = createRandom(2026);
const first = toDay("2024-01-01");
const subscriptions = Array.from({ length: 1500 }, (_, id) => {
  const joined = first + random.integer(-400, 600);
  const plan = random.uniform() < 0.4 ? "monthly" : "yearly";
  const usage = random.integer(0, 60);
  let months = 1;
  while (random.uniform() > (plan === "monthly" ? 0.09 : 0.03) * (usage < 15 ? 2 : 1)) months++;
  return { id, joined, plan, usage, ended: addPeriods(joined, months, "month") };
});
const asOf = "2025-12-31";
const months = readChurnMonths(subscriptions, {
  customer: (s) => s.id,
  start: (s) => toIsoDate(s.joined),
  end: (s) => (s.ended <= toDay(asOf) ? toIsoDate(s.ended) : null),
  facts: (s) => ({ plan: s.plan, usage: s.usage }),
  from: "2024-01-01",
  asOf,
});
const past = backtestChurn(months, { origins: [11, 14, 17], horizonMonths: 3 });
assert.ok("judgement" in past.pooled);
for (const { origin, followed } of past.origins) {
  console.log(`learned by ${toIsoDate(addPeriods(first, origin + 1, "month"))}, asked of ${followed} customers`);
}
const { judgement: then, base: rule } = past.pooled;
assert.ok(then.auc !== undefined && rule.auc !== undefined && then.calibration !== undefined);
console.log(
  `three months ahead: ${formatNumber(then.auc.value, 3)} (${formatNumber(then.auc.interval.lower, 3)}–${formatNumber(then.auc.interval.upper, 3)}); by tenure alone ${formatNumber(rule.auc.value, 3)}`,
);
assert.ok(then.auc.interval.lower > rule.auc.value);
assert.ok(then.calibration.slope.interval.lower < 1 && then.calibration.slope.interval.upper > 1);

const model = fitChurn(months, { rows: "months" });
assert.ok(!("abstained" in model));
const customer = { tenure: 3, covariates: { plan: "monthly", usage: 5 } };
const ahead = predictChurn(model, customer, { horizonMonths: [1, 3, 6, 12], monthlyValue: 40 });
// 18 % a month was put into the simulation
const [next] = ahead.horizons;
assert.ok(next !== undefined && next.chance.interval.lower < 0.18 && next.chance.interval.upper > 0.18);
const year = ahead.horizons.at(-1);
assert.ok(year?.monthlyValueAtStake !== undefined);
console.log(
  `chance to leave within a year ${formatShare(year.chance.value)}, ${formatNumber(year.monthlyValueAtStake.value)} of 480 at stake`,
);
const why = explainChurn(model, customer, { changeable: { plan: ["yearly"] }, horizonMonths: 12 });
for (const { reason } of [...why.drivers, ...why.changes]) console.log(`- ${describe(reason)}`);
assert.equal(why.drivers.length, 3);
const loyal = predictChurn(
  model,
  { tenure: 14, covariates: { plan: "yearly", usage: 40 } },
  { horizonMonths: [1, 3, 6, 12] },
);
const chart = churnChart([
  { name: "Monthly, hardly used", prediction: ahead },
  { name: "Yearly, much used", prediction: loyal },
]);
writeFileSync("out/churn.vl.json", JSON.stringify(chart));

const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  const rows = lines.map((line) => line.split(","));
  const text = (name: string) => rows.map((cells) => cells[names.indexOf(name)] as string);
  // the charges of customers of the first month are blank: not known
  const number = (name: string) => text(name).map((cell) => (cell.trim() === "" ? null : Number(cell)));
  const apart = new Set(["customerID", "tenure", "Churn", "MonthlyCharges", "TotalCharges"]);
  // the file holds who was there last month, and `Churn` who left in it: each row is one month under watch
  const telco = {
    tenure: text("tenure").map(Number),
    left: text("Churn").map((churn) => churn === "Yes"),
    customers: text("customerID"),
    covariates: {
      ...Object.fromEntries(names.filter((name) => !apart.has(name)).map((name) => [name, text(name)])),
      MonthlyCharges: number("MonthlyCharges"),
      TotalCharges: number("TotalCharges"),
    },
  };
  assert.equal(telco.tenure.length, 7043);
  // five parts of customers, everything that a fit decides decided anew without the part
  const judged = crossValidateChurn(telco, { rows: "months", folds: 3 });
  assert.ok("judgement" in judged);
  const { auc, calibration, topDecile, reliability } = judged.judgement;
  assert.ok(auc !== undefined && calibration !== undefined && topDecile !== undefined);
  const range = ({ value, interval }: typeof auc) =>
    `${formatNumber(value, 3)} (${formatNumber(interval.lower, 3)}–${formatNumber(interval.upper, 3)})`;
  console.log(`telecom: area ${range(auc)}, calibration slope ${range(calibration.slope)}`);
  console.log(`the riskiest tenth holds ${formatShare(topDecile.captured.value)} of those who left`);
  assert.ok(auc.value >= 0.84 && auc.interval.lower > 0.83);
  assert.ok(calibration.slope.value >= 0.95 && calibration.slope.value <= 1.05);
  assert.ok(topDecile.lift > 2.7);
  writeFileSync("out/churn-reliability.vl.json", JSON.stringify(reliabilityChart(reliability)));

  const risk = fitChurn(telco, { rows: "months" });
  assert.ok(!("abstained" in risk));
  for (const note of risk.fittedOn.notes) console.log(`note: ${describe(note)}`);
  const chances = predictChurnColumn(risk, telco, { horizonMonths: 1 });
  const most = chances.indexOf(Math.max(...chances));
  const facts = Object.fromEntries(
    Object.entries(telco.covariates).map(([name, column]) => [name, column[most] ?? null]),
  );
  const reasons = explainChurn(risk, { tenure: telco.tenure[most] as number, covariates: facts });
  console.log(`${telco.customers[most]}, ${formatShare(chances[most] as number)}:`);
  for (const { reason } of reasons.drivers.slice(0, 3)) console.log(`- ${describe(reason)}`);
  assert.ok(riskToSql(risk, { dialect: "postgres", as: "risk" }).includes("\"Contract\" = 'Two year'"));
} else {
  console.log("skipped: the telecom part needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
