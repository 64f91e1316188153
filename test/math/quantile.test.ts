import { describe, expect, it } from "vitest";
import { quantile, quantileSorted, quantiles, selectRanks } from "../../src/math/quantile.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose, expectRelative } from "../support/close.ts";

const DATA = [3.5, -1, 7, 2, 2, 9.25, 0, 4];

describe("quantiles", () => {
  // python3 -c "import statistics as s; print(s.quantiles([3.5,-1,7,2,2,9.25,0,4], n=10, method='inclusive'))"
  it("are those of CPython's inclusive method", () => {
    const deciles = quantiles(DATA, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    const expected = [-0.3, 0.8, 2.0, 2.0, 2.75, 3.6, 3.95, 5.8, 7.675];
    for (const [i, value] of expected.entries()) expectClose(deciles[i] as number, value, 1e-15);
  });

  // python3 -c "import numpy as np; print(np.quantile([3.5,-1,7,2,2,9.25,0,4], [0,.05,.333,.5,.9,1]))"
  it("are those of NumPy's linear method", () => {
    const expected = [-1, -0.65, 2, 2.75, 7.675, 9.25];
    const actual = quantiles(DATA, [0, 0.05, 0.333, 0.5, 0.9, 1]);
    for (const [i, value] of expected.entries()) expectClose(actual[i] as number, value, 1e-15);
  });

  it("of one row are that row", () => {
    expect(quantiles([5], [0, 0.3, 1])).toEqual(Float64Array.of(5, 5, 5));
    expect(quantile([5], 0.9)).toBe(5);
  });

  it("stay finite between the largest doubles", () => {
    expect(quantileSorted([-Number.MAX_VALUE, Number.MAX_VALUE], 0.5)).toBe(0);
    expectRelative(quantileSorted([-Number.MAX_VALUE, Number.MAX_VALUE], 0.25), -Number.MAX_VALUE / 2, 1e-15);
  });

  it("leave the column as it was", () => {
    const column = Float64Array.from(DATA);
    quantiles(column, [0.5]);
    expect(Array.from(column)).toEqual(DATA);
  });

  it("answer no shares with no quantiles", () => {
    expect(quantiles(DATA, [])).toHaveLength(0);
  });
});

describe("order statistics of long columns", () => {
  const n = 20_000;
  const random = createRandom(5);
  const make = (cell: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => cell(i));
  const columns: Record<string, Float64Array> = {
    "all equal": make(() => 3.7),
    "two values": make(() => random.integer(0, 1)),
    "minus and plus zero": make((i) => (i % 2 === 0 ? -0 : 0)),
    "smallest doubles of both signs": make(() => random.integer(-3, 3) * Number.MIN_VALUE),
    uniform: make(() => random.uniform()),
    normal: make(() => random.normal()),
    "log-normal of both signs": make(() => Math.exp(5 * random.normal()) * (random.integer(0, 1) * 2 - 1)),
    "one binade, negative": make(() => -1 - random.uniform()),
    "differing in the last digits": make(() => 1 + random.integer(0, 99_999) * 2 ** -52),
    "differing in the last digits, negative": make(() => -1 - random.integer(0, 99_999) * 2 ** -52),
    "every magnitude": make(() => 10 ** (600 * random.uniform() - 300)),
    ascending: make((i) => i),
    descending: make((i) => -i),
    "whole euros": make(() => random.poisson(100)),
    "mostly zero": make(() => (random.uniform() < 0.9 ? 0 : random.gamma(0.5, 100))),
  };
  for (const [name, column] of Object.entries(columns)) {
    it(`are those of sorting: ${name}`, () => {
      const before = column.slice();
      const sorted = column
        .slice()
        .sort()
        .map((cell) => cell + 0);
      const ranks = [0, 0, 1, 199, 5000, 9999, 10_000, 15_000, n - 2, n - 1, n - 1];
      expect(selectRanks(column, ranks)).toEqual(Float64Array.from(ranks, (rank) => sorted[rank] as number));
      expect(column).toEqual(before);
      expect(selectRanks(column, Array.from(column.keys()))).toEqual(sorted);
    });
  }

  it("are found in a part of a larger buffer", () => {
    const whole = make((i) => n - i);
    expect(selectRanks(whole.subarray(10_000), [0, 9999])).toEqual(Float64Array.of(1, 10_000));
  });

  it("refuse a NaN or an Infinity wherever it stands", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const column = make((i) => i);
      column[12_345] = bad;
      expect(() => quantile(column, 0.5)).toThrow(/column\[12345\] must be a finite number/);
    }
  });
});
