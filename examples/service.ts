// Does the service desk keep what it promised, and whom should it call first this morning?
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { greenChannelClocks, measureService, planServiceQueue, serviceChart } from "clientele/loyalty";
import { createRandom } from "clientele/math";
import { addBusinessHours, defineBusinessCalendar } from "clientele/time";

const day = ["09:00–12:00", "13:00–18:00"];
const calendar = defineBusinessCalendar({
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: ["2026-05-01", "2026-05-04", "2026-05-05"],
  extraDays: [{ date: "2026-05-09", like: "tue" }],
  utcOffsetMinutes: 480,
});
const clocks = [
  ...greenChannelClocks({ receiptHours: 2, replyHours: 16, targetShare: 0.9, calendar }),
  { id: "delivery", limitHours: 72, targetShare: 0.85 },
];

// Five hundred requests of a month. Replies have become slower in the last week, when a colleague was ill.
const random = createRandom(15);
const asOf = Date.parse("2026-05-15T10:00+08:00");
const hour = 3_600_000;
const events = Array.from({ length: 500 }, (_, i) => {
  const clock = ["receipt", "reply", "delivery"][i % 3] ?? "receipt";
  const started = asOf - Math.floor(random.uniform() * 30 * 24) * hour;
  const ill = asOf - started < 7 * 24 * hour && clock === "reply";
  const hours = { receipt: 0.7, reply: ill ? 14 : 6, delivery: 40 }[clock] ?? 1;
  const took = -hours * Math.log(1 - random.uniform());
  const ended = clock === "delivery" ? started + Math.ceil(took * hour) : addBusinessHours(calendar, started, took);
  return {
    caseId: `case ${i}`,
    clock,
    started,
    ...(ended <= asOf && { ended }),
    tier: i % 5 === 0 ? "top" : "small",
  };
});

const measured = measureService(events, {
  clocks,
  asOf,
  by: ["tier"],
  since: asOf - 15 * 24 * hour,
  formerSince: asOf - 30 * 24 * hour,
});
assert.equal(measured.counts.measured + measured.counts.former, 500);
for (const { clock, n, kept, broken, undecided, share, closedShare, percentiles, reasons } of measured.clocks) {
  assert.equal(kept + broken + undecided, n);
  assert.ok("value" in share);
  const naive = closedShare === undefined ? "" : `, of the closed alone ${formatShare(closedShare.value)}`;
  const p90 = percentiles[1]?.hours;
  console.log(`${labelOf("serviceClock", clock)}: ${formatShare(share.value)} of ${n}${naive}`);
  console.log(`  nine of ten within ${p90 === undefined ? "more than was seen" : `${formatNumber(p90, 1)} h`}`);
  for (const reason of reasons) console.log(`  - ${describe(reason)}`);
}
const reply = measured.clocks.find(({ clock }) => clock === "reply");
assert.ok(reply !== undefined && "value" in reply.share && reply.closedShare !== undefined);
assert.ok(reply.closedShare.value > reply.share.value, "the slow replies are the open ones");
assert.ok(reply.trend !== undefined && "difference" in reply.trend && reply.trend.difference < 0);

const queue = planServiceQueue(events, { clocks, asOf });
console.log(
  `open: ${queue.counts.broken} broken, ${queue.counts.soon} about to break, ${queue.counts.in_time} in time`,
);
for (const { caseId, clock, remainingHours, dueAt } of queue.cases.slice(0, 3)) {
  console.log(
    `  ${caseId} (${labelOf("serviceClock", clock)}): ${formatNumber(remainingHours, 1)} h left, due ${dueAt}`,
  );
}
assert.ok(queue.cases.length > 0 && (queue.cases[0]?.remainingHours ?? 0) < 0);

mkdirSync("out", { recursive: true });
writeFileSync("out/service.vl.json", JSON.stringify(serviceChart(measured, { by: "tier", locale: "zh" })));
