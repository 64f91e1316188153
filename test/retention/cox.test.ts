import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import { coxModelSpec } from "../../src/retention/hazard/schema.ts";
import {
  type CoxModel,
  coxChart,
  fitAft,
  fitCox,
  measureProportionality,
  measureStays,
  predictHazardScore,
  predictHazardScoreColumn,
  predictSurvival,
  predictSurvivalColumn,
  type SurvivalPoint,
} from "../../src/retention/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { fitted, pick, rossi, rossiWeights } from "./hazard-support.ts";

const NAMES = ["fin", "age", "race", "wexp", "mar", "paro", "prio"];
const coefficients = (model: CoxModel) => model.terms.map((term) => term.coefficient.value);
const errors = (model: CoxModel) => model.terms.map((term) => term.standardError);
function close(found: readonly (number | undefined)[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, k) => {
    expect(Math.abs((found[k] as number) / value - 1), `${k}: ${found[k]} against ${value}`).toBeLessThan(tolerance);
  });
}
const chance = ({ survival }: SurvivalPoint): number[] => {
  if ("abstained" in survival) throw new Error(word(survival.abstained));
  return [survival.value, survival.interval.lower, survival.interval.upper];
};
const codes = (model: CoxModel) => model.fittedOn.notes.map(({ code }) => code);

describeWithData("432 released prisoners", ["survival/rossi.csv"], () => {
  const { stays, column } = rossi();
  const all = pick(column, NAMES);
  const three = pick(column, ["fin", "age", "prio"]);

  test("Efron's ties give the published effects, errors, likelihoods and concordance", () => {
    const model = fitted(fitCox(stays, all));
    // ../shared/reference/value.md, all digits printed there; R survival 3.5-3 agrees
    const printed = [-0.379422166, -0.057437743, 0.313899788, -0.149795698, -0.433703878, -0.084871083, 0.091497081];
    coefficients(model).forEach((value, k) => {
      expect(value).toBeCloseTo(printed[k] as number, 8);
    });
    [0.19138, 0.022, 0.30799, 0.21222, 0.38187, 0.19576, 0.02865].forEach((error, k) => {
      expect(errors(model)[k]).toBeCloseTo(error, 5);
    });
    expect(model.logLikelihood).toBeCloseTo(-658.74766, 5);
    expect(model.nullLogLikelihood).toBeCloseTo(-675.38063, 5);
    expect(model.tests?.likelihoodRatio.statistic).toBeCloseTo(33.26595, 5);
    expect(model.concordance).toMatchObject({ value: expect.closeTo(0.6403292, 7), n: 432 });
    // R survival 3.5-3: sqrt(concordance(fit)$var)
    expect(model.concordance).toMatchObject({ standardError: expect.closeTo(0.0266581227726475, 12) });
    expect(model.converged).toBe(true);
    expect(model.fittedOn.notes).toEqual([]);
  });

  test("Breslow's ties give the published effects", () => {
    const model = fitted(fitCox(stays, all, { ties: "breslow" }));
    const printed = [-0.37902189, -0.05724593, 0.31412977, -0.1511146, -0.43278257, -0.08498284, 0.09111154];
    coefficients(model).forEach((value, k) => {
      expect(value).toBeCloseTo(printed[k] as number, 8);
    });
    expect(model.logLikelihood).toBeCloseTo(-659.12061, 5);
  });

  test("robust errors are those of Lin and Wei", () => {
    const model = fitted(fitCox(stays, all, { robust: true }));
    // R survival 3.5-3: coxph(…, robust = TRUE)
    close(
      errors(model),
      [0.195541778982, 0.025336146264, 0.292328555347, 0.218060315284, 0.38024446575, 0.199200829599, 0.028974594632],
      1e-7,
    );
    expect(model.tests?.wald.statistic).toBeCloseTo(31.0602283693534, 5);
    expect(model.errors).toBe("robust");
    expect(model.terms[0]?.modelStandardError).toBeCloseTo(0.19138, 5);
  });

  test("strata, weights and clusters together", () => {
    const cluster = rossiWeights.map((_, i) => Math.floor(i / 4));
    const model = fitted(fitCox({ ...stays, weights: rossiWeights }, three, { strata: column("race"), cluster }));
    // R survival 3.5-3: coxph(Surv(week, arrest) ~ fin + age + prio + strata(race), weights = w, cluster = cl)
    close(coefficients(model), [-0.4192096904843198, -0.0659240409115214, 0.098267363546868], 1e-9);
    close(errors(model), [0.2083950035880462, 0.0262280113017159, 0.0267461842468214], 1e-7);
    close(
      model.terms.map((term) => term.modelStandardError),
      [0.1559775386352399, 0.0170581495386442, 0.0217360317251692],
      1e-7,
    );
    close([model.nullLogLikelihood, model.logLikelihood], [-1026.63894173791, -1003.52621355228], 1e-12);
    expect(model.tests?.score.statistic).toBeCloseTo(46.7974602281919, 9);
    expect(model.concordance).toMatchObject({
      value: expect.closeTo(0.628701853646956, 12),
      standardError: expect.closeTo(0.031076183542824, 12),
    });
    expect(model.baseline.map(({ stratum }) => stratum)).toEqual(["0", "1"]);
    expect(model.fittedOn.clusters).toBe(108);
    // survfit(…, conf.type = "log-log") at 20, 40, 50
    const { points } = predictSurvival(model, { fin: 1, age: 30, prio: 5 }, { times: [20, 40, 50], stratum: 0 });
    close(
      points.flatMap(chance).filter((_, k) => k % 3 === 0),
      [0.978063383893607, 0.923535242401925, 0.878772063289467],
      1e-9,
    );
    close(
      points.flatMap(chance).filter((_, k) => k % 3 === 1),
      [0.932402568977369, 0.846478802995141, 0.779755901727737],
      1e-8,
    );
    expect(() => predictSurvival(model, { fin: 1, age: 30, prio: 5 }, { times: [20] })).toThrow(/stratum/);
    const column3 = predictSurvivalColumn(
      model,
      { fin: [1], age: [30], prio: [5] },
      { horizon: 20, ages: [20], strata: [0] },
    );
    expect(column3.survival[0]).toBeCloseTo(0.923535242401925 / 0.978063383893607, 9);
  });

  test("Breslow's ties with strata, weights and robust errors", () => {
    const model = fitted(
      fitCox({ ...stays, weights: rossiWeights }, three, { strata: column("race"), robust: true, ties: "breslow" }),
    );
    // R survival 3.5-3
    close(coefficients(model), [-0.4174961909018541, -0.0656175835870615, 0.0978258668641169], 1e-9);
    close(errors(model), [0.1974579030854449, 0.0254808187533749, 0.027129652329627], 1e-7);
    close([model.nullLogLikelihood, model.logLikelihood], [-1027.16891756314, -1004.22652840755], 1e-12);
  });

  test("rows that are watched from an age on, as time-varying facts need them", () => {
    const entries = rossiWeights.map((_, i) => Math.max(0, ((i + 1) % 7) - 2));
    const kept = entries.flatMap((entry, i) => (entry < (stays.durations[i] as number) ? [i] : []));
    const take = (cells: ArrayLike<number | boolean>): number[] => kept.map((i) => Number(cells[i]));
    const model = fitted(
      fitCox(
        {
          durations: take(stays.durations),
          left: take(stays.left),
          entries: take(entries),
          weights: take(rossiWeights),
        },
        { fin: take(column("fin")), age: take(column("age")), prio: take(column("prio")) },
        { robust: true },
      ),
    );
    // R survival 3.5-3: coxph(Surv(entry, week, arrest) ~ fin + age + prio, weights = w, cluster = row)
    close(coefficients(model), [-0.384818268521314, -0.063512728088737, 0.0990875197621365], 1e-9);
    close(errors(model), [0.1986469869512981, 0.0255341869035459, 0.0273225185737861], 1e-7);
    close([model.nullLogLikelihood, model.logLikelihood], [-1070.78855429591, -1048.65923463839], 1e-12);
    expect(model.concordance).toMatchObject({
      value: expect.closeTo(0.635797321169264, 12),
      standardError: expect.closeTo(0.0285928463149463, 12),
    });
    const { points } = predictSurvival(model, { fin: 1, age: 30, prio: 5 }, { times: [10, 26, 50] });
    close(
      points.flatMap(chance),
      [
        0.97562086837299, 0.956776442495125, 0.986308118331765, 0.919122809323855, 0.874798201636086, 0.948216292418776,
        0.826626039495586, 0.747169917869342, 0.883040796016316,
      ],
      1e-8,
    );
  });

  test("a predicted curve has the interval of the delta method, baseline included", () => {
    const model = fitted(fitCox(stays, all));
    const record = { fin: 1, age: 30, race: 1, wexp: 0, mar: 0, paro: 1, prio: 5 };
    const { points, median } = predictSurvival(model, record, { times: [10, 26, 50] });
    // R survival 3.5-3: survfit(fit, newdata, conf.type = "log-log")
    close(
      points.flatMap(chance),
      [
        0.975068732399155, 0.949720536715404, 0.987719798264272, 0.906631585947513, 0.840805852735359,
        0.946097414049945, 0.800740271165616, 0.684110016190142, 0.878029802489349,
      ],
      1e-8,
    );
    expect(median).toMatchObject({ abstained: { code: "hazard_median_beyond", params: { lastAge: 52 } } });
    const beyond = predictSurvival(model, record, { times: [52, 53] }).points;
    expect(beyond[1]?.survival).toMatchObject({ abstained: { code: "hazard_beyond_watched" } });
    // given that the customer stayed until 26
    const later = predictSurvival(model, record, { times: [26, 50], age: 26 }).points;
    expect(chance(later[0] as SurvivalPoint)).toEqual([1, 1, 1]);
    expect(chance(later[1] as SurvivalPoint)[0]).toBeCloseTo(0.800740271165616 / 0.906631585947513, 8);
  });

  test("a ridge draws effects towards zero", () => {
    // R survival 3.5-3: coxph(… ~ ridge(fin, age, prio, theta = 10, scale = TRUE)), whose spread divides by n − 1
    const model = fitted(fitCox(stays, three, { ridge: (10 * 432) / 431 }));
    close(coefficients(model), [-0.3211078880743474, -0.0584202028352626, 0.0916805730988437], 1e-8);
    close(errors(model), [0.1817700973381621, 0.0187148468677462, 0.0267481814404237], 1e-9);
  });

  test("effects that change with age are found, by every scale of age, and the remedy named", () => {
    const model = fitted(fitCox(stays, all));
    // R survival 3.5-3: cox.zph(fit, transform)
    const wanted = {
      km: [
        0.0624297513581, 5.9739816534184, 2.0682653874805, 4.2245956334216, 1.0110215644358, 0.018383299169,
        0.520584250303, 17.694415254455,
      ],
      rank: [
        1.383808451407, 0.8964214615663, 2.2599781512, 4.1596837531657, 0.0895921418466, 0.0218516556887,
        1.6408034519445, 11.0251834071226,
      ],
      identity: [
        0.0089505587513, 6.6159437892942, 2.1444262526062, 3.8767551246737, 1.0313483187116, 0.0281765987231,
        0.4247983963029, 18.1826870391293,
      ],
    } as const;
    for (const transform of ["km", "rank", "identity"] as const) {
      const check = fitted(measureProportionality(model, stays, all, { transform }));
      close(
        [...check.columns.map(({ test: { statistic } }) => statistic), check.global.statistic],
        wanted[transform],
        1e-6,
      );
    }
    const { notes, columns } = fitted(measureProportionality(model, stays, all));
    expect(notes.map(({ params }) => params.column)).toEqual(["age", "wexp"]);
    expect(columns[1]).toMatchObject({ column: "age", trend: "falls" });
    expect(word(notes[0] as (typeof notes)[number])).toMatch(/strata/);
    expect(word(notes[0] as (typeof notes)[number], "zh")).toMatch(/分层/);
  });

  test("with strata the check follows the strata, and refuses others", () => {
    const strata = column("race");
    const model = fitted(fitCox(stays, three, { strata }));
    const check = fitted(measureProportionality(model, stays, three, { strata }));
    // R survival 3.5-3: cox.zph(coxph(… + strata(race)))
    close(
      check.columns.map(({ test: { statistic } }) => statistic),
      [0.0252370159698, 6.1822969120309, 0.6929618650629],
      1e-6,
    );
    expect(() => measureProportionality(model, stays, three)).toThrow(/strata of the fit/);
  });

  test("the model survives the trip through JSON and predicts the same", () => {
    const model = fitted(fitCox(stays, all, { strata: column("race") }));
    const back = loadModel(coxModelSpec, JSON.parse(JSON.stringify(model)));
    expect(back).toEqual(model);
    expect(() => loadModel(coxModelSpec, { ...model, covariance: [1] })).toThrow(/one size/);
    expect(() => loadModel(coxModelSpec, { ...model, terms: [{ ...model.terms[0], pValue: 2 }] })).toThrow(/pValue/);
  });

  test("a baseline is thinned only when asked, and says so", () => {
    const model = fitted(fitCox(stays, all, { baselineAges: 10 }));
    const whole = fitted(fitCox(stays, all));
    expect(whole.baseline[0]?.thinned).toBe(false);
    expect(model.baseline[0]).toMatchObject({ thinned: true });
    expect(model.baseline[0]?.ages).toHaveLength(10);
    expect(model.baseline[0]?.cumulativeHazard.at(-1)).toBe(whole.baseline[0]?.cumulativeHazard.at(-1));
  });

  test("the forest plot is a valid chart in both languages", async () => {
    const model = fitted(fitCox(stays, all));
    for (const locale of ["en", "zh"] as const) {
      const chart = coxChart(model, { locale, units: { age: 10 } });
      expectValidChart(chart);
      await writePicture(chart, `cox-${locale}`);
    }
    expect(() => coxChart(model, { units: { nobody: 2 } })).toThrow(/no column of numbers/);
  });
});

describeWithData("7,043 telecom customers", ["telco/telco-customer-churn.csv"], () => {
  const rows = readSharedCsv("telco/telco-customer-churn.csv");
  const stays = {
    durations: rows.map((row) => Number(row["tenure"])),
    left: rows.map((row) => (row["Churn"] === "Yes" ? 1 : 0)),
  };
  const covariates = {
    contract: rows.map((row) => row["Contract"] as string),
    payment: rows.map((row) => row["PaymentMethod"] as string),
    charges: rows.map((row) => Number(row["MonthlyCharges"])),
    security: rows.map((row) => row["OnlineSecurity"] as string),
    internet: rows.map((row) => row["InternetService"] as string),
  };

  test("categories are read as they are, and what repeats another column is named", () => {
    const model = fitted(fitCox(stays, covariates));
    expect(model.converged).toBe(true);
    const contract = model.covariates[0];
    expect(contract).toMatchObject({ kind: "category", reference: "Month-to-month" });
    // no internet is told by two columns
    const collinear = model.fittedOn.notes.find(({ code }) => code === "hazard_column_collinear");
    expect(collinear?.params).toEqual({
      column: "internet = No",
      others: ["security = No internet service"],
    });
    const twoYears = model.terms.find(({ level }) => level === "Two year");
    expect(twoYears?.hazardRatio.interval.upper).toBeLessThan(0.05);
    const loyal = { contract: "Two year", payment: "Mailed check", charges: 50, security: "Yes", internet: "DSL" };
    const loose = { ...loyal, contract: "Month-to-month", security: "No" };
    expect(predictHazardScore(model, loose)).toBeGreaterThan(predictHazardScore(model, loyal) + 3);
    const scores = predictHazardScoreColumn(model, covariates);
    const first = Object.fromEntries(
      Object.entries(covariates).map(([name, cells]) => [name, cells[0] as number | string]),
    );
    expect(scores[0]).toBeCloseTo(predictHazardScore(model, first), 12);
    expect(() => predictHazardScore(model, { ...loyal, contract: "Lifetime" })).toThrow(/levels fitted/);
  });

  test("the forest plot names levels against their reference", async () => {
    const model = fitted(fitCox(stays, covariates));
    for (const locale of ["en", "zh"] as const) {
      const chart = coxChart(model, { locale, units: { charges: 10 } });
      expectValidChart(chart);
      await writePicture(chart, `cox-telco-${locale}`);
    }
  });
});

describe("what data cannot tell", () => {
  const stays = { durations: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], left: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1] };
  const x = [2, 5, 1, 3, 4, 2, 1, 3, 2, 1];

  test("nobody left", () => {
    const found = fitCox({ ...stays, left: new Array(10).fill(0) }, { x });
    expect(found).toEqual({ abstained: { code: "hazard_no_leavers", params: { n: 10 } } });
  });

  test("a column in which all are the same has no effect and is named", () => {
    const model = fitted(fitCox(stays, { x, same: new Array(10).fill(3), plan: new Array(10).fill("a") }));
    expect(model.terms.map(({ column }) => column)).toEqual(["x"]);
    expect(model.fittedOn.notes.slice(0, 2).map(({ params }) => params)).toEqual([
      { column: "same" },
      { column: "plan" },
    ]);
    expect(predictHazardScore(model, { x: 2.4, same: 99, plan: "a" })).toBeCloseTo(0, 12);
  });

  test("a column that differs between strata alone has no effect either", () => {
    const strata = x.map((_, i) => i % 2);
    const model = fitted(fitCox(stays, { x, strata }, { strata }));
    expect(model.fittedOn.notes[0]).toEqual({ code: "hazard_column_constant", params: { column: "strata" } });
  });

  test("a column that follows from others is left out, and those are named", () => {
    const y = [1, 0, 0, 1, 0, 1, 1, 0, 1, 1];
    const sum = x.map((value, i) => 2 * value - (y[i] as number) + 7);
    const model = fitted(fitCox(stays, { x, idle: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3], y, sum }));
    expect(model.terms.map(({ column }) => column)).toEqual(["x", "idle", "y"]);
    expect(model.fittedOn.notes[0]).toEqual({
      code: "hazard_column_collinear",
      params: { column: "sum", others: ["x", "y"] },
    });
    const plain = fitted(fitCox(stays, { x, idle: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3], y }));
    close(coefficients(model), coefficients(plain), 1e-9);
    expect(fitted(fitCox(stays, { x, y, sum }, { ridge: 0.1 })).terms).toHaveLength(3);
  });

  test("a column that tells leavers without exception is named, and a ridge helps", () => {
    const told = stays.left.map((left) => left);
    const model = fitted(fitCox(stays, { x, told }));
    expect(model.converged).toBe(false);
    expect(model.fittedOn.notes[0]).toEqual({ code: "hazard_separation", params: { columns: ["told"] } });
    expect(
      model.terms.flatMap(({ hazardRatio }) => [hazardRatio.value, hazardRatio.interval.upper]).every(Number.isFinite),
    ).toBe(true);
    const helped = fitted(fitCox(stays, { x, told }, { ridge: 1 }));
    expect(helped.converged).toBe(true);
    expect(codes(helped)).not.toContain("hazard_separation");
  });

  test("few leavers per effect, and fewer clusters than effects, are said", () => {
    const model = fitted(fitCox(stays, { x }, { cluster: new Array(10).fill("one") }));
    expect(codes(model)).toEqual(["hazard_few_leavers", "hazard_few_clusters"]);
    expect(model.errors).toBe("model");
  });

  test("every reason is worded in both languages", () => {
    const told = stays.left.map((left) => left);
    const model = fitted(fitCox(stays, { x, told, same: new Array(10).fill(0) }));
    for (const note of model.fittedOn.notes) {
      expect(word(note)).not.toMatch(/undefined|NaN/);
      expect(word(note, "zh")).toMatch(/[一-鿿]/);
    }
  });
});

describe("extremes", () => {
  const finite = (value: unknown): boolean =>
    typeof value === "number"
      ? Number.isFinite(value)
      : typeof value !== "object" || value === null || Object.values(value).every(finite);
  const stays = { durations: [1, 2, 3, 4, 5, 6], left: [1, 0, 1, 1, 0, 1] };

  test.each<[string, () => unknown]>([
    ["one row", () => fitCox({ durations: [3], left: [1] }, { x: [1] })],
    ["one row that stayed", () => fitCox({ durations: [3], left: [0] }, { x: [1] })],
    ["age zero", () => fitCox({ durations: [0, 0, 1], left: [1, 0, 1] }, { x: [1, 2, 3] })],
    ["no covariates", () => fitCox(stays, {})],
    ["all left at one age", () => fitCox({ durations: [4, 4, 4, 4], left: [1, 1, 1, 1] }, { x: [1, 2, 3, 5] })],
    ["values of 1e150", () => fitCox(stays, { x: [1e150, -1e150, 3e149, 2e149, 0, 5e149] })],
    ["one value far off", () => fitCox(stays, { x: [0, 1, 2, 1, 0, 1e150] })],
    ["values of 1e-120", () => fitCox(stays, { x: [1e-120, 2e-120, 5e-120, 0, 1e-120, 3e-120] })],
    [
      "weights from 1e-90 to 1e90",
      () => fitCox({ ...stays, weights: [1e-90, 1, 1e90, 1, 2, 1e-20] }, { x: [1, 2, 1, 3, 2, 1] }),
    ],
    [
      "ages from 1e-300 to 1e300",
      () => fitCox({ ...stays, durations: [1e-300, 1e300, 1, 5, 1e8, 1e299] }, { x: [1, 2, 1, 3, 2, 1] }),
    ],
    [
      "more columns than rows",
      () =>
        fitCox(
          stays,
          Object.fromEntries(
            Array.from({ length: 9 }, (_, j) => [`c${j}`, [1, 2, 3, 4, 5, 6].map((k) => Math.sin(k * (j + 1)))]),
          ),
        ),
    ],
    [
      "a name that objects have",
      () =>
        fitCox(
          stays,
          Object.fromEntries([
            ["__proto__", [1, 2, 1, 3, 2, 1]],
            ["constructor", ["a", "b", "a", "b", "a", "a"]],
          ]),
        ),
    ],
  ])("%s gives finite figures and can be read", (_, run) => {
    const model = run() as CoxModel;
    expect(finite(model), JSON.stringify(model)).toBe(true);
    if (!("terms" in model)) return;
    expect(loadModel(coxModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    expectValidChart(coxChart(model));
    const record = Object.fromEntries(
      model.covariates.map((code) => [code.name, code.kind === "number" ? code.centre : code.reference]),
    );
    const stay = predictSurvival(model, record, { times: [0, 1] });
    expect(finite(stay)).toBe(true);
  });

  test("what spreads too far to be squared is refused with the remedy", () => {
    expect(() => fitCox(stays, { x: [1e200, 0, 0, 0, 0, 0] })).toThrow(/covariates\.x .*scale it/);
    expect(() => fitCox({ ...stays, weights: [1, 1, 1, 1, 1, 0] }, {})).toThrow(/stays\.weights\[5\]/);
  });

  test("who is a customer from the last day on has been watched for no time, and is no error", () => {
    const rows = Array.from({ length: 24 }, (_, i) => ({
      from: `2025-0${1 + (i % 9)}-01`,
      to: i % 3 ? "2025-11-20" : null,
    }));
    const options = { start: (row: (typeof rows)[0]) => row.from, end: (row: (typeof rows)[0]) => row.to };
    const dates = { asOf: "2025-12-01", watchedFrom: "2025-03-01" };
    const before = measureStays(rows, { ...options, ...dates });
    const after = measureStays([...rows, { from: "2025-12-01", to: null }], { ...options, ...dates });
    const x = rows.map((_, i) => i % 4);
    const [without, along] = [fitted(fitCox(before, { x })), fitted(fitCox(after, { x: [...x, 1] }))];
    expect(coefficients(along)[0]).toBeCloseTo(coefficients(without)[0] as number, 9);
    expect(fitted(fitAft(after, { x: [...x, 1] })).fittedOn.rows).toBe(25);
  });

  test("who leaves at age 0 leaves from among all that were watched from the start, said or not", () => {
    const early = { durations: [0, 2, 3, 4, 5, 6, 0], left: [1, 0, 1, 1, 0, 1, 0] };
    const x = [3, 1, 2, 0, 1, 2, 1];
    const silent = fitted(fitCox(early, { x }));
    const said = fitted(fitCox({ ...early, entries: early.durations.map(() => 0) }, { x }));
    close(coefficients(said), coefficients(silent), 1e-9);
    close([said.logLikelihood, ...errors(said)], [silent.logLikelihood, ...errors(silent)], 1e-9);
    expect(said.concordance).toEqual(silent.concordance);
    expect(said.baseline[0]?.atRisk).toEqual(silent.baseline[0]?.atRisk);
  });

  test("bad input names argument and row", () => {
    expect(() => fitCox({ ...stays, durations: [1, 2, -3, 4, 5, 6] }, {})).toThrow(/stays\.durations\[2\]/);
    expect(() => fitCox({ ...stays, left: [1, 0, 2, 0, 0, 1] }, {})).toThrow(/stays\.left\[2\]/);
    expect(() => fitCox({ ...stays, entries: [0, 2, 0, 0, 0, 0] }, {})).toThrow(/stays\.entries\[1\]/);
    expect(() => fitCox(stays, { x: [1, 2, Number.NaN, 4, 5, 6] })).toThrow(/covariates\.x\[2\]/);
    expect(() => fitCox(stays, { x: [1, 2] })).toThrow(/covariates\.x has 2 rows/);
    expect(() => fitCox(stays, { x: ["a", "b", 3 as never, "a", "b", "a"] })).toThrow(/covariates\.x\[2\]/);
    expect(() => fitCox(stays, { x: ["a", "b", "c", "a", "b", "a"] }, { references: { x: "z" } })).toThrow(
      /no row has/,
    );
    expect(() => fitCox(stays, { x: [1, 2, 3, 4, 5, 6] }, { references: { x: "z" } })).toThrow(/no levels/);
    expect(() => fitCox(stays, {}, { strata: [1, 2] })).toThrow(/options\.strata/);
    const model = fitted(fitCox(stays, { x: [1, 2, 1, 3, 2, 1] }));
    expect(() => predictSurvival(model, {}, { times: [1] })).toThrow(/record\.x/);
    expect(() => predictSurvival(model, { x: 1 }, { times: [1], age: 2 })).toThrow(/times\[0\]/);
    expect(() => predictHazardScore(fitCox({ ...stays, left: [0, 0, 0, 0, 0, 0] }, {}) as CoxModel, {})).toThrow(
      /abstention/,
    );
  });
});
