// Which accounts deserve the best people: weights from judgements, scores with gaps, and how firm the list is.
import assert from "node:assert/strict";
import { describe, loadModel } from "clientele/core";
import { criteriaModelSpec } from "clientele/schemas";
import {
  explainAccountScore,
  fitCriteria,
  keyAccountCriteria,
  measureDossier,
  measureWeightSensitivity,
  scoreAccounts,
  scoreAssessment,
  solveAhp,
  willingnessAssessment,
} from "clientele/tiering";

// Two managers compare the criteria; not every pair was judged.
const weights = solveAhp(
  [
    { item: "sales", over: "size", ratio: 4, by: "Li" },
    { item: "sales", over: "size", ratio: 2, by: "Wang" },
    { item: "sales", over: "growth_potential", ratio: 1 },
    { item: "growth_potential", over: "satisfaction", ratio: 2 },
    { item: "sales", over: "satisfaction", ratio: 3 },
    { item: "strategic_importance", over: "sales", ratio: 2 },
    { item: "strategic_importance", over: "growth_potential", ratio: 2 },
    { item: "cooperation", over: "development", ratio: 1 },
    { item: "sales", over: "cooperation", ratio: 2 },
    { item: "growth_potential", over: "development", ratio: 2 },
    { item: "satisfaction", over: "size", ratio: 1 },
  ],
  { ids: keyAccountCriteria.map((criterion) => criterion.id) },
);
for (const { id, weight } of weights.weights) console.log(`${id}: ${(100 * weight).toFixed(1)}%`);
console.log(describe(weights.consistency));
assert.equal(weights.judged, 10);
assert.ok(weights.consistencyRatio !== undefined && weights.consistencyRatio < 0.1);

// Sixty accounts; every fifth has not been asked about its strategic importance.
const accounts = Array.from({ length: 60 }, (_, i) => ({
  id: `A${i + 1}`,
  sales: Math.round(500_000 / (i + 2)),
  size: 20 + ((i * 37) % 400),
  growth_potential: ((i * 13) % 25) / 100,
  satisfaction: 4 + ((i * 5) % 7),
  cooperation: 1 + ((i * 3) % 5),
  development: 1 + ((i * 2) % 5),
  strategic_importance: i % 5 === 0 ? null : 1 + ((i * 11) % 5),
}));
const model = fitCriteria(accounts, { criteria: keyAccountCriteria, weights });
for (const note of model.fittedOn.notes) console.log(describe(note));

// The model travels as JSON.
const loaded = loadModel(criteriaModelSpec, JSON.parse(JSON.stringify(model)));
const scores = scoreAccounts(loaded, accounts);
assert.ok(scores.every(({ score = -1 }) => score >= 0 && score <= 100));
const gap = scores[0];
assert.deepEqual(gap?.missing, ["strategic_importance"]);
assert.ok(gap.coverage < 1 && gap.range[0] < (gap.score ?? 0));

const { ranking, criteria, mostSensitive } = measureWeightSensitivity(loaded, accounts, { top: 5 });
const best = ranking[0] as number;
console.log(`best five: ${ranking.map((row) => accounts[row]?.id).join(", ")}`);
const why = explainAccountScore(loaded, accounts[best]);
const total = why.contributions.reduce((sum, { points }) => sum + points, 0);
assert.ok(Math.abs(total - (why.score ?? 0)) < 1e-9);
for (const reason of why.reasons) console.log(`${accounts[best]?.id}: ${describe(reason)} / ${describe(reason, "zh")}`);
for (const { id, weight, lower, upper } of criteria) {
  assert.ok(lower <= weight && weight <= upper);
  if (id === mostSensitive) {
    console.log(`least room: ${id} at ${weight.toFixed(3)} may move from ${lower.toFixed(3)} to ${upper.toFixed(3)}`);
  }
}

// How ready the best one is to buy, and what to ask it next.
const ready = scoreAssessment(willingnessAssessment, { used_before: "uses", knows_ours: "yes", deciders: "few" });
assert.equal(ready.unanswered.length, 6);
for (const reason of ready.reasons) console.log(`willingness: ${describe(reason)}`);
const dossier = measureDossier({ legal_name: "Harbour Freight", revenue: 4_000_000, delivery_address: "1 Quay" });
assert.equal(dossier.known, 3);
for (const reason of dossier.reasons) console.log(`dossier: ${describe(reason)}`);
