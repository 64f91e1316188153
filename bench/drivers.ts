// Exact Shapley shares of R² for 12 drivers and 20,000 rows, against one regression per subset of the drivers, in one
// process on the same values. Asserts that both find the same parts; prints medians and the ratio, never asserts a time.
import assert from "node:assert/strict";
import { type DriverFindings, measureDrivers } from "../src/loyalty/index.ts";
import { choleskyFactor, choleskySolve } from "../src/math/cholesky.ts";
import { createRandom } from "../src/math/random.ts";

const N = 20_000;
const P = 12;
const RUNS = 15;
const TARGET_MS = 300;

const random = createRandom(20_260_101);
const ids = Array.from({ length: P }, (_, j) => `q${j + 1}`);
const rows = Array.from({ length: N }, () => {
  const mood = random.normal();
  const answers = ids.map(
    (id) => [id, Math.min(5, Math.max(1, Math.round(3 + 0.7 * mood + random.normal())))] as const,
  );
  const pull = answers.reduce((sum, [, answer], j) => sum + answer / (j + 2), 0);
  return { ...Object.fromEntries(answers), overall: pull + 2 * random.normal() } as Record<string, number>;
});
const plan = { outcome: "overall", drivers: ids } as const;

/** One regression per subset, each from the rows: 4,096 of them. */
function naive(): Float64Array {
  const columns = [...ids, "overall"].map((id) => {
    const column = Float64Array.from(rows, (row) => row[id] as number);
    const mean = column.reduce((sum, x) => sum + x, 0) / N;
    return column.map((x) => x - mean);
  });
  const y = columns[P] as Float64Array;
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += (a[i] as number) * (b[i] as number);
    return sum;
  };
  const total = dot(y, y);
  const table = new Float64Array(2 ** P);
  for (let subset = 1; subset < table.length; subset++) {
    const x = columns.filter((_, j) => j < P && subset & (1 << j));
    const k = x.length;
    const products = new Float64Array(k * k);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        products[i * k + j] = dot(x[i] as Float64Array, x[j] as Float64Array);
        products[j * k + i] = products[i * k + j] as number;
      }
    }
    const right = x.map((column) => dot(column, y));
    const factor = choleskyFactor(products, k);
    assert.ok(factor !== undefined);
    const slopes = choleskySolve(factor, right);
    table[subset] = right.reduce((sum, r, i) => sum + r * (slopes[i] as number), 0) / total;
  }
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const values = new Float64Array(P);
  for (let subset = 0; subset < table.length; subset++) {
    const size = ids.filter((_, j) => subset & (1 << j)).length;
    const weight = (factorial(size) * factorial(P - size - 1)) / factorial(P);
    for (let j = 0; j < P; j++) {
      if (subset & (1 << j)) continue;
      values[j] = (values[j] as number) + weight * ((table[subset | (1 << j)] as number) - (table[subset] as number));
    }
  }
  return values;
}

const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] as number;
const timed = <T>(act: () => T): [T, number] => {
  const start = performance.now();
  const result = act();
  return [result, performance.now() - start];
};

const [expected, slow] = timed(naive);
const times: number[] = [];
let found: DriverFindings | undefined;
for (let run = 0; run < RUNS; run++) {
  const [result, elapsed] = timed(() => measureDrivers(rows, plan));
  assert.ok(!("abstained" in result));
  found = result;
  times.push(elapsed);
  result.drivers.forEach(({ contribution }, j) => {
    const error = Math.abs(contribution.value - (expected[j] as number));
    assert.ok(error < 1e-10, `driver ${j + 1} is off by ${error}`);
  });
}
const [resampled, bootstrap] = timed(() => measureDrivers(rows, { ...plan, seed: 1, resamples: 200 }));
assert.ok(!("abstained" in resampled) && resampled.resamples === 200);

console.log(`${P} drivers × ${N.toLocaleString("en")} rows, ${2 ** P} subsets, R² ${found?.rSquared.value.toFixed(4)}`);
console.log(`measureDrivers, first call   ${(times[0] as number).toFixed(1).padStart(9)} ms`);
console.log(`measureDrivers, median of ${RUNS} ${median(times).toFixed(1).padStart(9)} ms (target ${TARGET_MS})`);
console.log(`one regression per subset    ${slow.toFixed(1).padStart(9)} ms, × ${(slow / median(times)).toFixed(0)}`);
console.log(`bootstrap, per resample      ${(bootstrap / 200).toFixed(2).padStart(9)} ms`);
