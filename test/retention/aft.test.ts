import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { aftModelSpec } from "../../src/retention/hazard/schema.ts";
import {
  type AftDistribution,
  type AftModel,
  fitAft,
  type PredictedAge,
  predictChurnColumn,
  predictHazardScore,
  predictStay,
  predictSurvival,
  predictSurvivalColumn,
} from "../../src/retention/index.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { fitted, pick, rossi, rossiWeights } from "./hazard-support.ts";

const errors = ({ covariance }: AftModel): number[] => {
  const size = Math.sqrt(covariance.length);
  return Array.from({ length: size }, (_, j) => Math.sqrt(covariance[j * (size + 1)] as number));
};
function close(found: readonly (number | undefined)[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, k) => {
    expect(Math.abs((found[k] as number) / value - 1), `${k}: ${found[k]} against ${value}`).toBeLessThan(tolerance);
  });
}
const age = (found: PredictedAge | object | undefined): PredictedAge => {
  if (found === undefined || !("value" in found)) throw new Error(JSON.stringify(found));
  return found;
};

describeWithData("163 flies", ["survival/waltons.csv"], () => {
  const rows = readSharedCsv("survival/waltons.csv");
  const stays = { durations: rows.map((row) => Number(row["T"])), left: rows.map((row) => Number(row["E"])) };
  const covariates = { group: rows.map((row) => row["group"] as string) };

  test("Weibull's scale and shape are the published ones", () => {
    const model = fitted(fitAft(stays, {}));
    // ../shared/reference/value.md
    expect(Math.exp(model.intercept.value)).toBeCloseTo(55.7330789, 4);
    expect(1 / model.scale.value).toBeCloseTo(3.45051043, 6);
    expect(model.logLikelihood).toBeCloseTo(-672.06219, 5);
    // Weibull's median: λ · (ln 2)^(1/ρ)
    expect(age(predictStay(model, {}).ages[0]).value).toBeCloseTo(55.7330789 * Math.log(2) ** (1 / 3.45051043), 4);
  });

  test.each<[AftDistribution, number, number, number, number[], number]>([
    // R survival 3.5-3: survreg(Surv(T, E) ~ group): intercept, group, scale, standard errors, log-likelihood
    [
      "weibull",
      4.08429993975666,
      -0.53693137194783,
      0.255834762089555,
      [0.0232395779572429, 0.053140364276523, 0.0639782901440784],
      -635.455885910758,
    ],
    [
      "log_normal",
      4.015675046677998,
      -0.902601524497496,
      0.351156869660183,
      [0.0312862290027746, 0.0678647667763786, 0.0567278516462291],
      -656.522377265256,
    ],
    [
      "exponential",
      4.079619187770385,
      -0.832899337393893,
      1,
      [0.0905357460425172, 0.1939290746583941],
      -764.10201584333,
    ],
  ])("%s with a group is R's", (distribution, intercept, effect, scale, wanted, likelihood) => {
    const model = fitted(fitAft(stays, covariates, { distribution }));
    close(
      [model.intercept.value, model.terms[0]?.coefficient.value, model.scale.value],
      [intercept, effect, scale],
      1e-7,
    );
    close(errors(model), wanted, 1e-7);
    expect(model.logLikelihood).toBeCloseTo(likelihood, 9);
    expect(model.aic).toBeCloseTo(2 * wanted.length - 2 * likelihood, 8);
    expect(model.converged).toBe(true);
    expect(loadModel(aftModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  });
});

describeWithData("432 released prisoners", ["survival/rossi.csv"], () => {
  const { stays, column } = rossi();
  const covariates = pick(column, ["fin", "age", "prio"]);
  const record = { fin: 1, age: 30, prio: 5 };

  test("weights and numbers, and quantiles with their errors", () => {
    // R survival 3.5-3: survreg(…, weights = w), predict(type = "uquantile", p = c(.1, .5), se.fit = TRUE)
    const wanted = {
      weibull: [
        [0.2981111895231396, 0.0476560829164674, -0.0704961711397787],
        [3.50420390302536, 4.88892353545035],
        [0.128802662184443, 0.144293636783588],
      ],
      log_normal: [
        [0.3843145459885868, 0.0347184229877479, -0.0761292128084583],
        [3.34629260172215, 5.10893304195461],
        [0.1388933873888, 0.167895105388148],
      ],
    } as const;
    for (const distribution of ["weibull", "log_normal"] as const) {
      const model = fitted(fitAft({ ...stays, weights: rossiWeights }, covariates, { distribution }));
      const [effects, logAges, spreads] = wanted[distribution];
      close(
        model.terms.map((term) => term.coefficient.value),
        effects,
        1e-7,
      );
      const ages = predictStay(model, record, { shares: [0.1, 0.5] }).ages.map(age);
      close(
        ages.map(({ value }) => Math.log(value)),
        logAges,
        1e-8,
      );
      close(
        ages.map(({ lower, upper }) => Math.log((upper as number) / lower) / 2 / 1.959963984540054),
        spreads,
        1e-7,
      );
    }
  });

  test("rows watched from an age on count given that they had stayed until then", () => {
    const entries = rossiWeights.map((_, i) => Math.max(0, ((i + 1) % 7) - 2));
    const kept = entries.flatMap((entry, i) => (entry < (stays.durations[i] as number) ? [i] : []));
    const take = (cells: ArrayLike<number | boolean>): number[] => kept.map((i) => Number(cells[i]));
    const model = fitted(
      fitAft(
        { durations: take(stays.durations), left: take(stays.left), entries: take(entries) },
        { fin: take(column("fin")), age: take(column("age")) },
      ),
    );
    // R 4.2.2: nlm over the log-likelihood written out, started by optim: value and minimum
    expect(model.logLikelihood).toBeCloseTo(-680.377337892934, 8);
    close(
      model.terms.map((term) => term.coefficient.value),
      [0.229564599794358, 0.0509738065597618],
      1e-5,
    );
    // that search stopped just below the maximum
    expect(model.logLikelihood).toBeGreaterThanOrEqual(-680.377337892934);
    expect(Math.log(model.scale.value)).toBeCloseTo(-0.31898, 4);
  });

  test("chance, quantile and column say the same", () => {
    for (const distribution of ["weibull", "log_normal", "exponential"] as const) {
      const model = fitted(fitAft(stays, covariates, { distribution }));
      for (const from of [0, 20]) {
        const [tenth] = predictStay(model, record, { shares: [0.1], age: from }).ages.map(age);
        const at = tenth as PredictedAge;
        const [point] = predictSurvival(model, record, { times: [at.value], age: from }).points;
        const survival = point?.survival as { value: number; interval: { lower: number; upper: number } };
        expect(survival.value).toBeCloseTo(0.9, 9);
        const ahead = predictSurvivalColumn(
          model,
          { fin: [1], age: [30], prio: [5] },
          { horizon: at.value - from, ages: [from] },
        );
        expect(ahead.survival[0]).toBeCloseTo(0.9, 9);
        expect(at.lower).toBeLessThan(at.value);
        expect(at.upper).toBeGreaterThan(at.value);
      }
      expect(predictHazardScore(model, record)).toBeCloseTo(
        model.terms.reduce(
          (total, { column: name, coefficient }) =>
            total +
            coefficient.value *
              (record[name as keyof typeof record] -
                (model.covariates.find((code) => code.name === name) as { centre: number }).centre),
          0,
        ),
        12,
      );
    }
  });

  test("the mean is the area under the curve", () => {
    for (const distribution of ["weibull", "log_normal"] as const) {
      const model = fitted(fitAft(stays, covariates, { distribution }));
      const { mean } = predictStay(model, record);
      if (!("value" in mean)) throw new Error(JSON.stringify(mean));
      // over log age, where both curves fall away on either side
      let area = 0;
      const steps = 4000;
      const [from, to] = [Math.log(mean.value) - 25, Math.log(mean.value) + 12];
      const width = (to - from) / steps;
      const times = Array.from({ length: steps }, (_, k) => Math.exp(from + (k + 0.5) * width));
      predictSurvival(model, record, { times }).points.forEach(({ survival, time }) => {
        area += (survival as { value: number }).value * time * width;
      });
      expect(area / mean.value).toBeCloseTo(1, 4);
      expect(mean.interval.lower).toBeLessThan(mean.value);
      expect(mean.interval.upper).toBeGreaterThan(mean.value);
    }
  });
});

describe("what data cannot tell", () => {
  const stays = { durations: [1, 2, 3, 4, 5, 6], left: [1, 0, 1, 1, 0, 1] };
  const finite = (value: unknown): boolean =>
    typeof value === "number"
      ? Number.isFinite(value)
      : typeof value !== "object" || value === null || Object.values(value).every(finite);

  test("nobody left", () => {
    expect(fitAft({ ...stays, left: [0, 0, 0, 0, 0, 0] }, {})).toMatchObject({
      abstained: { code: "hazard_no_leavers" },
    });
  });

  test("all left at one age: no spread can be told, and the fit says that it did not settle", () => {
    const model = fitted(fitAft({ durations: [4, 4, 4], left: [1, 1, 1] }, {}));
    expect(model.converged).toBe(false);
    expect(model.fittedOn.notes.map(({ code }) => code)).toContain("hazard_not_converged");
    expect(finite(model)).toBe(true);
  });

  test.each<[string, () => unknown]>([
    ["one row", () => fitAft({ durations: [3], left: [1] }, { x: [1] })],
    ["values of 1e150", () => fitAft(stays, { x: [1e150, -1e150, 3e149, 2e149, 0, 5e149] })],
    [
      "ages from 1e-300 to 1e300",
      () => fitAft({ ...stays, durations: [1e-300, 1e300, 1, 5, 1e8, 1e299] }, { x: [1, 2, 1, 3, 2, 1] }),
    ],
    [
      "log-normal ages from 1e-300 to 1e300",
      () => fitAft({ ...stays, durations: [1e-300, 1e300, 1, 5, 1e8, 1e299] }, {}, { distribution: "log_normal" }),
    ],
    [
      "exponential ages from 1e-300 to 1e300",
      () =>
        fitAft(
          { ...stays, durations: [1e-300, 1e300, 1, 5, 1e8, 1e299] },
          { x: [1, 2, 1, 3, 2, 1] },
          { distribution: "exponential" },
        ),
    ],
    [
      "weights from 1e-90 to 1e90",
      () => fitAft({ ...stays, weights: [1e-90, 1, 1e90, 1, 2, 1e-20] }, { x: [1, 2, 1, 3, 2, 1] }),
    ],
    ["separating columns", () => fitAft(stays, { x: stays.left }, { distribution: "log_normal" })],
    ["seen only at age 0 but for one", () => fitAft({ durations: [0, 0, 2], left: [0, 0, 1] }, { x: [1, 2, 3] })],
  ])("%s gives finite figures", (_, run) => {
    const model = run() as AftModel;
    expect(finite(model), JSON.stringify(model)).toBe(true);
    expect(loadModel(aftModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    const record = Object.fromEntries(
      model.covariates.map((code) => [code.name, code.kind === "number" ? code.centre : code.reference]),
    );
    expect(finite(predictStay(model, record, { shares: [0.01, 0.5, 0.999], age: 1 }))).toBe(true);
    expect(finite(predictSurvival(model, record, { times: [0, 1e-9, 1, 1e9, 1e300] }))).toBe(true);
  });

  test("a leaver at age 0 is refused with the remedy", () => {
    expect(() => fitAft({ durations: [0, 1], left: [1, 1] }, {})).toThrow(/durations\[0\].*smallest unit/);
    const model = fitted(fitAft(stays, {}));
    expect(() => predictSurvival(model, {}, { times: [1], stratum: "a" })).toThrow(/no strata/);
    expect(() => predictStay(model, {}, { shares: [1] })).toThrow(/shares\[0\]/);
  });

  test("the shape alone tells customers apart by the age that they have reached", () => {
    const model = fitted(fitAft(stays, {}));
    const ages = [0.5, 2];
    const one = ages.map((from) => predictSurvival(model, {}, { times: [from + 3], age: from }).points[0]?.survival);
    const values = one.map((found) => (found !== undefined && "value" in found ? found.value : undefined));
    close(Array.from(predictSurvivalColumn(model, {}, { horizon: 3, ages }).survival), values as number[], 1e-12);
    const chances = predictChurnColumn(model, { tenure: ages, covariates: {} }, { horizonMonths: 3 });
    close(
      Array.from(chances),
      values.map((stay) => 1 - (stay as number)),
      1e-12,
    );
    expect(() => predictSurvivalColumn(model, {}, { horizon: 3 })).toThrow(/no covariates/);
  });
});
