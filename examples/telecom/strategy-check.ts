import assert from "node:assert/strict";
import { sum } from "clientele/math";
import {
  type ReviewPartId,
  type StrategyOutcome,
  type StrategySimulation,
  simulateStrategies,
} from "clientele/strategy";
import {
  BUDGET,
  type Choice,
  type GivenAway,
  type LoopRound,
  OPTIONS,
  type Start,
  TRUTH,
} from "./strategy-findings.ts";
import { retentionStrategies } from "./strategy-moves.ts";

/** Gain, its interval, spend and chance of a loss, as docs/strategy.md tells them. */
const QUOTED = [
  ["contracts", 10_004, -57_295, 62_499, 30_025, 0.325],
  ["care", 3_812, -27_914, 37_570, 22_108, 0.416],
  ["mix", -5_432, -81_963, 60_998, 107_136, 0.54],
  ["support", -14_078, -47_206, 20_964, 50_626, 0.797],
  ["discount", -92_555, -168_274, -21_567, 0, 0.995],
] as const;

/** Holds the five strategies to what is said of them, and the simulation to its laws. */
export function checkStart({ n, stays, book, associations, moves, found }: Start, { given, kept }: GivenAway): void {
  assert.equal(n, 7043);
  assert.equal(found.customers.ours, 5174);

  // chances of customers whom the fit has not seen come true, one by one and in all
  const { slope, intercept } = stays.calibration;
  assert.ok(slope.interval.lower < 1 && slope.interval.upper > 1 && slope.value > 0.9 && slope.value < 1.1);
  assert.ok(intercept.interval.lower < 0 && intercept.interval.upper > 0);
  assert.ok(Math.abs(Math.log(stays.level)) < 1.96 * stays.logStandardDeviation);
  near(stays.logStandardDeviation, 0.075, 0.001);
  near(associations.contract, 0.175, 0.001);
  near(associations.support, 0.772, 0.001);

  // from best to worst; the discount's loss is the only thing that is sure
  const order = [...found.outcomes].sort((a, b) => b.npv.value - a.npv.value).map(({ strategy }) => strategy);
  assert.deepEqual(order, ["contracts", "care", "nothing", "mix", "support", "discount"]);
  const sure = found.outcomes.filter(({ difference: { interval } }) => interval.lower > 0 || interval.upper < 0);
  assert.deepEqual(
    sure.map(({ strategy }) => strategy),
    ["discount"],
  );
  // at the means of all beliefs, which is nearly the mean over all draws
  near(kept - given, differenceOf(found, "discount"), given / 100);
  near(given, 141_905, 1);
  near(kept, 50_052, 1);

  // as docs/strategy.md tells it
  near(npvOf(found, "nothing"), 3_997_441, 1);
  for (const [id, gain, lower, upper, spend, loss] of QUOTED) {
    const { difference, spend: spent } = outcomeOf(found, id);
    near(difference.value, gain, 1);
    near(difference.interval.lower, lower, 1);
    near(difference.interval.upper, upper, 1);
    near(spent.value, spend, 1);
    near(difference.chanceOfLoss, loss, 1e-9);
  }
  const duel = found.comparisons.find(({ first, second }) => first === "contracts" && second === "care");
  near(duel?.chanceFirstBetter.value ?? 0, 0.606, 0.001);

  for (const outcome of found.outcomes) checkSums(outcome, npvOf(found, "nothing"));
  // common random numbers: every strategy meets the same years
  for (const { varianceCut } of found.comparisons) assert.ok(varianceCut !== undefined && varianceCut > 5);

  // the same again, whatever the order in which the customers come
  const few = { ...OPTIONS, draws: 50, moveShares: false };
  const strategies = retentionStrategies(moves);
  const backwards = { ...book, customers: [...book.customers].reverse() };
  assert.deepEqual(simulateStrategies(backwards, strategies, few), simulateStrategies(book, strategies, few));
}

function checkSums({ npv, difference, months, moves, interaction = 0 }: StrategyOutcome, nothing: number): void {
  near(npv.value - nothing, difference.value, 1e-6);
  near(months.at(-1)?.cumulative ?? 0, npv.value, 1e-4);
  near(sum(moves.map(({ contribution }) => contribution?.value ?? 0)) + interaction, difference.value, 1e-6);
}

/** What decides, the test and the plan. */
export function checkChoice({ found }: Start, { why, frontier, test, testable, plan }: Choice): void {
  assert.equal(why.best, "contracts");
  assert.equal(why.second, "care");
  near(why.chanceBest.value, 0.44, 0.01);
  assert.ok(why.lead.interval.lower < 0, "the lead is far from sure");
  assert.equal(why.assumptions[0]?.assumption, "offer keeps");
  const turns = why.assumptions[0]?.switchPoint;
  assert.equal(turns?.to, "care");
  near(turns.value, 0.924, 0.001);
  // all of the gain rests on beliefs, and says so
  assert.equal(why.beliefs.gainShare, 1);
  assert.equal(frontier.best, "contracts");
  assert.deepEqual(
    frontier.points.filter(({ efficientByRisk }) => efficientByRisk).map(({ strategy }) => strategy),
    ["nothing", "contracts", "care"],
  );

  // a test is worth its cost, though no test of this book could be significant
  assert.equal(testable.n, 2220);
  assert.equal(test.best?.size, testable.n);
  assert.ok(test.best.net > 0 && test.best.value.value < test.perfectInformation.value);
  near(test.best.value.value, 3_775, 1);
  near(test.best.cost, 3_277, 1);
  near(test.perfectInformation.value, 8_561, 1);
  assert.ok("sizes" in test.decisive);
  near(test.decisive.sizes.total, 801_752, 10);

  // the plan finds the mix that was not among the five, within the budget, and holds on fresh draws
  assert.deepEqual(
    plan.strategy.moves.map(({ id }) => id),
    ["care", "contracts"],
  );
  assert.ok(plan.value > differenceOf(found, "contracts") && plan.spend <= BUDGET);
  assert.equal(plan.method, "every mix");
  assert.ok(Math.abs(plan.optimism.value) < 3 * plan.optimism.standardError);
  near(plan.value, 12_658, 1);
  near(plan.spend, 53_319, 1);
  near(plan.fresh.value, 13_420, 1);
  plan.budgets.reduce((before, { value }) => {
    assert.ok(value >= before, "more money never makes the best plan worse");
    return value;
  }, 0);
}

/** A year in which the offer did harm, looked back at with and without customers left out by lot. */
export function checkRound(all: LoopRound, half: LoopRound): void {
  for (const { review } of [all, half]) {
    near(sum(review.parts.map(({ amount }) => amount)), review.difference, 1e-6);
    near(review.actual.net - review.planned.net, review.difference, 1e-6);
    const tiers = review.tiers.map(({ planned, actual, parts }) => actual - planned - sum(Object.values(parts)));
    for (const rest of tiers) near(rest, 0, 1e-6);
    // nothing but leaving differs from the plan
    for (const part of ["volume", "mix", "price"] as const) near(partOf(review, part), 0, 1e-6);
  }
  near(all.review.difference, -7_153, 1);
  near(half.review.difference, 5_461, 1);
  // where all were offered a contract nothing tells the offer from a year in which more leave: the belief stays, the level
  // takes the blame, and the offer goes on
  const [blind, told] = [learnedOf(all.review, "offer keeps"), learnedOf(half.review, "offer keeps")];
  assert.ok(Math.abs(blind.value - blind.planned) < 0.01 && all.review.churnLevel.value > 1.05);
  assert.deepEqual(
    all.next.strategy.moves.map(({ id }) => id),
    ["care", "contracts"],
  );
  // who was left out by lot tells, and the offer ends
  assert.ok(told.value > 1 && told.interval.lower < TRUTH.contracts && TRUTH.contracts < told.interval.upper);
  assert.ok(half.next.strategy.moves.every(({ id }) => id !== "contracts"));
  near(blind.value, 0.905, 0.001);
  near(told.value, 1.004, 0.001);
  near(half.next.moves.find(({ move }) => move === "contracts")?.worth ?? 0, -23_058, 1);
}

/** The other reading of the file changes who comes first, and not that the discount comes last. */
export function checkOtherReading(found: StrategySimulation, other: StrategySimulation): void {
  const still = ({ outcomes }: StrategySimulation): number => outcomes[0]?.months.at(-1)?.customers ?? 0;
  assert.ok(still(found) > 0.6 * found.customers.ours && still(other) < 0.25 * other.customers.ours);
  const order = [...other.outcomes].sort((a, b) => b.npv.value - a.npv.value).map(({ strategy }) => strategy);
  assert.equal(order[0], "mix");
  assert.equal(order.at(-1), "discount");
  near(still(other), 1_115, 1);
  near(differenceOf(other, "mix"), 25_499, 1);
}

export function learnedOf(
  { assumptions }: LoopRound["review"],
  id: string,
): { readonly planned: number } & LoopRound["review"]["assumptions"][number]["learned"] {
  const found = assumptions.find(({ assumption }) => assumption === id);
  if (found === undefined) throw new Error(`${id} was not reviewed`);
  return { planned: found.planned, ...found.learned };
}

const partOf = ({ parts }: LoopRound["review"], id: ReviewPartId): number =>
  parts.find(({ part }) => part === id)?.amount ?? Number.NaN;

function outcomeOf({ outcomes }: StrategySimulation, id: string): StrategyOutcome {
  const found = outcomes.find(({ strategy }) => strategy === id);
  if (found === undefined) throw new Error(`${id} was not simulated`);
  return found;
}

const npvOf = (found: StrategySimulation, id: string): number => outcomeOf(found, id).npv.value;
const differenceOf = (found: StrategySimulation, id: string): number => outcomeOf(found, id).difference.value;

function near(value: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not within ${tolerance} of ${wanted}`);
}
