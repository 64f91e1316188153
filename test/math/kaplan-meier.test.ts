import { describe, expect, test } from "vitest";
import { ascendingOrder } from "../../src/math/ascending-order.ts";
import {
  createRandom,
  cumulativeHazard,
  kaplanMeier,
  restrictedMean,
  survivalAt,
  survivalBandQuantile,
  survivalQuantile,
  wilsonInterval,
} from "../../src/math/index.ts";
import { codeOf } from "../loyalty/support.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

describe("without cases still open", () => {
  const random = createRandom(3);
  const ages = Array.from({ length: 400 }, () => Math.floor(40 * random.uniform()));
  const all = ages.map(() => 1);

  test("the share is the plain one, with Wilson's interval", () => {
    const curve = kaplanMeier(ages, all, { interval: "wilson" });
    for (const age of [0, 3.5, 17, 38]) {
      const ended = ages.filter((a) => a <= age).length;
      const found = survivalAt(curve, age) ?? expect.fail();
      const wilson = wilsonInterval(400 - ended, 400);
      expectClose(found.value, 1 - ended / 400, 1e-12);
      expectClose(found.interval.lower, wilson.lower, 1e-12);
      expectClose(found.interval.upper, wilson.upper, 1e-12);
      expectClose(found.effective, 400, 1e-9);
    }
    expect(survivalAt(curve, 39)?.interval.lower).toBe(0);
    expectClose(survivalAt(curve, 39)?.interval.upper as number, wilsonInterval(0, 400).upper, 1e-12);
  });

  test("quantiles have the order statistics of the binomial interval", () => {
    // the smallest tails of Bin(16, 0.75): P(≤ 7) = 0.0075, P(≤ 8) = 0.0271; P(≥ 16) = 0.0100, P(≥ 15) = 0.0635
    const curve = kaplanMeier(
      Array.from({ length: 16 }, (_, i) => i + 1),
      Array(16).fill(true),
    );
    expect(survivalQuantile(curve, 0.75)).toEqual({ value: 12, n: 16, lower: 8, upper: 16, level: 0.95 });
  });
});

test("a case seen open at the age at which another ends was still at risk there", () => {
  const curve = kaplanMeier([5, 5, 8], [1, 0, 1]);
  expect(Array.from(curve.atRisk)).toEqual([3, 1]);
  expectClose(curve.survival[0] as number, 2 / 3, 1e-15);
});

test("where nobody has ended the share is one, in doubt by as many as were watched that far", () => {
  const curve = kaplanMeier([1, 4, 9, 9], [0, 0, 0, 0]);
  expect(survivalAt(curve, 4)).toMatchObject({ value: 1, effective: 3, interval: wilsonInterval(3, 3) });
  expect(survivalAt(curve, 9.1)).toBeUndefined();
  expect(survivalQuantile(curve, 0.5)).toEqual({ n: 4, lower: 0, level: 0.95 });
});

test("a quantile that was not reached has a lower limit all the same", () => {
  const curve = kaplanMeier(
    Array.from({ length: 100 }, (_, i) => i),
    Array.from({ length: 100 }, (_, i) => (i < 30 ? 1 : 0)),
  );
  const median = survivalQuantile(curve, 0.5);
  expect(median.value).toBeUndefined();
  expect(median.upper).toBeUndefined();
  expect(median.lower).toBe(29);
});

test("what is no duration is named by its row", () => {
  for (const bad of [Number.NaN, -1, Number.POSITIVE_INFINITY, "3"]) {
    expect(() => kaplanMeier([1, bad as number], [1, 0])).toThrow(/durations\[1\]/);
  }
  expect(() => kaplanMeier([1, 2], [1, 2])).toThrow(/ended\[1\]/);
  expect(codeOf(() => kaplanMeier([], []))).toBe("empty_input");
  expect(codeOf(() => kaplanMeier([1], [1, 0]))).toBe("length_mismatch");
  expect(codeOf(() => kaplanMeier([1], [1], { level: 1 }))).toBe("out_of_range");
  expect(codeOf(() => kaplanMeier([1], [1], { interval: "exact" as never }))).toBe("unknown_id");
  const curve = kaplanMeier([1], [1]);
  expect(codeOf(() => survivalAt(curve, -1))).toBe("out_of_range");
  expect(codeOf(() => survivalQuantile(curve, 1))).toBe("out_of_range");
  expect(codeOf(() => survivalAt({} as never, 1))).toBe("invalid_type");
});

test("ages of every magnitude are ordered as comparison orders them, equal ones by row", () => {
  const random = createRandom(9);
  const kinds = [
    () => Math.floor(60 * random.uniform()),
    () => random.uniform(),
    () => 10 ** (600 * random.uniform() - 300),
    () => 5e-324 * Math.floor(9 * random.uniform()),
    () => 1e308,
    () => 0,
  ];
  const ages = Float64Array.from({ length: 9000 }, (_, i) => (kinds[i % kinds.length] as () => number)());
  const { order, sorted } = ascendingOrder(ages);
  expect(sorted).toEqual(Float64Array.from(ages).sort());
  const rows = Array.from(ages, (_, i) => i).sort((a, b) => (ages[a] as number) - (ages[b] as number) || a - b);
  expect(Array.from(order)).toEqual(rows);
});

test("rows that count for next to nothing or a great deal leave finite figures", () => {
  const curve = kaplanMeier([1, 2, 2, 3, 5], [1, 1, 0, 1, 0], {
    weights: [1e-9, 1e9, 1, 1e-9, 1e9],
    entries: [0, 1, 0, 2, 0],
  });
  for (const share of [0.01, 0.5, 0.99]) {
    for (const found of [survivalQuantile(curve, share), survivalBandQuantile(curve, share)]) {
      expect(Object.values(found).every(Number.isFinite)).toBe(true);
    }
  }
  for (const age of [0, 1, 2, 5]) expect(survivalAt(curve, age)?.interval.lower).toBeGreaterThanOrEqual(0);
});

test("entries and weights are named by their row, and what is no curve is refused", () => {
  expect(() => kaplanMeier([1, 2], [1, 0], { entries: [0, 2] })).toThrow(/options\.entries\[1\] is 2/);
  expect(() => kaplanMeier([1, 2], [1, 0], { weights: [1, 0] })).toThrow(/options\.weights\[1\]/);
  expect(codeOf(() => survivalBandQuantile({} as never, 0.5))).toBe("invalid_type");
  expect(codeOf(() => restrictedMean({} as never, 1))).toBe("invalid_type");
  expect(codeOf(() => cumulativeHazard({} as never))).toBe("invalid_type");
  expect(codeOf(() => restrictedMean(kaplanMeier([1], [1]), 0))).toBe("out_of_range");
});

test("where all end at one age the mean has an interval all the same", () => {
  const mean = restrictedMean(kaplanMeier([4, 4, 4, 4], [1, 1, 1, 1]), 10);
  expect(mean).toMatchObject({ value: 4, standardError: 0 });
  // Wilson's interval of 4 in 4 begins at 0.5101: that share at least stays to 4, and at most the rest beyond
  expectClose(mean?.interval.lower as number, 4 * wilsonInterval(4, 4).lower, 1e-12);
  expectClose(mean?.interval.upper as number, 4 + 6 * (1 - wilsonInterval(4, 4).lower), 1e-12);
});

test("a hundred thousand cases are sorted once, not compared pair by pair", () => {
  const random = createRandom(4);
  const ages = Float64Array.from({ length: 100_000 }, () => random.uniform());
  const ended = Uint8Array.from(ages, (age) => ((age * 1000) % 1 < 0.7 ? 1 : 0));
  const curve = kaplanMeier(ages, ended);
  expect(survivalQuantile(curve, 0.5).value).toBeGreaterThan(0.4);
});

describeWithData("published curves", ["survival/waltons.csv", "survival/g3.csv"], () => {
  test("the flies of Walton live 56 days in the median, 58 the controls, 26 those with miR-137", () => {
    // the data set and its medians come with lifelines (Davidson-Pilon)
    const flies = readSharedCsv("survival/waltons.csv");
    const median = (rows: typeof flies) =>
      survivalQuantile(
        kaplanMeier(
          rows.map((row) => Number(row["T"])),
          rows.map((row) => Number(row["E"])),
        ),
        0.5,
      ).value;
    expect(median(flies)).toBe(56);
    expect(median(flies.filter((row) => row["group"] === "control"))).toBe(58);
    expect(median(flies.filter((row) => row["group"] === "miR-137"))).toBe(26);
  });

  test("the six patients with grade 3 glioma without radioimmunotherapy have the published curve and interval", () => {
    const patients = readSharedCsv("survival/g3.csv").filter(
      (row) => row["group"] !== "RIT" && row["histology"] === "Grade3",
    );
    // survival and its log(−log) interval as published with the data set g3 (reference values of the project, survival)
    const curve = kaplanMeier(
      patients.map((row) => Number(row["time"])),
      patients.map((row) => row["event"] === "True"),
    );
    expect(Array.from(curve.times.subarray(0, 4))).toEqual([9, 19, 32, 34]);
    const near = (column: Float64Array, expected: readonly number[], digits: number) =>
      expected.forEach((value, i) => {
        expect(column[i]).toBeCloseTo(value, digits);
      });
    near(curve.survival, [0.833, 0.667, 0.5, 0.333], 3);
    near(curve.lower, [0.2731, 0.1946, 0.1109, 0.0461], 4);
    near(curve.upper, [0.975, 0.904, 0.804, 0.676], 3);
  });
});

test("a curve without the columns that a figure reads is refused, not read as if it were whole", () => {
  const { atRisk, endings, ...rest } = kaplanMeier([9, 19, 30], [1, 1, 0]);
  const part = rest as unknown as ReturnType<typeof kaplanMeier>;
  expect(codeOf(() => cumulativeHazard(part))).toBe("invalid_type");
  expect(codeOf(() => restrictedMean(part, 20))).toBe("invalid_type");
});
