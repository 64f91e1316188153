import { describe, expect, it } from "vitest";
import { symmetricEigenvalues } from "../../src/math/index.ts";
import { expectRelative } from "../support/close.ts";

describe("eigenvalues of a symmetric matrix", () => {
  // numpy.linalg.eigvalsh; the second is the Hilbert matrix of order 4
  it.each([
    [3, [4, 12, -16, 12, 37, -43, -16, -43, 98], [0.018804980460811, 15.503963229407578, 123.47723179013161]],
    [
      4,
      Array.from({ length: 16 }, (_, k) => 1 / (Math.floor(k / 4) + (k % 4) + 1)),
      [9.6702304022603e-5, 6.7382736057606e-3, 0.16914122022145, 1.5002142800592429],
    ],
  ])("are those of NumPy for order %s", (n, matrix, expected) => {
    const found = symmetricEigenvalues(matrix, n);
    expected.forEach((value, i) => {
      expectRelative(found[i] as number, value, 1e-10);
    });
  });

  it("sum to the trace and multiply to the determinant, whatever the scale", () => {
    for (const scale of [1e-150, 1, 1e150]) {
      const [low = 0, high = 0] = symmetricEigenvalues([2 * scale, scale, scale, 3 * scale], 2);
      expectRelative((low + high) / scale, 5, 1e-14);
      expectRelative((low / scale) * (high / scale), 5, 1e-14);
    }
  });

  it("are the diagonal of a diagonal matrix, zero and negative ones too", () => {
    expect(Array.from(symmetricEigenvalues([3, 0, 0, 0, -2, 0, 0, 0, 0], 3))).toEqual([-2, 0, 3]);
    expect(Array.from(symmetricEigenvalues([0, 0, 0, 0], 2))).toEqual([0, 0]);
  });

  it("are refused for what is no matrix", () => {
    expect(() => symmetricEigenvalues([1, 2, 3], 2)).toThrow(/3 cells/);
    expect(() => symmetricEigenvalues([Number.NaN], 1)).toThrow(/finite/);
    expect(() => symmetricEigenvalues([], 0)).toThrow(/n must be/);
  });
});
