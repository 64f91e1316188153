import { sum } from "clientele/math";
import {
  explainStrategies,
  type Move,
  measureStrategyFrontier,
  type PlannedStrategy,
  planStrategy,
  planStrategyExperiment,
  reviewStrategy,
  type StrategyBook,
  type StrategyExperiment,
  type StrategyExplanation,
  type StrategyFrontier,
  type StrategyReview,
  type StrategySimulation,
  simulateStrategies,
  updateBook,
  updateStrategy,
} from "clientele/strategy";
import { ASSUMPTIONS } from "./assumptions.ts";
import type { Subscriber } from "./data.ts";
import { bookAfter, simulateYear, touchedBy, withoutHalf } from "./simulated-year.ts";
import { associated, fitMonths, fitStays, monthlyChances, type Stays } from "./stays.ts";
import { strategyBook } from "./strategy-book.ts";
import { type Associations, retentionMoves, retentionStrategies } from "./strategy-moves.ts";

/** Three years, money at a tenth a year. */
export const OPTIONS = { horizonMonths: 36, discountRate: 0.1, seed: 1, asOf: ASSUMPTIONS.asOf } as const;

/** Dollars that may be spent. */
export const BUDGET = 60_000;

/** Months that a test of the offer runs, dollars to prepare and evaluate it, and of a letter, which half of them get. */
const TEST = { months: 6, fixed: 500, letter: 1 } as const;

/** What is taken to be true in the simulated year: offers make people leave, where nine per cent fewer were hoped for. */
export const TRUTH = { contracts: 1.05, care: 0.85 } as const;

/** Lots and leavings of that year. */
const SEED = 2027;

/** What the strategies are chosen on. */
export interface Start {
  readonly n: number;
  readonly stays: Stays;
  readonly book: StrategyBook;
  readonly associations: Associations;
  readonly moves: readonly Move[];
  readonly found: StrategySimulation;
}

/** From the file to five strategies on three years. */
export function startOf(customers: readonly Subscriber[]): Start {
  const stays = fitStays(customers);
  const here = customers.filter(({ left }) => !left);
  const book = strategyBook(here, monthlyChances(stays.model, here, OPTIONS.horizonMonths), stays.logStandardDeviation);
  const associations = {
    contract: associated(stays.model, "Contract", "One year", "Month-to-month"),
    support: associated(stays.model, "TechSupport", "Yes", "No"),
  };
  const moves = retentionMoves(associations);
  const found = simulateStrategies(book, retentionStrategies(moves), OPTIONS);
  return { n: customers.length, stays, book, associations, moves, found };
}

/** What decides, what to test, and what to do with the budget. */
export interface Choice {
  readonly why: StrategyExplanation;
  readonly frontier: StrategyFrontier;
  /** Of the yearly contracts, whoever was offered one counted. */
  readonly test: StrategyExperiment;
  /** Customers who could be in it, and the chance that one of them leaves while it runs. */
  readonly testable: { readonly n: number; readonly baseRate: number };
  readonly plan: PlannedStrategy;
}

export function choose({ book, moves, found }: Start): Choice {
  const why = explainStrategies(found);
  const testable = book.customers.filter(({ facts }) => facts?.["contract"] === "Month-to-month");
  const leaving = testable.map(({ monthlyChurn }) => leftWithin(monthlyChurn, TEST.months));
  const baseRate = sum(leaving) / testable.length;
  const best = found.outcomes.find(({ strategy }) => strategy === why.best);
  // who waits for a test gives up what the best strategy is expected to bring meanwhile; gifts pay for themselves
  const waiting = ((best?.difference.value ?? 0) * TEST.months) / OPTIONS.horizonMonths;
  const test = planStrategyExperiment(found, {
    assumption: "offer keeps",
    outcome: { kind: "churn", baseRate },
    cost: { fixed: TEST.fixed + waiting, perCustomer: TEST.letter / 2 },
    sizes: [200, 500, 1000, 1500, testable.length],
  });
  const plan = planStrategy(book, moves, { ...OPTIONS, budget: BUDGET });
  if ("abstained" in test || "abstained" in plan) throw new Error("a test and a plan are possible");
  return {
    why,
    frontier: measureStrategyFrontier(found, { budget: BUDGET }),
    test,
    testable: { n: testable.length, baseRate },
    plan,
  };
}

/** What the discount gives away, and what of it comes back through those whom it keeps. */
export interface GivenAway {
  readonly given: number;
  readonly kept: number;
}

export function givenAway({ book, moves, found }: Start): GivenAway {
  const discount = moves.find(({ id }) => id === "discount");
  if (discount === undefined) throw new Error("there is a discount");
  const useless = { ...discount, effects: discount.effects.filter(({ on }) => on === "margin") };
  const few = { ...OPTIONS, draws: 20, luck: "none", moveShares: false } as const;
  const { npvAtMeans } = simulateStrategies(book, [{ id: "useless", moves: [useless] }], few);
  const given = (npvAtMeans[0] as number) - (npvAtMeans[1] as number);
  const net = (found.npvAtMeans[1] as number) - (found.npvAtMeans[0] as number);
  return { given, kept: given + net };
}

/** The same strategies where the file is read the other way: each row one month under watch. */
export function otherReading(customers: readonly Subscriber[], { stays, moves }: Start): StrategySimulation {
  const here = customers.filter(({ left }) => !left);
  const chances = monthlyChances(fitMonths(customers), here, OPTIONS.horizonMonths);
  const book = strategyBook(here, chances, stays.logStandardDeviation);
  return simulateStrategies(book, retentionStrategies(moves), { ...OPTIONS, draws: 200, moveShares: false });
}

/** A year of the plan that never was, what it teaches, and the next plan. */
export interface LoopRound {
  readonly review: StrategyReview;
  readonly next: PlannedStrategy;
}

/** Goes once around: the plan for a year, with offers to all who were meant or to half of them by lot, then what next. */
export function goRound({ book, moves }: Start, { plan }: Choice, offered: "all" | "half"): LoopRound {
  const meant = touchedBy(book, plan.strategy);
  const touched = offered === "all" ? meant : withoutHalf(meant, "contracts", SEED);
  const actuals = simulateYear(book, touched, TRUTH, SEED);
  const review = reviewStrategy({ book, strategy: plan.strategy }, actuals);
  const learned = updateStrategy({ id: "all", moves }, review);
  const today = updateBook(bookAfter(book, actuals), review);
  const running = new Set(plan.strategy.moves.map(({ id }) => id));
  // what it took to set up a move that runs is spent
  const candidates = learned.moves.map((move) =>
    running.has(move.id) ? { ...move, cost: { ...move.cost, fixed: 0 } } : move,
  );
  const next = planStrategy(today, candidates, { ...OPTIONS, draws: 500, asOf: "2027-01-01", budget: BUDGET });
  if ("abstained" in next) throw new Error("doing nothing is always possible");
  return { review, next };
}

function leftWithin(chances: number | ArrayLike<number>, months: number): number {
  const monthly = typeof chances === "number" ? new Array<number>(months).fill(chances) : Array.from(chances);
  return 1 - monthly.slice(0, months).reduce((stay, chance) => stay * (1 - chance), 1);
}
