// What goes along with the monthly charge of 7,043 telecom customers: groups compared, fields associated, a formula fitted.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber } from "clientele/core";
import {
  associationChart,
  compareGroups,
  explainRegression,
  fitRegression,
  groupsChart,
  measureAssociation,
  predictRegression,
  regressionChart,
} from "clientele/market";

const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  const customers = lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    return {
      charge: Number(cell("MonthlyCharges")),
      tenure: Number(cell("tenure")),
      contract: cell("Contract"),
      internet: cell("InternetService"),
      lines: cell("MultipleLines"),
      tv: cell("StreamingTV"),
      left: cell("Churn") === "Yes",
    };
  });
  assert.equal(customers.length, 7043);
  type Customer = (typeof customers)[number];

  // Which contracts stay longest? With so many rows means are safe, lopsided as they are.
  const tenure = compareGroups(customers, { value: (c) => c.tenure, group: (c) => c.contract });
  console.log(tenure.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
  assert.equal(tenure.read, "means");
  assert.ok(tenure.differ);
  const monthly = tenure.pairs.find(({ first, second }) => first === "Month-to-month" && second === "Two year");
  assert.ok(monthly !== undefined && "superiority" in monthly.ranks);
  assert.ok(monthly.ranks.superiority.interval.upper < 0.15);

  // Contract and leaving are two kinds of categories.
  const leaving = measureAssociation(customers, { x: (c) => c.contract, y: (c) => (c.left ? "left" : "stayed") });
  assert.ok(leaving.kind === "category_category" && "value" in leaving.cramersV);
  const { value, interval } = leaving.cramersV;
  console.log(describe(leaving.reasons[0] as (typeof leaving.reasons)[number]));
  assert.ok(interval.lower > 0.38 && value > 0.4 && interval.upper < 0.44);

  // The price list can be read back: fibre, a second line and television, each with its doubt.
  const model = fitRegression(customers, {
    outcome: (c) => c.charge,
    predictors: [
      { id: "internet", value: (c: Customer) => c.internet, reference: "No" },
      { id: "lines", value: (c: Customer) => c.lines, reference: "No" },
      { id: "television", value: (c: Customer) => c.tv, reference: "No" },
      { id: "tenure", value: (c: Customer) => c.tenure },
    ],
  });
  assert.ok(!("abstained" in model));
  console.log(
    explainRegression(model)
      .map((reason) => `- ${describe(reason)}`)
      .join("\n"),
  );
  assert.ok(model.rSquared > 0.95);
  // "no internet service" stands in two fields and is counted once
  assert.deepEqual(
    model.aliased.map(({ predictor, category }) => [predictor, category]),
    [["television", "No internet service"]],
  );
  const fibre = predictRegression(model, { internet: "Fiber optic", lines: "Yes", television: "Yes", tenure: 24 });
  assert.ok("value" in fibre && fibre.mean.lower > 90 && fibre.mean.upper < 105);
  console.log(
    `fibre, two lines, television: ${formatNumber(fibre.value, 1)} a month (one customer ${formatNumber(fibre.single.lower, 0)} to ${formatNumber(fibre.single.upper, 0)})`,
  );

  mkdirSync("out", { recursive: true });
  writeFileSync("out/tenure-by-contract.vl.json", JSON.stringify(groupsChart(tenure, { figure: "Months" })));
  writeFileSync(
    "out/contract-and-leaving.vl.json",
    JSON.stringify(associationChart(leaving, { x: "Contract", y: "" })),
  );
  writeFileSync("out/charge-formula.vl.json", JSON.stringify(regressionChart(model, { outcome: "monthly charge" })));
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
