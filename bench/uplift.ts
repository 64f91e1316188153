// Uplift at size: judging, learning and planning on made-up customers. Prints medians; asserts what was found, never a
// time.
import assert from "node:assert/strict";
import { createRandom } from "../src/math/random.ts";
import {
  binFeatures,
  fitUplift,
  measureUplift,
  planUpliftMailing,
  predictUpliftColumn,
} from "../src/targeting/index.ts";

const RUNS = 5;

function book(n: number, fields: number) {
  const random = createRandom(20_261_125);
  const columns = Array.from({ length: fields }, () => Float64Array.from({ length: n }, () => random.uniform()));
  const [moved = new Float64Array(0)] = columns;
  const treated = Uint8Array.from({ length: n }, () => random.integer(0, 1));
  const outcomes = Float64Array.from({ length: n }, (_, i) => {
    const uplift = treated[i] === 1 && (moved[i] as number) > 0.5 ? 0.08 : 0;
    return random.uniform() < 0.1 + uplift ? 1 : 0;
  });
  const features = columns.map((values, f) => ({ id: `x${f}`, kind: "number" as const, values }));
  return { table: { rows: n, features }, treated, outcomes, moved };
}

function timed<T>(name: string, act: () => T): T {
  const times: number[] = [];
  let result = act();
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    result = act();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(44)} ${(times[RUNS >> 1] as number).toFixed(0).padStart(6)} ms`);
  return result;
}

for (const [n, fields, depth] of [
  [64_000, 8, 5],
  [1_000_000, 20, 5],
] as const) {
  const { table, treated, outcomes, moved } = book(n, fields);
  const size = `${n.toLocaleString("en")} × ${fields}`;
  const binned = binFeatures(table);
  const options = { method: "tree", maxDepth: depth, significance: 1 } as const;
  const model = timed(`${size}: tree of depth ${depth}, groups given`, () =>
    fitUplift(binned, treated, outcomes, options),
  );
  assert.ok(model.method === "tree" && model.nodes[0] !== undefined && "question" in model.nodes[0]);
  assert.equal(model.nodes[0].question.feature, 0);
  const scores = timed(`${size}: score by it`, () => predictUpliftColumn(model, table));
  assert.equal(scores.length, n);
  const measured = timed(`${size}: judge a score without ties`, () => measureUplift(moved, treated, outcomes));
  assert.ok(measured.chance.pValue < 1e-6);
  const money = { contactCost: 0.3, valuePerResponse: 10 };
  const plan = timed(`${size}: plan, 500 redrawn experiments`, () =>
    planUpliftMailing(moved, treated, outcomes, money),
  );
  assert.ok(Math.abs(plan.best.share - 0.5) < 0.1);
}
