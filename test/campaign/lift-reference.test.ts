import { describe, expect, test } from "vitest";
import {
  type Lift,
  type LiftArm,
  type LiftEffect,
  type LiftOptions,
  liftStateOf,
  measureArms,
  measureLift,
  measureLiftPosterior,
  mergeLiftStates,
  type NamedState,
} from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { named } from "./lift-simulation.ts";

function near(actual: number | undefined, expected: number, tolerance: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** Half a unit of the fifth decimal. */
const FIVE = 5.001e-6;

describe("GrowthBook's statistics engine (reference/campaign.md, 5 decimals), A with n = 3,000", () => {
  const a: LiftArm = { kind: "mean", n: 3000, sum: 1396.87, sumOfSquares: 52377.9767 };
  const b: LiftArm = { kind: "mean", n: 3461, sum: 2422.7, sumOfSquares: 134698.29 };
  const lift = (options: LiftOptions): Lift => named(measureLift(b, a, options));

  test("one-sided, greater: relative and absolute with their lower bounds", () => {
    const { relative, absolute } = lift({ alternative: "greater" });
    const r = named<LiftEffect>(relative);
    near(r.value, 0.50336, FIVE);
    near(r.bound, -0.04514, FIVE);
    near(r.pValue, 0.06558, FIVE);
    const d = named<LiftEffect>(absolute);
    near(d.value, 0.23438, FIVE);
    near(d.bound, 0.02079, FIVE);
    near(d.pValue, 0.03554, FIVE);
    expect(d.interval.level).toBeCloseTo(0.9, 12);
  });

  test("sequential, tuning 1,000", () => {
    const r = named<LiftEffect>(lift({ sequential: { tuning: 1000 } }).relative);
    near(r.value, 0.50336, FIVE);
    near(r.interval.lower, -0.55844, FIVE);
    near(r.interval.upper, 1.56516, FIVE);
    expect(r.pValue).toBe(1);
  });

  // the half-width is that of the engine's default tuning, 5,000, not of 1,000, which gives 1.048 times as much
  test("sequential proportions 1,396 of 3,000 against 2,422 of 3,461", () => {
    const answer = named(
      measureLift(
        { kind: "rate", n: 3461, successes: 2422 },
        { kind: "rate", n: 3000, successes: 1396 },
        { sequential: {}, relativeMethod: "delta" },
      ),
    );
    const r = named<LiftEffect>(answer.relative);
    near(r.value, 0.50386, FIVE);
    near(r.interval.lower, 0.40098, FIVE);
    near(r.interval.upper, 0.60675, FIVE);
    near(r.standardError, 0.03386, FIVE);
    near(r.pValue, 0, FIVE);
  });

  // the half-width is that of the engine's default tuning, 5,000; with 1,000 it would be 1.0618
  test("CUPED and sequential", () => {
    const covariates = (sum: number, sumOfSquares: number) => ({
      sums: [sum],
      products: [[sumOfSquares]],
      withValue: [1],
    });
    const answer = named(
      measureLift(
        { ...b, covariates: covariates(22.7, 1348.29) },
        { ...a, covariates: covariates(16.87, 527.9767) },
        { sequential: {} },
      ),
    );
    const r = named<LiftEffect>(named(answer.adjusted).relative);
    near(r.value, 0.50338, FIVE);
    near(r.interval.lower, -0.50969, FIVE);
    near(r.interval.upper, 1.51646, FIVE);
  });
});

describe("GrowthBook's statistics engine, weights and beliefs", () => {
  test("the weight of a covariate is that of a regression within the arms", () => {
    const pre = [0.3, 0.5, 0.9, 22];
    const rows = [2, 1, 5, 3].flatMap((post, i) => ["a", "b"].map((arm) => ({ arm, post, pre: pre[i] as number })));
    const [a, b] = liftStateOf(rows, { arm: (r) => r.arm, value: (r) => r.post, covariates: [(r) => r.pre] });
    const answer = named(measureLift(a?.arm as LiftArm, b?.arm as LiftArm));
    near(named(answer.adjusted).theta[0], 0.01864, FIVE);
  });

  test("49 of 100 against 51 of 100 with a flat prior", () => {
    const arms = [51, 49].map((successes): LiftArm => ({ kind: "rate", n: 100, successes }));
    const answer = named(measureLift(arms[0] as LiftArm, arms[1] as LiftArm, { relativeMethod: "delta" }));
    const { effect, chanceToWin, risk } = measureLiftPosterior(named<LiftEffect>(answer.relative));
    near(effect.value, 0.04082, FIVE);
    near(effect.interval.lower, -0.24779, FIVE);
    near(effect.interval.upper, 0.32943, FIVE);
    near(chanceToWin, 0.60918, FIVE);
    near(risk.control, 0.0814, FIVE);
    near(risk.treated, 0.04058, FIVE);
  });
});

describeWithData("Hillstrom's e-mail experiment, covariates and several arms", ["hillstrom/hillstrom.csv"], () => {
  const rows = readSharedCsv("hillstrom/hillstrom.csv");
  const states = (outcome: string) =>
    liftStateOf(rows, {
      arm: (row) => row["segment"] as string,
      value: (row) => Number(row[outcome]),
      covariates: [(row) => Number(row["history"])],
      ...(outcome === "spend" ? {} : { measures: "rate" }),
    });
  const spend = states("spend");

  // the reference weighs history over all rows, arms put together, and states the variance ratio 1 − r² of those rows
  test("CUPED on last year's spend, weighed over all rows as the reference has it", () => {
    const answer = measureArms(spend, { control: "No E-Mail", correction: "none", theta: "pooled" });
    const adjusted = named(named(answer.comparisons[0]?.lift).adjusted);
    near(adjusted.theta[0], 0.0012228965, 5e-11);
    near(named<LiftEffect>(adjusted.absolute).value, 0.7674384994, 5e-11);
    const of = (id: string) => spend.filter((state) => state.id === id).map(({ arm }) => ({ id: "all", arm }));
    const [all] = mergeLiftStates(of("Mens E-Mail"), of("No E-Mail"));
    const [[yy, xy], [, xx]] = (all as NamedState).arm.comoments as [[number, number], [number, number]];
    near(1 - (xy * xy) / (xx * yy), 0.99956, FIVE);
    expect(adjusted.balance.pValue).toBeGreaterThan(0.01);
  });

  test("weighed within the arms, which is the default, the interval is never wider than that", () => {
    const adjusted = (theta: "within" | "pooled") => {
      const answer = measureArms(spend, { control: "No E-Mail", correction: "none", theta });
      return named(named(answer.comparisons[0]?.lift).adjusted);
    };
    near(adjusted("within").theta[0], 0.0012172036, 5e-11);
    expect(adjusted("within").varianceRatio).toBeLessThan(adjusted("pooled").varianceRatio);
    near(adjusted("within").varianceRatio, 0.999566, 5e-7);
  });

  test("both mailings at once: what one comparison gave, raised for two", () => {
    const { comparisons, split } = measureArms(spend, { control: "No E-Mail" });
    expect(comparisons.map(({ id }) => id)).toEqual(["Mens E-Mail", "Womens E-Mail"]);
    near(comparisons[0]?.pValue, 1.163815e-7, 1e-13);
    near(comparisons[0]?.adjustedPValue, 2 * 1.163815e-7, 2e-13);
    expect(comparisons[1]?.adjustedPValue).toBe(comparisons[1]?.pValue);
    near(named<LiftEffect>(named(comparisons[1]?.lift).absolute).value, 0.4244122159, 1e-8);
    near(named(split).statistic, 0.20253125, 1e-8);
    const alone = measureArms(spend, { control: "No E-Mail", correction: "none" });
    const womens = named<LiftEffect>(named(alone.comparisons[1]?.lift).absolute);
    near(womens.interval.lower, 0.1689567898, 1e-8);
    near(womens.interval.upper, 0.679867642, 1e-8);
  });

  test("a state gives what the counts give, for every rate", () => {
    const visits = states("visit");
    const byId = new Map(visits.map(({ id, arm }) => [id, arm]));
    const fromState = named(measureLift(byId.get("Mens E-Mail") as LiftArm, byId.get("No E-Mail") as LiftArm));
    const fromCounts = named(
      measureLift({ kind: "rate", n: 21307, successes: 3894 }, { kind: "rate", n: 21306, successes: 2262 }),
    );
    const { adjusted, ...rest } = fromState;
    expect(rest).toEqual(fromCounts);
    expect(named(adjusted).varianceRatio).toBeLessThan(1);
  });
});

describe("CUPED agrees with least squares of the outcome on arm and covariates", () => {
  // the coefficient of the arm in ordinary least squares with two covariates, solved here by the normal equations
  test("two covariates", () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 400 }, (_, i) => {
      const [x1, x2] = [random.normal(), random.normal() * 3 + 5];
      return { arm: i % 2, x1, x2, y: (i % 2) * 0.3 + 2 * x1 - 0.5 * x2 + random.normal() };
    });
    const states = liftStateOf(rows, { arm: (r) => r.arm, value: (r) => r.y, covariates: [(r) => r.x1, (r) => r.x2] });
    const answer = named(measureLift(states[1]?.arm as LiftArm, states[0]?.arm as LiftArm));
    const design = rows.map((r) => [1, r.arm, r.x1, r.x2]);
    const normal = [0, 1, 2, 3].map((i) => [
      ...[0, 1, 2, 3].map((j) => design.reduce((t, row) => t + (row[i] as number) * (row[j] as number), 0)),
      design.reduce((t, row, k) => t + (row[i] as number) * (rows[k]?.y as number), 0),
    ]);
    for (let i = 0; i < 4; i++) {
      for (let k = 0; k < 4; k++) {
        if (k === i) continue;
        const factor = (normal[k]?.[i] as number) / (normal[i]?.[i] as number);
        for (let j = 0; j < 5; j++)
          (normal[k] as number[])[j] = (normal[k]?.[j] as number) - factor * (normal[i]?.[j] as number);
      }
    }
    const beta = normal.map((row, i) => (row[4] as number) / (row[i] as number));
    const { theta, absolute, varianceRatio } = named(answer.adjusted);
    near(named<LiftEffect>(absolute).value, beta[1] as number, 1e-12);
    near(theta[0], beta[2] as number, 1e-12);
    near(theta[1], beta[3] as number, 1e-12);
    expect(varianceRatio).toBeLessThan(0.3);
  });
});
