// Do these customers answer to the price, which price would they accept, and what would a discount cost? The purchases are
// drawn with a known elasticity (−1.8 for small, −0.5 for large customers), so that the answers can be checked.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { createRandom } from "clientele/math";
import {
  measureDiscountCost,
  measureGaborGranger,
  measurePriceSensitivity,
  measureVanWestendorp,
  priceSensitivityChart,
} from "clientele/switching";

const random = createRandom(20260701);
const truth = { small: -1.8, large: -0.5 };
const purchases = (["small", "large"] as const).flatMap((segment) =>
  Array.from({ length: 80 }, (_, c) => {
    const size = (segment === "large" ? 40 : 8) * random.gamma(4, 0.25);
    return Array.from({ length: 12 }, (__, month) => {
      const price = 10 * Math.exp(0.15 * random.normal());
      const season = 1 + 0.3 * Math.sin((month * Math.PI) / 6);
      const quantity = random.poisson(size * season * (price / 10) ** truth[segment]);
      return { customer: `${segment}-${c}`, segment, date: Date.UTC(2025, month, 10), price, quantity };
    });
  }).flat(),
);

const sensitivity = measurePriceSensitivity(purchases, { randomised: true });
for (const { id, elasticity, verdict } of sensitivity.segments) {
  assert(!("abstained" in elasticity));
  const { lower, upper } = elasticity.interval;
  assert.ok(lower <= truth[id as "small"] && truth[id as "small"] <= upper, `${id}: ${lower} to ${upper}`);
  console.log(
    `${id}: elasticity ${formatNumber(elasticity.value, 2)} (${formatNumber(lower, 2)} to ${formatNumber(upper, 2)}): ${labelOf("priceVerdict", verdict)}`,
  );
}
assert.deepEqual(
  sensitivity.segments.map(({ id, verdict }) => `${id} ${verdict}`),
  ["large inelastic", "small elastic"],
);

// A survey of 300 small customers, each with a price of their own.
const ideas = Array.from({ length: 300 }, () => 10 * Math.exp(0.25 * random.normal()));
const meter = measureVanWestendorp(
  ideas.map((base) => ({ tooCheap: 0.6 * base, cheap: 0.85 * base, expensive: 1.2 * base, tooExpensive: 1.5 * base })),
);
assert.ok(meter.marginalCheapness.value < meter.optimalPrice.value);
assert.ok(meter.indifferencePrice.value < meter.marginalExpensiveness.value);
const demand = measureGaborGranger(
  ideas.flatMap((limit, i) =>
    [6, 8, 10, 12, 14].map((price) => ({ respondent: `r${i}`, price, buys: price <= limit })),
  ),
  { unitCost: 4 },
);
assert(
  !("abstained" in demand.revenuePrice) && demand.profitPrice !== undefined && !("abstained" in demand.profitPrice),
);
assert.ok(demand.profitPrice.value > demand.revenuePrice.value);
console.log(
  `acceptable ${formatNumber(meter.marginalCheapness.value, 2)} to ${formatNumber(meter.marginalExpensiveness.value, 2)}; highest profit at ${formatNumber(demand.profitPrice.value, 2)}`,
);
mkdirSync("out", { recursive: true });
writeFileSync("out/price-van-westendorp.vl.json", JSON.stringify(priceSensitivityChart(meter)));
writeFileSync("out/price-gabor-granger.vl.json", JSON.stringify(priceSensitivityChart(demand)));

// Large customers stay anyway: most of a discount for them is given away.
const cost = measureDiscountCost({
  without: { stayed: 920, n: 1000 },
  with: { stayed: 935, n: 1000 },
  value: 2000,
  discount: 100,
  customers: 500,
});
assert(cost.wastedShare !== undefined && cost.net !== undefined && !("abstained" in cost.breakEvenSaveRate));
assert.ok(cost.wastedShare.value > 0.98 && cost.net.value < 0);
console.log(`${formatShare(cost.wastedShare.value)} of the discount goes to those who would have stayed anyway`);
for (const reason of cost.reasons) console.log(`- ${describe(reason)}`);
