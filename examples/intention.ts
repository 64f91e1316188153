// Grades, visits and calls of a showroom. Every figure is made up from a seed: 900 graded leads and 1,800 visits, in
// which better grades do buy sooner, referrals close more often, and visits of 20 to 40 minutes close most.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatShare } from "clientele/core";
import {
  assignIntention,
  type FlowContact,
  flowChart,
  type GradedLead,
  measureIntentionGrades,
  summarizeFlow,
} from "clientele/funnel";
import { createRandom } from "clientele/math";
import { toDay, toIsoDate } from "clientele/time";

const random = createRandom(21);
const start = toDay("2026-01-01");

// A customer says twelve days, the signals say sooner; nobody has asked yet whether the decider was there.
const lead = assignIntention({ expectedDays: 12, signals: { money: "ready", choice: "one", named_day: true } });
assert.equal(lead.grade, "A");
assert.equal(lead.agree, false);
for (const reason of lead.reasons) console.log(`- ${describe(reason)}`);

const chancePerDay = { H: 0.2, A: 0.09, B: 0.04, C: 0.015 } as const;
const history: GradedLead[] = Array.from({ length: 900 }, (_, i) => {
  const grade = (["H", "A", "B", "C"] as const)[i % 4] as keyof typeof chancePerDay;
  const graded = start + random.integer(0, 100);
  const wait = Math.floor(-Math.log(1 - random.uniform()) / chancePerDay[grade]);
  const lostAfter = random.integer(10, 150);
  const end = toIsoDate(graded + Math.min(wait, lostAfter));
  return { grade, gradedOn: toIsoDate(graded), ...(wait <= lostAfter ? { boughtOn: end } : { lostOn: end }) };
});
const report = measureIntentionGrades(history, { asOf: toIsoDate(start + 120) });
for (const { grade, withinDays, kept, n } of report.grades) {
  assert.ok("value" in kept);
  const { lower, upper } = kept.interval;
  const range = `${formatShare(lower, 0)}–${formatShare(upper, 0)}`;
  console.log(`${grade}: ${formatShare(kept.value, 0)} (${range}) of ${n} bought within ${withinDays} days`);
}
assert.ok("verdict" in report.order && report.order.verdict === "holds");
console.log(report.reasons.map((reason) => describe(reason)).join("\n"));

const visits: FlowContact[] = Array.from({ length: 1800 }, (_, i) => {
  const minutes = random.integer(3, 90);
  const source = ["walk_in", "web", "referral"][i % 3] as string;
  const chance = (minutes >= 20 && minutes < 40 ? 0.3 : 0.1) + (source === "referral" ? 0.1 : 0);
  const outcome = random.uniform() < chance ? "won" : random.uniform() < 0.1 ? "open" : "lost";
  return {
    on: toIsoDate(start + random.integer(0, 89)),
    kind: i % 6 === 0 ? "call" : "visit",
    source,
    first: random.uniform() < 0.7,
    dataKept: random.uniform() < 0.6,
    outcome,
    ...(i % 6 !== 0 && { minutes }),
    ...(outcome === "lost" && { lostReason: ["price", "price", "rival", "no_stock"][i % 4] as string }),
  };
});
const flow = summarizeFlow(visits, { unit: "week" });
assert.equal(
  flow.periods.reduce((sum, row) => sum + row.contacts, 0),
  visits.length,
);
assert.ok("verdict" in flow.claim && flow.claim.verdict === "holds");
assert.equal(flow.lost.reasons[0]?.reason, "price");
console.log(describe(flow.claim.reason));
console.log(flow.breakdowns.map(({ reason }) => describe(reason)).join("\n"));

mkdirSync("out", { recursive: true });
writeFileSync("out/flow-by-source.vl.json", JSON.stringify(flowChart(flow)));
writeFileSync("out/flow-by-minutes-zh.vl.json", JSON.stringify(flowChart(flow, { by: "minutes", locale: "zh" })));
