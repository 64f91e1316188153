import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type AgreementEstimate,
  type AgreementRating,
  type AgreementScale,
  type IntraclassPair,
  measureAgreement,
  measureIntraclass,
} from "../../src/loyalty/index.ts";
import { alphaCoverage, judged, table } from "./agreement-support.ts";
import { codeOf } from "./support.ts";

/** Krippendorff (2011), Computing Krippendorff's alpha-reliability, section E: 4 observers, 12 units, gaps. */
const KRIPPENDORFF = table([
  [1, 2, 3, 3, 2, 1, 4, 1, 2, undefined, undefined, undefined],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, undefined, 3],
  [undefined, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, undefined],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, undefined],
]);

/** Shrout & Fleiss (1979), table 2: 6 targets in columns, 4 judges in rows. */
const SHROUT_FLEISS = table([
  [9, 6, 8, 7, 10, 6],
  [2, 1, 4, 1, 5, 2],
  [5, 3, 6, 2, 6, 4],
  [8, 2, 8, 6, 9, 7],
]);

const estimate = (ratings: readonly AgreementRating[], scale: AgreementScale): AgreementEstimate => {
  const result = measureAgreement(ratings, { scale });
  if ("abstained" in result) throw new Error(word(result.abstained));
  return result;
};

/** The definition itself: every pair of values in a unit against every pair of all pairable values. */
function alphaByDefinition(ratings: readonly AgreementRating[], scale: AgreementScale): number {
  const units = [...new Set(ratings.map((r) => r.unit))]
    .map((unit) => ratings.filter((r) => r.unit === unit).map((r) => r.value as number))
    .filter((values) => values.length >= 2);
  const all = units.flat();
  const count = (value: number) => all.filter((v) => v === value).length;
  const delta = (a: number, b: number): number => {
    if (a === b) return 0;
    if (scale === "nominal") return 1;
    if (scale === "interval") return (a - b) ** 2;
    if (scale === "ratio") return ((a - b) / (a + b)) ** 2;
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const between = all.filter((v) => v >= low && v <= high).length;
    return (between - (count(a) + count(b)) / 2) ** 2;
  };
  const pairs = (values: readonly number[]) =>
    values.reduce((sum, a) => sum + values.reduce((inner, b) => inner + delta(a, b), 0), 0);
  const observed = units.reduce((sum, values) => sum + pairs(values) / (values.length - 1), 0) / all.length;
  return 1 - observed / (pairs(all) / (all.length * (all.length - 1)));
}

describe("Krippendorff's alpha", () => {
  test.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
    ["ratio", 0.797],
  ] as const)("of the published example on the %s scale is %s", (scale, published) => {
    const found = estimate(KRIPPENDORFF, scale);
    expect(found.value).toBeCloseTo(published, 3);
    expect([found.n, found.ratings, found.raters, found.singles]).toEqual([11, 40, 4, 1]);
  });

  test.each(["nominal", "ordinal", "interval", "ratio"] as const)(
    "on the %s scale is what its definition by all pairs says",
    (scale) => {
      for (const seed of [1, 2, 3]) {
        const ratings = judged(9, 4, 0.5, seed, "graded", 0.3).map((r) => ({ ...r, value: 2 * (r.value as number) }));
        expect(estimate(ratings, scale).value).toBeCloseTo(alphaByDefinition(ratings, scale), 12);
      }
    },
  );

  test("a nominal value may be a text or a truth value, and the text 1 is not the number 1", () => {
    const rename = new Map<unknown, string | number | boolean>([
      [1, "one"],
      [2, true],
      [3, "true"],
      [4, 1],
      [5, "1"],
    ]);
    const renamed = KRIPPENDORFF.map((r) => ({ ...r, value: rename.get(r.value) as string }));
    expect(estimate(renamed, "nominal").value).toBeCloseTo(estimate(KRIPPENDORFF, "nominal").value, 12);
  });

  test("raters who contradict each other fall below zero, those who always agree reach one", () => {
    expect(
      estimate(
        table([
          [0, 1, 0, 1],
          [1, 0, 1, 0],
        ]),
        "nominal",
      ).value,
    ).toBeLessThan(-0.5);
    const perfect = estimate(
      table([Array.from({ length: 30 }, (_, i) => i % 3), Array.from({ length: 30 }, (_, i) => i % 3)]),
      "interval",
    );
    expect(perfect.value).toBe(1);
    expect(perfect.interval).toEqual({ abstained: { code: "agreement_no_disagreement", params: { n: 30 } } });
  });

  test("adding and stretching points leaves the interval scale alone, any rising change the ordinal", () => {
    const moved = KRIPPENDORFF.map((r) => ({ ...r, value: 1000 * (r.value as number) - 7 }));
    expect(estimate(moved, "interval").value).toBeCloseTo(estimate(KRIPPENDORFF, "interval").value, 12);
    const bent = KRIPPENDORFF.map((r) => ({ ...r, value: Math.exp(r.value as number) }));
    expect(estimate(bent, "ordinal").value).toBeCloseTo(estimate(KRIPPENDORFF, "ordinal").value, 12);
    expect(estimate(bent, "interval").value).not.toBeCloseTo(estimate(KRIPPENDORFF, "interval").value, 2);
  });

  test("percent agreement counts pairs within a unit", () => {
    const { percentAgreement } = estimate(
      table([
        [1, 1, 5],
        [1, 2, 5],
        [1, 2, undefined],
      ]),
      "nominal",
    );
    expect(percentAgreement.value).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
    expect(percentAgreement.n).toBe(3);
  });
});

describe("the interval of alpha", () => {
  test("covers the truth in about 95 of 100 surveys of thirty accounts", () => {
    const { covered } = alphaCoverage({
      units: 30,
      raters: 3,
      reliability: 0.6,
      kind: "graded",
      runs: 200,
      seed: 11,
      truthFrom: 5000,
    });
    expect(covered).toBeGreaterThanOrEqual(0.91);
    expect(covered).toBeLessThanOrEqual(0.985);
  });

  test("is refused where there are few units or few that deviate, with the reason", () => {
    const few = estimate(judged(14, 3, 0.6, 1, "graded"), "interval").interval;
    expect(few).toEqual({ abstained: { code: "too_few_rows", params: { n: 14, needed: 15 } } });
    const row = Array.from({ length: 60 }, (_, i) => (i < 5 ? 1 : 0));
    const rare = estimate(table([row, row.map((v, i) => (i === 20 ? 1 : v))]), "nominal");
    expect(rare.interval).toEqual({
      abstained: { code: "agreement_few_deviations", params: { units: 6, needed: 10 } },
    });
    expect(rare.notes[0]?.code).toBe("agreement_one_value");
  });

  test("groups of units stand in for single ones in a large book, and say nearly the same", () => {
    const width = (n: number) => {
      const { interval } = estimate(judged(n, 3, 0.6, 5, "normal"), "interval");
      if ("abstained" in interval) throw new Error(word(interval.abstained));
      return interval.upper - interval.lower;
    };
    // a width shrinks with the root of the number of units
    expect(width(1600) / width(400)).toBeGreaterThan(0.4);
    expect(width(1600) / width(400)).toBeLessThan(0.6);
  });
});

describe("intraclass correlation", () => {
  const found = measureIntraclass(SHROUT_FLEISS);
  if ("abstained" in found.oneWay || "abstained" in found.twoWay) throw new Error("abstained");
  const { oneWay, twoWay } = found;
  // values: Shrout & Fleiss (1979), table 4; limits: R package psych 2.x, ICC(), which runs their example
  test.each<[string, IntraclassPair, number, number, [number, number], [number, number]]>([
    ["one way", oneWay, 0.17, 0.44, [-0.133, 0.72], [-0.88, 0.91]],
    ["agreement", twoWay.agreement, 0.29, 0.62, [0.019, 0.76], [0.07, 0.93]],
    ["consistency", twoWay.consistency, 0.71, 0.91, [0.342, 0.95], [0.68, 0.99]],
  ])("of the published example, %s, is %s for one judge", (_, pair, single, average, one, mean) => {
    expect(pair.single.value).toBeCloseTo(single, 2);
    expect(pair.average.value).toBeCloseTo(average, 2);
    expect(pair.single.interval.lower).toBeCloseTo(one[0], 2);
    expect(pair.single.interval.upper).toBeCloseTo(one[1], 2);
    expect(pair.average.interval.lower).toBeCloseTo(mean[0], 2);
    expect(pair.average.interval.upper).toBeCloseTo(mean[1], 2);
  });

  test("a judge who is always stricter lowers agreement and leaves consistency alone", () => {
    const stricter = SHROUT_FLEISS.map((r) => (r.rater === "r0" ? { ...r, value: (r.value as number) - 4 } : r));
    const { twoWay: after } = measureIntraclass(stricter);
    if ("abstained" in after) throw new Error("abstained");
    expect(after.consistency.single.value).toBeCloseTo(twoWay.consistency.single.value, 12);
    expect(after.agreement.single.value).not.toBeCloseTo(twoWay.agreement.single.value, 2);
  });

  test("accounts with people of their own get the one-way figure alone", () => {
    const own = SHROUT_FLEISS.map((r) => ({ ...r, rater: `${r.unit} ${r.rater}` }));
    const { oneWay: same, twoWay: none } = measureIntraclass(own);
    if ("abstained" in same) throw new Error("abstained");
    expect(same.single.value).toBeCloseTo(oneWay.single.value, 12);
    expect("abstained" in none && none.abstained.code).toBe("agreement_no_overlap");
  });

  test("what cannot be told comes back with its reason", () => {
    const reasons = (rows: readonly (readonly number[])[]) => {
      const { oneWay: one } = measureIntraclass(table(rows));
      return "abstained" in one ? one.abstained.code : undefined;
    };
    expect(reasons([[1, 2, 3]])).toBe("agreement_no_overlap");
    expect(
      reasons([
        [1, 2],
        [1, 3],
      ]),
    ).toBe("too_few_rows");
    expect(
      reasons([
        [2, 2, 2],
        [2, 2, 2],
      ]),
    ).toBe("agreement_no_variation");
    expect(
      reasons([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toBe("agreement_no_disagreement");
    expect(
      reasons([
        [0, 1, 0],
        [1, 0, 1],
      ]),
    ).toBe("agreement_units_alike");
  });
});

describe("ratings that cannot be meant are refused", () => {
  const one = { unit: "a", rater: "x", value: 1 };
  test.each<[string, readonly unknown[], AgreementScale]>([
    ["empty_input", [], "nominal"],
    ["invalid_type", [{ ...one, value: "good" }], "interval"],
    ["invalid_type", [{ ...one, value: null }], "nominal"],
    ["invalid_type", [{ ...one, unit: "" }], "nominal"],
    ["not_finite", [{ ...one, value: Number.NaN }], "nominal"],
    ["out_of_range", [{ ...one, value: -1 }], "ratio"],
    ["out_of_range", [{ ...one, value: 1e200 }], "interval"],
    ["duplicate_id", [one, one], "nominal"],
    ["unknown_id", [one], "polar" as AgreementScale],
  ])("%s", (code, ratings, scale) => {
    expect(codeOf(() => measureAgreement(ratings as AgreementRating[], { scale }))).toBe(code);
  });

  test("the ratio scale with thousands of different values asks for rounding", () => {
    const many = judged(600, 2, 0.5, 1, "normal").map((r) => ({ ...r, value: Math.exp(r.value as number) }));
    expect(codeOf(() => measureAgreement(many, { scale: "ratio" }))).toBe("out_of_range");
  });

  test("no unit rated twice, or one value alone, is no error but no figure either", () => {
    expect(measureAgreement([one, { ...one, unit: "__proto__" }], { scale: "nominal" })).toEqual({
      abstained: { code: "agreement_no_overlap", params: { units: 2, raters: 1 } },
    });
    expect(
      measureAgreement(
        table([
          [3, 3],
          [3, 3],
        ]),
        { scale: "interval" },
      ),
    ).toEqual({
      abstained: { code: "agreement_no_variation", params: { n: 4 } },
    });
  });
});
