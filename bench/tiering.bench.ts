import { bench, describe } from "vitest";
import { createRandom } from "../src/math/random.ts";
import { assignTierColumn, fitTiers, measureConcentration, summarizeTiers } from "../src/tiering/index.ts";

const N = 1_000_000;
const random = createRandom(7);
const values = Float64Array.from({ length: N }, () => Math.exp(4 + 1.2 * random.normal()));
const rows = Array.from(values, (value, i) => ({ id: `c${i}`, value }));
const model = fitTiers(values);
const fourth = model.fittedOn.realised[3]?.customers;

// checked, so that V8 cannot drop the work
function used(total: number): void {
  if (Math.abs(total / model.fittedOn.total - 1) > 1e-12) throw new Error(`another total: ${total}`);
}

describe(`${N} customers`, () => {
  bench("fitTiers, column", () => used(fitTiers(values).fittedOn.total));
  bench("fitTiers, rows", () => used(fitTiers(rows, { value: (row) => row.value }).fittedOn.total));
  bench("assignTierColumn, counted", () => {
    let small = 0;
    for (const tier of assignTierColumn(model, values)) small += +(tier === 3);
    if (small !== fourth) throw new Error(`another count: ${small}`);
  });
  bench("summarizeTiers", () => used(summarizeTiers(model, values).total));
  bench("measureConcentration", () => used(measureConcentration(values).total));
});
