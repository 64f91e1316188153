import { describe, expect, it } from "vitest";
import { mergeMoments, momentsFromSums, momentsOf, varianceOf } from "../../src/math/moments.ts";
import { expectClose, expectRelative } from "../support/close.ts";

describe("moments", () => {
  // python3 -c "import numpy as np; d=[3.5,-1,7,2,2,9.25,0,4]; print(np.mean(d), np.var(d,ddof=1))"
  it("give the sample variance of NumPy", () => {
    const moments = momentsOf([3.5, -1, 7, 2, 2, 9.25, 0, 4]);
    expectClose(moments.mean, 3.34375, 1e-15);
    expectRelative(varianceOf(moments) as number, 11.766741071428571, 1e-14);
  });

  // NIST StRD NumAcc4: mean 10000000.2, standard deviation 0.1, by its certificate
  it("keep the spread of large numbers that differ in the last digits", () => {
    const column = [10000000.2];
    for (let i = 0; i < 500; i++) column.push(10000000.1, 10000000.3);
    expectRelative(varianceOf(momentsOf(column)) as number, 0.01, 1e-7);
  });

  it("of one row or none carry no variance", () => {
    expect(varianceOf(momentsOf([7]))).toBeUndefined();
    expect(varianceOf(momentsOf([]))).toBeUndefined();
    expect(varianceOf(momentsOf([7, 7]))).toBe(0);
  });

  it("of a group without rows change nothing in a merger", () => {
    const moments = momentsOf([1, 2, 4]);
    expect(mergeMoments(moments, momentsOf([]))).toEqual(moments);
    expect(mergeMoments(momentsOf([]), moments)).toEqual(moments);
  });

  it("follow from totals of a database", () => {
    expect(momentsFromSums({ n: 4, sum: 16, sumOfSquares: 72 })).toEqual({ n: 4, mean: 4, m2: 8 });
    expect(momentsFromSums({ n: 0, sum: 0, sumOfSquares: 0 })).toEqual({ n: 0, mean: 0, m2: 0 });
  });

  it("take a spread that rounding made negative as none", () => {
    expect(momentsFromSums({ n: 3, sum: 0.1 + 0.1 + 0.1, sumOfSquares: 3 * 0.1 * 0.1 - 1e-17 }).m2).toBe(0);
  });
});
