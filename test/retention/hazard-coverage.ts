import { createRandom, type Random } from "../../src/math/index.ts";
import { fitAft, fitCox, fitDiscreteHazard, predictSurvival, type StayModel } from "../../src/retention/index.ts";
import { fitted, population } from "./hazard-support.ts";

/** How often an interval held the truth, of how many it was asked. */
export interface Held {
  readonly name: string;
  held: number;
  asked: number;
}

export type CoverageModel = "cox" | "cox cluster" | "weibull" | "log_normal" | "logit" | "cloglog";

const EFFECT = 0.5;
const MONTHLY = 0.8;
const CUSTOMERS = 300;

/** Draws populations with known effects, fits each, and counts intervals that hold effects and the chance to stay. */
export function coverage(model: CoverageModel, populations: number, seed: number): readonly Held[] {
  const counts: Held[] = ["x", "plan", "survival", "shape"].map((name) => ({ name, held: 0, asked: 0 }));
  const count = (k: number, { lower, upper }: { lower: number; upper: number }, truth: number): void => {
    const cell = counts[k] as Held;
    cell.asked++;
    if (lower <= truth && truth <= upper) cell.held++;
  };
  for (let run = 0; run < populations; run++) {
    const { model: found, truth } = drawn(model, createRandom(seed + run));
    found.terms.forEach((term, j) => {
      count(j, term.coefficient.interval, truth.effects[j] as number);
    });
    const [point] = predictSurvival(found, { x: 1, plan: "monthly" }, { times: [truth.time], age: truth.age }).points;
    if (point !== undefined && "value" in point.survival) count(2, point.survival.interval, truth.survival);
    if (found.kind === "aft") count(3, found.scale.interval, truth.scale);
  }
  return counts;
}

interface Truth {
  readonly effects: readonly number[];
  readonly time: number;
  readonly age: number;
  readonly survival: number;
  readonly scale: number;
}

function drawn(model: CoverageModel, random: Random): { readonly model: StayModel; readonly truth: Truth } {
  const references = { plan: "yearly" };
  const score = (x: number, plan: string): number => EFFECT * x + (plan === "monthly" ? MONTHLY : 0);
  if (model === "logit" || model === "cloglog") {
    const chance = (eta: number): number =>
      model === "logit" ? 1 / (1 + Math.exp(-eta)) : -Math.expm1(-Math.exp(eta));
    const level = (month: number): number => -3.5 + 0.4 * Math.log(month);
    const { stays, covariates } = population(
      random,
      CUSTOMERS,
      (x, plan) => {
        for (let month = 1; month < 37; month++) {
          if (random.uniform() < chance(level(month) + score(x, plan))) return month;
        }
        return 37;
      },
      36,
    );
    // watched for whole months: who was still there stayed through the last whole one
    const durations = Array.from(stays.durations, (age, i) => (stays.left[i] === 1 ? age : Math.floor(age)));
    let survival = 1;
    for (let month = 4; month <= 12; month++) survival *= 1 - chance(level(month) + score(1, "monthly"));
    return {
      model: fitted(fitDiscreteHazard({ ...stays, durations }, covariates, { link: model, references })),
      truth: { effects: [EFFECT, MONTHLY], time: 12, age: 3, survival, scale: 1 },
    };
  }
  // Weibull of shape 1.5 is proportional and accelerated at once: effects on log time are −effect / shape
  const shape = 1.5;
  const normal = model === "log_normal";
  const { stays, covariates } = population(
    random,
    CUSTOMERS,
    (x, plan) =>
      normal
        ? Math.exp(2 - score(x, plan) + 0.7 * random.normal())
        : 12 * (-Math.log(1 - random.uniform()) / Math.exp(score(x, plan))) ** (1 / shape),
    20,
  );
  if (normal || model === "weibull") {
    const found = fitted(fitAft(stays, covariates, { distribution: normal ? "log_normal" : "weibull", references }));
    const factor = normal ? -1 : -1 / shape;
    const open = (time: number): number =>
      normal
        ? 1 - phi((Math.log(time) - 2 + score(1, "monthly")) / 0.7)
        : Math.exp(-((time / 12) ** shape) * Math.exp(score(1, "monthly")));
    return {
      model: found,
      truth: {
        effects: [EFFECT * factor, MONTHLY * factor],
        time: 5,
        age: 1,
        survival: open(5) / open(1),
        scale: normal ? 0.7 : 1 / shape,
      },
    };
  }
  const hazard = (time: number): number => (time / 12) ** shape * Math.exp(score(1, "monthly"));
  const truth = { effects: [EFFECT, MONTHLY], time: 5, age: 1, survival: Math.exp(hazard(1) - hazard(5)), scale: 1 };
  if (model === "cox") return { model: fitted(fitCox(stays, covariates, { references })), truth };
  // every customer twice, as two rows of one account: only clustered errors know better
  const twice = <T>(cells: ArrayLike<T>): T[] => Array.from(cells).flatMap((cell) => [cell, cell]);
  const cluster = twice(Array.from({ length: CUSTOMERS }, (_, i) => i));
  return {
    model: fitted(
      fitCox(
        { durations: twice(stays.durations), left: twice(stays.left) },
        { x: twice(covariates.x), plan: twice(covariates.plan) },
        { references, cluster, ties: "breslow" },
      ),
    ),
    truth,
  };
}

/** Normal distribution by its own series, so that the truth does not come from what is tested. */
function phi(x: number): number {
  // φ(x) · (x + x³/3 + x⁵/15 + …): Abramowitz and Stegun, 26.2.11
  let term = x;
  let sum = x;
  for (let k = 1; k < 200; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
