// What will 23,570 customers of a music shop buy in the next eight weeks? Orders with dates come in, weeks go out.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { forecastSeries, seriesChart } from "clientele/market";

const path = new URL("../../shared/data/cdnow/CDNOW_master.txt", import.meta.url);
if (existsSync(path)) {
  const orders = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [, day = "", , amount] = line.trim().split(/\s+/);
      return { date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, amount: Number(amount) };
    });
  assert.equal(orders.length, 69_659);
  const options = {
    value: (order: (typeof orders)[number]) => order.amount,
    date: (order: (typeof orders)[number]) => order.date,
    period: "week",
    gaps: "zero",
    horizon: 8,
  } as const;

  // looked at from early May 1998, so that the answer is known
  const forecast = forecastSeries(orders, { ...options, asOf: "1998-05-03" });
  assert.ok("points" in forecast);
  const widest = forecast.total.intervals.at(-1);
  assert.ok(widest !== undefined);
  console.log(`${forecast.method.code}, ${forecast.n} weeks, judged from ${forecast.selection.origins} past moments`);
  console.log(
    `next 8 weeks: ${formatNumber(forecast.total.value)} (${formatNumber(widest.lower)} to ${formatNumber(widest.upper)})`,
  );
  const until = Date.parse("1998-06-28");
  const actual = orders
    .filter(({ date }) => date > "1998-05-03" && Date.parse(date) <= until)
    .reduce((total, { amount }) => total + amount, 0);
  console.log(`happened: ${formatNumber(actual)}`);
  assert.ok(actual > widest.lower && actual < widest.upper);
  for (const { id, skill, verdict } of forecast.benchmarks) {
    if ("value" in skill) console.log(`saves ${formatShare(skill.value)} of the error of ${id}: ${verdict}`);
  }
  console.log(forecast.notes.map((note) => `- ${describe(note)}`).join("\n"));
  mkdirSync("out", { recursive: true });
  writeFileSync("out/series-forecast.vl.json", JSON.stringify(seriesChart(forecast)));
} else {
  console.log("skipped: needs ../shared/data/cdnow/CDNOW_master.txt beside the project");
}
