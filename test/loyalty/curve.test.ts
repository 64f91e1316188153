import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { loyaltyCurveModelSpec } from "../../src/loyalty/curve/schema.ts";
import { fitLoyaltyCurve, type LoyaltyCurveModel, loyaltyCurveChart, predictLoyalty } from "../../src/loyalty/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData } from "../support/shared-data.ts";
import { curveCoverage, curveSurvey, passengers } from "./curve-support.ts";
import { axes, codeOf, ELEVEN, FIVE } from "./support.ts";

const scales = { satisfaction: FIVE, loyalty: ELEVEN };
const rows = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([satisfaction, loyalty]) => ({ satisfaction, loyalty }));
const exponentOf = (curve: LoyaltyCurveModel) => {
  if ("abstained" in curve.power) throw new Error(word(curve.power.abstained));
  return curve.power.exponent;
};

describe("the monotone curve", () => {
  test("a group that is less loyal though more satisfied is pooled with the one before", () => {
    const curve = fitLoyaltyCurve(
      rows([
        [1, 2],
        [2, 6],
        [3, 4],
        [3, 2],
        [5, 9],
      ]),
      { ...axes, scales },
    );
    expect(curve.steps.map(({ from, to, n }) => [from, to, n])).toEqual([
      [1, 1, 1],
      [2, 3, 3],
      [5, 5, 1],
    ]);
    expect(curve.steps[1]?.loyalty).toBeCloseTo(4, 12);
    expect(predictLoyalty(curve, 4.9).observed).toBeCloseTo(4, 12);
  });

  test("answers that only fall become one level step", () => {
    const curve = fitLoyaltyCurve(
      rows([
        [1, 9],
        [2, 7],
        [3, 5],
      ]),
      { ...axes, scales },
    );
    expect(curve.steps).toHaveLength(1);
    expect(curve.steps[0]?.loyalty).toBeCloseTo(7, 12);
    expect(curve.explained).toBe(0);
  });
});

describe("the power curve", () => {
  test("tells a competitive market, where only complete satisfaction makes loyalty", () => {
    const curve = fitLoyaltyCurve(curveSurvey(400, 3, 1), { ...axes, scales });
    expect(curve.regime).toBe("competitive");
    expect(exponentOf(curve).interval.lower).toBeGreaterThan(1);
  });

  test("tells a non-competitive market, where even the dissatisfied stay", () => {
    expect(fitLoyaltyCurve(curveSurvey(400, 0.3, 2), { ...axes, scales }).regime).toBe("non_competitive");
  });

  test("leaves a straight line undecided", () => {
    expect(fitLoyaltyCurve(curveSurvey(400, 1, 3), { ...axes, scales }).regime).toBe("undecided");
  });

  test("is the least-squares exponent: its neighbours miss the answers by more", () => {
    const answers = curveSurvey(300, 1.7, 4);
    const { value } = exponentOf(fitLoyaltyCurve(answers, { ...axes, scales }));
    const missed = (k: number) =>
      answers.reduce((sum, a) => sum + (a.loyalty / 10 - ((a.satisfaction - 1) / 4) ** k) ** 2, 0);
    expect(missed(value)).toBeLessThan(Math.min(missed(value * 1.0001), missed(value / 1.0001)));
  });

  test("abstains where answers cannot bend it, and says why", () => {
    const power = (pairs: readonly (readonly [number, number])[]) => {
      const { power: found, regime } = fitLoyaltyCurve(rows(pairs), { ...axes, scales });
      expect(regime).toBe("undecided");
      return "abstained" in found ? found.abstained.code : "fitted";
    };
    expect(
      power([
        [1, 0],
        [5, 10],
        [1, 3],
        [5, 9],
        [1, 1],
      ]),
    ).toBe("loyalty_curve_no_interior");
    expect(
      power([
        [2, 0],
        [3, 0],
        [4, 0],
        [2, 0],
        [3, 0],
      ]),
    ).toBe("loyalty_curve_unbounded");
    expect(
      power([
        [3, 5],
        [3, 5],
        [3, 5],
        [3, 5],
        [3, 5],
      ]),
    ).toBe("loyalty_curve_no_scatter");
  });

  test("its interval covers the truth as often as it says, in a few hundred simulated surveys", () => {
    // 0.95 ± 3 standard errors of 300 replicates
    for (const [k, seed] of [
      [0.4, 10],
      [2.5, 11],
    ] as const) {
      const share = curveCoverage(k, 200, 300, seed);
      expect(share).toBeGreaterThan(0.912);
      expect(share).toBeLessThan(0.988);
    }
  });
});

describe("segments", () => {
  const two = [
    ...curveSurvey(300, 0.5, 5).map((a) => ({ ...a, segment: "__proto__" })),
    ...curveSurvey(300, 2.5, 6).map((a) => ({ ...a, segment: "constructor" })),
  ];

  test("with different curves are told apart, whatever they are called", () => {
    const { segments, comparison } = fitLoyaltyCurve(two, { ...axes, scales, segment: (a) => a.segment });
    expect(segments?.map(({ id, regime }) => [id, regime])).toEqual([
      ["__proto__", "non_competitive"],
      ["constructor", "competitive"],
    ]);
    expect(comparison).toMatchObject({ degreesOfFreedom: 1, segments: ["__proto__", "constructor"] });
    expect((comparison as { pValue: number }).pValue).toBeLessThan(1e-10);
  });

  test("with one curve are called different in one of twenty surveys", () => {
    let called = 0;
    for (let seed = 0; seed < 300; seed++) {
      const answers = curveSurvey(300, 1.5, 1000 + seed);
      const { comparison } = fitLoyaltyCurve(answers, {
        ...axes,
        scales,
        segment: (_, i) => (i % 2 === 0 ? "a" : "b"),
      });
      if (comparison !== undefined && "pValue" in comparison && comparison.pValue < 0.05) called++;
    }
    expect(called).toBeGreaterThan(4);
    expect(called).toBeLessThan(28);
  });

  test("a single segment has nothing to be compared with", () => {
    const { comparison } = fitLoyaltyCurve(two, { ...axes, scales, segment: () => "all" });
    expect(comparison).toEqual({ abstained: { code: "loyalty_segments_too_few", params: { segments: 1 } } });
  });
});

describe("the curve as JSON", () => {
  const curve = fitLoyaltyCurve(curveSurvey(100, 2, 7), { ...axes, scales, segment: (_, i) => `s${i % 3}` });
  const load = (change: object) => codeOf(() => loadModel(loyaltyCurveModelSpec, { ...curve, ...change }));

  test("travels whole", () => {
    expect(loadModel(loyaltyCurveModelSpec, JSON.parse(JSON.stringify(curve)))).toEqual(curve);
    const none = fitLoyaltyCurve(rows([[1, 1]]), { ...axes, scales });
    expect(loadModel(loyaltyCurveModelSpec, JSON.parse(JSON.stringify(none)))).toEqual(none);
  });

  test("does not load with steps that fall, counts that do not add up or unknown fields", () => {
    expect(load({ steps: [...curve.steps].reverse() })).toBe("invalid_model");
    expect(load({ customers: 7 })).toBe("invalid_model");
    expect(load({ owner: 1 })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("shows band, steps and points in %s", async (locale) => {
    const curve = fitLoyaltyCurve(curveSurvey(300, 2.2, 8), { ...axes, scales });
    const chart = loyaltyCurveChart(curve, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `loyalty-curve-${locale}`);
    if (locale === "zh") expect(svg.replace(/k = /, "")).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
  });

  test("shows steps and points alone where there is no power curve", async () => {
    const chart = loyaltyCurveChart(fitLoyaltyCurve(rows([[1, 1]]), { ...axes, scales }), { width: 300, height: 240 });
    expectValidChart(chart);
    await writePicture(chart, "loyalty-curve-one-customer");
  });
});

describe("bad input", () => {
  const WRONG: readonly unknown[] = [undefined, null, 7, "x", true, [], {}, Number.NaN, () => 1];
  const OURS = /^(empty_input|not_finite|out_of_range|invalid_type|unknown_id|invalid_model)$/;
  const js = <T>(value: unknown): T => value as T;
  const good = fitLoyaltyCurve(curveSurvey(30, 2, 9), { ...axes, scales });

  test.each(WRONG.map((value) => [value]))("%s", (value) => {
    expect(codeOf(() => fitLoyaltyCurve(js<ReturnType<typeof rows>>(value), { ...axes, scales }))).toMatch(OURS);
    expect(codeOf(() => fitLoyaltyCurve(rows([[1, 1]]), js(value)))).toMatch(OURS);
    expect(codeOf(() => fitLoyaltyCurve(rows([[1, 1]]), { ...axes, scales: js(value) }))).toMatch(OURS);
    expect(codeOf(() => predictLoyalty(js(value), 3))).toMatch(OURS);
    expect(codeOf(() => predictLoyalty(good, js(value === 7 ? 6 : value)))).toMatch(OURS);
    expect(codeOf(() => loyaltyCurveChart(js(value)))).toMatch(OURS);
    for (const field of ["scales", "power", "steps", "points", "kind", "regime"]) {
      expect(codeOf(() => loyaltyCurveChart({ ...good, [field]: value }))).toMatch(
        field === "points" && Array.isArray(value) ? /nothing/ : OURS,
      );
    }
    if (value !== undefined) {
      expect(codeOf(() => fitLoyaltyCurve(rows([[1, 1]]), { ...axes, scales, segment: js(value) }))).toMatch(OURS);
      expect(codeOf(() => fitLoyaltyCurve(rows([[1, 1]]), { ...axes, scales, level: js(value) }))).toMatch(OURS);
    }
  });
});

describeWithData("20,000 airline passengers", ["satisfaction/airline_passenger_satisfaction.csv"], () => {
  test("are held: even the dissatisfied mostly stay loyal", async () => {
    const curve = fitLoyaltyCurve(passengers(), {
      satisfaction: (p) => p.satisfaction,
      loyalty: (p) => (p.loyal ? 1 : 0),
      scales: { satisfaction: { min: 1, max: 5 }, loyalty: { min: 0, max: 1 } },
      segment: (p) => p.cabin,
    });
    expect(curve.customers).toBe(20_000);
    expect(curve.regime).toBe("non_competitive");
    expect(exponentOf(curve).value).toBeCloseTo(0.304, 3);
    expect(predictLoyalty(curve, 2).observed).toBeGreaterThan(0.7);
    expect(predictLoyalty(curve, 4.5).observed).toBeGreaterThan(0.9);
    expect(curve.comparison).toMatchObject({ segments: ["Business", "Eco", "Eco Plus"] });
    await writePicture(loyaltyCurveChart(curve), "loyalty-curve-airline");
  });
});
