import { describe, expect, it } from "vitest";
import { type ClienteleErrorCode, isClienteleError } from "../../src/core/errors.ts";
import { minimizeBfgs } from "../../src/math/bfgs.ts";
import { brentMinimum, brentRoot } from "../../src/math/brent.ts";
import {
  type CholeskyFactor,
  choleskyFactor,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
} from "../../src/math/cholesky.ts";
import { mergeMoments, momentsFromSums, momentsOf, varianceOf } from "../../src/math/moments.ts";
import { minimizeNelderMead } from "../../src/math/nelder-mead.ts";
import { quantile, quantileSorted, quantiles, selectRanks } from "../../src/math/quantile.ts";
import { createRandom } from "../../src/math/random.ts";
import { mean, sum } from "../../src/math/sum.ts";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const text = "3" as unknown as number;
const nothing = undefined as never;
const one = { n: 1, mean: 1, m2: 0 };
const factor = choleskyFactor([4], 1) as CholeskyFactor;
const random = createRandom(1);
const square = (x: number): number => x * x;
const bowl = (x: Float64Array): number => (x[0] as number) ** 2;
const f64 = (...cells: number[]): Float64Array => Float64Array.from(cells);

const CASES: readonly (readonly [string, ClienteleErrorCode, () => unknown])[] = [
  ["sum of nothing", "invalid_type", () => sum(nothing)],
  ["sum of text", "invalid_type", () => sum("123" as never)],
  ["sum of texts", "invalid_type", () => sum([1, text])],
  ["sum with NaN", "not_finite", () => sum([1, nan])],
  ["sum with Infinity", "not_finite", () => sum([infinity])],
  ["sum too large", "out_of_range", () => sum([1.7e308, 1.7e308])],
  ["mean of no rows", "empty_input", () => mean([])],
  ["mean with NaN", "not_finite", () => mean(f64(1, nan))],
  ["mean of nothing", "invalid_type", () => mean(nothing)],
  ["moments with NaN", "not_finite", () => momentsOf([nan])],
  ["moments of nothing", "invalid_type", () => momentsOf(nothing)],
  ["moments too large", "out_of_range", () => momentsOf([-1e200, 1e200])],
  ["moments too far apart", "out_of_range", () => momentsOf([-1.7e308, 1.7e308])],
  ["merging nothing", "invalid_type", () => mergeMoments(one, nothing)],
  ["merging half a row", "out_of_range", () => mergeMoments(one, { n: 0.5, mean: 1, m2: 0 })],
  ["merging NaN", "not_finite", () => mergeMoments({ n: 1, mean: nan, m2: 0 }, one)],
  ["merging a mean of no rows", "inconsistent", () => mergeMoments({ n: 0, mean: 1, m2: 0 }, one)],
  [
    "merging means too far apart",
    "out_of_range",
    () => mergeMoments({ n: 1, mean: -1e200, m2: 0 }, { n: 1, mean: 1e200, m2: 0 }),
  ],
  ["variance of nothing", "invalid_type", () => varianceOf(nothing)],
  ["variance of negative spread", "out_of_range", () => varianceOf({ n: 2, mean: 0, m2: -1 })],
  ["totals missing", "invalid_type", () => momentsFromSums({ n: 1, sum: 1 } as never)],
  ["totals negative", "out_of_range", () => momentsFromSums({ n: -1, sum: 1, sumOfSquares: 1 })],
  ["totals impossible", "inconsistent", () => momentsFromSums({ n: 2, sum: 10, sumOfSquares: 1 })],
  ["totals of one row that disagree", "inconsistent", () => momentsFromSums({ n: 1, sum: 1, sumOfSquares: 9 })],
  ["totals of no rows", "inconsistent", () => momentsFromSums({ n: 0, sum: 1, sumOfSquares: 1 })],
  ["quantile of no rows", "empty_input", () => quantile([], 0.5)],
  ["quantile of nothing", "invalid_type", () => quantile(nothing, 0.5)],
  ["quantile of texts", "invalid_type", () => quantile([text], 0.5)],
  ["quantile with NaN", "not_finite", () => quantile([1, nan], 0.5)],
  ["quantile above 1", "out_of_range", () => quantile([1], 1.1)],
  ["quantile at NaN", "not_finite", () => quantile([1], nan)],
  ["quantiles of no rows", "empty_input", () => quantiles(f64(), [])],
  ["quantiles at nothing", "invalid_type", () => quantiles([1], nothing)],
  ["quantiles below 0", "out_of_range", () => quantiles([1], [0.5, -0.1])],
  ["sorted quantile of no rows", "empty_input", () => quantileSorted([], 0.5)],
  ["sorted quantile with NaN", "not_finite", () => quantileSorted([nan, nan], 0.5)],
  ["sorted quantile at text", "invalid_type", () => quantileSorted([1], text)],
  ["ranks of a plain array", "invalid_type", () => selectRanks([1, 2] as never, [0])],
  ["ranks of no rows", "empty_input", () => selectRanks(f64(), [])],
  ["ranks beyond the column", "out_of_range", () => selectRanks(f64(1, 2), [2])],
  ["ranks descending", "out_of_range", () => selectRanks(f64(1, 2), [1, 0])],
  ["ranks in halves", "out_of_range", () => selectRanks(f64(1, 2), [0.5])],
  ["ranks of NaN", "not_finite", () => selectRanks(f64(nan, 2), [0])],
  ["ranks missing", "invalid_type", () => selectRanks(f64(1), nothing)],
  ["root of no function", "invalid_type", () => brentRoot(nothing, 0, 1)],
  ["root in an empty interval", "out_of_range", () => brentRoot(square, 1, 1)],
  ["root up to Infinity", "not_finite", () => brentRoot(square, 0, infinity)],
  ["root in an endless interval", "not_finite", () => brentRoot(square, -1.7e308, 1.7e308)],
  ["root to a negative tolerance", "out_of_range", () => brentRoot(square, 0, 1, { tolerance: -1 })],
  ["minimum of no function", "invalid_type", () => brentMinimum(nothing, 0, 1)],
  ["minimum from NaN", "not_finite", () => brentMinimum(square, nan, 1)],
  ["minimum in no steps", "out_of_range", () => brentMinimum(square, 0, 1, { maxIterations: 0 })],
  ["minimum with null options", "invalid_type", () => brentMinimum(square, 0, 1, null as never)],
  ["bfgs of no function", "invalid_type", () => minimizeBfgs(nothing, [1])],
  ["bfgs from no start", "empty_input", () => minimizeBfgs(bowl, [])],
  ["bfgs from NaN", "not_finite", () => minimizeBfgs(bowl, [nan])],
  ["bfgs with a bad gradient", "invalid_type", () => minimizeBfgs(bowl, [1], { gradient: 3 as never })],
  ["bfgs to no tolerance", "out_of_range", () => minimizeBfgs(bowl, [1], { tolerance: 0 })],
  ["nelder-mead of no function", "invalid_type", () => minimizeNelderMead(nothing, [1])],
  ["nelder-mead from no start", "empty_input", () => minimizeNelderMead(bowl, [])],
  ["nelder-mead from Infinity", "not_finite", () => minimizeNelderMead(bowl, [infinity])],
  ["nelder-mead without a step", "out_of_range", () => minimizeNelderMead(bowl, [1], { initialStep: 0 })],
  ["nelder-mead in half a step", "out_of_range", () => minimizeNelderMead(bowl, [1], { maxIterations: 0.5 })],
  ["cholesky of nothing", "invalid_type", () => choleskyFactor(nothing, 1)],
  ["cholesky of no rows", "out_of_range", () => choleskyFactor([], 0)],
  ["cholesky of a wrong length", "length_mismatch", () => choleskyFactor([1, 2, 3], 2)],
  ["cholesky with NaN", "not_finite", () => choleskyFactor([nan], 1)],
  ["cholesky of a lopsided matrix", "inconsistent", () => choleskyFactor([2, 1, 0, 2], 2)],
  ["solving with nothing", "invalid_type", () => choleskySolve(nothing, [1])],
  ["solving a wrong length", "length_mismatch", () => choleskySolve(factor, [1, 2])],
  ["solving for NaN", "not_finite", () => choleskySolve(factor, [nan])],
  ["solving beyond the doubles", "out_of_range", () => choleskySolve({ n: 1, lower: f64(1e-200) }, [1])],
  ["inverting a broken factor", "length_mismatch", () => choleskyInverse({ n: 2, lower: f64(1) })],
  ["inverting a zero pivot", "out_of_range", () => choleskyInverse({ n: 1, lower: f64(0) })],
  ["determinant of NaN", "not_finite", () => choleskyLogDeterminant({ n: 1, lower: f64(nan) })],
  ["seed in halves", "out_of_range", () => createRandom(0.5)],
  ["seed too large", "out_of_range", () => createRandom(2 ** 53)],
  ["seed NaN", "not_finite", () => createRandom(nan)],
  ["seed missing", "invalid_type", () => createRandom(nothing)],
  ["fork by text", "invalid_type", () => random.fork(text)],
  ["integer in no range", "out_of_range", () => random.integer(2, 1)],
  ["integer in halves", "out_of_range", () => random.integer(0, 1.5)],
  ["integer in too wide a range", "out_of_range", () => random.integer(-(2 ** 53) + 1, 2 ** 53 - 1)],
  ["gamma of shape 0", "out_of_range", () => random.gamma(0, 1)],
  ["gamma of NaN", "not_finite", () => random.gamma(nan, 1)],
  ["gamma beyond the doubles", "out_of_range", () => random.gamma(1e155, 1e150)],
  ["gamma of infinite product", "not_finite", () => random.gamma(1e308, 1e300)],
  ["beta of 0", "out_of_range", () => random.beta(0, 1)],
  ["beta of Infinity", "not_finite", () => random.beta(1, infinity)],
  ["binomial of -1", "out_of_range", () => random.binomial(-1, 0.5)],
  ["binomial of chance 1.5", "out_of_range", () => random.binomial(1, 1.5)],
  ["binomial of NaN", "not_finite", () => random.binomial(1, nan)],
  ["poisson of -1", "out_of_range", () => random.poisson(-1)],
  ["poisson of 1e16", "out_of_range", () => random.poisson(1e16)],
];

describe("bad input is refused with its code", () => {
  it.each(CASES)("%s: %s", (_, code, call) => {
    let caught: unknown;
    try {
      call();
    } catch (error) {
      caught = error;
    }
    expect(isClienteleError(caught) && (caught as { code?: string }).code).toBe(code);
  });
});
