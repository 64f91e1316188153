import { describe, expect, test } from "vitest";
import { type CovarianceKind, clusteredCovariance, leastSquares, sandwichCovariance } from "../../src/math/index.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { mtcars } from "../support/mtcars.ts";
import { filip, longley, norris } from "../support/nist-regression.ts";

const column = (values: readonly number[]) => Float64Array.from(values);
const cars = [column(mtcars.map((car) => car.wt)), column(mtcars.map((car) => car.hp))];
const mpg = column(mtcars.map((car) => car.mpg));
/** Standard errors of the slopes, and of the constant, out of the covariance around the centres. */
const errorsOf = (fit: ReturnType<typeof leastSquares>, covariance: Float64Array) => {
  const { rank, centers, kept } = fit;
  const from = [1, ...kept.map((j) => -(centers[j] as number))];
  let constant = 0;
  from.forEach((a, i) => {
    from.forEach((b, j) => {
      constant += a * b * (covariance[i * rank + j] as number);
    });
  });
  return [Math.sqrt(constant), ...kept.map((_, k) => Math.sqrt(covariance[(k + 1) * (rank + 1)] as number))];
};

describe("certified least squares of NIST", () => {
  test("Norris to 11 digits", () => {
    const fit = leastSquares([column(norris.x)], column(norris.y));
    [fit.intercept, ...fit.coefficients].forEach((value, i) => {
      expectRelative(value, norris.coefficients[i] as number, 1e-11);
    });
    const errors = errorsOf(fit, sandwichCovariance(fit, "classic"));
    norris.errors.forEach((error, i) => {
      expectRelative(errors[i] as number, error, 1e-11);
    });
    expectRelative(Math.sqrt(fit.residualSquares / 34), norris.sigma, 1e-11);
  });

  test("Longley, whose columns nearly repeat one another, to 10 digits", () => {
    const fit = leastSquares(
      longley.names.map((_, j) => column(longley.rows.map((row) => row[j + 1] as number))),
      column(longley.rows.map((row) => row[0] as number)),
    );
    [fit.intercept, ...fit.coefficients].forEach((value, i) => {
      expectRelative(value, longley.coefficients[i] as number, 1e-10);
    });
    const errors = errorsOf(fit, sandwichCovariance(fit, "classic"));
    longley.errors.forEach((error, i) => {
      expectRelative(errors[i] as number, error, 1e-10);
    });
    expectRelative(1 - fit.residualSquares / fit.totalSquares, longley.rSquared, 1e-12);
  });

  test("Filip, ten raw powers of one column, to 7 digits and with none of them dropped", () => {
    const powers = Array.from({ length: 10 }, (_, k) => column(filip.x.map((x) => x ** (k + 1))));
    const fit = leastSquares(powers, column(filip.y));
    expect(fit.rank).toBe(11);
    [fit.intercept, ...fit.coefficients].forEach((value, i) => {
      expectRelative(value, filip.coefficients[i] as number, 1e-7);
    });
    const errors = errorsOf(fit, sandwichCovariance(fit, "classic"));
    filip.errors.slice(1).forEach((error, i) => {
      expectRelative(errors[i + 1] as number, error, 1e-7);
    });
    expectRelative(fit.residualSquares, filip.residualSquares, 1e-8);
  });
});

describe("errors that do not suppose one spread", () => {
  // R 4.2.2: m <- lm(mpg ~ wt + hp, mtcars); X <- model.matrix(m); A <- solve(crossprod(X)); u <- residuals(m)^2;
  // h <- hatvalues(m); HC3: sqrt(diag(A %*% crossprod(X * sqrt(u / (1 - h)^2)) %*% A)); classic: sqrt(diag(vcov(m)))
  const expected: Record<CovarianceKind, number[]> = {
    hc0: [1.93891395641754, 0.619927505289889, 0.0066460579081831],
    hc1: [2.03673500191295, 0.651203754809938, 0.00698136125202141],
    hc2: [2.07760994351462, 0.687765481735837, 0.00782502939751505],
    hc3: [2.22980540343622, 0.76851905035781, 0.00938513790864751],
    classic: [1.59878753799939, 0.632733494377395, 0.00902970967585572],
  };
  test.each(Object.keys(expected) as CovarianceKind[])("%s as in R", (kind) => {
    const fit = leastSquares(cars, mpg);
    errorsOf(fit, sandwichCovariance(fit, kind)).forEach((error, i) => {
      expectRelative(error, expected[kind][i] as number, 1e-10);
    });
  });

  test("with weights as in R", () => {
    // lm(mpg ~ wt + hp, mtcars, weights = qsec), u <- (weights * residuals)^2, bread from sqrt(weights) * X
    const fit = leastSquares(cars, mpg, { weights: mtcars.map((car) => car.qsec) });
    [37.4141847930185, -3.89289050630474, -0.0325329692940882].forEach((value, i) => {
      expectRelative([fit.intercept, ...fit.coefficients][i] as number, value, 1e-10);
    });
    [2.27487294485898, 0.760153653499143, 0.00911965839300249].forEach((error, i) => {
      expectRelative(errorsOf(fit, sandwichCovariance(fit, "hc3"))[i] as number, error, 1e-10);
    });
    [1.61028368114788, 0.654386723257653, 0.00963700279532369].forEach((error, i) => {
      expectRelative(errorsOf(fit, sandwichCovariance(fit, "classic"))[i] as number, error, 1e-10);
    });
  });

  test("of clusters as in R", () => {
    // s <- rowsum(X * residuals(m), mtcars$carb); G <- 6; A %*% crossprod(s) %*% A * G/(G-1) * (n-1)/(n-p)
    const names = [...new Set(mtcars.map((car) => car.carb))];
    const clusters = Uint32Array.from(mtcars, (car) => names.indexOf(car.carb));
    const fit = leastSquares(cars, mpg);
    [2.41376105702849, 0.831906186497649, 0.00650665018441279].forEach((error, i) => {
      expectRelative(errorsOf(fit, clusteredCovariance(fit, clusters, names.length))[i] as number, error, 1e-10);
    });
  });
});

describe("columns that repeat others", () => {
  test("are named with what makes them up, and change nothing", () => {
    const [wt, hp] = cars as [Float64Array, Float64Array];
    const sum = wt.map((w, i) => 2 * w - 0.5 * (hp[i] as number) + 7);
    const fit = leastSquares([wt, hp, sum, Float64Array.from(mpg, () => 3)], mpg);
    const [first, second] = fit.aliased as [(typeof fit.aliased)[number], (typeof fit.aliased)[number]];
    expect(first.column).toBe(2);
    expect(first.of.map(({ column: by }) => by)).toEqual([0, 1]);
    expectClose(first.of[0]?.factor as number, 2, 1e-9);
    expectClose(first.of[1]?.factor as number, -0.5, 1e-9);
    expect(second).toEqual({ column: 3, of: [] });
    expect(fit.rank).toBe(3);
    const alone = leastSquares(cars, mpg);
    expect(fit.residuals).toEqual(alone.residuals);
    expect(fit.coefficients.slice(0, 2)).toEqual(alone.coefficients);
  });
});

test("weights, leverage and bounds are refused where they are not what they should be", () => {
  const one = Float64Array.of(1, 2, 3);
  expect(() => leastSquares([one], one, { weights: [1, 0, 1] })).toThrow(/weights\[1\]/);
  expect(() => leastSquares([one], one, { weights: [1] })).toThrow(/rows/);
  expect(() => leastSquares([Float64Array.of(1, 2)], one)).toThrow(/columns\[0\]/);
  expect(() => leastSquares([Float64Array.of(1, 2, 1e141)], one)).toThrow(/unit/);
  expect(() => leastSquares([Float64Array.of(1e-200, 2e-200, 0)], one)).toThrow(/unit/);
  expect(() => sandwichCovariance(leastSquares([Float64Array.of(1, 2)], Float64Array.of(1, 2)), "hc3")).toThrow(/rank/);
});
