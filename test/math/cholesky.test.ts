import { describe, expect, it } from "vitest";
import {
  type CholeskyFactor,
  choleskyFactor,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
} from "../../src/math/cholesky.ts";
import { expectClose, expectRelative } from "../support/close.ts";

// python3 -c "import numpy as np; A=np.array([[4,12,-16],[12,37,-43],[-16,-43,98.]]); \
//   print(np.linalg.cholesky(A), np.linalg.slogdet(A), np.linalg.solve(A,[1,2,3]))"; inverse = adj(A) / 36
const A = [4, 12, -16, 12, 37, -43, -16, -43, 98];
const factorOf = (a: readonly number[], n: number): CholeskyFactor => choleskyFactor(a, n) as CholeskyFactor;

describe("cholesky", () => {
  it("factors as NumPy does", () => {
    expect(factorOf(A, 3).lower).toEqual(Float64Array.of(2, 0, 0, 6, 1, 0, -8, 5, 3));
  });

  it("solves, inverts and gives the log determinant", () => {
    const factor = factorOf(A, 3);
    const solution = choleskySolve(factor, [1, 2, 3]);
    for (const [i, x] of [343 / 12, -23 / 3, 4 / 3].entries()) expectRelative(solution[i] as number, x, 1e-13);
    const inverse = choleskyInverse(factor);
    const expected = [1777, -488, 76, -488, 136, -20, 76, -20, 4].map((cell) => cell / 36);
    for (const [i, cell] of expected.entries()) expectRelative(inverse[i] as number, cell, 1e-12);
    expectRelative(choleskyLogDeterminant(factor), Math.log(36), 1e-15);
  });

  // mpmath, 40 digits: log det of the 6×6 Hilbert matrix; the last row of its inverse is whole numbers
  it("holds on the nearly singular Hilbert matrix", () => {
    const hilbert = Array.from({ length: 36 }, (_, k) => 1 / (Math.floor(k / 6) + (k % 6) + 1));
    const factor = factorOf(hilbert, 6);
    expectRelative(choleskyLogDeterminant(factor), -39.7662067060977, 1e-10);
    const last = choleskyInverse(factor).subarray(30);
    // condition number 1.5e7 times ε
    for (const [i, cell] of [-2772, 83160, -582120, 1552320, -1746360, 698544].entries()) {
      expectRelative(last[i] as number, cell, 1e-8);
    }
  });

  it("answers undefined for a matrix that is not positive definite", () => {
    expect(choleskyFactor([1, 2, 2, 1], 2)).toBeUndefined();
    expect(choleskyFactor([0], 1)).toBeUndefined();
    expect(choleskyFactor([-1], 1)).toBeUndefined();
  });

  it("answers undefined where columns repeat one another up to rounding", () => {
    const [a, b, c] = [0.1, 0.7, 1.3];
    const gram = [
      a * a + b * b + c * c,
      3 * (a * a + b * b + c * c),
      3 * (a * a + b * b + c * c),
      9 * (a * a + b * b + c * c),
    ];
    expect(choleskyFactor(gram, 2)).toBeUndefined();
  });

  it("keeps the determinant where it is no double", () => {
    const diagonal = Array.from({ length: 400 }, (_, k) => (k % 21 === 0 ? 1e-200 : 0));
    expectClose(choleskyLogDeterminant(factorOf(diagonal, 20)), 20 * Math.log(1e-200), 1e-12);
  });
});
