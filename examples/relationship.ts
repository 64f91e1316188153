// Sixty accounts, each judged by two to four colleagues: how solid are the relationships, and do we agree about them?
// The answers are made up from a seed: no public data set holds such answers. What is shown is how to read a book.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import {
  explainRelationship,
  measureRelationshipAgreement,
  type RelationshipRecord,
  type RelationshipSign,
  relationshipChart,
  relationshipSigns,
  scoreRelationship,
  summarizeRelationships,
} from "clientele/loyalty";
import { createRandom } from "clientele/math";

const random = createRandom(2025);
const GRADES = ["never", "sometimes", "often"] as const;

// Colleagues see the same account through their own noise; whether it "scolds us" each of them reads differently.
const records: RelationshipRecord[] = Array.from({ length: 60 }, (_, i) => i).flatMap((i) => {
  const closeness = random.uniform();
  return ["Li", "Wang", "Zhao", "Chen"].slice(0, random.integer(2, 4)).map((respondent) => {
    const answers: Partial<Record<RelationshipSign, (typeof GRADES)[number]>> = {};
    for (const { id } of relationshipSigns) {
      if (random.uniform() < 0.1) continue;
      const seen = id === "scolds_us" ? random.uniform() : closeness + 0.18 * random.normal();
      answers[id] = GRADES[Math.min(2, Math.max(0, Math.floor(3 * seen)))] as (typeof GRADES)[number];
    }
    return { account: `account-${String(i).padStart(2, "0")}`, respondent, answers };
  });
});

const book = summarizeRelationships(records, { tier: (id) => (id < "account-12" ? "large" : "medium") });
console.log("Relationships by level:");
for (const { level, n, share, open } of book.levels) {
  assert.ok(share !== undefined);
  const range = `${formatShare(share.interval.lower)}–${formatShare(share.interval.upper)}`;
  console.log(`- ${labelOf("relationshipLevel", level)}: ${n}, ${formatShare(share.value)} (${range}), ${open} open`);
}
assert.equal(
  book.levels.reduce((sum, { n }) => sum + n, 0),
  60,
);
assert.deepEqual(
  book.tiers?.map(({ tier, accounts }) => `${tier} ${accounts}`),
  ["large 12", "medium 48"],
);

const report = measureRelationshipAgreement(records);
assert.ok("value" in report.strength && "lower" in report.strength.interval);
const { value, interval } = report.strength;
console.log(
  `Agreement on the score: α = ${formatNumber(value, 2)} (${formatNumber(interval.lower, 2)}–${formatNumber(interval.upper, 2)})`,
);
assert.ok(interval.lower > 0.8);

// The sign that everybody reads otherwise comes to light.
const alphas = report.signs.map(({ sign, agreement }) => ({ sign, alpha: "value" in agreement ? agreement.value : 1 }));
const worst = alphas.reduce((least, row) => (row.alpha < least.alpha ? row : least));
assert.equal(worst.sign, "scolds_us");
assert.ok(worst.alpha < 0.25);
console.log(
  `Read differently by everybody: ${labelOf("relationshipSign", worst.sign)}, α = ${formatNumber(worst.alpha, 2)}`,
);

const score = scoreRelationship(records.filter(({ account }) => account === "account-07"));
assert.ok("score" in score);
console.log(
  explainRelationship(score)
    .map((reason) => `- ${describe(reason)}`)
    .join("\n"),
);

mkdirSync("out", { recursive: true });
writeFileSync("out/relationship.vl.json", JSON.stringify(relationshipChart(score)));
