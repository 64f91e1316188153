// What do we truly know about a rival, what is out of date, and is it attacking?
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { measureRivalPosture, measureRivalProfile, type RivalEncounter, rivalProfileChart } from "clientele/market";

const asOf = "2026-06-30";
const report = measureRivalProfile(
  {
    id: "north",
    name: "North Valves",
    facts: [
      { field: "legal_name", value: "North Valves Ltd", source: "register", date: "2024-01-10" },
      { field: "market_share", value: 0.31, source: "trade association", date: "2026-05-01" },
      { field: "market_share", value: 0.24, source: "our estimate", date: "2026-02-01", confidence: 0.6 },
      { field: "price_level", value: "5 % below ours", source: "lost deal", date: "2025-10-03", confidence: 0.8 },
      { field: "weaknesses", value: "spare parts take three weeks", source: "customer", date: "2026-03-15" },
      { field: "target_accounts", value: "Harbour Hospital", source: "visit report", date: "2026-06-01" },
    ],
  },
  { asOf },
);
for (const { step, completeness, current } of report.steps) {
  console.log(
    `${labelOf("rivalStep", step)}: ${formatShare(completeness, 0)} known, ${formatShare(current, 0)} current`,
  );
}
for (const { field, facts } of report.contradictions) {
  console.log(
    `${labelOf("rivalField", field)}: ${facts.map(({ value, source }) => `${value} (${source})`).join(" or ")}`,
  );
}
console.log(
  report.ask
    .slice(0, 3)
    .map(({ reason, worth }) => `${describe(reason)} (+${formatShare(worth)})`)
    .join("\n"),
);
assert.equal(report.contradictions[0]?.field, "market_share");
assert.ok(report.current < report.completeness);

// Half a year of deals against the half year before: they turn up as often, win more, and are mostly cheaper.
const deals = (month: string, n: number, lost: number, cheaper: number): RivalEncounter[] =>
  Array.from({ length: n }, (_, i) => ({
    date: `${month}-15`,
    won: i >= lost,
    segment: i % 2 === 0 ? "water" : "chemistry",
    ourPrice: 100,
    theirPrice: i < cheaper ? 94 : 103,
  }));
const posture = measureRivalPosture([...deals("2025-09", 44, 14, 15), ...deals("2026-04", 48, 31, 36)], { asOf });
assert.ok("named" in posture.stance && posture.stance.named === "attacking");
console.log(describe(posture.stance.reason));
assert.ok(!("abstained" in posture.winChange) && !("abstained" in posture.undercut));
const { value, interval } = posture.winChange;
console.log(
  `their share of wins ${formatShare(value)} up (${formatShare(interval.lower)} to ${formatShare(interval.upper)}), ` +
    `cheaper in ${formatShare(posture.undercut.value)} of ${formatNumber(posture.undercut.n)} deals`,
);
assert.deepEqual(
  posture.segments.map(({ id }) => id),
  ["chemistry", "water"],
);

mkdirSync("out", { recursive: true });
writeFileSync("out/rival.vl.json", JSON.stringify(rivalProfileChart(report)));
