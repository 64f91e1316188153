// Which weeks of a music shop were out of the ordinary, and which agents win more or fewer deals than chance allows?
// Without the public data sets beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe } from "clientele/core";
import { anomalyChart, detectAnomalies } from "clientele/market";

const data = new URL("../../shared/data/", import.meta.url);
const sales = new URL("cdnow/CDNOW_master.txt", data);
const deals = new URL("pipeline/sales_pipeline.csv", data);
if (existsSync(sales) && existsSync(deals)) {
  const weekMs = 7 * 86_400_000;
  const start = Date.UTC(1997, 3, 7);
  const orders = new Map<number, number>();
  for (const line of readFileSync(sales, "utf8").trim().split("\n").slice(1)) {
    const day = line.trim().split(/\s+/)[1] ?? "";
    const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
    const week = start + Math.floor((at - start) / weekMs) * weekMs;
    if (week >= start && week < Date.UTC(1998, 5, 22)) orders.set(week, (orders.get(week) ?? 0) + 1);
  }
  const weeks = [...orders].map(([date, n]) => ({ date, n }));
  const report = detectAnomalies(weeks, { value: (w) => w.n, date: (w) => w.date, unit: "week", trend: "local" });
  assert.ok("anomalies" in report && report.n === 63);
  console.log(`${report.anomalies.length} of 63 weeks are out of the ordinary`);
  for (const { date, reasons } of report.anomalies)
    console.log(`- ${date}: ${reasons.map((r) => describe(r)).join("; ")}`);

  // Won deals of each agent, by how many were closed: counts with their exposure.
  const agents = new Map<string, { id: string; won: number; closed: number }>();
  for (const line of readFileSync(deals, "utf8").trim().split("\n").slice(1)) {
    const [, id = "", , , stage] = line.split(",");
    if (stage !== "Won" && stage !== "Lost") continue;
    const agent = agents.get(id) ?? { id, won: 0, closed: 0 };
    agents.set(id, { id, won: agent.won + (stage === "Won" ? 1 : 0), closed: agent.closed + 1 });
  }
  const beside = detectAnomalies([...agents.values()], {
    shape: "cross_section",
    id: (agent) => agent.id,
    value: (agent) => agent.won,
    counts: true,
    exposure: (agent) => agent.closed,
  });
  assert.ok("anomalies" in beside && beside.n === 30);
  // agents who look like stars or laggards in a ranking are within what chance gives
  assert.equal(beside.anomalies.length, 0);
  console.log("no agent wins more or fewer deals than chance allows at their number of deals");
  mkdirSync("out", { recursive: true });
  writeFileSync("out/anomalies.vl.json", JSON.stringify(anomalyChart(report)));
} else {
  console.log("skipped: needs ../shared/data/cdnow and ../shared/data/pipeline beside the project");
}
