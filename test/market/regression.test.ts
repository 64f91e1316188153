import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { explainRegression, fitRegression, predictRegression, regressionChart } from "../../src/market/index.ts";
import { regressionModelSpec } from "../../src/market/regression/schema.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { mtcars } from "../support/mtcars.ts";
import { filip, longley, norris } from "../support/nist-regression.ts";
import { airqualityOzone, airqualitySolar, airqualityTemp, airqualityWind } from "../support/r-data.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { fitted, regressionCoverage } from "./regression-support.ts";

type Car = (typeof mtcars)[number];
const predictors = [
  { id: "wt", value: (car: Car) => car.wt },
  { id: "cyl", value: (car: Car) => car.cyl, reference: "4" },
];
const outcome = (car: Car) => car.mpg;
const cars = fitted(fitRegression(mtcars, { outcome, predictors }));
const codes = (model: ReturnType<typeof fitted>) => model.fittedOn.notes.map(({ code }) => code);
const close = (actual: readonly number[], expected: readonly number[], tolerance = 1e-9) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expectRelative(actual[i] as number, value, tolerance);
  });
};

describe("against R", () => {
  // R 4.2.2: d <- mtcars; d$cyl <- factor(d$cyl); m <- lm(mpg ~ wt + cyl, d); HC3: X <- model.matrix(m);
  // A <- solve(crossprod(X)); V <- A %*% crossprod(X * (residuals(m) / (1 - hatvalues(m)))) %*% A
  test("coefficients with HC3 errors and their p-values", () => {
    const all = [cars.intercept, ...cars.terms];
    close(
      all.map(({ estimate }) => estimate.value),
      [33.9907940091325, -3.20561325619287, -4.25558240197129, -6.07085968049088],
    );
    close(
      all.map(({ standardError }) => standardError),
      [2.14136282164726, 0.754841882227323, 1.28928911127096, 1.60770026031661],
    );
    close(
      all.map(({ pValue }) => pValue),
      [1.57219738931361e-15, 0.000216139141732019, 0.00263559542006463, 0.000763352991867624],
    );
    close([cars.rSquared, cars.adjustedRSquared, cars.sigma], [0.837432525296923, 0.820014581578736, 2.55691392997481]);
  });

  test("Wald's test of all terms and of the three kinds of engine", () => {
    // b <- coef(m)[-1]; t(b) %*% solve(V[-1, -1]) %*% b / 3; the same of 3:4 over 2
    close([cars.wald?.statistic as number, cars.wald?.pValue as number], [31.4883539458592, 4.10000872209805e-9]);
    const cyl = cars.effects.find(({ predictor }) => predictor === "cyl");
    close([cyl?.statistic as number, cyl?.pValue as number], [7.18140948768742, 0.00303685818577727]);
    const classic = fitted(fitRegression(mtcars, { outcome, predictors, errors: "classic" }));
    expectRelative(classic.wald?.statistic as number, 48.0787249543424, 1e-9);
  });

  test("rows that pull: cooks.distance, rstudent, hatvalues", () => {
    expect(cars.influence.slice(0, 3).map(({ row }) => row)).toEqual([16, 19, 17]);
    const [first] = cars.influence;
    close(
      [first?.cooksDistance as number, first?.studentized as number, first?.leverage as number],
      [0.225488085884117, 1.81300916781563, 0.228878362965677],
    );
  });

  test("checks: Breusch–Pagan (studentised), bend, lopsided misses, inflation", () => {
    // u <- residuals(m)^2; a <- lm(u ~ wt + cyl, d); 32 * summary(a)$r.squared
    close(
      [cars.checks.spread?.statistic as number, cars.checks.spread?.pValue as number],
      [6.65512710339932, 0.08374138565692],
    );
    // m2 <- lm(mpg ~ wt + cyl + I(wt^2), d), t by HC3 and 27 degrees
    const [bend] = cars.checks.bends;
    close([bend?.statistic as number, bend?.pValue as number], [1.92257629998957, 0.065141937932571]);
    // D'Agostino's formula written out in R
    close(
      [cars.checks.skewness?.value as number, cars.checks.skewness?.pValue as number],
      [0.559422389300624, 0.148706195648476],
    );
    // 1 / (1 - summary(lm(wt ~ cyl, d))$r.squared)
    expectRelative(cars.terms[0]?.inflation as number, 2.58009583948188, 1e-9);
  });

  test("predictions: by HC3, and predict(m, interval = 'prediction') by classic errors", () => {
    const predicted = predictRegression(cars, { wt: 3, cyl: "6" });
    if ("abstained" in predicted) throw new Error("abstained");
    close(
      [predicted.value, predicted.mean.lower, predicted.single.lower],
      [20.1183718385826, 19.1989620705758, 14.800686628691],
    );
    const classic = fitted(fitRegression(mtcars, { outcome, predictors, errors: "classic" }));
    const same = predictRegression(classic, { wt: 3, cyl: "6" });
    if ("abstained" in same) throw new Error("abstained");
    close([same.single.lower, same.single.upper], [14.5162195473523, 25.7205241298129]);
  });

  test("rows with holes are left out and counted: New York air", () => {
    // q <- lm(Ozone ~ Solar.R + Wind + Temp, airquality); 111 rows; HC3 errors
    const rows = Object.values(airqualityOzone)
      .flat()
      .map((ozone, i) => ({ ozone, solar: airqualitySolar[i], wind: airqualityWind[i], temp: airqualityTemp[i] }));
    const model = fitted(
      fitRegression(rows, {
        outcome: (day) => day.ozone,
        predictors: [
          { id: "solar", value: (day) => day.solar },
          { id: "wind", value: (day) => day.wind },
          { id: "temp", value: (day) => day.temp },
        ],
      }),
    );
    close(
      [model.intercept, ...model.terms].map(({ estimate }) => estimate.value),
      [-64.3420789285917, 0.0598205899684985, -3.33359130551274, 1.65209291099271],
    );
    close(
      [model.intercept, ...model.terms].map(({ standardError }) => standardError),
      [21.9164975986278, 0.0198041005631949, 0.914467583918247, 0.207917217751411],
    );
    expect(model.fittedOn).toMatchObject({
      rows: 153,
      missing: 42,
      missingBy: [
        { id: "outcome", n: 37 },
        { id: "solar", n: 7 },
      ],
    });
    expect(codes(model)).toContain("regression_missing");
    expect(codes(model)).toContain("regression_bent");
  });
});

describe("certified problems of NIST", () => {
  test("Norris", () => {
    const model = fitted(fitRegression(norris.y, { predictors: [{ id: "x", value: norris.x }], errors: "classic" }));
    const all = [model.intercept, ...model.terms];
    close(
      all.map(({ estimate }) => estimate.value),
      norris.coefficients,
      1e-11,
    );
    close(
      all.map(({ standardError }) => standardError),
      norris.errors,
      1e-11,
    );
    close([model.rSquared, model.sigma], [norris.rSquared, norris.sigma], 1e-11);
  });

  test("Longley, and which columns nearly repeat others", () => {
    const model = fitted(
      fitRegression(longley.rows, {
        outcome: (row) => row[0],
        predictors: longley.names.map((id, j) => ({ id, value: (row: number[]) => row[j + 1] })),
        errors: "classic",
      }),
    );
    const all = [model.intercept, ...model.terms];
    close(
      all.map(({ estimate }) => estimate.value),
      longley.coefficients,
      1e-10,
    );
    close(
      all.map(({ standardError }) => standardError),
      longley.errors,
      1e-10,
    );
    close(
      [model.rSquared, model.adjustedRSquared, model.sigma],
      [longley.rSquared, longley.adjustedRSquared, longley.sigma],
      1e-11,
    );
    expectRelative(model.wald?.statistic as number, longley.fStatistic, 1e-8);
    // R 4.2.2: 1 / (1 - summary(lm(X[, j] ~ X[, -j]))$r.squared)
    close(
      model.terms.map(({ inflation }) => inflation),
      [135.532438280004, 1788.51348271794, 33.6188905960501, 3.58893019344554, 399.15102231265, 758.980597406861],
      1e-9,
    );
    expect(model.fittedOn.notes.filter(({ code }) => code === "regression_collinear")).toHaveLength(5);
    // cooks.distance: 1951 with 0.614
    expect(model.fittedOn.notes).toContainEqual({
      code: "regression_strong_row",
      params: { row: "4", distance: expect.closeTo(0.61391683819215, 9) },
    });
  });

  test("Filip to seven digits, in raw powers", () => {
    const powers = Array.from({ length: 10 }, (_, k) => ({ id: `x${k + 1}`, value: filip.x.map((x) => x ** (k + 1)) }));
    const model = fitted(fitRegression(filip.y, { predictors: powers, errors: "classic" }));
    const all = [model.intercept, ...model.terms];
    close(
      all.map(({ estimate }) => estimate.value),
      filip.coefficients,
      1e-7,
    );
    close(
      all.map(({ standardError }) => standardError),
      filip.errors,
      1e-7,
    );
    close([model.rSquared], [filip.rSquared], 1e-10);
  });
});

describe("what rows cannot carry", () => {
  test("a field that repeats others is named and left out, and nothing else changes", () => {
    const twice = fitted(
      fitRegression(mtcars, { outcome, predictors: [...predictors, { id: "kilos", value: (car) => car.wt * 453.6 }] }),
    );
    expect(twice.aliased).toEqual([
      { predictor: "kilos", of: [{ predictor: "wt", factor: expect.closeTo(453.6, 6) }] },
    ]);
    expect(twice.terms).toEqual(cars.terms);
    expect(codes(twice)[0]).toBe("regression_aliased");
    expect(predictRegression(twice, { wt: 3, cyl: "6", kilos: 0 })).toMatchObject({ value: expect.closeTo(20.118, 3) });
  });

  test("a category of one row is named, and its coefficient keeps a spread", () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30];
    const model = fitted(
      fitRegression(
        rows.map((v, i) => v + (i % 2)),
        {
          predictors: [
            { id: "x", value: rows.map((_, i) => i) },
            { id: "kind", value: rows.map((_, i) => (i === 9 ? "only" : "usual")) },
          ],
          name: (_, i) => `shop ${i}`,
        },
      ),
    );
    expect(model.influence[0]).toEqual({ row: 9, name: "shop 9", leverage: 1 });
    expect(model.fittedOn.notes[0]).toEqual({ code: "regression_row_alone", params: { row: "shop 9" } });
    expect(model.terms[1]?.standardError).toBeGreaterThan(0.3);
  });

  test("too few rows, an outcome that does not vary, a single cluster: abstentions", () => {
    const x = { id: "x", value: [1, 2] };
    expect(fitRegression([1, 2], { predictors: [x] })).toEqual({
      abstained: { code: "regression_no_rows_left", params: { n: 2, coefficients: 2, needed: 3 } },
    });
    expect(fitRegression([5, 5], { predictors: [x] })).toMatchObject({ abstained: { code: "all_values_equal" } });
    const three = { predictors: [{ id: "x", value: [1, 2, 3] }], clusters: ["a", "a", "a"] };
    expect(fitRegression([1, 2, 4], three)).toMatchObject({ abstained: { code: "regression_too_few_clusters" } });
  });

  test("a formula that meets every row says so and tells no nonsense", () => {
    const model = fitted(fitRegression([3, 5, 7, 9], { predictors: [{ id: "x", value: [1, 2, 3, 4] }] }));
    expectClose(model.terms[0]?.estimate.value as number, 2, 1e-12);
    expect(codes(model)[0]).toBe("regression_exact");
    expect(model.checks).toEqual({ bends: [] });
  });

  test("a field that does not vary is left out; alone, it leaves the mean", () => {
    const model = fitted(fitRegression([3, 5, 8, 9], { predictors: [{ id: "same", value: [1, 1, 1, 1] }] }));
    expect(model.terms).toEqual([]);
    expect(model.aliased).toEqual([{ predictor: "same", of: [] }]);
    expect(model.intercept.estimate.value).toBe(6.25);
    expect(model).not.toHaveProperty("wald");
  });
});

describe("options", () => {
  test("weights count rows like copies; clusters widen errors where rows repeat", () => {
    const copied = fitted(fitRegression([...mtcars, ...mtcars], { outcome, predictors }));
    const weighted = fitted(fitRegression(mtcars, { outcome, predictors, weights: () => 2 }));
    copied.terms.forEach(({ estimate }, k) => {
      expectClose(weighted.terms[k]?.estimate.value as number, estimate.value, 1e-10);
    });
    const clustered = fitted(
      fitRegression([...mtcars, ...mtcars], { outcome, predictors, clusters: (_, i) => i % mtcars.length }),
    );
    expect(clustered).toMatchObject({ errors: "clustered", df: 31, fittedOn: { clusters: 32 } });
    expect(clustered.terms[0]?.standardError).toBeGreaterThan((copied.terms[0]?.standardError as number) * 1.3);
    expect(codes(clustered)).toContain("regression_few_clusters");
  });

  test("the most frequent category is the reference unless another is named", () => {
    const model = fitted(fitRegression(mtcars, { outcome, predictors: [{ id: "cyl", value: (car) => car.cyl }] }));
    expect(model.inputs[0]).toMatchObject({
      reference: "8",
      categories: [
        { name: "4", n: 11 },
        { name: "6", n: 7 },
        { name: "8", n: 14 },
      ],
    });
    expect(model.terms.map(({ category }) => category)).toEqual(["4", "6"]);
  });

  test("yes or no is a category, and ids may be called __proto__", () => {
    const model = fitted(
      fitRegression(mtcars, { outcome, predictors: [{ id: "__proto__", value: (car) => car.am === "manual" }] }),
    );
    const record = JSON.parse('{"__proto__": true}');
    expect(predictRegression(model, record)).toHaveProperty("value", expect.closeTo(24.392, 3));
    expect(predictRegression(model, {})).toMatchObject({ abstained: { code: "regression_value_missing" } });
  });
});

describe("predictions and explanations", () => {
  test("outside of what was seen is noted, an unseen category abstains", () => {
    expect(predictRegression(cars, { wt: 9, cyl: "6" })).toMatchObject({ notes: [{ code: "regression_outside" }] });
    expect(predictRegression(cars, { wt: 3, cyl: "5" })).toMatchObject({
      abstained: { code: "regression_unknown_category", params: { predictor: "cyl", category: "5" } },
    });
  });

  test("the parts of an explanation sum to the expected value", () => {
    const reasons = explainRegression(cars, { wt: 2.2, cyl: "8" });
    const total = reasons.reduce(
      (sum, reason) =>
        reason.code === "regression_start"
          ? sum + reason.params.center
          : reason.code === "regression_part"
            ? sum + reason.params.adds
            : sum,
      0,
    );
    expect(predictRegression(cars, { wt: 2.2, cyl: "8" })).toHaveProperty("value", expect.closeTo(total, 10));
  });

  test("every reason is worded in both languages", () => {
    const others = fitted(
      fitRegression([...mtcars, ...mtcars], {
        outcome: (car, i) => (i === 3 ? undefined : i === 7 ? 200 : car.mpg),
        predictors: [...predictors, { id: "copy", value: (car: Car) => car.wt }, { id: "same", value: () => 1 }],
        clusters: (car) => car.carb,
      }),
    );
    for (const reason of [
      ...explainRegression(cars),
      ...explainRegression(cars, { wt: 9, cyl: "6" }),
      ...explainRegression(cars, { wt: 9 }),
      ...explainRegression(others),
    ]) {
      expect(word(reason, "en")).toMatch(/\w{3}/);
      expect(word(reason, "zh")).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe("the model as JSON", () => {
  const load = (change: object) => {
    try {
      loadModel(regressionModelSpec, { ...cars, ...change });
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "loaded";
  };

  test("travels whole", () => {
    expect(loadModel(regressionModelSpec, JSON.parse(JSON.stringify(cars)))).toEqual(cars);
  });

  test("does not load with a covariance of another size, terms without input, or unknown fields", () => {
    expect(load({ covariance: [[1]] })).toBe("invalid_model");
    expect(load({ inputs: [] })).toBe("invalid_model");
    expect(load({ owner: 1 })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });
});

describe("coverage in a small simulation, with misses that grow", () => {
  test("intervals hold the truth as often as they say, tests call what is not there about one time in twenty", () => {
    // 0.95 ± 3.5 standard errors of 400; the long run is test/nightly/regression-coverage.test.ts
    const shares = regressionCoverage({ n: 50, spread: 0.5, growth: 1 }, 400, 5, 0.95);
    for (const name of ["slope", "category", "intercept", "mean"] as const) {
      expect(shares[name]).toBeGreaterThan(0.912);
      expect(shares[name]).toBeLessThan(0.988);
    }
    expect(shares.none).toBeLessThan(0.09);
    expect(shares.breuschPagan).toBeGreaterThan(0.1);
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("shows effects in one unit in %s", async (locale) => {
    const model = fitted(
      fitRegression(mtcars, {
        outcome,
        predictors: [...predictors, { id: "hp", value: (car) => car.hp }, { id: "qsec", value: (car) => car.qsec }],
      }),
    );
    const chart = regressionChart(model, { locale, outcome: locale === "en" ? "miles per gallon" : "油耗里程" });
    expectValidChart(chart);
    await writePicture(chart, `regression-${locale}`);
  });
});

describe("bad input", () => {
  const js = <T>(given: unknown): T => given as T;
  const x = { id: "x", value: [1, 2, 3] };
  test("is named with its row", () => {
    const learn = (options: unknown) => fitRegression([1, 2, 4], js(options));
    expect(() => learn({})).toThrow(/predictors/);
    expect(() => learn({ predictors: [] })).toThrow(/at least one field/);
    expect(() => learn({ predictors: [x, x] })).toThrow(/repeats/);
    expect(() => learn({ predictors: [{ id: "", value: [1, 2, 3] }] })).toThrow(/id/);
    expect(() => learn({ predictors: [{ id: "x", value: [1, Number.NaN, 3] }] })).toThrow(/x\[1\]/);
    expect(() => learn({ predictors: [{ id: "x", value: ["a", "b", 3] }] })).toThrow(/x\[2\]/);
    expect(() => learn({ predictors: [{ id: "x", value: [1, 2] }] })).toThrow(/x has 2 rows/);
    expect(() => learn({ predictors: [{ ...x, reference: "a" }] })).toThrow(/reference/);
    expect(() => learn({ predictors: [{ id: "k", value: ["a", "b", "a"], reference: "c" }] })).toThrow(/reference/);
    expect(() => learn({ predictors: [x], weights: [1, 0, 1] })).toThrow(/weights\[1\]/);
    expect(() => learn({ predictors: [x], errors: "hc9" })).toThrow(/errors/);
    expect(() => learn({ predictors: [x], level: 0 })).toThrow(/level/);
    expect(() => learn({ predictors: [x], name: () => 7 })).toThrow(/name/);
    expect(() => fitRegression([undefined], { predictors: [{ id: "x", value: [1] }] })).toThrow(/at least one row/);
    expect(() => predictRegression(cars, { wt: js("3"), cyl: "6" })).toThrow(/record.wt/);
    expect(() => predictRegression(cars, { wt: 3, cyl: 6 })).toThrow(/record.cyl/);
    expect(() => predictRegression(js({ abstained: {} }), {})).toThrow(/abstention/);
    for (const field of ["terms", "covariance", "inputs", "df", "fittedOn"]) {
      for (const value of [undefined, null, 3.5, "x", [{}], {}]) {
        if (field === "df" && value === 3.5) continue;
        expect(() => regressionChart({ ...cars, [field]: value })).toThrow(/model/);
      }
    }
  });
});

describeWithData("7,043 telecom customers", ["telco/telco-customer-churn.csv"], () => {
  test("pay for fibre and for each service, to the dollar of the price list", () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv");
    const model = fitted(
      fitRegression(rows, {
        outcome: (row) => Number(row["MonthlyCharges"]),
        predictors: [
          { id: "tenure", value: (row) => Number(row["tenure"]) },
          ...[
            "InternetService",
            "PhoneService",
            "MultipleLines",
            "OnlineSecurity",
            "StreamingTV",
            "StreamingMovies",
          ].map((id) => ({ id, value: (row: Record<string, string>) => row[id] })),
        ],
      }),
    );
    expect(model.n).toBe(7043);
    expect(model.rSquared).toBeGreaterThan(0.98);
    // "No internet service" and "No phone service" say the same as two other fields
    expect(model.aliased.map(({ predictor }) => predictor)).toContain("StreamingTV");
  });
});
