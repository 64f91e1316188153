import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import {
  explainPlacement,
  fitLoyalty,
  fitPlacement,
  measureRatingError,
  type PlacementModel,
  placementChart,
  predictPlacement,
  predictPlacementColumn,
} from "../../src/loyalty/index.ts";
import { placementModelSpec } from "../../src/loyalty/placement/schema.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData } from "../support/shared-data.ts";
import { passengers } from "./curve-support.ts";
import { placed, placedBook, placementSimulation, type Setting } from "./placement-support.ts";
import { axes, codeOf, survey } from "./support.ts";

const setting: Setting = {
  truth: "normal",
  n: 800,
  satisfaction: { min: 1, max: 5, errorSd: 0.5 },
  loyalty: { min: 1, max: 5, errorSd: 0.8 },
};
const book = placedBook(setting, 1);
const placement = placed(book.model, book.rows, book.ratings);
const total = (model: PlacementModel) => model.sizes.reduce((sum, size) => sum + size.expected.value, 0);

describe("true quadrants", () => {
  test("every customer belongs somewhere: probabilities and sizes add up", () => {
    const { probabilities } = predictPlacement(placement, { satisfaction: 4, loyalty: 3 });
    expect(Object.values(probabilities).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(total(placement)).toBeCloseTo(800, 8);
    expect(placement.sizes.reduce((sum, size) => sum + size.observed, 0)).toBe(800);
  });

  test("the expected sizes are the sums of the customers' probabilities", () => {
    const columns = predictPlacementColumn(
      placement,
      book.rows.map((r) => r.satisfaction),
      book.rows.map((r) => r.loyalty),
    );
    for (const { quadrant, expected } of placement.sizes) {
      expect(columns[quadrant].reduce((sum, p) => sum + p, 0)).toBeCloseTo(expected.value, 8);
      expect(columns[quadrant][0]).toBe(predictPlacement(placement, book.rows[0] as never).probabilities[quadrant]);
    }
  });

  test("a rating far from the cut is surer than one beside it", () => {
    const at = (satisfaction: number) =>
      predictPlacement(placement, { satisfaction, loyalty: 5 }).probabilities.apostle;
    expect(at(5)).toBeGreaterThan(at(4) + 0.1);
    expect(at(4)).toBeGreaterThan(at(3) + 0.3);
  });

  test("without error customers truly are where they are seen, whatever the question's answers", () => {
    for (const answers of ["whole", "graded"] as const) {
      // fractions keep graded ratings off the cut, where no error is small enough
      const rows = answers === "whole" ? book.rows : book.rows.map((r) => ({ ...r, loyalty: 1.1 + r.loyalty * 0.75 }));
      for (const errorSd of [0, 1e-4]) {
        const rating = { errorSd, answers };
        const exact = placed(book.model, rows, {
          satisfaction: book.rows === rows ? rating : { errorSd },
          loyalty: rating,
        });
        for (const { observed, expected } of exact.sizes) {
          expect(expected.value).toBeCloseTo(observed, 2);
          expect(expected.interval.upper - expected.interval.lower).toBeLessThanOrEqual(2);
        }
        expect(exact.fittedOn.surelyPlaced).toBe(800);
      }
    }
  });

  test("in a known mixture of true answers the probability is Bayes' rule", () => {
    // true ratings are 2 or 4, half each, the loyalty known: P(4 | 3 seen) = 1/2, and P(4 | 4 seen) by the error alone
    const random = createRandom(5);
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const truth = i % 2 === 0 ? 2 : 4;
      return { satisfaction: Math.min(5, Math.max(1, Math.round(truth + 0.8 * random.normal()))), loyalty: 5 };
    });
    const two = placed(book.model, rows, {
      satisfaction: { errorSd: 0.8, truth: "whole" },
      loyalty: { errorSd: 0, truth: "whole" },
    });
    expect(predictPlacement(two, { satisfaction: 3, loyalty: 5 }).probabilities.apostle).toBeCloseTo(0.5, 1);
    // Φ(0.625) − Φ(−0.625) = 0.468 against Φ(3.125) − Φ(1.875) = 0.0295: 0.941
    expect(predictPlacement(two, { satisfaction: 4, loyalty: 5 }).probabilities.apostle).toBeCloseTo(0.941, 1);
  });

  test("says in both languages where a customer may truly stand", () => {
    const { observed, reasons } = explainPlacement(placement, { satisfaction: 4, loyalty: 4 });
    expect(observed).toBe("apostle");
    expect(word(reasons[0] as never)).toMatch(/^observed as apostle, which is true with a probability of \d\d%$/);
    expect(word(reasons[1] as never)).toMatch(/^observed as apostle, but with a chance of \d\d% to be a \w+ in truth$/);
    expect(word(reasons[1] as never, "zh")).toMatch(/^观测为传道者，但有 \d\d% 的可能实为/);
  });
});

describe("what the ratings cannot tell", () => {
  test("too few customers", () => {
    expect(fitPlacement(book.model, book.rows.slice(0, 749), { ...axes, ratings: book.ratings })).toEqual({
      abstained: { code: "too_few_rows", params: { n: 749, needed: 750 } },
    });
  });

  test("ratings that are mostly error", () => {
    const ratings = { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 1.3 } };
    const refused = fitPlacement(book.model, book.rows, { ...axes, ratings });
    expect(refused).toMatchObject({
      abstained: { code: "placement_error_too_large", params: { axis: "loyalty", n: 800 } },
    });
    if ("abstained" in refused) {
      expect(word(refused.abstained)).toContain("loyalty (sd 1.3)");
      expect(word(refused.abstained, "zh")).toContain("忠诚度的误差");
    }
  });

  test("answers that no spread of true ratings explains are noted", () => {
    const rows = Array.from({ length: 2000 }, (_, i) => ({ satisfaction: i % 2 === 0 ? 2 : 4, loyalty: 1 + (i % 5) }));
    const ratings = { satisfaction: { errorSd: 0.8 }, loyalty: { errorSd: 0.3 } };
    expect(placed(book.model, rows, ratings).fittedOn.notes.map((note) => note.code)).toEqual(["placement_misfit"]);
    expect(placement.fittedOn.notes).toEqual([]);
  });
});

describe("in simulated books with known truth", () => {
  test("intervals of sizes cover, and probabilities come true", () => {
    const { coverage, strays } = placementSimulation({ ...setting, n: 1000 }, 20, 3);
    // 0.95 ± 3 standard errors of 20 books, whose four quadrants count as about two
    expect(coverage).toBeGreaterThan(0.84);
    expect(strays).toBeLessThan(0.02);
  });
});

describe("the error of ratings", () => {
  const twice = (n: number, sd: number, seed: number, whole: boolean) => {
    const random = createRandom(seed);
    const answer = (x: number) => (whole ? Math.round(x) : x);
    const truth = Array.from({ length: n }, () => 5 + 1.5 * random.normal());
    return [1, 2].map(() => truth.map((t) => answer(t + sd * random.normal()))) as [number[], number[]];
  };

  test.each([true, false])("is measured with an interval that covers it (whole answers: %s)", (whole) => {
    let held = 0;
    for (let seed = 0; seed < 300; seed++) {
      const error = measureRatingError(...twice(150, 0.8, seed, whole), { answers: whole ? "whole" : "graded" });
      if ("value" in error && error.interval.lower <= 0.8 && 0.8 <= error.interval.upper) held++;
    }
    // 0.95 ± 3 standard errors of 300 replicates
    expect(held / 300).toBeGreaterThan(0.912);
    expect(held / 300).toBeLessThan(0.988);
  });

  test("is not told from few customers, nor from differences that are all rounding", () => {
    expect(measureRatingError([1, 2], [1, 3])).toMatchObject({ abstained: { code: "too_few_rows" } });
    const same = Array.from({ length: 40 }, (_, i) => i % 5);
    expect(measureRatingError(same, same)).toMatchObject({ abstained: { code: "placement_error_below_rounding" } });
  });
});

describe("the model as JSON", () => {
  const load = (change: object) => codeOf(() => loadModel(placementModelSpec, { ...placement, ...change }));

  test("travels whole and places customers alike", () => {
    const loaded = loadModel(placementModelSpec, JSON.parse(JSON.stringify(placement)));
    expect(loaded).toEqual(placement);
    expect(predictPlacement(loaded, { satisfaction: 3, loyalty: 3 })).toEqual(
      predictPlacement(placement, { satisfaction: 3, loyalty: 3 }),
    );
  });

  test("does not load with missing weights, wrong sums or unknown fields", () => {
    expect(load({ weights: placement.weights.slice(1) })).toBe("invalid_model");
    expect(load({ weights: placement.weights.map((w) => 2 * w) })).toBe("invalid_model");
    expect(load({ sizes: placement.sizes.slice(1) })).toBe("invalid_model");
    expect(load({ fittedOn: { ...placement.fittedOn, customers: 7 } })).toBe("invalid_model");
    expect(load({ satisfaction: { ...placement.satisfaction, errorSd: -1 } })).toBe("invalid_model");
    expect(load({ owner: 1 })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("sets expected sizes beside counts in %s", async (locale) => {
    const chart = placementChart(placement, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `placement-${locale}`);
    if (locale === "zh") expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
  });
});

describe("bad input", () => {
  const WRONG: readonly unknown[] = [undefined, null, 7, "x", true, [], {}, Number.NaN, () => 1];
  const OURS =
    /^(empty_input|not_finite|out_of_range|invalid_type|unknown_id|invalid_model|length_mismatch|inconsistent)$/;
  const js = <T>(value: unknown): T => value as T;
  const fitted = (change: object) =>
    codeOf(() => fitPlacement(book.model, book.rows, { ...axes, ratings: book.ratings, ...change }));
  const rated = (rating: object) => fitted({ ratings: { ...book.ratings, loyalty: rating } });

  test.each(WRONG.map((value) => [value]))("%s", (value) => {
    expect(codeOf(() => fitPlacement(js(value), book.rows, { ...axes, ratings: book.ratings }))).toMatch(OURS);
    expect(
      codeOf(() => fitPlacement(book.model, js<typeof book.rows>(value), { ...axes, ratings: book.ratings })),
    ).toMatch(OURS);
    expect(codeOf(() => fitPlacement(book.model, book.rows, js(value)))).toMatch(OURS);
    expect(fitted({ ratings: value })).toMatch(OURS);
    expect(rated(js(value))).toMatch(OURS);
    expect(rated({ errorSd: value === 7 ? 8 : value })).toMatch(OURS);
    if (value !== undefined) {
      expect(fitted({ level: value })).toMatch(OURS);
      expect(rated({ errorSd: 0.5, answers: value })).toMatch(OURS);
      expect(rated({ errorSd: 0.5, truth: value })).toMatch(OURS);
      expect(codeOf(() => measureRatingError([1], [1], { level: js(value) }))).toMatch(OURS);
    }
    expect(codeOf(() => predictPlacement(js(value), { satisfaction: 3, loyalty: 3 }))).toMatch(OURS);
    expect(codeOf(() => predictPlacement(placement, js(value)))).toMatch(OURS);
    expect(codeOf(() => explainPlacement(placement, { satisfaction: js(value), loyalty: 3 }))).toMatch(OURS);
    expect(codeOf(() => predictPlacementColumn(placement, [1], js(value)))).toMatch(OURS);
    expect(codeOf(() => measureRatingError(js(value), [1]))).toMatch(OURS);
    for (const field of ["kind", "satisfaction", "loyalty", "weights", "sizes", "fittedOn"]) {
      expect(codeOf(() => placementChart({ ...placement, [field]: value }))).toMatch(OURS);
    }
  });

  test("fractions among whole answers and contradictions are named", () => {
    expect(codeOf(() => predictPlacement(placement, { satisfaction: 2.5, loyalty: 3 }))).toBe("out_of_range");
    expect(rated({ errorSd: 0.5, answers: "graded", truth: "whole" })).toBe("inconsistent");
  });
});

test("20,000 customers are placed, in a column as one by one", () => {
  const rows = survey(20_000, 4);
  const model = fitLoyalty(rows, {
    ...axes,
    satisfactionScale: { min: 1, max: 5 },
    loyaltyScale: { min: 0, max: 10 },
    cuts: "top_two_box",
  });
  const placing = placed(model, rows, { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 1.5 } });
  const column = predictPlacementColumn(
    placing,
    rows.map((r) => r.satisfaction),
    rows.map((r) => r.loyalty),
  );
  expect(column.apostle.length).toBe(20_000);
  for (const i of [0, 999, 19_999]) {
    const one = predictPlacement(placing, rows[i] as (typeof rows)[number]);
    expect(column.apostle[i]).toBe(one.probabilities.apostle);
  }
});

describeWithData("20,000 airline passengers", ["satisfaction/airline_passenger_satisfaction.csv"], () => {
  test("ratings averaged over 14 questions place most passengers surely", async () => {
    const rows = passengers().map(({ satisfaction, loyal }) => ({ satisfaction, loyalty: loyal ? 1 : 0 }));
    const model = fitLoyalty(rows, {
      ...axes,
      satisfactionScale: { min: 1, max: 5 },
      loyaltyScale: { min: 0, max: 1 },
    });
    const fitted = placed(model, rows, {
      satisfaction: { errorSd: 0.3, answers: "graded" },
      loyalty: { errorSd: 0, truth: "whole" },
    });
    expect(total(fitted)).toBeCloseTo(20_000, 6);
    // loyalty is known, so only satisfaction moves anybody: loyal passengers stay as many as they are
    const loyal = rows.filter((r) => r.loyalty === 1).length;
    expect((fitted.sizes[0]?.expected.value ?? 0) + (fitted.sizes[1]?.expected.value ?? 0)).toBeCloseTo(loyal, 6);
    expect(fitted.fittedOn.surelyPlaced / 20_000).toBeGreaterThan(0.5);
    for (const locale of ["en", "zh"] as const)
      await writePicture(placementChart(fitted, { locale }), `placement-airline-${locale}`);
  });
});
