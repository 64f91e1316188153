// The customers lie in the warehouse and stay there: a tier model and a loyalty model, shipped as JSON, become one view.
import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { loadModel } from "clientele/core";
import { assignLoyalty, fitLoyalty, loyaltyToSql } from "clientele/loyalty";
import { loyaltyModelSpec, tierModelSpec } from "clientele/schemas";
import { type Dialect, sqlName } from "clientele/sql";
import { assignTier, fitTiers, tiersToSql } from "clientele/tiering";

// Both models are learned once, from a sample, and travel as text.
const sample = Array.from({ length: 400 }, (_, i) => 20 + i ** 2 / 40);
const ratings = sample.map((_, i) => [1 + (i % 5), (i * 7) % 11] as const);
const wire = JSON.stringify({
  tiers: fitTiers(sample),
  loyalty: fitLoyalty(ratings, {
    satisfaction: ([s]) => s,
    loyalty: ([, l]) => l,
    satisfactionScale: { min: 1, max: 5 },
    loyaltyScale: { min: 0, max: 10 },
    cuts: { satisfaction: { low: 2, high: 4 }, loyalty: { low: 4, high: 7 } },
  }),
});

const json = JSON.parse(wire);
const tiers = loadModel(tierModelSpec, json.tiers);
const loyalty = loadModel(loyaltyModelSpec, json.loyalty);

// The company's own names, as they are: a space, a keyword, a quote.
const dialect: Dialect = "duckdb";
const table = sqlName("key accounts", dialect);
const tier = tiersToSql(tiers, { dialect, column: "order value", as: "tier" });
const quadrant = loyaltyToSql(loyalty, {
  dialect,
  columns: { satisfaction: "group", loyalty: 'would "stay"' },
  as: "quadrant",
});
const view = `CREATE VIEW placed AS SELECT id, ${tier}, ${quadrant} FROM ${table}`;
console.log(view);

const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run(
  `CREATE TABLE ${table} (id INTEGER, "order value" DOUBLE, "group" DOUBLE, "would ""stay""" DOUBLE)`,
);
await connection.run(`INSERT INTO ${table} VALUES
  (1, 4100, 5, 9), (2, 3700, 2, 8), (3, 2600, 4, 3), (4, 21, 1, 0), (5, NULL, 3, 9), (6, 'NaN', 5, 11)`);
await connection.run(view);
const rows = (await connection.runAndReadAll("SELECT tier, quadrant FROM placed ORDER BY id")).getRows();
console.table(rows);

// The warehouse says what TypeScript says, and nothing where TypeScript would refuse: no value, or 11 on a scale to 10.
assert.deepEqual(rows.slice(0, 4), [
  [assignTier(tiers, 4100), assignLoyalty(loyalty, { satisfaction: 5, loyalty: 9 })],
  [assignTier(tiers, 3700), assignLoyalty(loyalty, { satisfaction: 2, loyalty: 8 })],
  [assignTier(tiers, 2600), assignLoyalty(loyalty, { satisfaction: 4, loyalty: 3 })],
  [assignTier(tiers, 21), assignLoyalty(loyalty, { satisfaction: 1, loyalty: 0 })],
]);
assert.deepEqual(rows.slice(4), [
  [null, "indifferent"],
  [null, null],
]);
