import { createRandom, type Random } from "../../src/math/index.ts";
import type { GaborGrangerAnswer, PricePurchase, VanWestendorpAnswer } from "../../src/switching/index.ts";

/** Purchases of customers who differ in size and answer to the price alike; seasons move price and demand together. */
export function soldAt(
  random: Random,
  world: { customers: number; periods: number; elasticity: number; method: "poisson" | "log_log"; segment?: string },
): PricePurchase[] {
  const { customers, periods, elasticity, method, segment } = world;
  const season = Array.from({ length: periods }, () => 0.3 * random.normal());
  return Array.from({ length: customers }, (_, c) => {
    const size = 1.5 + 0.8 * random.normal();
    return season.map((swing, t): PricePurchase => {
      const price = 10 * Math.exp(0.15 * random.normal() + 0.1 * swing + 0.1 * size);
      const mean = Math.exp(size + swing + elasticity * Math.log(price / 10));
      const quantity =
        method === "poisson" ? random.poisson(mean * random.gamma(2, 0.5)) : mean * Math.exp(0.5 * random.normal());
      const row = { customer: `${segment ?? "c"}${c}`, date: Date.UTC(2024, t, 15), price, quantity };
      return segment === undefined ? row : { ...row, segment };
    });
  }).flat();
}

/** Respondents with a log-normal idea of the right price. */
export function meterAnswers(random: Random, n: number): VanWestendorpAnswer[] {
  return Array.from({ length: n }, () => {
    const base = Math.exp(3 + 0.3 * random.normal());
    return {
      tooCheap: base * 0.5 * Math.exp(0.1 * random.normal()),
      cheap: base * 0.8,
      expensive: base * 1.2,
      tooExpensive: base * 1.6 * Math.exp(0.1 * random.normal()),
    };
  });
}

/** Respondents who buy up to a price of their own, logistic with the given line, asked at five prices. */
export function buyersAt(random: Random, n: number, line: { intercept: number; slope: number }): GaborGrangerAnswer[] {
  return Array.from({ length: n }, (_, i) => {
    const u = random.uniform();
    const limit = (line.intercept - Math.log(u / (1 - u))) / line.slope;
    return [5, 7, 9, 11, 13].map((price) => ({ respondent: `r${i}`, price, buys: price <= limit }));
  }).flat();
}

/** How often the interval of a figure holds the truth, over seeded worlds. */
export function coverage(
  runs: number,
  seed: number,
  run: (random: Random) => { readonly lower: number; readonly upper: number } | undefined,
  truth: number,
): number {
  const root = createRandom(seed);
  let hits = 0;
  let n = 0;
  for (let k = 0; k < runs; k++) {
    const interval = run(root.fork(k));
    if (interval === undefined) continue;
    n++;
    if (interval.lower <= truth && truth <= interval.upper) hits++;
  }
  return hits / n;
}
