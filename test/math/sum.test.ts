import { describe, expect, it } from "vitest";
import { mean, sum } from "../../src/math/sum.ts";

describe("sum", () => {
  it("adds a million cents to the cent", () => {
    expect(sum(new Float64Array(1_000_000).fill(0.01))).toBe(10_000);
  });

  // python3 -c "import math; print(math.fsum([0.1]*10), math.fsum([1e16,1,1,-1e16]))"
  it("agrees with exact summation", () => {
    expect(sum(Array(10).fill(0.1))).toBe(1);
    expect(sum([1e16, 1, 1, -1e16])).toBe(2);
  });

  it("is 0 for no rows", () => {
    expect(sum([])).toBe(0);
  });

  it("takes every kind of column", () => {
    expect(sum(Int32Array.of(1, 2, 3))).toBe(6);
    expect(sum(Float32Array.of(0.5, 0.25))).toBe(0.75);
  });

  it("survives partial sums above the largest double", () => {
    expect(sum([1.7e308, 1.7e308, -1.7e308])).toBe(1.7e308);
  });
});

describe("mean", () => {
  it("is the average", () => {
    expect(mean([1, 2, 6])).toBe(3);
  });

  it("never leaves the range of the column", () => {
    expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
    expect(mean(Array(3).fill(Number.MAX_VALUE))).toBe(Number.MAX_VALUE);
    expect(mean([-Number.MAX_VALUE, Number.MAX_VALUE])).toBe(0);
  });
});
