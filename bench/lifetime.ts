// Lifetime value at size, on made-up customers. Prints medians; asserts what was found, never a time.
import assert from "node:assert/strict";
import { createRandom } from "../src/math/random.ts";
import {
  defineBuyingModel,
  forecastCashFlows,
  predictLifetimeValue,
  predictLifetimeValueColumn,
} from "../src/value/index.ts";

const RUNS = 5;

function timed<T>(name: string, act: () => T): T {
  const times: number[] = [];
  let result = act();
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    result = act();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(48)} ${(times[RUNS >> 1] as number).toFixed(0).padStart(6)} ms`);
  return result;
}

const n = 1_000_000;
const random = createRandom(20_261_126);
// first purchases on the days of twelve weeks, last ones on any day after, as in a log of orders
const age = Float64Array.from({ length: n }, () => 39 - random.integer(0, 83) / 7);
const frequency = Int32Array.from({ length: n }, () => Math.floor(0.6 * Math.log(1 - random.uniform()) ** 2));
const recency = Float64Array.from({ length: n }, (_, i) => {
  const own = age[i] as number;
  return frequency[i] === 0 ? 0 : Math.ceil(7 * own * random.uniform()) / 7;
}).map((last, i) => Math.min(last, age[i] as number));
const table = { unit: "week", frequency, recency, age } as const;
const terms = { discountRate: 0.15, marginRate: 0.3, spendPerPurchase: 40 } as const;

for (const [kind, parameters] of [
  ["bg_nbd", { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }],
  ["mbg_nbd", { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }],
  ["pareto_nbd", { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }],
] as const) {
  const buying = defineBuyingModel(kind, { unit: "week", parameters: parameters as never });
  for (const horizon of ["infinite", { unit: "week", length: 52 }] as const) {
    const what = horizon === "infinite" ? "residual value" : "value of a year";
    const found = timed(`${kind}: ${what} of 1,000,000`, () =>
      predictLifetimeValueColumn({ buying } as never, table, { ...terms, horizon }),
    );
    assert.ok(!("abstained" in found));
    const record = {
      unit: "week",
      frequency: frequency[7] as number,
      recency: recency[7] as number,
      age: age[7] as number,
    } as const;
    const one = predictLifetimeValue({ buying } as never, record, { ...terms, horizon });
    assert.ok(!("abstained" in one) && Math.abs(one.value.value - (found.value[7] as number)) < 1e-9 * one.value.value);
  }
  const plan = timed(`${kind}: 12 months of 1,000,000`, () =>
    forecastCashFlows({ buying } as never, table, { ...terms, periods: 12 }),
  );
  assert.ok(!("abstained" in plan) && plan.customers === n);
}
