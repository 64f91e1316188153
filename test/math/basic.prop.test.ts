import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CholeskyFactor, choleskyFactor, choleskyInverse, choleskySolve } from "../../src/math/cholesky.ts";
import { mergeMoments, momentsFromSums, momentsOf, varianceOf } from "../../src/math/moments.ts";
import { quantile, quantileSorted, quantiles, selectRanks } from "../../src/math/quantile.ts";
import { createRandom } from "../../src/math/random.ts";
import { mean, sum } from "../../src/math/sum.ts";

const cell = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2, Number.MIN_VALUE, -Number.MIN_VALUE, 1e300, -1e300),
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const column = fc.array(cell, { minLength: 1, maxLength: 60 });
const amount = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const amounts = fc.array(amount, { maxLength: 60 });
const share = fc.double({ noNaN: true, min: 0, max: 1 });
const size = (values: readonly number[]): number => values.reduce((total, value) => total + Math.abs(value), 1);
const sortedCopy = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values)
    .sort()
    .map((value) => value + 0);

describe("sums", () => {
  it("do not depend on the order, and parts add up to the whole", () => {
    fc.assert(
      fc.property(amounts, fc.nat(60), (values, cut) => {
        const whole = sum(values);
        const slack = 1e-15 * size(values);
        expect(Math.abs(sum(values.toReversed()) - whole)).toBeLessThanOrEqual(slack);
        expect(Math.abs(sum(values.slice(0, cut)) + sum(values.slice(cut)) - whole)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  it("are exact for whole numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (values) => {
        expect(sum(values)).toBe(Number(values.reduce((total, value) => total + BigInt(value), 0n)));
      }),
    );
  });

  it("give a mean inside the range of the column, however large its cells", () => {
    fc.assert(
      fc.property(column, (values) => {
        const average = mean(values);
        expect(average).toBeGreaterThanOrEqual(Math.min(...values));
        expect(average).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe("moments", () => {
  it("of merged groups are those of the whole, in either order, and travel as JSON", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const whole = momentsOf([...a, ...b]);
        const [first, second] = JSON.parse(JSON.stringify([momentsOf(a), momentsOf(b)]));
        for (const merged of [mergeMoments(first, second), mergeMoments(second, first)]) {
          expect(merged.n).toBe(whole.n);
          expect(Math.abs(merged.mean - whole.mean)).toBeLessThanOrEqual(1e-13 * size([...a, ...b]));
          expect(Math.abs(merged.m2 - whole.m2)).toBeLessThanOrEqual(1e-12 * size([...a, ...b]) ** 2);
        }
      }),
    );
  });

  it("agree with totals of the same rows", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const squares = values.map((value) => value * value);
        const fromSums = momentsFromSums({ n: values.length, sum: sum(values), sumOfSquares: sum(squares) });
        expect(Math.abs(fromSums.m2 - momentsOf(values).m2)).toBeLessThanOrEqual(1e-12 * size(squares));
      }),
    );
  });

  it("keep the variance when every cell is shifted", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (values) => {
        const shifted = values.map((value) => value + 1_000_000);
        const [a, b] = [varianceOf(momentsOf(values)), varianceOf(momentsOf(shifted))] as [number, number];
        expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-8 * (1 + a));
      }),
    );
  });
});

describe("quantiles", () => {
  it("are those of the sorted column, one by one or together, whatever the order of rows", () => {
    fc.assert(
      fc.property(column, fc.array(share, { maxLength: 8 }), (values, ps) => {
        const sorted = sortedCopy(values);
        const expected = Float64Array.from(ps, (p) => quantileSorted(sorted, p));
        expect(quantiles(values, ps)).toEqual(expected);
        expect(quantiles(Float64Array.from(values).reverse(), ps)).toEqual(expected);
        for (const [i, p] of ps.entries()) expect(quantile(values, p)).toBe(expected[i]);
      }),
    );
  });

  it("rise with p and stay between the smallest and the largest cell", () => {
    fc.assert(
      fc.property(column, fc.array(share, { minLength: 2, maxLength: 8 }), (values, ps) => {
        const result = quantiles(values, [0, ...ps.sort((a, b) => a - b), 1]);
        expect(result).toEqual(result.slice().sort());
        expect(result[0]).toBe(Math.min(...values) + 0);
        expect(result.at(-1)).toBe(Math.max(...values) + 0);
      }),
    );
  });

  it("select from long columns as sorting does, ties, zeros and signs included", () => {
    const long = fc.record({
      seed: fc.integer(),
      n: fc.integer({ min: 4097, max: 9000 }),
      kinds: fc.array(cell, { minLength: 1, maxLength: 40 }),
      noise: fc.constantFrom(0, 1e-13, 1, 1e6),
    });
    fc.assert(
      fc.property(long, fc.array(share, { minLength: 1, maxLength: 6 }), ({ seed, n, kinds, noise }, ps) => {
        const random = createRandom(seed);
        const values = Float64Array.from({ length: n }, () => {
          const base = kinds[random.integer(0, kinds.length - 1)] as number;
          return noise === 0 || Math.abs(base) > 1e299 ? base : base + noise * random.normal();
        });
        const sorted = sortedCopy(values);
        const ranks = ps.map((p) => Math.floor(p * (n - 1))).sort((a, b) => a - b);
        expect(selectRanks(values, ranks)).toEqual(Float64Array.from(ranks, (rank) => sorted[rank] as number));
      }),
    );
  });
});

describe("cholesky", () => {
  const matrix = fc.integer({ min: 1, max: 7 }).chain((n) =>
    fc.record({
      n: fc.constant(n),
      root: fc.array(fc.double({ noNaN: true, min: -3, max: 3 }), { minLength: n * n, maxLength: n * n }),
      b: fc.array(fc.double({ noNaN: true, min: -10, max: 10 }), { minLength: n, maxLength: n }),
    }),
  );

  it("solves every system RᵀR + I to a small residual, and its inverse undoes it", () => {
    fc.assert(
      fc.property(matrix, ({ n, root, b }) => {
        const a = Float64Array.from({ length: n * n }, (_, cellIndex) => {
          const [i, j] = [Math.floor(cellIndex / n), cellIndex % n];
          let total = i === j ? 1 : 0;
          for (let k = 0; k < n; k++) total += (root[k * n + i] as number) * (root[k * n + j] as number);
          return total;
        });
        const factor = choleskyFactor(a, n) as CholeskyFactor;
        const x = choleskySolve(factor, b);
        const inverse = choleskyInverse(factor);
        for (let i = 0; i < n; i++) {
          const row = (m: Float64Array, v: ArrayLike<number>): number =>
            Array.from(v).reduce((total, value, j) => total + (m[i * n + j] as number) * value, 0);
          expect(Math.abs(row(a, x) - (b[i] as number))).toBeLessThanOrEqual(1e-10);
          expect(Math.abs(row(inverse, b) - (x[i] as number))).toBeLessThanOrEqual(1e-10);
        }
      }),
    );
  });
});

describe("seeded streams", () => {
  it("repeat themselves for every seed and stay inside their ranges", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), fc.maxSafeInteger(), (seed, a, b) => {
        const [min, max] = [Math.min(a, b) / 2, Math.max(a, b) / 2].map(Math.trunc) as [number, number];
        const [one, two] = [createRandom(seed), createRandom(seed)];
        const draw = one.integer(min, max);
        expect(draw).toBe(two.integer(min, max));
        expect(draw >= min && draw <= max && Number.isInteger(draw)).toBe(true);
        expect(one.fork(a).normal()).toBe(two.fork(a).normal());
      }),
    );
  });
});
