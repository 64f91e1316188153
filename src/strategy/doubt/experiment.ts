import { planExperiment } from "../../campaign/experiment/plan.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import type { SimulatedAssumption, StrategySimulation } from "../simulate/types.ts";
import { switchPointOf } from "./ends.ts";
import type { SizedTest, StrategyExperiment, StrategyExperimentOptions } from "./experiment-types.ts";
import { fitHermite, normalScores, shrunkFit } from "./hermite.ts";
import { valueOfKnowing } from "./information.ts";
import { placesOf, requireSimulation } from "./read-simulation.ts";

const LARGEST_SIZE = 1e9;

/** Where all leave a test tells next to nothing, but never nothing at all. */
const HIGHEST_RATE = 1 - 1e-9;

const SIZES: readonly number[] = /* @__PURE__ */ (() =>
  [100, 1000, 10_000, 100_000].flatMap((ten) => [ten, 2 * ten, 5 * ten]).concat(1_000_000))();

/**
 * Tells whether a test of one assumption before choosing a strategy is worth its cost, and how many customers it needs.
 *
 * What is known beforehand counts as so many customers of a past test; a test of n more moves the expectation by the
 * share n / (n + past) of the doubt (conjugate: exact for a normal belief about a mean and for a beta belief about a
 * chance). The strategies' values are a polynomial in the assumption's normal scores, and what the test is expected to
 * leave of it follows term by term. `decisive` is the classical test with power 0.8 between the believed mean and the
 * value at which the choice turns.
 *
 * @param simulation - As `simulateStrategies` returned it.
 * @param options - `assumption`; `outcome`: what one customer tells; `cost`; `sizes`, by default up to a fifth of the
 * customers on whom moves with the assumption work; `among`.
 * @returns Value, cost and net value by size, the best size, and the decisive test. An abstention where the assumption is
 * not in doubt.
 * @throws `ClienteleError` `unknown_id`, `inconsistent` (an outcome that cannot tell this kind of assumption),
 * `out_of_range`, `empty_input`, `invalid_type`, `not_finite`, `length_mismatch`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 1000, monthlyRevenue: 100, monthlyChurn: 0.02 }] };
 * const effect = { assumption: "care keeps", on: "churn", distribution: { kind: "normal", mean: 0.9, standardDeviation: 0.1 }, source: { kind: "belief" } };
 * const care = { id: "care", moves: [{ id: "calls", aim: "retain", means: "service", cost: { perCustomerMonth: 2 }, effects: [effect] }] };
 * const found = simulateStrategies(book, [care], { horizonMonths: 36, discountRate: 0.1, seed: 1 });
 * const outcome = { kind: "churn", baseRate: 0.12 };
 * const test = planStrategyExperiment(found, { assumption: "care keeps", outcome, cost: { fixed: 100, perCustomer: 1 } });
 * test.best.size; // => 200
 * test.best.value.value < test.perfectInformation.value; // => true
 * ```
 * @see Ades, Lu & Claxton, Expected value of sample information calculations in medical decision modeling, Medical Decision
 * Making 24 (2004); Jalal & Alarid-Escudero, A Gaussian approximation approach for value of information analysis, Medical
 * Decision Making 38 (2018)
 */
export function planStrategyExperiment(
  simulation: StrategySimulation,
  options: StrategyExperimentOptions,
): StrategyExperiment | Abstention {
  requireSimulation(simulation);
  requireObject(options, "options");
  const { cost = {}, among } = options;
  requireObject(cost, "options.cost");
  const { fixed = 0, perCustomer = 0 } = cost;
  requireNumber(fixed, "options.cost.fixed", { min: 0 });
  requireNumber(perCustomer, "options.cost.perCustomer", { min: 0 });
  const sizes = options.sizes ?? sizesFor(simulation, options.assumption);
  requireColumn(sizes, "options.sizes");
  sizes.forEach((size, i) => {
    requireNumber(size, `options.sizes[${i}]`, { min: 2, max: LARGEST_SIZE, integer: true });
  });
  const assumption = simulation.assumptions.find(({ id }) => id === options.assumption);
  if (assumption === undefined || assumption.on === "market") {
    throw new ClienteleError(
      "unknown_id",
      `options.assumption ${show(options.assumption)} is no assumption about a move of the simulated strategies`,
      { name: "options.assumption" },
    );
  }
  const noise = noiseOf(assumption, options);
  const places = placesOf(simulation, among);
  const { draws, mean, id } = assumption;
  const scores = normalScores(draws);
  const fits = fitHermite(
    scores,
    places.map((s) => simulation.expectedByDraw[s] as number[]),
  );
  const doubt = varianceOf(momentsOf(draws)) ?? 0;
  if (fits === undefined || doubt === 0 || places.length < 2) {
    return { abstained: { code: "strategy_nothing_to_learn", params: { assumption: id } } };
  }
  const priorCustomers = noise / doubt;
  const tests = sizes.map((size): SizedTest => {
    const correlation = Math.sqrt(size / (size + priorCustomers));
    const value = valueOfKnowing(fits.map((fit) => shrunkFit(scores, fit, correlation)));
    const spent = fixed + perCustomer * size;
    return { size, value, cost: spent, net: value.value - spent, correlation };
  });
  const [best] = [...tests].sort((a, b) => b.net - a.net || a.size - b.size);
  const pays = best !== undefined && best.net > 0;
  const means = places.map((s) => momentsOf(simulation.expectedByDraw[s] as number[]).mean);
  const order = [...places.keys()].sort((a, b) => (means[b] as number) - (means[a] as number) || a - b);
  const [first, second] = [places[order[0] as number], places[order[1] as number]] as [number, number];
  const against = switchPointOf(simulation, assumption, { best: first, second, places })?.value ?? neutral(assumption);
  const reasons: Reason[] = [
    pays
      ? {
          code: "strategy_test_pays",
          params: { assumption: id, size: best.size, value: best.value.value, cost: best.cost },
        }
      : { code: "strategy_test_too_dear", params: { assumption: id, value: best?.value.value ?? 0 } },
  ];
  return {
    assumption: id,
    perfectInformation: valueOfKnowing(fits.map(({ fitted }) => fitted)),
    priorCustomers,
    tests,
    ...(pays && { best }),
    against,
    decisive: decisiveTest(mean, against, options),
    reasons,
  };
}

/**
 * Share of the customers whom the assumption is about that a test takes at most by default: its value is reckoned as if
 * all of them still waited for the answer.
 */
const LARGEST_SHARE = 0.2;

/** The usual sizes up to the largest share of those on whom moves with the assumption work, this one included. */
function sizesFor({ outcomes }: StrategySimulation, id: string): readonly number[] {
  const touched = outcomes.flatMap(({ moves }) =>
    moves.filter(({ assumptions }) => assumptions.includes(id)).map(({ treated }) => treated),
  );
  const most = Math.max(2, Math.floor(LARGEST_SHARE * Math.max(0, ...touched)));
  return [...SIZES.filter((size) => size < most), Math.min(most, LARGEST_SIZE)];
}

/** No effect at all. */
function neutral({ on }: SimulatedAssumption): number {
  return on === "churn" ? 1 : 0;
}

/** Variance of what one customer of the test tells about the assumption. */
function noiseOf(assumption: SimulatedAssumption, { outcome }: StrategyExperimentOptions): number {
  requireObject(outcome, "options.outcome");
  requireOneOf(outcome.kind, ["churn", "conversion", "amount"], "options.outcome.kind");
  const { on, mean, draws } = assumption;
  const kind = on === "churn" || on === "conversion" ? on : "amount";
  if (outcome.kind !== "amount" && outcome.kind !== kind) {
    throw new ClienteleError(
      "inconsistent",
      `options.outcome.kind "${outcome.kind}" tells nothing about an assumption on ${on}: use "${kind}"`,
      { name: "options.outcome.kind" },
    );
  }
  if (outcome.kind === "amount") {
    requireNumber(outcome.standardDeviation, "options.outcome.standardDeviation", { above: 0, max: 1e9 });
    // a cost is told by everybody; an effect by two halves: (1/(n/2) + 1/(n/2)) · variance
    return (on === "cost" ? 1 : 4) * outcome.standardDeviation ** 2;
  }
  if (outcome.kind === "conversion") return Math.max(0, mean * (1 - mean) - (varianceOf(momentsOf(draws)) ?? 0));
  requireNumber(outcome.baseRate, "options.outcome.baseRate", { above: 0, below: 1 });
  const p = outcome.baseRate;
  const treated = Math.min(leavingAt(p, mean), HIGHEST_RATE);
  // delta method for the ratio of two hazards, −log(1 − rate), each from half of the customers
  const spread = (rate: number): number => rate / ((1 - rate) * Math.log1p(-rate) ** 2);
  return treated > 0 ? 2 * mean * mean * (spread(treated) + spread(p)) : 2 * p;
}

/** Chance to leave during the test where the hazard is multiplied. */
function leavingAt(baseRate: number, ratio: number): number {
  return -Math.expm1(ratio * Math.log1p(-baseRate));
}

function decisiveTest(
  mean: number,
  against: number,
  { outcome, assumption }: StrategyExperimentOptions,
): StrategyExperiment["decisive"] {
  const gap = mean - against;
  const abstained: Abstention = {
    abstained: { code: "strategy_no_decisive_test", params: { assumption, mean, against } },
  };
  if (gap === 0) return abstained;
  if (outcome.kind === "amount") {
    return planExperiment({ kind: "mean", standardDeviation: outcome.standardDeviation, effect: gap });
  }
  const rateAt = (value: number): number => (outcome.kind === "churn" ? leavingAt(outcome.baseRate, value) : value);
  const [from, to] = [rateAt(against), rateAt(mean)];
  if (!(from > 0 && from < 1 && to > 0 && to < 1)) return abstained;
  return planExperiment({ kind: "rate", baseline: from, effect: to - from });
}
