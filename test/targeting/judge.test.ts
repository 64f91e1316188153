import { describe, expect, test } from "vitest";
import { type Estimate, loadModel, describe as words } from "../../src/core/index.ts";
import * as math from "../../src/math/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { calibrationModelSpec } from "../../src/schemas.ts";
import {
  type CrossValidation,
  calibrateOutOfFold,
  calibrateScore,
  calibrateScoreColumn,
  compareScores,
  crossValidate,
  fitCalibration,
  type Gains,
  gainsChart,
  type Leakage,
  measureGains,
  measureLeakage,
  measureScores,
  readFeatures,
} from "../../src/targeting/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose } from "../support/close.ts";
import { coverageOfGains, coverageOfRanking, drawRanking } from "./judge-support.ts";

const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });

describe("what a score is worth", () => {
  test("precision area is the sum of steps that scikit-learn's average_precision_score defines", () => {
    // scikit-learn's own example of average_precision_score: 0.83…
    expectClose(math.averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])?.value ?? 0, 5 / 6, 1e-15);
    // tied scores are one threshold: precision 2/3 at recall 1 for the two tied with a loser
    expectClose(math.averagePrecision([1, 1, 1, 0], [1, 1, 0, 0])?.value ?? 0, 2 / 3, 1e-15);
    expect(math.averagePrecision([1, 2, 3], [0, 0, 1])).toBeUndefined();
  });

  test("all figures agree with their definitions on a case done by hand", () => {
    const measures = measureScores([0.9, 0.8, 0.4, 0.3, 0.2], [1, 0, 1, 0, 0]);
    if ("abstained" in measures.auc || "abstained" in measures.precisionArea || "abstained" in measures.chances)
      throw 0;
    expectClose(measures.auc.value, 5 / 6, 1e-15);
    expectClose(measures.precisionArea.value, 0.5 * 1 + 0.5 * (2 / 3), 1e-15);
    expectClose(measures.chances.brier.value, (0.01 + 0.64 + 0.36 + 0.09 + 0.04) / 5, 1e-15);
    const surprise = [0.9, 0.2, 0.4, 0.7, 0.8].reduce((sum, p) => sum - Math.log(p), 0) / 5;
    expectClose(measures.chances.logLoss.value, surprise, 1e-14);
    expect(measures.baseRate.interval.lower).toBe(math.wilsonInterval(2, 5).lower);
  });

  test("scores that are no chances have their order judged alone, and one kind of outcome nothing", () => {
    expect(measureScores([600, 500, 400, 300], [1, 0, 1, 0]).chances).toEqual({
      abstained: { code: "judging_not_chances", params: { lowest: 300, highest: 600 } },
    });
    expect(measureScores([0.5, 0.6], [1, 1]).auc).toHaveProperty("abstained.code", "judging_too_few");
    expect(measureScores([0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0]).chances).toHaveProperty(
      "calibration.abstained.code",
      "judging_no_line",
    );
  });

  test("the order of customers and a customer written twice by weight make no difference", () => {
    const { scores, outcomes } = drawRanking(createRandom(3), 300, 0.2, 1, 4);
    const back = measureScores([...scores].reverse(), [...outcomes].reverse());
    const { auc, precisionArea } = measureScores(scores, outcomes);
    expect([back.auc, back.precisionArea]).toEqual([auc, precisionArea]);
  });

  test("intervals of ROC area, precision area and their difference cover the truth", () => {
    const { auc, precision, difference } = coverageOfRanking(100, 400, 0.15, 1, 11);
    // 0.95 − 2.5 standard errors of 100 runs; 1,500 runs a night hold it to 93–97.5 %
    for (const share of [auc, precision, difference]) expect(share).toBeGreaterThanOrEqual(0.895);
  });
});

describe("two scores on the same customers", () => {
  test("the test is DeLong's, by the definition over all pairs", () => {
    const random = createRandom(8);
    const outcomes = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const draw = () => outcomes.map((y) => Math.round(2 * (random.normal() + y)) / 2);
    const [a, b] = [draw(), draw()];
    const won = outcomes.flatMap((y, i) => (y === 1 ? [i] : []));
    const lost = outcomes.flatMap((y, i) => (y === 0 ? [i] : []));
    const beats = (s: number[], i: number, j: number) =>
      (s[i] as number) > (s[j] as number) ? 1 : s[i] === s[j] ? 0.5 : 0;
    const gap = (i: number, j: number) => beats(a, i, j) - beats(b, i, j);
    const v10 = won.map((i) => lost.reduce((sum, j) => sum + gap(i, j), 0) / lost.length);
    const v01 = lost.map((j) => won.reduce((sum, i) => sum + gap(i, j), 0) / won.length);
    const mean = v10.reduce((sum, v) => sum + v, 0) / won.length;
    const spread = (v: number[]) => v.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (v.length - 1) / v.length;
    const { auc } = compareScores(a, b, outcomes);
    if ("abstained" in auc) throw 0;
    expectClose(auc.difference.value, mean, 1e-14);
    expectClose(auc.z, mean / Math.sqrt(spread(v10) + spread(v01)), 1e-12);
    expect(compareScores(a, a, outcomes).auc).toMatchObject({ z: 0, pValue: 1 });
    expect(compareScores(a, b, outcomes).brier).toHaveProperty("abstained.code", "judging_not_chances");
  });
});

describe("customers that a fit has not seen", () => {
  const rows = Array.from({ length: 240 }, (_, i) => ({ who: `c${i % 60}`, x: (i * 7) % 13 }));
  const yes = rows.map(({ x }, i) => (x + (i % 5) > 9 ? 1 : 0));

  test("no customer stands on both sides, and every one is scored once", () => {
    const groups = rows.map(({ who }) => who);
    const seen: number[] = [];
    const judged = crossValidate(rows, yes, {
      groups,
      fit: (some) => new Set(some.map(({ who }) => who)),
      predict: (known, some) => {
        for (const { who } of some) expect(known.has(who)).toBe(false);
        seen.push(some.length);
        return some.map(({ x }) => x);
      },
    }) as CrossValidation;
    expect(seen.reduce((sum, n) => sum + n, 0)).toBe(240);
    expect([...judged.scores]).toEqual(rows.map(({ x }) => x));
    expect(Math.max(...judged.folds.map(({ n }) => n)) - Math.min(...judged.folds.map(({ n }) => n))).toBeLessThan(9);
  });

  test("groups are dealt alike in any order of rows, and evenly by outcome", () => {
    const groups = rows.map((_, i) => i % 77);
    const dealt = math.stratifiedFolds(yes, { folds: 4, seed: 2, groups });
    const back = math.stratifiedFolds([...yes].reverse(), { folds: 4, seed: 2, groups: [...groups].reverse() });
    expect([...back].reverse()).toEqual([...dealt]);
    const events = [0, 1, 2, 3].map((k) => yes.filter((y, i) => y === 1 && dealt[i] === k).length);
    expect(Math.max(...events) - Math.min(...events)).toBeLessThanOrEqual(4);
    expect(() => math.stratifiedFolds(yes, { folds: 4, seed: 2, groups: rows.map(() => null) as never })).toThrow(
      refused("invalid_type"),
    );
  });

  test("a table of columns is split as records are", () => {
    const judged = crossValidate(readFeatures(rows, ["x", "who"]), yes, {
      fit: ({ rows: n }) => n,
      predict: (_, { features }) => (features[0]?.kind === "number" ? features[0].values : []),
    }) as CrossValidation;
    expect([...judged.scores]).toEqual(rows.map(({ x }) => x));
  });

  test("a score that knows nothing is found out: its area is one half", () => {
    const random = createRandom(5);
    const noise = rows.map(() => random.uniform());
    const judged = crossValidate(
      rows.map((_, i) => i),
      yes,
      {
        fit: () => 0,
        predict: (_, some) => some.map((i) => noise[i] as number),
      },
    ) as CrossValidation;
    expect(judged.meanAuc).toHaveProperty("value");
    if ("abstained" in judged.meanAuc) throw 0;
    expect(judged.meanAuc.interval.lower).toBeLessThan(0.5);
    expect(judged.meanAuc.interval.upper).toBeGreaterThan(0.5);
  });

  test("where rows of a customer are alike, the area's interval counts customers and covers; as rows it would not", () => {
    const judged = Array.from({ length: 80 }, (_, seed) => {
      const random = math.createRandom(seed + 1);
      const visits = Array.from({ length: 60 }, (_, customer) => {
        const [known, hidden] = [random.normal(), random.normal()];
        return Array.from({ length: 10 }, () => ({
          customer,
          known,
          yes: Number(random.uniform() < 1 / (1 + Math.exp(-known - 1.5 * hidden))),
        }));
      }).flat();
      const truth = visits.map(({ yes: own }) => own);
      const told = crossValidate(visits, truth, {
        fit: () => undefined,
        predict: (_, some) => some.map(({ known }) => known),
        groups: visits.map(({ customer }) => customer),
      }) as CrossValidation;
      expect(told.measures.methods.auc).toBe("clustered_delong");
      return [told.measures.auc, told.meanAuc, math.rocAuc(told.scores, truth)] as Estimate[];
    });
    const centre = judged.reduce((sum, [auc]) => sum + (auc as Estimate).value, 0) / judged.length;
    const covered = [0, 1, 2].map(
      (k) =>
        judged.filter((own) => {
          const { lower, upper } = (own[k] as Estimate).interval;
          return lower <= centre && centre <= upper;
        }).length / judged.length,
    );
    // 0.95 − 2.5 standard errors of 80 runs
    expect(covered[0]).toBeGreaterThan(0.88);
    expect(covered[1]).toBeGreaterThan(0.88);
    expect(covered[2]).toBeLessThan(0.8);
  });

  test("too few of a kind or too few groups are a typed refusal, a wrong prediction an error", () => {
    const options = { fit: () => 0, predict: (_: number, some: readonly unknown[]) => some.map(() => 1) };
    expect(crossValidate([1, 2, 3, 4], [1, 0, 0, 0], options)).toHaveProperty("abstained.code", "judging_too_few");
    expect(crossValidate(rows, yes, { ...options, groups: rows.map((_, i) => i % 3) })).toEqual({
      abstained: { code: "judging_groups_short", params: { groups: 3, folds: 5 } },
    });
    expect(() => crossValidate(rows, yes, { ...options, predict: () => [1] })).toThrow(refused("length_mismatch"));
    expect(() => crossValidate(rows, yes, { ...options, predict: (_, some) => some.map(() => Number.NaN) })).toThrow(
      refused("not_finite"),
    );
    expect(() => crossValidate(rows, yes, { fit: () => 0 } as never)).toThrow(refused("invalid_type"));
  });
});

describe("gains and lift", () => {
  test("groups hold what asking the best first brings, and sum to the whole", () => {
    const gains = measureGains([9, 8, 7, 6, 5, 4, 3, 2], [1, 1, 0, 1, 0, 0, 0, 0], {
      groups: 4,
      amounts: [10, 20, 0, 30, 0, 0, 0, 0],
    }) as Gains;
    expect(gains.groups.map(({ events }) => events)).toEqual([2, 1, 0, 0]);
    expect(gains.groups.map(({ cumulative }) => cumulative.gain.value)).toEqual([2 / 3, 1, 1, 1]);
    expect(gains.groups.map(({ amount }) => amount?.total)).toEqual([30, 30, 0, 0]);
    expect(gains.groups.map(({ cumulative }) => cumulative.perfectGain)).toEqual([2 / 3, 1, 1, 1]);
    expect(gains.groups[0]?.cumulative.perfectAmountGain).toBe(50 / 60);
  });

  test("tied customers share: a score that says nothing has a lift of one everywhere, in any order", () => {
    const gains = measureGains([1, 1, 1, 1, 1, 1], [1, 1, 0, 0, 0, 0], { groups: 3 }) as Gains;
    for (const { lift, n } of gains.groups) {
      expectClose(lift.value, 1, 1e-12);
      expectClose(n, 2, 1e-12);
    }
  });

  test("intervals of rate, lift, gain and money cover the truth", () => {
    // 0.95 − 2.5 standard errors of 100 runs; 1,500 runs a night hold it to 93–97.5 %
    for (const share of coverageOfGains(100, 600, 0.15, 1.2, 3)) expect(share).toBeGreaterThanOrEqual(0.895);
  });

  test("nobody who said yes is a typed refusal; more groups than customers and huge amounts are errors", () => {
    expect(measureGains([1, 2], [0, 0], { groups: 2 })).toHaveProperty("abstained.code", "judging_too_few");
    expect(() => measureGains([1, 2], [0, 1])).toThrow(refused("out_of_range"));
    expect(() => measureGains([1, 2], [0, 1], { groups: 1, amounts: [1e200, 1] })).toThrow(refused("out_of_range"));
    expect(() => gainsChart({ n: 2, events: 1, groups: [] } as never)).toThrow(refused("empty_input"));
  });

  test.each(["en", "zh"] as const)("the chart is valid and can be read in %s", async (locale) => {
    const { scores, outcomes, amounts } = drawRanking(createRandom(6), 4000, 0.117, 1.2);
    const gains = measureGains(scores, outcomes, { amounts }) as Gains;
    expectValidChart(gainsChart(gains, { locale }));
    const svg = await writePicture(gainsChart(gains, { locale }), `gains-${locale}`);
    expect(svg).toContain(locale === "zh" ? "随机排序" : "Order by lot");
    expectValidChart(gainsChart(gains, { locale, gain: "amount" }));
    expect(() => gainsChart(measureGains(scores, outcomes) as Gains, { gain: "amount" })).toThrow(
      refused("inconsistent"),
    );
  });
});

describe("calibration", () => {
  test("bent chances come out honest on customers that did not teach it, by either method", () => {
    const random = createRandom(12);
    const truth = Array.from({ length: 3000 }, () => random.uniform());
    const outcomes = truth.map((p) => (random.uniform() < p ? 1 : 0));
    const bent = truth.map((p) => 1000 * Math.log(p / (1 - p)));
    const fold = truth.map((_, i) => i % 5);
    for (const method of ["platt", "isotonic"] as const) {
      const chances = calibrateOutOfFold(bent, outcomes, fold, { method });
      const { slope, intercept } = math.calibrationLine(chances, outcomes) ?? {
        slope: undefined,
        intercept: undefined,
      };
      expect(Math.abs((slope?.value ?? 0) - 1)).toBeLessThan(0.12);
      expect(Math.abs(intercept?.value ?? 1)).toBeLessThan(0.12);
      const model = loadModel(
        calibrationModelSpec,
        JSON.parse(JSON.stringify(fitCalibration(bent, outcomes, { method }))),
      );
      expect([...calibrateScoreColumn(model, bent.slice(0, 9))]).toEqual(
        bent.slice(0, 9).map((score) => calibrateScore(model, score)),
      );
    }
  });

  test("a score that ranks the wrong way round gets the base rate, and says so", () => {
    const model = fitCalibration([1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 0, 0]);
    expect(model.fittedOn.notes[0]?.code).toBe("judging_calibration_reversed");
    expectClose(calibrateScore(model, 1), 0.5, 1e-9);
    expect(words(model.fittedOn.notes[0] as never, "zh")).toContain("基准比例");
  });

  test("what is no calibration is refused", () => {
    expect(() => calibrateScore({} as never, 1)).toThrow(refused("invalid_model"));
    expect(() => calibrateOutOfFold([1, 2], [0, 1], [0, 0])).toThrow(refused("inconsistent"));
    expect(() => fitCalibration([1], [1], { method: "beta" as never })).toThrow(refused("unknown_id"));
    expect(() =>
      loadModel(calibrationModelSpec, { kind: "calibration", version: 1, method: "platt", slope: -1 }),
    ).toThrow(refused("invalid_model"));
  });
});

describe("fields that give the outcome away", () => {
  const random = createRandom(31);
  const rows = Array.from({ length: 1500 }, () => {
    const yes = random.uniform() < 0.25;
    return {
      yes,
      code: yes ? `y${random.integer(0, 4)}` : `n${random.integer(0, 4)}`,
      reason: yes && random.uniform() < 0.7 ? "price" : null,
      age: random.normal() + (yes ? 0.5 : 0),
      noise: random.normal(),
      name: `id${random.integer(0, 700)}`,
    };
  });
  const yes = rows.map((row) => (row.yes ? 1 : 0));

  test("a field in disguise and one that is known of one kind alone are named, noise of 700 levels is not", () => {
    const leakage = measureLeakage(readFeatures(rows, ["age", "noise", "name", "reason", "code"]), yes) as Leakage;
    const codes = (field: string) =>
      leakage.fields.find((one) => one.field === field)?.suspicions.map(({ code }) => code) ?? [];
    expect(leakage.fields[0]?.field).toBe("code");
    expect(codes("code")).toContain("judging_leak_alone");
    expect(codes("reason")).toContain("judging_leak_missing");
    expect([...codes("age"), ...codes("noise"), ...codes("name")]).toEqual([]);
    const name = leakage.fields.find(({ field }) => field === "name");
    expect(name?.auc.interval.lower).toBeLessThan(0.52);
    for (const reason of leakage.suspicions)
      for (const locale of ["en", "zh"] as const) {
        expect(words(reason, locale)).toContain(reason.params.field);
      }
  });

  test("too few of a kind are a typed refusal", () => {
    expect(measureLeakage(readFeatures([{ a: 1 }, { a: 2 }], ["a"]), [0, 1])).toHaveProperty(
      "abstained.code",
      "judging_too_few",
    );
  });
});
