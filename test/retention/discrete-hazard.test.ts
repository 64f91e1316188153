import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { discreteHazardModelSpec } from "../../src/retention/hazard/schema.ts";
import {
  type DiscreteHazardModel,
  fitDiscreteHazard,
  predictSurvival,
  predictSurvivalColumn,
} from "../../src/retention/index.ts";
import { describeWithData } from "../support/shared-data.ts";
import { fitted, pick, rossi, rossiWeights } from "./hazard-support.ts";

function close(found: readonly (number | undefined)[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, k) => {
    expect(Math.abs((found[k] as number) / value - 1), `${k}: ${found[k]} against ${value}`).toBeLessThan(tolerance);
  });
}
const effects = (model: DiscreteHazardModel) => model.terms.map((term) => term.coefficient.value);

describeWithData("432 released prisoners by months of four weeks", ["survival/rossi.csv"], () => {
  const { stays, column } = rossi();
  const months = Array.from(stays.durations, (week) => Math.ceil(week / 4));
  const table = { durations: months, left: stays.left, weights: rossiWeights };
  const covariates = pick(column, ["fin", "age", "prio"]);

  test("month by month it is R's regression over customer months", () => {
    // R 4.2.2: glm(ev ~ 0 + factor(month) + fin + age + prio, binomial(link), customer months, weights = w)
    const logit = fitted(fitDiscreteHazard(table, covariates, { baseline: "by_month" }));
    close(effects(logit), [-0.4084860073192082, -0.0658324425115791, 0.0955330804690735], 1e-9);
    close(
      logit.terms.map((term) => term.standardError),
      [0.1580479103233343, 0.0171185676851115, 0.0224863311584204],
      1e-6,
    );
    expect(logit.logLikelihood).toBeCloseTo(-784.948570607181, 9);
    const cloglog = fitted(fitDiscreteHazard(table, covariates, { baseline: "by_month", link: "cloglog" }));
    close(effects(cloglog), [-0.4029615537066396, -0.0653846078971358, 0.0940986476036917], 1e-7);
    expect(cloglog.logLikelihood).toBeCloseTo(-784.852729182092, 9);
    expect(cloglog.fittedOn.months).toBeCloseTo(
      months.reduce((total, month, i) => total + month * (rossiWeights[i] as number), 0),
      9,
    );
  });

  test("with two knots the baseline is a line over log month", () => {
    // R 4.2.2: glm(ev ~ log(month) + fin + age + prio, …)
    const line = fitted(fitDiscreteHazard(table, covariates, { knots: 2 }));
    close(
      [line.baseline.coefficients[1], ...effects(line)],
      [0.3692575096809431, -0.4092305165205447, -0.0654524013661267, 0.0957985883399227],
      1e-9,
    );
    expect(line.logLikelihood).toBeCloseTo(-790.582039213783, 9);
    const cloglog = fitted(fitDiscreteHazard(table, covariates, { knots: 2, link: "cloglog" }));
    expect(cloglog.logLikelihood).toBeCloseTo(-790.471488281394, 9);
  });

  test("more knots fit better, up to the free baseline, and AIC says whether it pays", () => {
    const fits = [2, 3, 4, 6].map((knots) => fitted(fitDiscreteHazard(table, covariates, { knots })));
    const free = fitted(fitDiscreteHazard(table, covariates, { baseline: "by_month" }));
    for (const model of fits) {
      expect(model.logLikelihood).toBeLessThanOrEqual(free.logLikelihood);
      expect(model.converged).toBe(true);
      expect(loadModel(discreteHazardModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    }
    expect((fits[3] as DiscreteHazardModel).logLikelihood).toBeGreaterThan(
      (fits[0] as DiscreteHazardModel).logLikelihood,
    );
    expect(free.aic).toBeGreaterThan((fits[0] as DiscreteHazardModel).aic);
  });

  test("chance and column say the same, given the months stayed, and end where nobody was watched", () => {
    for (const options of [{ link: "logit" }, { link: "cloglog" }, { baseline: "by_month" }] as const) {
      const model = fitted(fitDiscreteHazard(table, covariates, options));
      const { points } = predictSurvival(model, { fin: 1, age: 30, prio: 5 }, { times: [9, 13, 14], age: 4 });
      const values = points.map(({ survival }) => ("value" in survival ? survival.value : undefined));
      expect(values[2]).toBeUndefined();
      const ahead = predictSurvivalColumn(
        model,
        { fin: [1, 1, 1], age: [30, 30, 30], prio: [5, 5, 5] },
        { horizon: 5, ages: [4, 8, 9] },
      );
      expect(ahead.survival[0]).toBeCloseTo(values[0] as number, 12);
      expect(Array.from(ahead.watched)).toEqual([1, 1, 0]);
    }
  });
});

describe("rows", () => {
  const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
  const plan = ["a", "b", "a", "a", "b", "b", "a", "a"];

  test("of one pattern are counted together, and a weight is as many rows", () => {
    const weights = [1, 2, 3, 1, 2, 1, 3, 1];
    const repeat = <T>(cells: readonly T[]): T[] =>
      cells.flatMap((cell, i) => new Array<T>(weights[i] as number).fill(cell));
    const weighted = fitted(fitDiscreteHazard({ ...stays, weights }, { plan }));
    const repeated = fitted(
      fitDiscreteHazard(
        { durations: repeat(stays.durations), left: repeat(stays.left) },
        { plan: repeat(plan) },
        { references: { plan: "a" } },
      ),
    );
    expect(weighted.fittedOn.patterns).toBe(2);
    expect(repeated.logLikelihood).toBeCloseTo(weighted.logLikelihood, 9);
    close(effects(repeated), effects(weighted), 1e-7);
  });

  test("split by month change nothing", () => {
    const parts = stays.durations.flatMap((stop, i) =>
      Array.from({ length: stop }, (_, m) => ({
        start: m,
        stop: m + 1,
        left: m + 1 === stop ? (stays.left[i] as number) : 0,
        plan: plan[i] as string,
      })),
    );
    const whole = fitted(fitDiscreteHazard(stays, { plan }));
    const split = fitted(
      fitDiscreteHazard(
        { durations: parts.map((p) => p.stop), entries: parts.map((p) => p.start), left: parts.map((p) => p.left) },
        { plan: parts.map((p) => p.plan) },
        { references: { plan: "a" } },
      ),
    );
    expect(split.logLikelihood).toBeCloseTo(whole.logLikelihood, 10);
    close(effects(split), effects(whole), 1e-8);
  });

  test("that are no whole months are refused with the remedy", () => {
    expect(() => fitDiscreteHazard({ durations: [1.5], left: [1] }, {})).toThrow(/durations\[0\].*whole number/);
    expect(() => fitDiscreteHazard({ durations: [0, 1], left: [1, 1] }, {})).toThrow(/durations\[0\].*at least 1/);
    expect(() => fitDiscreteHazard({ durations: [1e9], left: [1] }, {})).toThrow(/12000/);
    expect(() => fitDiscreteHazard(stays, {}, { knots: 1 })).toThrow(/knots/);
  });

  const finite = (value: unknown): boolean =>
    typeof value === "number"
      ? Number.isFinite(value)
      : typeof value !== "object" || value === null || Object.values(value).every(finite);

  test.each<[string, () => unknown]>([
    ["one month", () => fitDiscreteHazard({ durations: [1], left: [1] }, {})],
    ["all left in one month", () => fitDiscreteHazard({ durations: [3, 3, 3], left: [1, 1, 1] }, { x: [1, 2, 3] })],
    [
      "seen only at month 0 but for one",
      () => fitDiscreteHazard({ durations: [0, 0, 2], left: [0, 0, 1] }, { x: [1, 2, 3] }),
    ],
    ["values of 1e150", () => fitDiscreteHazard(stays, { x: [1e150, -1e150, 3e149, 2e149, 0, 5e149, 1, 2] })],
    ["separating columns", () => fitDiscreteHazard(stays, { x: stays.left }, { link: "cloglog" })],
    [
      "weights from 1e-90 to 1e90",
      () => fitDiscreteHazard({ ...stays, weights: [1e-90, 1, 1e90, 1, 2, 1e-20, 1, 1] }, { plan }),
    ],
  ])("%s give finite figures", (_, run) => {
    const model = run() as DiscreteHazardModel;
    expect(finite(model), JSON.stringify(model)).toBe(true);
    expect(loadModel(discreteHazardModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    const record = Object.fromEntries(
      model.covariates.map((code) => [code.name, code.kind === "number" ? code.centre : code.reference]),
    );
    expect(finite(predictSurvival(model, record, { times: [0, 1, 2] }))).toBe(true);
  });

  test("nobody left", () => {
    expect(fitDiscreteHazard({ ...stays, left: stays.left.map(() => 0) }, {})).toMatchObject({
      abstained: { code: "hazard_no_leavers" },
    });
  });
});
