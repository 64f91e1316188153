import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitRegression, predictRegression, type RegressionModel } from "../../src/market/index.ts";
import { expectClose } from "../support/close.ts";

/** Figures whose squares are smaller than every double are refused elsewhere. */
const modest = (value: number): number => (Math.abs(value) < 1e-100 ? 0 : value);

const figure = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1000, max: 1000, noNaN: true }).map(modest));
const rows = fc.array(fc.record({ y: figure, x: figure, z: figure, kind: fc.constantFrom("a", "b") }), {
  minLength: 1,
  maxLength: 25,
});
type Row = { readonly y: number; readonly x: number; readonly z: number; readonly kind: string };
const outcome = (row: Row) => row.y;
const predictors = [
  { id: "x", value: (row: Row) => row.x },
  { id: "z", value: (row: Row) => row.z },
  { id: "kind", value: (row: Row) => row.kind },
];
/** A fit whose columns are apart by more than rounding, so that figures can be held against each other. */
const steady = (model: ReturnType<typeof fitRegression>): model is RegressionModel =>
  !("abstained" in model) && model.terms.every(({ inflation }) => inflation < 1e6) && model.rSquared < 1 - 1e-6;
const figures = (model: RegressionModel) =>
  [model.intercept, ...model.terms].flatMap(({ estimate, standardError }) => [estimate.value, standardError]);

describe("laws of regression", () => {
  test("the order of rows does not matter", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [one, other] = [list, [...list].reverse()].map((given) => fitRegression(given, { outcome, predictors }));
        if (one === undefined || other === undefined || !steady(one) || !steady(other)) return;
        // the most frequent category may be either of two that are equally frequent in no order of rows
        expect(other.terms.map(({ predictor, category }) => [predictor, category])).toEqual(
          one.terms.map(({ predictor, category }) => [predictor, category]),
        );
        figures(one).forEach((value, i) => {
          expectClose(figures(other)[i] as number, value, 1e-6);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("another unit of the outcome or of a figure changes coefficients with the unit, and no test", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const model = fitRegression(list, { outcome, predictors });
        const scaled = fitRegression(list, {
          outcome: (row) => row.y * 8,
          predictors: [{ id: "x", value: (row) => row.x * 4 }, ...predictors.slice(1)],
        });
        if (!steady(model) || !steady(scaled)) return;
        expectClose(scaled.rSquared, model.rSquared, 1e-9);
        const slope = (from: RegressionModel) => from.terms.find(({ predictor }) => predictor === "x");
        if (slope(model) === undefined) return;
        expectClose(slope(scaled)?.estimate.value as number, (slope(model)?.estimate.value as number) * 2, 1e-9);
        expectClose(slope(scaled)?.pValue as number, slope(model)?.pValue as number, 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  test("a copy of a field is named and changes nothing", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const model = fitRegression(list, { outcome, predictors });
        const twice = fitRegression(list, {
          outcome,
          predictors: [...predictors, { id: "again", value: (row: Row) => 3 * row.x - 7 }],
        });
        if ("abstained" in model || "abstained" in twice) {
          expect("abstained" in model).toBe("abstained" in twice);
          return;
        }
        expect(twice.aliased.map(({ predictor }) => predictor)).toContain("again");
        expect(twice.terms).toEqual(model.terms);
        expect(twice.covariance).toEqual(model.covariance);
      }),
      { numRuns: 30 },
    );
  });

  test("the reference category changes names, not predictions", () => {
    fc.assert(
      fc.property(rows, (list) => {
        if (!list.some(({ kind }) => kind === "a") || !list.some(({ kind }) => kind === "b")) return;
        const by = (reference: string) =>
          fitRegression(list, {
            outcome,
            predictors: [...predictors.slice(0, 2), { id: "kind", value: (row: Row) => row.kind, reference }],
          });
        const [a, b] = [by("a"), by("b")];
        if (!steady(a) || !steady(b)) return;
        const record = { x: 1, z: -1, kind: "b" };
        const [first, second] = [predictRegression(a, record), predictRegression(b, record)];
        if ("abstained" in first || "abstained" in second) throw new Error("abstained");
        const scale = Math.max(1, a.sigma);
        expectClose(second.value / scale, first.value / scale, 1e-7);
        expectClose(second.mean.upper / scale, first.mean.upper / scale, 1e-6);
      }),
      { numRuns: 20 },
    );
  });

  test("whatever the rows, the model is whole JSON and its mean outcome is predicted at the means", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const model = fitRegression(list, { outcome, predictors });
        expect(JSON.parse(JSON.stringify(model))).toEqual(JSON.parse(JSON.stringify(model), (_, value) => value));
        expect(JSON.stringify(model)).not.toContain("null");
        if ("abstained" in model) return;
        expectClose(
          model.center,
          list.reduce((total, row) => total + row.y / list.length, 0),
          1e-9,
        );
      }),
      { numRuns: 30 },
    );
  });
});
