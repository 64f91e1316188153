import { expect, describe as group, test } from "vitest";
import { describe, type Estimate } from "../../src/core/index.ts";
import { normalCdf, normalQuantile } from "../../src/math/normal.ts";
import { createRandom } from "../../src/math/random.ts";
import { type ConcentrationFigure, fitTiers, measureConcentration, summarizeTiers } from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";
import { logNormalBook } from "./book.ts";

const figure = (value: unknown): ConcentrationFigure => value as ConcentrationFigure;
const estimate = (value: unknown): Estimate => {
  expect(value).toHaveProperty("interval");
  return value as Estimate;
};

// example vector of the help page of R's ineq; its Gini(x) is 0.4620911 without the factor n / (n − 1). NumPy, mean
// absolute difference over all ordered pairs: 0.46209113026762383 and with the factor 0.5134345891862487
const INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261];

test("the Gini coefficient agrees with the published example of R's ineq", () => {
  const { gini } = measureConcentration(INCOMES);
  expectClose((figure(gini).value * 9) / 10, 0.4620911, 5e-8);
  expectClose(figure(gini).value, 0.5134345891862487, 1e-12);
});

test("the Gini coefficient is half the relative mean difference between two customers", () => {
  const book = logNormalBook(301, 1.3, 5);
  let difference = 0;
  for (const a of book) for (const b of book) difference += Math.abs(a - b);
  const { gini, total } = measureConcentration(book);
  expectClose(figure(gini).value, difference / (301 * 300) / (2 * (total / 301)), 1e-12);
});

test("the best customers' share interpolates inside one customer", () => {
  const book = measureConcentration([50, 20, 10, 10, 10], { topShares: [0.1, 0.2, 0.3, 0.4, 0.9] });
  expect(book.topShares.map((top) => top.topShare)).toEqual([0.1, 0.2, 0.3, 0.4, 0.9]);
  book.topShares.forEach((top, i) => {
    expectClose(top.valueShare.value, [0.25, 0.5, 0.6, 0.7, 0.95][i] as number, 1e-14);
  });
  expectClose(figure(book.customersFor80).value, 0.6, 1e-14);
});

test("a book where all bring the same has Gini 0, a straight curve and no interval", () => {
  const book = measureConcentration(new Array(100).fill(12));
  expect(book.gini).toEqual({
    value: 0,
    n: 100,
    withoutInterval: { code: "all_values_equal", params: { n: 100, value: 12 } },
  });
  for (const { topShare, valueShare } of book.lorenz) expectClose(valueShare, topShare, 1e-14);
  expect(book.eightyTwenty.code).toBe("eighty_twenty_open");
});

test("a book where few bring everything bounds the share from below by how many bring anything", () => {
  const book = measureConcentration([...new Array(950).fill(0), ...logNormalBook(50, 1, 3)]);
  const { interval } = estimate(book.topShares[2]?.valueShare);
  expect(book.topShares[2]?.valueShare.value).toBe(1);
  expect(interval).toEqual({ lower: 1, upper: 1, level: 0.95 });
  expect(book.eightyTwenty.code).toBe("eighty_twenty_steeper");
  // Wilson's upper limit of 50 in 1,000 is 0.0653, so the best 5 % bring at least 0.05 / 0.0653
  expectClose(estimate(book.topShares[1]?.valueShare).interval.lower, 0.05 / 0.06531382, 1e-6);
});

test("losses bend the curve above the total; Gini abstains and the note says by how much", () => {
  const book = measureConcentration([...logNormalBook(200, 1, 8), ...new Array(20).fill(-100)]);
  expect(book.gini).toEqual({
    abstained: { code: "concentration_gini_negative", params: { customers: 20, sum: -2000 } },
  });
  expect(Math.max(...book.lorenz.map((point) => point.valueShare))).toBeGreaterThan(1);
  expectClose(book.lorenz.at(-1)?.valueShare as number, 1, 1e-12);
  expect(book.notes).toContainEqual({ code: "concentration_negatives", params: { customers: 20, sum: -2000 } });
  const for80 = figure(book.customersFor80).value;
  expect(book.lorenz.find((point) => point.topShare === for80)?.valueShare).toBeCloseTo(0.8, 12);
});

test("a book that brings nothing on balance abstains from every figure", () => {
  for (const values of [
    [0, 0, 0],
    [5, -5],
    [1, -7],
  ]) {
    const book = measureConcentration(values);
    const reason = book.eightyTwenty;
    expect(reason.code).toBe("concentration_no_total");
    expect(book).toMatchObject({
      gini: { abstained: reason },
      customersFor80: { abstained: reason },
      lorenz: [],
      topShares: [],
    });
  }
});

test("thin books and thin groups give the figure without an interval and say why", () => {
  expect(figure(measureConcentration(INCOMES).gini).withoutInterval).toEqual({
    code: "too_few_rows",
    params: { n: 10, needed: 40 },
  });
  const [one, five] = measureConcentration(logNormalBook(400, 1, 2)).topShares;
  expect(one?.valueShare.withoutInterval).toMatchObject({ code: "concentration_thin_group", params: { customers: 4 } });
  expect(five?.valueShare.interval).toBeDefined();
});

test("the answer to 80/20 is read from the interval", () => {
  const answers = [0.6, 1.68, 2.2].map(
    (sigma, i) => measureConcentration(logNormalBook(20_000, sigma, 40 + i)).eightyTwenty,
  );
  expect(answers.map((answer) => answer.code)).toEqual([
    "eighty_twenty_flatter",
    "eighty_twenty_holds",
    "eighty_twenty_steeper",
  ]);
  expect(describe(answers[0] as never)).toMatch(/^flatter than 80\/20: the best 20% of customers bring 40\.\d% \(/);
  expect(describe(answers[2] as never, "zh")).toMatch(/^比二八法则集中/);
});

test("where a few customers decide, figures come without an interval and say how few", () => {
  const book = measureConcentration(logNormalBook(500, 2.5, 4));
  for (const measured of [book.gini, book.customersFor80, book.topShares[2]?.valueShare]) {
    expect(figure(measured).withoutInterval?.code).toBe("concentration_few_decide");
  }
  // ninety-nine small customers and one that brings as much as all of them: (99 + 99)² / (99 + 99²) = 3.96
  const { withoutInterval } = figure(measureConcentration([...new Array(99).fill(1), 99]).gini);
  expect(withoutInterval).toEqual({
    code: "concentration_few_decide",
    params: { carriers: expect.closeTo(3.96, 12), needed: 40, largestShare: 0.5 },
  });
});

test("the curve of a large book is thinned, and exact at every asked share", () => {
  const book = logNormalBook(50_000, 1.2, 9);
  const topShares = [0.001, 0.0333, 0.2, 0.77];
  const { lorenz, topShares: asked } = measureConcentration(book, { topShares });
  expect(lorenz.length).toBeLessThanOrEqual(200);
  for (const { topShare, valueShare } of asked) {
    expect(lorenz.find((point) => point.topShare === topShare)?.valueShare).toBe(valueShare.value);
  }
  for (let i = 1; i < lorenz.length; i++) {
    expect(lorenz[i]?.topShare as number).toBeGreaterThan(lorenz[i - 1]?.topShare as number);
    expect(lorenz[i]?.valueShare as number).toBeGreaterThan(lorenz[i - 1]?.valueShare as number);
  }
});

test("the unit does not matter: not in cents, not in amounts near the largest number", () => {
  const book = logNormalBook(300, 1, 6);
  const plain = measureConcentration(book);
  for (const unit of [1e300, 1e-290]) {
    const scaled = measureConcentration(book.map((value) => value * unit));
    expectClose(figure(scaled.gini).value, figure(plain.gini).value, 1e-12);
    expectClose(estimate(scaled.gini).interval.upper, estimate(plain.gini).interval.upper, 1e-9);
  }
});

group("the intervals", () => {
  test("have the width of the delete-one jackknife where no customer stands out", () => {
    const random = createRandom(12);
    const n = 1500;
    const book = Float64Array.from({ length: n }, () => random.uniform() + 0.2);
    const options = { topShares: [0.2] };
    const read = (values: Float64Array): number[] => {
      const measured = measureConcentration(values, options);
      return [measured.gini, measured.topShares[0]?.valueShare, measured.customersFor80].map((f) => figure(f).value);
    };
    const replicates = Array.from({ length: n }, (_, i) => read(book.filter((_, j) => j !== i)));
    const measured = measureConcentration(book, options);
    [measured.gini, measured.topShares[0]?.valueShare, measured.customersFor80].forEach((f, k) => {
      const mean = replicates.reduce((sum, row) => sum + (row[k] as number), 0) / n;
      const squares = replicates.reduce((sum, row) => sum + ((row[k] as number) - mean) ** 2, 0);
      const { lower, upper } = estimate(f).interval;
      const ratio = (upper - lower) / 2 / 1.96 / Math.sqrt((squares * (n - 1)) / n);
      expect(ratio).toBeGreaterThan(0.97);
      expect(ratio).toBeLessThan(1.06);
    });
  });

  test("cover the truth in 95 of 100 log-normal books of 500 customers", () => {
    // closed forms of the log-normal law: Gini 2Φ(σ/√2) − 1, share of the best p Φ(σ − z), z the (1 − p) quantile
    const sigma = 1;
    const truth = new Map([
      ["gini", 2 * normalCdf(sigma / Math.SQRT2) - 1],
      ["80", 1 - normalCdf(normalQuantile(0.2) + sigma)],
      ...[0.02, 0.05, 0.2].map((p) => [`${p}`, normalCdf(sigma - normalQuantile(1 - p))] as const),
    ]);
    const covered = new Map<string, number>();
    const replicates = 1000;
    for (let r = 0; r < replicates; r++) {
      const book = measureConcentration(logNormalBook(500, sigma, 1000 + r), { topShares: [0.02, 0.05, 0.2] });
      const figures = [
        ["gini", book.gini],
        ["80", book.customersFor80],
      ] as [string, unknown][];
      for (const { topShare, valueShare } of book.topShares) figures.push([`${topShare}`, valueShare]);
      for (const [name, measured] of figures) {
        const { lower, upper } = estimate(measured).interval;
        const value = truth.get(name) as number;
        if (lower <= value && value <= upper) covered.set(name, (covered.get(name) ?? 0) + 1);
      }
    }
    for (const name of truth.keys()) {
      // 0.95 ± 3 binomial standard errors of 1,000 replicates
      expect((covered.get(name) as number) / replicates, name).toBeGreaterThan(0.929);
      expect((covered.get(name) as number) / replicates, name).toBeLessThan(0.971);
    }
  });

  test("of a tier's share cover it in 95 of 100 new books under the same cuts", () => {
    const model = fitTiers(logNormalBook(20_000, 1, 77));
    const truth = model.cuts.map((cut) => 1 - normalCdf(Math.log(cut) - 4));
    const shares = [...truth.map((above, i) => above - (truth[i - 1] ?? 0)), 1 - (truth[2] as number)];
    const covered = [0, 0, 0, 0];
    const replicates = 1000;
    for (let r = 0; r < replicates; r++) {
      summarizeTiers(model, logNormalBook(800, 1, 5000 + r)).rows.forEach(({ shareInterval }, i) => {
        const share = shares[i] as number;
        if (shareInterval.lower <= share && share <= shareInterval.upper) covered[i] = (covered[i] as number) + 1;
      });
    }
    for (const count of covered) {
      expect(count / replicates).toBeGreaterThan(0.929);
      expect(count / replicates).toBeLessThan(0.985);
    }
  });
});
