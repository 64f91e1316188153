import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import {
  measureDiscountCost,
  measureGaborGranger,
  measurePriceSensitivity,
  measureVanWestendorp,
} from "../../src/switching/index.ts";
import { logisticOptimum } from "../../src/switching/logistic-optimum.ts";
import { buyersAt, coverage, meterAnswers, soldAt } from "../switching/price-support.ts";

// 2,000 runs: one standard error is half a point
const RUNS = 2000;

describe("intervals of prices hold the truth in 93 to 97 of 100 worlds", () => {
  for (const method of ["poisson", "log_log"] as const) {
    for (const [customers, periods] of [
      [40, 12],
      [150, 6],
    ] as const) {
      test(`elasticity, ${method}, ${customers} customers`, () => {
        const share = coverage(
          RUNS,
          11,
          (random) => {
            const { elasticity } = measurePriceSensitivity(
              soldAt(random, { customers, periods, elasticity: -1.5, method }),
              { method },
            );
            return "abstained" in elasticity ? undefined : elasticity.interval;
          },
          -1.5,
        );
        console.info(`elasticity ${method} ${customers}: ${share}`);
        expect(share).toBeGreaterThan(0.93);
        expect(share).toBeLessThan(0.97);
      });
    }
  }

  test("van Westendorp's four points", () => {
    const truth = measureVanWestendorp(meterAnswers(createRandom(77), 100_000));
    for (const point of ["marginalCheapness", "indifferencePrice", "optimalPrice", "marginalExpensiveness"] as const) {
      const share = coverage(
        RUNS,
        5,
        (random) => measureVanWestendorp(meterAnswers(random, 200))[point].interval,
        truth[point].value,
      );
      console.info(`${point}: ${share}`);
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.97);
    }
  });

  test("Gabor and Granger's best prices", () => {
    const line = { intercept: 4, slope: 0.4 };
    for (const [cost, field] of [
      [0, "revenuePrice"],
      [3, "profitPrice"],
    ] as const) {
      const truth = cost + logisticOptimum(line.intercept - line.slope * cost, line.slope);
      const share = coverage(
        RUNS,
        12,
        (random) => {
          const best = measureGaborGranger(buyersAt(random, 200, line), { unitCost: 3 })[field];
          return best === undefined || "abstained" in best ? undefined : best.interval;
        },
        truth,
      );
      console.info(`${field}: ${share}`);
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.97);
    }
  });

  test("what a discount must keep, wastes and brings", () => {
    const [without, offered, value, discount] = [0.85, 0.9, 500, 40];
    const truths = {
      breakEvenSaveRate: (without * discount) / ((1 - without) * (value - discount)),
      wastedShare: without / offered,
      net: offered * (value - discount) - without * value,
    };
    for (const [field, truth] of Object.entries(truths) as [keyof typeof truths, number][]) {
      const share = coverage(
        5 * RUNS,
        3,
        (random) => {
          const figure = measureDiscountCost({
            without: { stayed: random.binomial(300, without), n: 300 },
            with: { stayed: random.binomial(300, offered), n: 300 },
            value,
            discount,
          })[field];
          return figure === undefined || "abstained" in figure ? undefined : figure.interval;
        },
        truth,
      );
      console.info(`discount ${field}: ${share}`);
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.97);
    }
  });
});
