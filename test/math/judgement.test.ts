import { describe, expect, test } from "vitest";
import {
  brierScore,
  calibrationLine,
  createRandom,
  fitLogistic,
  fitPlatt,
  isotonicAt,
  isotonicRegression,
  logLoss,
  normalCdf,
  reliabilityTable,
  rocAuc,
  stratifiedFolds,
  wilsonInterval,
} from "../../src/math/index.ts";
import { expectClose } from "../support/close.ts";

/** Space shuttle flights: temperature in °F and thermal distress of an O-ring; Dalal, Fowlkes & Hoadley (1989), JASA 84. */
const TEMPERATURE = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58];
const DISTRESS = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1];

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
};

describe("the area under the curve", () => {
  /** By the definition: every pair, ties counting half, and the placements of DeLong et al. (1988), eq. 5–7. */
  function byPairs(scores: readonly number[], outcomes: readonly number[]) {
    const won = scores.filter((_, i) => outcomes[i] === 1);
    const lost = scores.filter((_, i) => outcomes[i] === 0);
    const beats = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
    const v10 = won.map((a) => lost.reduce((sum, b) => sum + beats(a, b), 0) / lost.length);
    const v01 = lost.map((b) => won.reduce((sum, a) => sum + beats(a, b), 0) / won.length);
    const area = v10.reduce((sum, v) => sum + v, 0) / won.length;
    const spread = (v: readonly number[]) => v.reduce((sum, x) => sum + (x - area) ** 2, 0) / (v.length - 1) / v.length;
    return { area, variance: spread(v10) + spread(v01) };
  }

  test("is what comparing every pair gives, ties counting half", () => {
    const random = createRandom(4);
    const outcomes = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const scores = outcomes.map((y) => Math.round(4 * (random.normal() + y)) / 4);
    expectClose(rocAuc(scores, outcomes)?.value ?? 0, byPairs(scores, outcomes).area, 1e-12);
  });

  test("its interval holds DeLong's on the log-odds scale, and is that one with many rows of unequal spread", () => {
    const random = createRandom(5);
    const outcomes = Array.from({ length: 600 }, (_, i) => (i < 300 ? 1 : 0));
    const scores = outcomes.map((y) => random.normal() * (y === 1 ? 6 : 1) + y * 0.5);
    const { area, variance } = byPairs(scores, outcomes);
    const step = (1.959963984540054 * Math.sqrt(variance)) / (area * (1 - area));
    const bound = (x: number) => 1 / (1 + Math.exp(-x));
    const { lower, upper } = rocAuc(scores, outcomes)?.interval ?? { lower: 0, upper: 0 };
    expectClose(lower, bound(Math.log(area / (1 - area)) - step), 1e-12);
    expectClose(upper, bound(Math.log(area / (1 - area)) + step), 1e-12);
  });

  test("has a doubt also where no loser outranks a winner", () => {
    const { value, interval } = rocAuc([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1]) ?? {
      value: 0,
      interval: { lower: 0, upper: 0 },
    };
    expect(value).toBe(1);
    expect(interval.upper).toBe(1);
    expect(interval.lower).toBeLessThan(0.7);
    const reversed = rocAuc([6, 5, 4, 3, 2, 1], [0, 0, 0, 1, 1, 1]);
    expectClose(reversed?.interval.upper ?? 0, 1 - interval.lower, 1e-9);
  });

  test("covers the truth with ten winners among three hundred, where DeLong's alone misses in one of six", () => {
    const random = createRandom(6);
    const truth = normalCdf(3 / Math.SQRT2);
    const outcomes = Array.from({ length: 310 }, (_, i) => (i < 10 ? 1 : 0));
    let covered = 0;
    for (let r = 0; r < 600; r++) {
      const { interval } = rocAuc(
        outcomes.map((y) => random.normal() + 3 * y),
        outcomes,
      ) as { interval: { lower: number; upper: number } };
      if (interval.lower <= truth && truth <= interval.upper) covered++;
    }
    // three standard errors of 600 draws below 0.95
    expect(covered / 600).toBeGreaterThan(0.923);
  });

  test("a weight of two is two rows", () => {
    const scores = [3, 1, 2, 2, 5, 4];
    const outcomes = [1, 0, 0, 1, 1, 0];
    expect(rocAuc(scores, outcomes, { weights: new Array(6).fill(2) })).toEqual(
      rocAuc([...scores, ...scores], [...outcomes, ...outcomes]),
    );
  });

  test("is not told with fewer than two rows of either kind", () => {
    expect(rocAuc([1, 2, 3], [0, 0, 1])).toBeUndefined();
    expect(rocAuc([1, 2, 3], [1, 1, 1])).toBeUndefined();
  });
});

describe("the Brier score", () => {
  test("of forecasts in few steps is made of reliability, resolution and uncertainty without remainder", () => {
    const forecasts = [0.1, 0.1, 0.1, 0.5, 0.5, 0.9, 0.9, 0.9];
    const outcomes = [0, 0, 1, 1, 0, 1, 1, 0];
    const { value, reliability, resolution, uncertainty, remainder } = brierScore(forecasts, outcomes);
    // by hand: squared errors 3 × (.01, .01, .81 …); observed ⅓, ½, ⅔; base rate ½
    expectClose(value, (0.01 + 0.01 + 0.81 + 0.25 + 0.25 + 0.01 + 0.01 + 0.81) / 8, 1e-12);
    expectClose(reliability, (3 * (0.1 - 1 / 3) ** 2 + 3 * (0.9 - 2 / 3) ** 2) / 8, 1e-12);
    expectClose(resolution, (3 * (1 / 3 - 0.5) ** 2 + 3 * (2 / 3 - 0.5) ** 2) / 8, 1e-12);
    expectClose(uncertainty, 0.25, 1e-12);
    expectClose(remainder, 0, 1e-12);
  });

  test("of fine forecasts says what the grouping leaves over", () => {
    const random = createRandom(9);
    const forecasts = Array.from({ length: 4000 }, () => random.uniform());
    const outcomes = forecasts.map((p) => (random.uniform() < p ? 1 : 0));
    const brier = brierScore(forecasts, outcomes);
    expectClose(brier.reliability - brier.resolution + brier.uncertainty + brier.remainder, brier.value, 1e-12);
    // honest uniform forecasts: E p(1 − p) = 1/6
    expect(brier.interval.lower).toBeLessThan(1 / 6);
    expect(brier.interval.upper).toBeGreaterThan(1 / 6);
    expect(Math.abs(brier.remainder)).toBeLessThan(0.005);
    expect(brier.remainder).not.toBe(0);
  });

  test("gives the base rate no skill, and names none where every outcome is alike", () => {
    expectClose(brierScore([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0]).skill ?? 1, 0, 1e-12);
    expect(brierScore([0.2, 0.3], [0, 0])).not.toHaveProperty("skill");
  });

  test("and the log loss are means of what each row loses", () => {
    expectClose(logLoss([0.8, 0.3], [1, 0]).value, -(Math.log(0.8) + Math.log(0.7)) / 2, 1e-12);
    expectClose(logLoss([0], [1]).value, -Math.log(1e-15), 1e-12);
  });
});

describe("the reliability table", () => {
  test("holds every row once and never parts equal forecasts", () => {
    const forecasts = [0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 0.9];
    const table = reliabilityTable(forecasts, [0, 0, 0, 0, 1, 0, 1, 1], { bins: 4 });
    expect(table.reduce((n, bin) => n + bin.n, 0)).toBe(8);
    expect(table[0]).toMatchObject({ n: 5, from: 0.1, to: 0.1 });
    expect(table[0]?.observed.value).toBe(0.2);
  });

  test("has groups of equal size where forecasts are fine, with intervals near Wilson's", () => {
    const random = createRandom(1);
    const forecasts = Array.from({ length: 1000 }, () => random.uniform());
    const table = reliabilityTable(
      forecasts,
      forecasts.map((p) => (random.uniform() < p ? 1 : 0)),
    );
    expect(table.map((bin) => bin.n)).toEqual(new Array(10).fill(100));
    for (const { observed } of table) {
      const wilson = wilsonInterval(observed.value * 100, 100);
      expect(Math.abs(wilson.lower - observed.interval.lower)).toBeLessThan(0.03);
      expect(Math.abs(wilson.upper - observed.interval.upper)).toBeLessThan(0.03);
    }
  });
});

describe("logistic regression", () => {
  test("finds the published fit of the O-ring data", () => {
    const fit = fitLogistic([TEMPERATURE], DISTRESS, { ridge: 0 });
    // Agresti, Categorical Data Analysis (2nd ed.), exercise 5.7: 15.043 − 0.232 · temperature, standard error 0.108
    expectClose(fit?.intercept ?? 0, 15.0429, 1e-4);
    expectClose(fit?.coefficients[0] ?? 0, -0.2322, 1e-3);
    expect(Math.abs(Math.sqrt(fit?.covariance[3] ?? 0) - 0.1082)).toBeLessThan(5e-5);
    expect(fit?.converged).toBe(true);
  });

  test("agrees with a Newton search of its own to nine digits, ridge and category included", () => {
    const fit = fitLogistic([TEMPERATURE, { codes: TEMPERATURE.map((_, i) => i % 3), levels: 3 }], DISTRESS, {
      ridge: 0.5,
    });
    // Newton's method in 40 digits (Python's mpmath), temperature standardised, levels as they are
    expectClose(fit?.intercept ?? 0, 11.772740595601592, 1e-8);
    [-0.1844071780445787, -0.6431576764883, 0.5212164327666, 0.12194124372176].forEach((beta, j) => {
      expectClose(fit?.coefficients[j] ?? 0, beta, 1e-8);
    });
    expectClose(fit?.covariance[0] ?? 0, 37.60123031971405, 1e-7);
    expectClose(fit?.covariance[6] ?? 0, 0.007861515984066366, 1e-9);
    expectClose(fit?.covariance[12] ?? 0, 1.0950504552418444, 1e-8);
  });

  test("keeps columns that tell both kinds apart finite with a ridge, and says so without one", () => {
    const x = [1, 2, 3, 4];
    const y = [0, 0, 1, 1];
    expect(fitLogistic([x], y)?.converged).toBe(true);
    expect(Number.isFinite(fitLogistic([x], y)?.coefficients[0])).toBe(true);
    expect(fitLogistic([x], y, { ridge: 0 })?.converged ?? false).toBe(false);
    expect(fitLogistic([x, x], [0, 1, 0, 1], { ridge: 0 })).toBeUndefined();
  });

  test("a weight of two is two rows", () => {
    const doubled = fitLogistic([[...TEMPERATURE, ...TEMPERATURE]], [...DISTRESS, ...DISTRESS]);
    const weighted = fitLogistic([TEMPERATURE], DISTRESS, { weights: new Array(23).fill(2) });
    expectClose(weighted?.coefficients[0] ?? 0, doubled?.coefficients[0] ?? 1, 1e-9);
    expectClose(weighted?.covariance[3] ?? 0, doubled?.covariance[3] ?? 1, 1e-9);
  });

  test("does not care about units: euros or cents, the chance is the same", () => {
    const cents = TEMPERATURE.map((t) => t * 100 + 1e7);
    const a = fitLogistic([TEMPERATURE], DISTRESS);
    const b = fitLogistic([cents], DISTRESS);
    const at = (fit: typeof a, x: number) => (fit?.intercept ?? 0) + (fit?.coefficients[0] ?? 0) * x;
    expectClose(at(a, 31), at(b, 3100 + 1e7), 1e-8);
  });
});

describe("calibration", () => {
  test("the isotonic curve pools what falls, and is read straight between steps", () => {
    const steps = isotonicRegression([1, 2, 3, 4, 5], [0, 1, 0, 1, 1]);
    expect(steps).toEqual([
      { from: 1, to: 1, n: 1, mean: 0 },
      { from: 2, to: 3, n: 2, mean: 0.5 },
      { from: 4, to: 5, n: 2, mean: 1 },
    ]);
    expect([0, 2.5, 3.5, 9].map((x) => isotonicAt(steps, x))).toEqual([0, 0.5, 0.75, 1]);
  });

  test("Platt's curve undoes a score that is twice too bold", () => {
    const random = createRandom(3);
    const truth = Array.from({ length: 20000 }, () => random.normal() * 1.5 - 1);
    const outcomes = truth.map((x) => (random.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0));
    const { slope, intercept } = fitPlatt(
      truth.map((x) => 2 * x + 1),
      outcomes,
    );
    expect(Math.abs(slope - 0.5)).toBeLessThan(0.03);
    expect(Math.abs(intercept + 0.5)).toBeLessThan(0.06);
    expect(fitPlatt([1, 2, 3, 4], [0, 0, 1, 1]).slope).toBeGreaterThan(0);
    expect(fitPlatt([2, 2, 2], [0, 1, 0]).slope).toBe(0);
  });

  test("the line of honest forecasts covers slope 1 and intercept 0, that of bold ones does not", () => {
    const random = createRandom(8);
    const logits = Array.from({ length: 5000 }, () => random.normal());
    const outcomes = logits.map((x) => (random.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0));
    const line = (factor: number) =>
      calibrationLine(
        logits.map((x) => 1 / (1 + Math.exp(-factor * x))),
        outcomes,
      );
    const honest = line(1);
    expect(honest?.slope.interval.lower).toBeLessThan(1);
    expect(honest?.slope.interval.upper).toBeGreaterThan(1);
    expect(honest?.intercept.interval.lower).toBeLessThan(0);
    expect(honest?.intercept.interval.upper).toBeGreaterThan(0);
    expect(line(2)?.slope.interval.upper).toBeLessThan(0.6);
    expect(calibrationLine([0.5, 0.5], [0, 1])?.slope).toBeUndefined();
  });
});

describe("folds", () => {
  test("hold every class in equal parts, and do not hang on the order of the rows", () => {
    const keys = Array.from({ length: 103 }, (_, i) => `lead ${i}`);
    const classes = keys.map((_, i) => (i % 4 === 0 ? 1 : 0));
    const folds = stratifiedFolds(classes, { folds: 5, seed: 3, keys });
    for (const kind of [0, 1]) {
      const sizes = [0, 1, 2, 3, 4].map((k) => folds.filter((fold, i) => fold === k && classes[i] === kind).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
    const back = stratifiedFolds([...classes].reverse(), { folds: 5, seed: 3, keys: [...keys].reverse() });
    expect([...back].reverse()).toEqual([...folds]);
    expect([...stratifiedFolds(classes, { folds: 5, seed: 4, keys })]).not.toEqual([...folds]);
  });
});

describe("bad input", () => {
  test("is refused with its code", () => {
    expect(codeOf(() => rocAuc([], []))).toBe("empty_input");
    expect(codeOf(() => rocAuc([1], [0, 1]))).toBe("length_mismatch");
    expect(codeOf(() => rocAuc([1, 2], [0, 0.5]))).toBe("out_of_range");
    expect(codeOf(() => rocAuc([1, 2], [0, 1], { weights: [1, 0] }))).toBe("out_of_range");
    expect(codeOf(() => brierScore([1.2], [1]))).toBe("out_of_range");
    expect(codeOf(() => logLoss([Number.NaN], [1]))).toBe("not_finite");
    expect(codeOf(() => reliabilityTable([0.2], [1], { bins: 0 }))).toBe("out_of_range");
    expect(codeOf(() => isotonicAt([], 1))).toBe("empty_input");
    expect(codeOf(() => fitLogistic([[1, 2, 3]], [0, 1]))).toBe("length_mismatch");
    expect(codeOf(() => fitLogistic([{ codes: [0, 3], levels: 2 }], [0, 1]))).toBe("out_of_range");
    expect(codeOf(() => fitLogistic([[1, 2]], [0, 1], { ridge: -1 }))).toBe("out_of_range");
    expect(codeOf(() => fitLogistic([[-1e308, 1e308]], [0, 1]))).toBe("out_of_range");
    expect(codeOf(() => stratifiedFolds([1, 0], { folds: 1, seed: 1 }))).toBe("out_of_range");
    expect(codeOf(() => stratifiedFolds([1, 0], { folds: 2, seed: 1, keys: ["a"] }))).toBe("length_mismatch");
  });
});
