// Where do five businesses stand when share and growth are only known from samples, and which pairs of a SWOT list are
// worth a strategy?
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import {
  marketingChecklists,
  measureChecklist,
  measurePest,
  measurePortfolio,
  measureRelativeShare,
  measureSpan,
  planTows,
  portfolioChart,
} from "clientele/market";
import { solveAhp } from "clientele/tiering";

// Purchases in a panel: ours, the largest rivals'; growth of each market with its interval.
const panel = [
  { id: "pumps", revenue: 420, ours: 96, rivals: [48, 30], growth: [0.01, 0.03, 0.05], cash: [80, 20] },
  { id: "drives", revenue: 260, ours: 70, rivals: [42, 40], growth: [0.12, 0.16, 0.2], cash: [40, 52] },
  { id: "controls", revenue: 180, ours: 41, rivals: [39], growth: [0.05, 0.11, 0.17], cash: [18, 20] },
  { id: "sensors", revenue: 120, ours: 14, rivals: [40, 38], growth: [0.18, 0.26, 0.34], cash: [6, 30] },
  { id: "valves", revenue: 90, ours: 20, rivals: [44], growth: [-0.04, 0, 0.04], cash: [9, 6] },
] as const;
const units = panel.map(({ id, revenue, ours, rivals, growth: [lower, value, upper], cash }) => {
  const relativeShare = measureRelativeShare(ours, rivals);
  assert.ok(!("abstained" in relativeShare));
  const growth = { value, interval: { lower, upper, level: 0.95 } };
  return { id, revenue, relativeShare, growth, cashGenerated: cash[0], cashNeeded: cash[1] };
});
const report = measurePortfolio(units);
for (const { id, quadrant, likeliest, chances } of report.positions) {
  console.log(`${id}: ${labelOf("portfolioQuadrant", quadrant)} (${likeliest} ${formatShare(chances[likeliest], 0)})`);
}
assert.deepEqual(
  report.positions.map(({ quadrant }) => quadrant),
  ["cash_cow", "star", "undecided", "question_mark", "dog"],
);
assert.ok(!("abstained" in report.cash) && report.cash.net > 0);
console.log(`cash left over: ${formatShare(report.cash.net)} of revenue`);

// Segments by strategy positioning; AHP says that size counts three times as much as margin.
const { weights } = solveAhp([{ item: "size", over: "margin", ratio: 3 }]);
const criteria = [
  ...weights.map(({ id, weight }) => ({ id, axis: "attractiveness" as const, weight })),
  { id: "product", axis: "position" as const, weight: 2 },
  { id: "service", axis: "position" as const, weight: 1 },
];
const rated = (value: number) => ({ value, interval: { lower: value - 0.5, upper: value + 0.5, level: 0.95 } });
const segments = measureSpan(
  [
    { id: "hospitals", size: 900, ratings: { size: rated(5), margin: rated(4), product: rated(2), service: rated(3) } },
    { id: "hotels", size: 500, ratings: { size: rated(2), margin: rated(2), product: rated(4), service: rated(5) } },
  ],
  { criteria },
);
assert.deepEqual(
  segments.positions.map(({ quadrant }) => quadrant),
  ["acquire_skill", "harvest"],
);

// Pairs that a strategy can be made from, and the threat that nobody answers.
const plan = planTows(
  [
    { id: "service within a day", kind: "strength", impact: 5, evidence: ["survey 2026"] },
    { id: "price", kind: "weakness", impact: 3, evidence: ["lost deals"] },
    { id: "ageing plants", kind: "opportunity", impact: 4, likelihood: 0.8, evidence: ["census of plants"] },
    { id: "cheap imports", kind: "threat", impact: 4, likelihood: 0.5, evidence: ["customs"] },
    { id: "new standard", kind: "threat", impact: 2, likelihood: 0.5, evidence: ["draft"] },
  ],
  [
    { internal: "service within a day", external: "ageing plants", strength: 0.9 },
    { internal: "service within a day", external: "cheap imports", strength: 0.4 },
    { internal: "price", external: "cheap imports", strength: 0.8 },
  ],
);
for (const { kind, internal, external, score, rankInterval } of plan.pairs) {
  const ranks = `${rankInterval.lower}–${rankInterval.upper}`;
  console.log(`${labelOf("towsKind", kind)}: ${internal} × ${external}, ${formatNumber(score, 1)}, rank ${ranks}`);
}
assert.equal(plan.pairs[0]?.kind, "so");
assert.deepEqual(plan.unmatched.threat, ["new standard"]);

const environment = measurePest([
  { id: "tariff", area: "political", impact: -4, likelihood: 0.5, horizonMonths: 24 },
  { id: "automation", area: "technological", impact: 3, likelihood: 0.8, horizonMonths: 0, trend: "rising" },
]);
console.log(environment.notes.map((note) => describe(note)).join("\n"));

const mix = measureChecklist([{ question: "price_1", answer: "list less 12 %" }], marketingChecklists);
console.log(`next: ${mix.next.find(({ oneSided }) => oneSided)?.text.en}`);
assert.deepEqual(mix.oneSided, [{ answered: "price", silent: "cost" }]);

mkdirSync("out", { recursive: true });
writeFileSync("out/portfolio.vl.json", JSON.stringify(portfolioChart(report)));
writeFileSync("out/span.vl.json", JSON.stringify(portfolioChart(segments)));
