import { createRandom } from "clientele/math";
import type {
  ActualCustomer,
  Move,
  Strategy,
  StrategyActuals,
  StrategyBook,
  StrategyCustomer,
} from "clientele/strategy";

/** What is true in a simulated year: how fast customers leave by move, against nothing being done. */
export type Truth = Readonly<Record<string, number>>;

/** Moves that touch a customer, by the customer's id. */
export type Touched = ReadonlyMap<string, readonly string[]>;

const YEAR = 12;

/** Whom each move of a strategy touches, as the rules of these moves say. */
export function touchedBy({ customers, marginRate = 1 }: StrategyBook, { moves }: Strategy): Touched {
  const atStake = ({ monthlyRevenue, monthlyChurn }: StrategyCustomer): number => {
    const stay = Array.from({ length: YEAR }, (_, t) => 1 - chanceAt(monthlyChurn, t)).reduce(
      (all, one) => all * one,
      1,
    );
    return YEAR * monthlyRevenue * marginRate * (1 - stay);
  };
  const touched = new Map<string, string[]>();
  for (const { id, target, capacity = Number.POSITIVE_INFINITY } of moves) {
    const meant = customers
      .filter((customer) => (target?.where ?? []).every((condition) => holds(condition, customer)))
      .map((customer) => ({ id: customer.id, stake: atStake(customer) }))
      .sort((a, b) => b.stake - a.stake || (a.id < b.id ? -1 : 1));
    for (const customer of meant.slice(0, capacity))
      touched.set(customer.id, [...(touched.get(customer.id) ?? []), id]);
  }
  return touched;
}

/** The same without one move for half of those it was meant for, by lot: who is left out tells what it does. */
export function withoutHalf(touched: Touched, move: string, seed: number): Touched {
  const lots = createRandom(seed).fork(1);
  return new Map(
    [...touched].map(([id, moves]) => [
      id,
      moves.includes(move) && lots.uniform() < 0.5 ? moves.filter((one) => one !== move) : moves,
    ]),
  );
}

type Condition = NonNullable<NonNullable<Move["target"]>["where"]>[number];

function holds({ field, min, max, in: among }: Condition, { facts }: StrategyCustomer): boolean {
  const value = facts?.[field.replace(/^facts\./, "")];
  if (value === undefined) return false;
  if (among !== undefined) return among.includes(value);
  return Number(value) >= (min ?? Number.NEGATIVE_INFINITY) && Number(value) <= (max ?? Number.POSITIVE_INFINITY);
}

/** A year that never was: customers leave by the chances of the book and by what is taken to be true of each move. */
export function simulateYear(book: StrategyBook, touched: Touched, truth: Truth, seed: number): StrategyActuals {
  const random = createRandom(seed);
  const customers = book.customers.map(({ id, monthlyRevenue, monthlyChurn }): ActualCustomer => {
    const moves = touched.get(id) ?? [];
    const ratio = moves.reduce((product, move) => product * (truth[move] ?? 1), 1);
    for (let t = 0; t < YEAR; t++) {
      const stay = (1 - chanceAt(monthlyChurn, t)) ** ratio;
      if (random.uniform() >= stay) return { id, moves, leftMonth: t, revenue: (t + 1) * monthlyRevenue };
    }
    return { id, moves, revenue: YEAR * monthlyRevenue };
  });
  return { months: YEAR, customers };
}

/** Those still there afterwards, with the chances that lie before them. */
export function bookAfter(book: StrategyBook, { months, customers }: StrategyActuals): StrategyBook {
  const there = new Set(customers.filter(({ leftMonth }) => leftMonth === undefined).map(({ id }) => id));
  return {
    ...book,
    customers: book.customers
      .filter(({ id }) => there.has(id))
      .map((customer) => {
        const { monthlyChurn } = customer;
        const ahead = typeof monthlyChurn === "number" ? monthlyChurn : Array.from(monthlyChurn).slice(months);
        return { ...customer, monthlyChurn: ahead };
      }),
  };
}

function chanceAt(chances: number | ArrayLike<number>, month: number): number {
  return typeof chances === "number" ? chances : (chances[Math.min(month, chances.length - 1)] as number);
}
