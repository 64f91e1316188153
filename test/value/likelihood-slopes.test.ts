import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { centralGradient } from "../../src/math/minimum.ts";
import { bgBbLikelihood } from "../../src/value/chances/likelihood.ts";
import { bootstrapParameters, resampleCounts } from "../../src/value/fit/bootstrap.ts";
import { type LogLikelihood, maximizeLikelihood } from "../../src/value/fit/maximize.ts";
import { occasionStateOf, spendingStateOf, tenureStateOf } from "../../src/value/index.ts";
import { cellsOf, gammaGammaLikelihood } from "../../src/value/spending/likelihood.ts";
import { bdwLikelihood, sbgLikelihood } from "../../src/value/subscription/curve.ts";
import { expectClose } from "../support/close.ts";
import { simulatedCohort, simulatedOccasions, simulatedSpending } from "./simulated.ts";

const tenure = tenureStateOf([simulatedCohort({ alpha: 0.7, beta: 2, c: 1.2 }, 200, 9, 1)]);
const occasions = occasionStateOf(simulatedOccasions({ alpha: 1, beta: 1, gamma: 0.7, delta: 3 }, 200, [4, 7], 2));
const spending = cellsOf(spendingStateOf(simulatedSpending({ p: 6, q: 4, v: 15 }, 100, 3)));

const LIKELIHOODS: readonly (readonly [string, LogLikelihood, number])[] = [
  ["Gamma-Gamma", gammaGammaLikelihood(spending), 3],
  ["sBG", sbgLikelihood(tenure), 2],
  ["BdW", bdwLikelihood(tenure), 3],
  ["BG/BB", bgBbLikelihood(occasions, occasions.counts), 4],
];

describe("slopes of the likelihoods are those of the likelihoods", () => {
  test.each(LIKELIHOODS)("%s, at small, middling and large parameters", (_, likelihood, size) => {
    for (const at of [-4, -0.5, 0.7, 2.5]) {
      const point = Float64Array.from({ length: size }, (_, i) => at + 0.2 * i - (i === 2 ? at * 0.7 : 0));
      const exact = new Float64Array(size);
      const numeric = new Float64Array(size);
      likelihood(point, exact);
      centralGradient((x) => likelihood(x, new Float64Array(size)), point, numeric);
      exact.forEach((slope, i) => {
        expectClose(slope, numeric[i] as number, 1e-6);
      });
    }
  });
});

describe("the search", () => {
  /** A normal likelihood of 100 customers around (1, 2), in which only a sum may be told where `flat`. */
  const peak =
    (flat: boolean): LogLikelihood =>
    (point, gradient) => {
      const [a, b] = [(point[0] as number) - 1, (point[1] as number) - 2];
      const away = flat ? a + b : a;
      gradient[0] = -100 * away;
      gradient[1] = flat ? -100 * away : -400 * b;
      return -50 * away * away - (flat ? 0 : 200 * b * b);
    };

  test("finds a peak from every start, with the covariance that its curvature says", () => {
    const starts = [
      [0, 0],
      [5, -3],
    ];
    const { point, report, covariance } = maximizeLikelihood(peak(false), { starts, customers: 100 });
    expectClose(point[0] as number, 1, 1e-9);
    expectClose(point[1] as number, 2, 1e-9);
    expect(report).toMatchObject({ converged: true, identifiable: true, starts: 2, agreeing: 2 });
    expectClose(report.condition as number, 4, 1e-6);
    expectClose(covariance?.[0]?.[0] as number, 1 / 100, 1e-8);
    expectClose(covariance?.[1]?.[1] as number, 1 / 400, 1e-8);
  });

  test("calls a ridge a ridge: no covariance, not identifiable", () => {
    const { report, covariance } = maximizeLikelihood(peak(true), { starts: [[0, 0]], customers: 100 });
    expect(report).toMatchObject({ converged: false, identifiable: false });
    expect(covariance).toBeUndefined();
  });

  test("ends at its limits where the likelihood rises for ever, and does not call it a maximum", () => {
    const rising: LogLikelihood = (point, gradient) => {
      gradient[0] = 1;
      return point[0] as number;
    };
    const { point, report } = maximizeLikelihood(rising, { starts: [[0]], customers: 10 });
    expect(point[0]).toBeLessThanOrEqual(30);
    expect(report.converged).toBe(false);
  });
});

describe("resampled customers", () => {
  test("are as many as there were, and each cell comes as often as it weighs", () => {
    const random = createRandom(1);
    const totals = new Float64Array(3);
    for (let i = 0; i < 2000; i++) {
      const drawn = resampleCounts([5, 0, 15], random);
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(20);
      drawn.forEach((count, k) => {
        totals[k] = (totals[k] as number) + count;
      });
    }
    expect(totals[1]).toBe(0);
    // mean 5, standard error √(20 · ¼ · ¾ / 2000)
    expect(Math.abs((totals[0] as number) / 2000 - 5)).toBeLessThan(4 * Math.sqrt(3.75 / 2000));
  });

  test("give no interval where too many refits found no maximum", () => {
    const failed = maximizeLikelihood((_, gradient) => Number(gradient.fill(1)[0]), { starts: [[0]], customers: 1 });
    expect(bootstrapParameters(() => failed, { replicates: 20, seed: 1 }, 0.95)).toBeUndefined();
  });
});
