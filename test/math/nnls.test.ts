import { describe, expect, test } from "vitest";
import { createRandom, nonNegativeLeastSquares } from "../../src/math/index.ts";

describe("least squares that must not be negative", () => {
  test("gives the columns of Lawson and Hanson's kind their answer: scipy.optimize.nnls 1.17", () => {
    // A = [[1,2,0],[0,1,1],[2,0,1],[1,1,1]], b = [1,-2,3,0.5]: scipy.optimize.nnls → x, residual
    const a = [
      [1, 2, 0],
      [0, 1, 1],
      [2, 0, 1],
      [1, 1, 1],
    ];
    const b = [1, -2, 3, 0.5];
    const gram = [0, 1, 2].flatMap((i) =>
      [0, 1, 2].map((j) => a.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0)),
    );
    const cross = [0, 1, 2].map((i) => a.reduce((sum, row, r) => sum + (row[i] as number) * (b[r] as number), 0));
    const x = nonNegativeLeastSquares(gram, cross);
    expect(x[0]).toBeCloseTo(1.25, 12);
    expect(x[1]).toBeCloseTo(0.0, 12);
    expect(x[2]).toBeCloseTo(0.0, 12);
  });

  test("meets the conditions of the optimum on random problems, repeated columns included", () => {
    const random = createRandom(5);
    for (let run = 0; run < 200; run++) {
      const p = random.integer(1, 8);
      const columns = Array.from({ length: p }, () => Array.from({ length: 12 }, () => random.normal()));
      if (p > 2) columns[p - 1] = columns[0] as number[];
      const y = Array.from({ length: 12 }, () => random.normal());
      const dot = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, v, t) => sum + v * (b[t] as number), 0);
      const x = nonNegativeLeastSquares(
        columns.flatMap((a) => columns.map((b) => dot(a, b))),
        columns.map((a) => dot(a, y)),
      );
      const rest = y.map((v, t) => v - columns.reduce((sum, c, i) => sum + (x[i] as number) * (c[t] as number), 0));
      for (const [i, column] of columns.entries()) {
        expect(x[i]).toBeGreaterThanOrEqual(0);
        const slope = dot(column, rest);
        expect(slope).toBeLessThan(1e-9);
        if ((x[i] as number) > 0) expect(Math.abs(slope)).toBeLessThan(1e-9);
      }
    }
  });

  test("refuses what does not belong together", () => {
    expect(() => nonNegativeLeastSquares([1, 2], [1])).toThrow(/rows and columns need/);
    expect(() => nonNegativeLeastSquares([Number.NaN], [1])).toThrow(/finite/);
    expect(Array.from(nonNegativeLeastSquares([], []))).toEqual([]);
  });
});
