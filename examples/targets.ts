// A yearly target, broken down to region × product × month, and followed through August: where it will end, how sure
// that is, and where most money is at stake. The business is simulated with a seed; its true year is known.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import {
  attainmentChart,
  attainmentCourseChart,
  breakDownTarget,
  measureAttainment,
  summarizeTargets,
} from "clientele/market";
import { createRandom } from "clientele/math";

const REGIONS = ["East", "North", "West"];
const PRODUCTS = ["Pumps", "Service", "Valves"];
const SEASON = [0.9, 0.8, 1, 1.1, 1, 1, 0.9, 0.8, 1.1, 1.1, 1.1, 1.2];

// Three past years and this one: amounts in cents, eight orders a month in each cell. West loses ground this year.
const random = createRandom(2026);
const orders = [2023, 2024, 2025, 2026].flatMap((year) =>
  REGIONS.flatMap((region, r) =>
    PRODUCTS.flatMap((product, p) =>
      SEASON.flatMap((weight, month) => {
        const level = 50_000 * (1 + r) * (1 + 0.5 * p) * (region === "West" && year === 2026 ? 0.85 : 1);
        return [2, 5, 9, 12, 16, 19, 23, 27].map((day) => ({
          region,
          product,
          amount: Math.round(random.gamma(3, (level * weight) / 3)),
          date: `${year}-${String(month + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
        }));
      }),
    ),
  ),
);

// 1. Break the target down by last year's sales, with West held to at most 8 % growth.
const months = SEASON.map((_, month) => `2026-${String(month + 1).padStart(2, "0")}`);
const cells = REGIONS.flatMap((region) =>
  PRODUCTS.flatMap((product) => months.map((month) => ({ region, product, month }))),
);
const before = cells.map(({ region, product, month }) =>
  orders
    .filter((o) => o.region === region && o.product === product && o.date.startsWith(month.replace("2026", "2025")))
    .reduce((sum, o) => sum + o.amount, 0),
);
const lastYear = before.reduce((sum, amount) => sum + amount, 0);
const total = Math.round(1.05 * lastYear);
const dimensions = (["region", "product", "month"] as const).map((id) => ({
  id,
  values: cells.map((cell) => cell[id]),
}));
const plan = breakDownTarget(total, {
  dimensions,
  basis: [{ id: "history", values: before }],
  growth: [{ dimension: "region", before, max: 0.08 }],
});
assert.ok("cells" in plan);
const euros = (cents: number): string => formatNumber(cents / 100);
const byProduct = summarizeTargets(plan, dimensions, { by: ["product"] });
assert.equal(
  byProduct.reduce((sum, { amount }) => sum + amount, 0),
  total,
);
console.log(
  `target ${euros(total)}: ${byProduct.map(({ cell, amount }) => `${cell["product"]} ${euros(amount)}`).join(", ")}`,
);

// 2. Follow it. The rows of `summarizeTargets` and of the orders go in as they are.
const attainment = measureAttainment(orders, {
  dimensions: ["region", "product"],
  targets: summarizeTargets(plan, dimensions, { by: ["region", "product"] }),
  from: "2026-01-01",
  to: "2026-12-31",
  asOf: "2026-08-31",
});
const { whole, levels, exceptions, ledger } = attainment;
const sum = (groups: readonly { readonly actual: number }[]): number => groups.reduce((n, { actual }) => n + actual, 0);
for (const level of levels) assert.equal(sum(level), whole.actual);
assert.equal(ledger.counted.amount, whole.actual);
assert.equal(whole.target, total);
assert.ok("interval" in whole.outlook);
const { value, interval, chance = 0 } = whole.outlook;
const status = labelOf("attainmentStatus", whole.rating.status);
console.log(
  `by 31 August ${euros(whole.actual)} of ${euros(whole.targetToDate)}; the year ends at ${euros(value)} (${euros(interval.lower)} to ${euros(interval.upper)}), chance ${formatShare(chance)}: ${status}`,
);

// The outlook was told in August; the year that then came lies in its interval, for the whole and every region.
const truth = (region?: string): number =>
  orders
    .filter((o) => o.date >= "2026" && (region === undefined || o.region === region))
    .reduce((n, { amount }) => n + amount, 0);
for (const group of [whole, ...(levels[0] ?? [])]) {
  assert.ok("interval" in group.outlook);
  const came = truth(group.path[0]);
  assert.ok(came > group.outlook.interval.lower && came < group.outlook.interval.upper, group.path.join());
}

// 3. Where to look first: the cells in West.
assert.equal(exceptions[0]?.path[0], "West");
for (const { path, atStake, rating } of exceptions.slice(0, 3)) {
  console.log(
    `- ${path.join(" / ")}: ${euros(atStake)} expected to be missing (${labelOf("attainmentStatus", rating.status)})`,
  );
}
for (const note of attainment.notes) console.log(`  ${describe(note)}`);

mkdirSync("out", { recursive: true });
writeFileSync("out/attainment.vl.json", JSON.stringify(attainmentChart(attainment)));
writeFileSync("out/attainment-course.vl.json", JSON.stringify(attainmentCourseChart(attainment)));
