// The built package as an ESM user meets it: every entry loads, one figure is right, errors of both copies are known.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
for (const entry of Object.keys(exports).filter((key) => key !== "./package.json")) {
  const loaded = await import(entry.replace(".", "clientele"));
  assert.ok(Object.keys(loaded).length > 0, entry);
}
const esm = await import("clientele");
const cjs = createRequire(import.meta.url)("clientele");
assert.notEqual(esm.ClienteleError, cjs.ClienteleError);
assert.ok(esm.isClienteleError(new cjs.ClienteleError("empty_input", "no rows")));
assert.equal(esm.measureNps({ promoters: 672, passives: 453, detractors: 534 }).value.toFixed(4), "8.3183");

// ml-cart is CommonJS without types: its names must arrive in both builds
for (const entry of [await import("clientele/ml-cart"), createRequire(import.meta.url)("clientele/ml-cart")]) {
  const table = { rows: 5, features: [{ id: "age", kind: "number", values: [22, 25, 30, 41, 52] }] };
  const tree = entry.fitMlCart(table, [true, true, true, false, false]);
  assert.equal(tree.nodes.length, 3);
  assert.deepEqual(entry.fromMlCart(entry.toMlCart(tree), { features: ["age"] }), tree);
}
