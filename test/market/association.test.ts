import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type Association,
  associationChart,
  type CategoryAssociation,
  type MixedAssociation,
  measureAssociation,
  type NumberAssociation,
} from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { mtcars } from "../support/mtcars.ts";
import { insectSprays, rowsOf } from "../support/r-data.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { numberCoverage, tableCoverage } from "./association-support.ts";

const numbers = (found: Association) => found as NumberAssociation;
const categories = (found: Association) => found as CategoryAssociation;
const mixed = (found: Association) => found as MixedAssociation;
const value = <T extends object>(figure: T) => {
  if ("abstained" in figure) throw new Error("abstained");
  return figure as Exclude<T, { abstained: unknown }>;
};
const cars = numbers(measureAssociation(mtcars, { x: (car) => car.wt, y: (car) => car.mpg }));

describe("two figures, against R", () => {
  // R 4.2.2: cor.test(mtcars$wt, mtcars$mpg, method = "pearson" | "spearman" | "kendall", exact = FALSE)
  test("Pearson with Fisher's interval", () => {
    const { value: r, interval, pValue } = value(cars.pearson);
    expectRelative(r, -0.867659376517228, 1e-12);
    expectRelative(interval.lower, -0.933826413284994, 1e-12);
    expectRelative(interval.upper, -0.744087196460113, 1e-12);
    expectRelative(pValue, 1.29395870135052e-10, 1e-9);
  });

  test("Spearman with Bonett and Wright's interval", () => {
    // tanh(atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / 29))
    const { value: r, interval, pValue } = value(cars.spearman);
    expectRelative(r, -0.886422033270298, 1e-12);
    expectRelative(interval.lower, -0.950265882378298, 1e-12);
    expectRelative(interval.upper, -0.751081976970414, 1e-12);
    expectRelative(pValue, 1.48759485812743e-11, 1e-9);
  });

  test("Kendall with ties", () => {
    const { value: tau, interval, pValue } = value(cars.kendall);
    expectRelative(tau, -0.727832149528431, 1e-12);
    expectRelative(interval.lower, -0.823937644160412, 1e-12);
    expectRelative(interval.upper, -0.5910292952842, 1e-12);
    expectRelative(pValue, 6.70577040559586e-9, 1e-9);
  });

  test("bend, the row that pulls most, and the line with its band", () => {
    // m <- lm(mpg ~ wt + I(wt^2), mtcars), HC3 by hand: 2 * pt(-abs(t), 29)
    expectRelative(cars.bendPValue as number, 0.00484114868801015, 1e-9);
    // which.max(abs(cor without row i - cor)) is row 17 in R, 16 from 0
    expect(cars.strongest?.row).toBe(16);
    expectRelative(cars.strongest?.pearsonWithout as number, -0.886598148524464, 1e-12);
    // l <- lm(mpg ~ wt): coefficients, fitted value at the least weight, its lower bound by HC3 and qt(.975, 30)
    expectRelative(cars.line?.intercept as number, 37.285126167342, 1e-12);
    expectRelative(cars.line?.slope as number, -5.34447157272268, 1e-12);
    expectRelative(cars.line?.band[0]?.y as number, 29.1989406778126, 1e-12);
    expectRelative(cars.line?.band[0]?.lower as number, 26.4095162668774, 1e-10);
    expect(cars.read).toBe("spearman");
    expect(cars.reasons.map(({ code }) => code)).toEqual(["association_numbers", "association_bent"]);
  });
});

describe("two figures", () => {
  test("one row that makes the coefficient is named", () => {
    const random = createRandom(4);
    const x = Array.from({ length: 30 }, () => random.normal());
    const y = x.map(() => random.normal());
    const found = numbers(measureAssociation([...x, 50], { x: [...x, 50], y: [...y, 50] }));
    expect(value(found.pearson).value).toBeGreaterThan(0.9);
    expect(found.strongest?.row).toBe(30);
    expect(found.read).toBe("spearman");
    expect(found.reasons.map(({ code }) => code)).toContain("association_strong_row");
  });

  test("rows of which one is unknown are counted, equal or too few rows abstain", () => {
    expect(measureAssociation([1, 2, 3], { x: [1, undefined, 3], y: [1, 2, null] })).toMatchObject({
      n: 1,
      missing: 2,
    });
    const equal = numbers(measureAssociation([1, 2, 3, 4, 5], { x: [1, 2, 3, 4, 5], y: [7, 7, 7, 7, 7] }));
    expect(equal.pearson).toMatchObject({ abstained: { code: "all_values_equal" } });
    expect(equal.points).toHaveLength(5);
  });

  test("rows on one line leave no doubt and no nonsense", () => {
    const x = [1, 2, 3, 4, 5, 6];
    const found = numbers(measureAssociation(x, { x, y: x.map((v) => 3 - 2 * v) }));
    expectClose(value(found.pearson).value, -1, 1e-14);
    expectClose(value(found.pearson).interval.upper, -1, 1e-12);
    expect(value(found.pearson).pValue).toBeLessThan(1e-30);
    expect(found.bendPValue).toBeUndefined();
  });

  test("of many rows 2,000 are kept for the picture, the same whatever the order", () => {
    const random = createRandom(9);
    const rows = Array.from({ length: 30_000 }, () => ({ x: random.normal(), y: random.normal() }));
    const fields = { x: (row: { x: number }) => row.x, y: (row: { y: number }) => row.y };
    const found = numbers(measureAssociation(rows, fields));
    expect(found.points).toHaveLength(2000);
    expect(numbers(measureAssociation([...rows].reverse(), fields)).points).toEqual(found.points);
  });
});

describe("two kinds of categories, against R", () => {
  test("thin cells are reshuffled: cylinders and gearbox", () => {
    // t <- table(cyl, am); chisq.test(t); chisq.test(t, simulate.p.value = TRUE, B = 1e6): 0.00895899; Bergsma's V by hand:
    // f2 <- max(0, X/n - (K-1)*(R-1)/(n-1)); sqrt(f2 / min(K - (K-1)^2/(n-1) - 1, R - (R-1)^2/(n-1) - 1))
    const found = categories(measureAssociation(mtcars, { x: (car) => car.cyl, y: (car) => car.am }));
    const { statistic, df, pValue, smallestExpected, permutationPValue } = value(found.test);
    expectRelative(statistic, 8.74073295125927, 1e-12);
    expect(df).toBe(2);
    expectRelative(pValue, 0.0126466050461073, 1e-10);
    expectRelative(smallestExpected, 2.84375, 1e-12);
    // 9,999 reshufflings: standard error 0.00094
    expect(Math.abs((permutationPValue as number) - 0.00895899)).toBeLessThan(0.003);
    expectRelative(value(found.cramersV).value, 0.464312575984915, 1e-12);
    expect(found.reasons.map(({ code }) => code)).toEqual(["association_categories", "association_thin_cells"]);
  });

  test("hair and eye colour of 592 students", () => {
    // h <- apply(HairEyeColor, c(1, 2), sum); chisq.test(h)
    const table = [
      ["Black", 68, 20, 15, 5],
      ["Brown", 119, 84, 54, 29],
      ["Red", 26, 17, 14, 14],
      ["Blond", 7, 94, 10, 16],
    ] as const;
    const eyes = ["Brown", "Blue", "Hazel", "Green"];
    const rows = table.flatMap(([hair, ...counts]) =>
      counts.flatMap((count, j) => Array.from({ length: count }, () => ({ hair, eye: eyes[j] }))),
    );
    const found = categories(measureAssociation(rows, { x: (row) => row.hair, y: (row) => row.eye }));
    const { statistic, pValue, permutationPValue } = value(found.test);
    expectRelative(statistic, 138.289841626008, 1e-12);
    expectRelative(pValue, 2.32528678709881e-25, 1e-9);
    expect(permutationPValue).toBeUndefined();
    expectRelative(value(found.cramersV).value, 0.270483152912316, 1e-12);
  });

  test("a single category, and as many categories as rows, abstain", () => {
    const one = categories(measureAssociation([1, 2, 3], { x: ["a", "a", "a"], y: ["p", "q", "p"] }));
    expect(one.cramersV).toMatchObject({ abstained: { code: "association_one_category" } });
    const each = categories(measureAssociation([1, 2], { x: ["a", "b"], y: ["p", "q"] }));
    expect(each.cramersV).toMatchObject({ abstained: { code: "too_few_rows" } });
  });

  test("categories left without a row by the other field do not count", () => {
    const found = categories(
      measureAssociation([1, 2, 3, 4, 5], { x: ["a", "b", "a", "b", "c"], y: [true, false, true, false, undefined] }),
    );
    expect(found.xNames).toEqual(["a", "b"]);
    expect(found.missing).toBe(1);
  });
});

describe("a figure and a category", () => {
  test("correlation ratio and ω², whichever of the two is measured", () => {
    const rows = rowsOf(insectSprays);
    const found = mixed(measureAssociation(rows, { x: (row) => row.group, y: (row) => row.value }));
    // R 4.2.2: sqrt(summary(lm(count ~ spray, InsectSprays))$r.squared) is the root of this
    expectClose((found.correlationRatio as number) ** 2, 0.724439015562794, 1e-12);
    expect(value(found.means).omegaSquared.value).toBeGreaterThan(0.6);
    const turned = mixed(measureAssociation(rows, { x: (row) => row.value, y: (row) => row.group }));
    expect({ ...turned, number: "y" }).toEqual(found);
  });
});

describe("coverage in a small simulation", () => {
  // ± 3.5 standard errors of 400; the long run is test/nightly/association-coverage.test.ts
  test("of coefficients, and bend is called in one of twenty straight relations", () => {
    const shares = numberCoverage(0.5, 40, 400, 11, 0.95);
    for (const name of ["pearson", "spearman", "kendall"] as const) {
      expect(shares[name]).toBeGreaterThan(0.912);
      expect(shares[name]).toBeLessThan(0.988);
    }
    expect(shares.bend).toBeLessThan(0.09);
  });

  test("of Cramér's V", () => {
    const { cramersV } = tableCoverage(
      [
        [0.3, 0.2],
        [0.1, 0.4],
      ],
      100,
      400,
      12,
      0.95,
    );
    expect(cramersV).toBeGreaterThan(0.912);
    expect(cramersV).toBeLessThan(0.988);
  });
});

describe("words and pictures", () => {
  const table = measureAssociation(mtcars, { x: (car) => car.cyl, y: (car) => car.am });
  const groups = measureAssociation(mtcars, { x: (car) => car.cyl, y: (car) => car.mpg });

  test("every reason is worded in both languages", () => {
    const one = measureAssociation([1, 2, 3], { x: ["a", "a", "a"], y: ["p", "q", "p"] });
    for (const reason of [cars, table, groups, one].flatMap(({ reasons }) => reasons)) {
      expect(word(reason, "en")).toMatch(/\w{3}/);
      expect(word(reason, "zh")).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test.each(["en", "zh"] as const)("charts in %s", async (locale) => {
    const zh = locale === "zh";
    const names = { locale, x: zh ? "车重（千磅）" : "Weight (1,000 lb)", y: zh ? "油耗里程" : "Miles per gallon" };
    for (const [name, chart] of [
      ["scatter", associationChart(cars, names)],
      ["heat", associationChart(table, { locale, x: zh ? "气缸数" : "Cylinders", y: zh ? "变速箱" : "Gearbox" })],
      ["means", associationChart(groups, { ...names, x: zh ? "气缸数" : "Cylinders" })],
    ] as const) {
      expectValidChart(chart);
      await writePicture(chart, `association-${name}-${locale}`);
    }
  });
});

describe("bad input", () => {
  const js = <T>(given: unknown): T => given as T;
  test("is named with its row", () => {
    expect(() => measureAssociation([1, 2], { x: [1, Number.NaN], y: [1, 2] })).toThrow(/x\[1\].*undefined/);
    expect(() => measureAssociation([1, 2], { x: [1, 2], y: js([1, "2"]) })).toThrow(/y\[1\]/);
    expect(() => measureAssociation([1, 2], { x: [1, 2], y: js(["a", 2]) })).toThrow(/y\[1\] must be a text/);
    expect(() => measureAssociation([1, 2], { x: [1], y: [1, 2] })).toThrow(/x has 1 rows/);
    expect(() => measureAssociation([], { x: [], y: [] })).toThrow(/at least one row/);
    expect(() => measureAssociation([1], { x: [1], y: [1], level: 2 })).toThrow(/level/);
    expect(() => measureAssociation([1], { x: [1], y: [1], seed: 0.5 })).toThrow(/seed/);
    expect(() => associationChart(js({ kind: "number_number" }))).toThrow(/association.n/);
    expect(() => associationChart(cars, { x: js(7) })).toThrow(/options.x/);
  });
});

describeWithData("45,211 calls of a bank", ["bank/bank-full.csv"], () => {
  test("marital state and housing loan go together loosely, age and balance hardly", () => {
    const rows = readSharedCsv("bank/bank-full.csv");
    const table = categories(measureAssociation(rows, { x: (row) => row["marital"], y: (row) => row["housing"] }));
    expect(table.n).toBe(45_211);
    expect(value(table.cramersV).value).toBeLessThan(0.1);
    const figures = numbers(
      measureAssociation(rows, { x: (row) => Number(row["age"]), y: (row) => Number(row["balance"]) }),
    );
    expect(value(figures.pearson).interval.lower).toBeGreaterThan(0.08);
    expect(figures.points).toHaveLength(2000);
  });
});
