// Two years of a book: tiers that do not flip, who moved and why, whether the pattern changed, and what comes next.
import assert from "node:assert/strict";
import { describe, labelOf } from "clientele/core";
import {
  assignTier,
  assignTierWithHysteresis,
  compareMigrations,
  compareTiers,
  fitTiers,
  forecastTiers,
  migrationChart,
  summarizeLifecycle,
  type TierState,
} from "clientele/tiering";

// Revenue in EUR: 300 customers of 2024, of whom every tenth is gone in 2025, the others grown or shrunk by a rule.
const year2024 = Array.from({ length: 300 }, (_, i) => ({ id: `C${i + 1}`, revenue: Math.round(90_000 / (i + 3)) }));
const growth = [1.4, 1, 0.6, 1.05, 0.95];
const year2025 = year2024
  .filter((_, i) => i % 10 !== 9)
  .map(({ id, revenue }, i) => ({ id, revenue: Math.round(revenue * (growth[i % growth.length] ?? 1)) }))
  .concat([{ id: "C301", revenue: 9_000 }]);
const read = { id: (c: { id: string }) => c.id, value: (c: { revenue: number }) => c.revenue };

// Four ways to cut one book.
for (const method of ["customer_share", "value_share", "natural_breaks"] as const) {
  const { fittedOn } = fitTiers(year2024, { value: read.value, method });
  console.log(method, fittedOn.realised.map((row) => `${labelOf("tier", row.id)} ${row.customers}`).join(", "));
}
const model = fitTiers(year2024, {
  value: read.value,
  method: "thresholds",
  tiers: [{ id: "large", from: 5_000 }, { id: "medium", from: 1_000 }, { id: "small" }],
});

// A customer around the cut: the value alone would flip every month, the steady tier does not.
const months = [4_900, 5_100, 4_950, 5_050, 4_980, 5_020];
let state: TierState = { tier: "large" };
const steady = months.map((value) => {
  const now = assignTierWithHysteresis(model, { value, previous: state });
  state = now.state;
  return now.tier;
});
assert.equal(new Set(months.map((value) => assignTier(model, value))).size, 2);
assert.deepEqual(new Set(steady), new Set(["large"]));

// Who went where, and why.
const moved = compareTiers({ model, customers: year2024 }, { model, customers: year2025 }, read);
const { up, down, stayed, joined, left } = moved.flows;
assert.equal(up.customers + down.customers + stayed.customers + left.customers, 300);
assert.equal(joined.customers, 1);
assert.equal(up.valueAfter + down.valueAfter + stayed.valueAfter + joined.valueAfter, moved.after.total);
for (const { id, reason } of moved.moves.slice(0, 3)) {
  console.log(`${id}: ${describe(reason)}`);
  console.log(`${id}: ${describe(reason, "zh")}`);
}

// Is that how they moved the year before? And what will the book hold if they go on?
const yearBefore = {
  tiers: moved.tiers,
  rows: moved.rows.map(({ from, to, left }) => ({ from, to: to.map((n) => 2 * n), left: 2 * left })),
};
const { finding } = compareMigrations(yearBefore, moved);
assert.equal(finding.code, "migration_unchanged");
console.log(describe(finding));
for (const { tier, now, expected, interval } of forecastTiers(moved, { seed: 7 }).tiers) {
  console.log(`${tier}: ${now} now, ${expected.toFixed(1)} expected (${interval.lower}–${interval.upper})`);
  assert.ok(interval.lower <= expected && expected <= interval.upper);
}

// And the market outside the active base.
const market = [{ lastPurchase: "2025-11-02" }, { lastPurchase: "2023-04-01" }, { lastContact: "2025-12-01" }, {}];
const { rows, unchecked } = summarizeLifecycle(market, { asOf: "2025-12-31" });
console.log(rows.map((row) => `${labelOf("lifecycle", row.status)} ${row.customers}`).join(", "));
assert.equal(unchecked, 1);

assert.equal(migrationChart(moved, { locale: "zh" }).$schema, "https://vega.github.io/schema/vega-lite/v5.json");
