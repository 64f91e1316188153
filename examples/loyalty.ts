// Who is loyal, and who is only held? Twelve answers of a customer survey, their revenue of the last twelve months in
// thousands of euros, and what each quadrant stands for in money.
import assert from "node:assert/strict";
import { describe, formatNumber, formatShare, labelOf, loadModel } from "clientele/core";
import { explainLoyalty, fitLoyalty, measureNps, quadrantChart, summarizeLoyalty } from "clientele/loyalty";
import { loyaltyModelSpec } from "clientele/schemas";

const answers = [
  { customerId: "C-01", satisfaction: 5, loyalty: 10, recommend: 10, revenue: 310 },
  { customerId: "C-02", satisfaction: 2, loyalty: 9, recommend: 4, revenue: 820 },
  { customerId: "C-03", satisfaction: 4, loyalty: 8, recommend: 9, revenue: 150 },
  { customerId: "C-04", satisfaction: 1, loyalty: 7, recommend: 2, revenue: 540 },
  { customerId: "C-05", satisfaction: 5, loyalty: 3, recommend: 8, revenue: 90 },
  { customerId: "C-06", satisfaction: 3, loyalty: 5, recommend: 7, revenue: 120 },
  { customerId: "C-07", satisfaction: 1, loyalty: 0, recommend: 0, revenue: 60 },
  { customerId: "C-08", satisfaction: 4, loyalty: 9, recommend: 10, revenue: 210 },
  { customerId: "C-09", satisfaction: 2, loyalty: 7, recommend: 5, revenue: 380 },
  { customerId: "C-10", satisfaction: 4, loyalty: 2, recommend: 7, revenue: 70 },
  { customerId: "C-11", satisfaction: 5, loyalty: 9, recommend: 9, revenue: 190 },
  { customerId: "C-12", satisfaction: 2, loyalty: 4, recommend: 3, revenue: 60 },
] as const;
type Answer = (typeof answers)[number];
const axes = { satisfaction: (a: Answer) => a.satisfaction, loyalty: (a: Answer) => a.loyalty };

// One service sets the cuts and ships them as JSON…
const fitted = fitLoyalty(answers, {
  ...axes,
  satisfactionScale: { min: 1, max: 5 },
  loyaltyScale: { min: 0, max: 10 },
  cuts: { satisfaction: { low: 2, high: 4 }, loyalty: { low: 4, high: 7 } },
});
const wire = JSON.stringify(fitted);

// …another loads them once and uses them.
const model = loadModel(loyaltyModelSpec, JSON.parse(wire));
const summary = summarizeLoyalty(model, answers, { ...axes, value: (a) => a.revenue });
assert.deepEqual(
  summary.groups.map((group) => group.n),
  [4, 3, 2, 2, 1],
);

for (const { quadrant, n, share, value = 0, valueShare = 0 } of summary.groups) {
  const { lower, upper } = share.interval;
  const range = `${formatShare(lower, 0)}–${formatShare(upper, 0)}`;
  const money = `${formatNumber(value)} k€ (${formatShare(valueShare, 0)})`;
  console.log(`${labelOf("quadrant", quadrant).padEnd(21)} ${n}  ${formatShare(share.value, 0)} (${range})  ${money}`);
}

// A quarter of the customers are hostages, and they bring more than half of the revenue.
const [, hostages] = summary.groups;
assert.equal(hostages?.n, 3);
assert.equal(hostages?.value, 1740);
assert.equal(hostages?.valueShare, 0.58);

// What holds C-02, and what would win them?
const held = explainLoyalty(model, answers[1]);
assert.equal(held.quadrant, "hostage");
console.log(held.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
assert.ok(held.moves.some((move) => move.quadrant === "apostle" && move.change === 2));

const score = measureNps(answers.map((a) => a.recommend));
assert.deepEqual([score.promoters, score.passives, score.detractors], [4, 3, 5]);
const { lower, upper } = score.interval;
console.log(
  `NPS ${formatNumber(score.value, 1)} (${formatNumber(lower, 1)} to ${formatNumber(upper, 1)}), n = ${score.n}`,
);
assert.ok(lower < 0 && upper > 0, "twelve answers cannot tell a good score from a bad one");

const chart = quadrantChart(summary, { locale: "zh" });
assert.equal(JSON.parse(JSON.stringify(chart)).title.text, "客户满意度与忠诚度象限");
