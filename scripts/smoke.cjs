// The built package as a CommonJS user meets it.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");

const { exports: entries } = JSON.parse(readFileSync("package.json", "utf8"));
for (const entry of Object.keys(entries).filter((key) => key !== "./package.json")) {
  assert.ok(Object.keys(require(entry.replace(".", "clientele"))).length > 0, entry);
}
const { fitTiers, loadModel } = require("clientele");
const { tierModelSpec } = require("clientele/schemas");
const model = fitTiers([5, 10, 90, 400]);
assert.deepEqual(loadModel(tierModelSpec, JSON.parse(JSON.stringify(model))), model);
