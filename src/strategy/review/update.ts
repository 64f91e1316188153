import { requireColumn, requireNumber, requireObject, requireText } from "../../core/checks.ts";
import { readDistribution } from "../simulate/read-distribution.ts";
import type { BookDoubt, Move, MoveEffect, Strategy, StrategyBook } from "../types.ts";
import type { LearnedAssumption, StrategyReview } from "./types.ts";

/**
 * Carries what a review learned into the next plan: every effect stands as it is believed now, and what told of it
 * (leavings, months of pursuit or customers paying) is added to the `n` of its source.
 *
 * @param strategy - The strategy that was reviewed, or another that names the same assumptions. Not mutated.
 * @param review - What {@link reviewStrategy} found; it may come from JSON.
 * @returns A strategy of plain JSON. Assumptions of which the review tells nothing stay as they are.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `empty_input`, `unknown_id`.
 * @example
 * ```ts
 * const strategy: Strategy = { id: "calls", moves: [{ id: "call", aim: "winBack", means: "campaign", cost: {}, effects: [{
 *   assumption: "calls win", on: "conversion", distribution: { kind: "beta", a: 2, b: 98 }, source: { kind: "belief" } }] }] };
 * const book = { customers: [{ id: "gone", standing: "lost", count: 50, monthlyRevenue: 10, monthlyChurn: 0.02 }] } as const;
 * const review = reviewStrategy({ book, strategy }, { months: 2, customers: [
 *   { id: "gone", count: 3, cameMonth: 0, revenue: 30 }, { id: "gone", count: 47 }] });
 * updateStrategy(strategy, review).moves[0]?.effects[0]?.distribution; // => { kind: "beta", a: 5, b: 192 }
 * ```
 */
export function updateStrategy(strategy: Strategy, review: Pick<StrategyReview, "assumptions">): Strategy {
  requireObject(strategy, "strategy");
  requireColumn(strategy.moves, "strategy.moves");
  const learned = learnedOf(review);
  return {
    ...strategy,
    moves: strategy.moves.map((move, i): Move => {
      requireObject(move, `strategy.moves[${i}]`);
      requireColumn(move.effects, `strategy.moves[${i}].effects`);
      const effects = Array.from(move.effects, (effect, k) => {
        requireObject(effect, `strategy.moves[${i}].effects[${k}]`);
        return updated(effect, learned);
      });
      return { ...move, effects };
    }),
  };
}

/**
 * Carries what a review learned about the market into the next plan: chances to leave and revenue at the level at which
 * they are now, with the doubt that is left. Who left or came since is for the caller to enter.
 *
 * @param book - The book that was reviewed, or today's. Not mutated.
 * @param review - What {@link reviewStrategy} found; it may come from JSON.
 * @returns A book of plain JSON: hazards and revenue times their learned levels, and a doubt of churn as it is now.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "A", monthlyRevenue: 100, monthlyChurn: 0.1 }], doubt: { churn: 0.3 } };
 * const level = { n: 40, interval: { lower: 0.9, upper: 1.3, level: 0.95 }, logStandardDeviation: 0.1 };
 * const next = updateBook(book, { churnLevel: { value: 2, ...level }, revenueLevel: { value: 1.5, ...level } });
 * next.customers[0]?.monthlyRevenue; // => 150
 * next.customers[0]?.monthlyChurn; // ≈ 0.19
 * next.doubt; // => { churn: 0.1 }
 * ```
 */
export function updateBook(
  book: StrategyBook,
  review: Pick<StrategyReview, "churnLevel" | "revenueLevel">,
): StrategyBook {
  requireObject(book, "book");
  requireColumn(book.customers, "book.customers");
  requireObject(review, "review");
  requireObject(review.churnLevel, "review.churnLevel");
  requireObject(review.revenueLevel, "review.revenueLevel");
  const [churn, revenue] = [review.churnLevel.value, review.revenueLevel.value];
  requireNumber(churn, "review.churnLevel.value", { above: 0, max: 1e6 });
  requireNumber(revenue, "review.revenueLevel.value", { min: 0, max: 1e6 });
  const sooner = (chance: number): number => -Math.expm1(churn * Math.log1p(-chance));
  return {
    ...book,
    customers: book.customers.map((customer, i) => {
      requireObject(customer, `book.customers[${i}]`);
      const { monthlyChurn, monthlyRevenue } = customer;
      const name = `book.customers[${i}].monthlyChurn`;
      if (typeof monthlyChurn === "number") requireNumber(monthlyChurn, name, { min: 0, below: 1 });
      else requireColumn(monthlyChurn, name);
      requireNumber(monthlyRevenue, `book.customers[${i}].monthlyRevenue`, { min: 0 });
      return {
        ...customer,
        monthlyRevenue: monthlyRevenue * revenue,
        monthlyChurn: typeof monthlyChurn === "number" ? sooner(monthlyChurn) : Array.from(monthlyChurn, sooner),
      };
    }),
    ...(book.doubt !== undefined && { doubt: doubtAfter(book.doubt, review) }),
  };
}

function doubtAfter(
  before: BookDoubt,
  { churnLevel, revenueLevel }: Pick<StrategyReview, "churnLevel" | "revenueLevel">,
): BookDoubt {
  requireObject(before, "book.doubt");
  const left: { -readonly [K in keyof BookDoubt]: BookDoubt[K] } = { ...before };
  for (const [key, name, { logStandardDeviation }] of [
    ["churn", "review.churnLevel", churnLevel],
    ["revenue", "review.revenueLevel", revenueLevel],
  ] as const) {
    requireNumber(logStandardDeviation, `${name}.logStandardDeviation`, { min: 0, max: 1 });
    if (before[key] !== undefined) left[key] = logStandardDeviation;
  }
  return left;
}

function learnedOf(review: Pick<StrategyReview, "assumptions">): ReadonlyMap<string, LearnedAssumption> {
  requireObject(review, "review");
  requireColumn(review.assumptions, "review.assumptions");
  return new Map(
    review.assumptions.map((learned, i) => {
      requireObject(learned, `review.assumptions[${i}]`);
      requireText(learned.assumption, `review.assumptions[${i}].assumption`);
      readDistribution(learned.after, `review.assumptions[${i}].after`);
      requireObject(learned.learned, `review.assumptions[${i}].learned`);
      requireNumber(learned.learned.n, `review.assumptions[${i}].learned.n`, { min: 0 });
      return [learned.assumption, learned];
    }),
  );
}

function updated(effect: MoveEffect, lessons: ReadonlyMap<string, LearnedAssumption>): MoveEffect {
  const lesson = lessons.get(effect.assumption);
  if (lesson === undefined || lesson.learned.n === 0) return effect;
  const { after, learned } = lesson;
  return {
    ...effect,
    distribution: after,
    source: { ...effect.source, kind: "history", n: (effect.source.n ?? 0) + Math.round(learned.n) },
  };
}
