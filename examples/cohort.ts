// Do later customers come back as often as earlier ones? 69,659 orders of 23,570 buyers of CDs who all started in the
// first quarter of 1997. Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import { cohortChart, measureCohorts } from "clientele/retention";

const path = new URL("../../shared/data/cdnow/CDNOW_master.txt", import.meta.url);
if (existsSync(path)) {
  const orders = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => /^\d{8}$/.test(cells[1] ?? ""))
    .map(([customer = "", day = "", , amount = ""]) => ({
      customer,
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      amount: Number(amount),
    }));
  type Order = (typeof orders)[number];
  const read = {
    definition: "active",
    customer: (o: Order) => o.customer,
    date: (o: Order) => o.date,
    amount: (o: Order) => o.amount,
    asOf: "1998-06-30",
  } as const;

  const months = measureCohorts(orders, { ...read, by: "month" });
  assert.equal(months.customers, 23_570);
  for (const { id, customers, cells } of months.cohorts) {
    const year = cells[12];
    assert.ok(year?.cumulative?.interval !== undefined && year.complete);
    const { lower, upper } = year.cumulative.interval;
    console.log(
      `${id}: ${formatNumber(customers)} customers, ${formatShare(year.share.value)} active a year later, ${formatNumber(year.cumulative.value, 1)} (${formatNumber(lower, 1)}–${formatNumber(upper, 1)}) spent so far`,
    );
  }

  // Twelve weekly cohorts can be tested for a drift at every age.
  const weeks = measureCohorts(orders, { ...read, by: "week", maxAge: 26 });
  assert.ok(weeks.cohorts.length >= 12 && weeks.drift.length > 20);
  console.log(weeks.notes.map((note) => `- ${describe(note)}`).join("\n"));

  mkdirSync("out", { recursive: true });
  writeFileSync("out/cohort.vl.json", JSON.stringify(cohortChart(weeks)));
} else {
  console.log("skipped: needs ../shared/data/cdnow/CDNOW_master.txt beside the project");
}
