// Do the sales of a music shop rise or fall once its customers are won? 69,659 purchases, week by week.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { measureTrend, trendChart } from "clientele/market";

const path = new URL("../../shared/data/cdnow/CDNOW_master.txt", import.meta.url);
if (existsSync(path)) {
  const weekMs = 7 * 86_400_000;
  const start = Date.UTC(1997, 3, 7);
  const byWeek = new Map<number, number>();
  for (const line of readFileSync(path, "utf8").trim().split("\n").slice(1)) {
    const [, day = "", , dollars = ""] = line.trim().split(/\s+/);
    const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
    const week = start + Math.floor((at - start) / weekMs) * weekMs;
    // new customers came until March 1997; the last week of the data is cut short
    if (week >= start && week < Date.UTC(1998, 5, 22)) byWeek.set(week, (byWeek.get(week) ?? 0) + Number(dollars));
  }
  const weeks = [...byWeek].map(([date, sales]) => ({ date, sales }));
  assert.equal(weeks.length, 63);

  const trend = measureTrend(weeks, { value: (week) => week.sales, date: (week) => week.date, unit: "week" });
  assert.ok("value" in trend.slope && "perPeriod" in trend.compound && "found" in trend.breaks);
  assert.equal(trend.direction, "falling");
  const { value, interval } = trend.compound.perPeriod;
  assert.ok(interval.upper < 0 && value > -0.02);
  const range = `${formatShare(interval.lower, 2)} to ${formatShare(interval.upper, 2)}`;
  console.log(`sales of customers already won: ${formatShare(value, 2)} a week (${range})`);
  console.log(`${formatNumber(trend.slope.value)} dollars a week, ${trend.breaks.found.length} breaks`);
  console.log(trend.notes.map((note) => `- ${describe(note)}`).join("\n"));
  mkdirSync("out", { recursive: true });
  writeFileSync("out/trend.vl.json", JSON.stringify(trendChart(trend)));
} else {
  console.log("skipped: needs ../shared/data/cdnow/CDNOW_master.txt beside the project");
}
