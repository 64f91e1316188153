import {
  explainStrategies,
  type InfeasiblePlan,
  type Label,
  type Locale,
  measureStrategyFrontier,
  type PlannedStrategy,
  planStrategy,
  type Strategy,
  type StrategyBook,
  type StrategyCustomer,
  type StrategyExplanation,
  type StrategyFrontier,
  type StrategySimulation,
  simulateStrategies,
} from "clientele";
import { strategyCustomer } from "../book/strategies.ts";
import type { Book } from "./book.ts";
import { contractsOf } from "./grid.ts";
import { ASSUMPTIONS, type DemoMove, movesOf, type Sale, type TestedForm, testedForm } from "./moves.ts";
import { quadrants } from "./sections/loyalty.ts";
import { switchingScores } from "./sections/switching.ts";
import { tiersOf } from "./sections/tiers.ts";

export const HORIZON_MONTHS = 36;
export const DISCOUNT_RATE = 0.1;
/** Standard deviations, in logarithms, of what all customers have in common. */
export const DOUBT = { churn: 0.2, revenue: 0.05, growth: 0.02 } as const;

/** Without a budget the plan may cost so much of what all moves together would, and as much as the dearest does. */
export const BUDGET_SHARE = 0.5;

/** The mixes that are held against one another, by the moves they are made of. */
const MIXES: readonly { readonly id: string; readonly name: Label; readonly moves: readonly string[] }[] = [
  { id: "mix.care", name: { en: "Care", zh: "关怀" }, moves: ["move.care"] },
  { id: "mix.bind", name: { en: "Bind", zh: "绑定" }, moves: ["move.bind"] },
  { id: "mix.rebate", name: { en: "Rebate", zh: "折扣" }, moves: ["move.rebate"] },
  { id: "mix.develop", name: { en: "Develop", zh: "深耕" }, moves: ["move.develop"] },
  { id: "mix.careGrow", name: { en: "Care and develop", zh: "关怀+深耕" }, moves: ["move.care", "move.develop"] },
  { id: "mix.bindGrow", name: { en: "Bind and develop", zh: "绑定+深耕" }, moves: ["move.bind", "move.develop"] },
  {
    id: "mix.all",
    name: { en: "Care, bind and develop", zh: "关怀+绑定+深耕" },
    moves: ["move.care", "move.bind", "move.develop"],
  },
];

/** What could be done, what it is worth, and what decides. */
export interface Strategies {
  readonly book: StrategyBook;
  /** Customers without value: nothing they bring could be kept. */
  readonly leftOut: number;
  readonly tested: TestedForm | undefined;
  readonly moves: readonly DemoMove[];
  readonly found: StrategySimulation;
  readonly why: StrategyExplanation;
  readonly budget: number;
  readonly plan: PlannedStrategy | InfeasiblePlan;
  readonly frontier: StrategyFrontier;
}

/** Holds the mixes against one another; undefined where no move would touch anybody. */
export function strategiesOf(book: Book): Strategies | undefined {
  const customers = customersOf(book);
  const tested = testedForm(book, salesOf(book, customers));
  const moves = movesOf(customers, tested);
  if (moves.length === 0) return undefined;
  const ours: StrategyBook = {
    customers,
    doubt: DOUBT,
    ...(book.marginRate === undefined ? {} : { marginRate: book.marginRate }),
  };
  const options = {
    horizonMonths: HORIZON_MONTHS,
    discountRate: DISCOUNT_RATE,
    seed: book.seed,
    asOf: book.asOf,
  };
  const found = simulateStrategies(ours, mixesOf(moves), options);
  const spends = moves.map(({ move }) => spendOf(found, move.id));
  const budget = book.budget ?? Math.max(BUDGET_SHARE * spends.reduce((sum, spend) => sum + spend, 0), ...spends);
  return {
    book: ours,
    leftOut: book.customers.length - customers.length,
    tested,
    moves,
    found,
    why: explainStrategies(found),
    budget,
    plan: planStrategy(
      ours,
      moves.map(({ move }) => move),
      { ...options, budget },
    ),
    frontier: measureStrategyFrontier(found, { budget }),
  };
}

/** Every mix all of whose moves touch somebody. */
function mixesOf(moves: readonly DemoMove[]): Strategy[] {
  const byId = new Map(moves.map(({ move }) => [move.id, move]));
  return MIXES.flatMap(({ id, moves: ids }) => {
    const known = ids.flatMap((move) => byId.get(move) ?? []);
    return known.length === ids.length ? [{ id, moves: known }] : [];
  });
}

/** What a move costs where it is alone. */
export function spendOf({ outcomes }: StrategySimulation, move: string): number {
  return outcomes.find(({ moves }) => moves.length === 1 && moves[0]?.move === move)?.spend.value ?? 0;
}

function customersOf(book: Book): StrategyCustomer[] {
  const tiers = tiersOf(book);
  const loyal = quadrants(book);
  const scores = switchingScores(book);
  return book.customers.flatMap(({ id, value }) =>
    value > 0
      ? [
          strategyCustomer({
            id,
            yearlyValue: value,
            tier: tiers.get(id),
            quadrant: loyal.get(id),
            switchingIndex: scores.get(id)?.index,
          }),
        ]
      : [],
  );
}

/** The contracts won, each beside what its customer brings in a year. */
function salesOf(book: Book, customers: readonly StrategyCustomer[]): Sale[] {
  const known = new Map(customers.map((customer) => [customer.id, customer]));
  return contractsOf(book).contracts.flatMap(({ customerId, amount }) => {
    const { tier, monthlyRevenue } = known.get(customerId ?? "") ?? {};
    return monthlyRevenue === undefined ? [] : [{ tier, amount, value: 12 * monthlyRevenue }];
  });
}

/** Plain data with the names of mixes, moves and assumptions in the place of their ids. */
export function named<T>(data: T, { moves }: Strategies, locale: Locale): T {
  const names = new Map<unknown, string>([
    ...MIXES.map(({ id, name }): [string, string] => [id, name[locale]]),
    ...moves.map(({ move, name }): [string, string] => [move.id, name[locale]]),
    ...Object.entries(ASSUMPTIONS).map(([id, name]): [string, string] => [id, name[locale]]),
  ]);
  return JSON.parse(JSON.stringify(data), (_, value: unknown) => names.get(value) ?? value) as T;
}

/** Share of the draws in which each strategy is worth most, in the order of the outcomes. */
export function chancesBest({ npvByDraw, draws }: StrategySimulation): number[] {
  const wins = npvByDraw.map(() => 0);
  for (let d = 0; d < draws; d++) {
    const values = npvByDraw.map((column) => column[d] as number);
    const most = Math.max(...values);
    const first = values.filter((value) => value === most).length;
    for (const [s, value] of values.entries()) if (value === most) wins[s] = (wins[s] as number) + 1 / first;
  }
  return wins.map((count) => count / draws);
}
