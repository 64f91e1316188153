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
