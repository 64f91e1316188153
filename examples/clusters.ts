// Which kinds of telephone customers are there, what sets them apart, and are the kinds real?
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe } from "clientele/core";
import { assignCluster, clusterChart, explainClusters, fitClusters } from "clientele/market";

const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const customers = readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const cells = line.split(",");
      return {
        tenure: Number(cells[5]),
        charge: Number(cells[18]),
        internet: cells[8] as string,
        contract: cells[15] as string,
        churned: cells[20] === "Yes",
      };
    });
  assert.equal(customers.length, 7043);
  type Customer = (typeof customers)[number];
  const fields = {
    tenure: (c: Customer) => c.tenure,
    charge: (c: Customer) => c.charge,
    internet: (c: Customer) => c.internet,
    contract: (c: Customer) => c.contract,
  };

  const model = fitClusters(customers, { fields, most: 6, seed: 7 });
  assert.ok("clusters" in model && model.structure.found);
  for (const { cluster, reasons } of explainClusters(model)) {
    console.log(`${cluster}: ${reasons.map((reason) => describe(reason)).join("; ")}`);
  }
  console.log(
    model.fittedOn.candidates
      .map(
        ({ k, silhouette, stability }) =>
          `k=${k}: silhouette ${silhouette.toFixed(2)}, stability ${stability.toFixed(2)}`,
      )
      .join("\n"),
  );
  assert.equal(
    model.clusters.reduce((total, { n }) => total + n, 0),
    customers.length,
  );

  // churn was not looked at, yet the kinds differ in it
  const churn = model.clusters.map(({ id }) => {
    const own = customers.filter((customer) => assignCluster(model, customer).cluster === id);
    return own.filter(({ churned }) => churned).length / own.length;
  });
  console.log(`share that left, by cluster: ${churn.map((share) => `${Math.round(100 * share)} %`).join(", ")}`);
  assert.ok(Math.max(...churn) > 3 * Math.min(...churn));
  mkdirSync("out", { recursive: true });
  writeFileSync("out/clusters.vl.json", JSON.stringify(clusterChart(model)));
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
