import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Move, MoveEffect, Strategy, StrategyBook } from "../types.ts";
import type { LearnedAssumption, StrategyReview } from "./types.ts";

/**
 * Carries what a review learned into the next plan: every effect stands as it is believed now, with the months behind it
 * named as its source.
 *
 * @param strategy - The strategy that was reviewed, or another that names the same assumptions. Not mutated.
 * @param review - What {@link reviewStrategy} found; it may come from JSON.
 * @returns A strategy of plain JSON. Assumptions of which the review tells nothing stay as they are.
 * @throws `ClienteleError` `invalid_type`.
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
export function updateStrategy(strategy: Strategy, review: Pick<StrategyReview, "assumptions" | "months">): Strategy {
  requireObject(strategy, "strategy");
  requireColumn(strategy.moves, "strategy.moves");
  const learned = learnedOf(review);
  return {
    ...strategy,
    moves: strategy.moves.map((move, i): Move => {
      requireObject(move, `strategy.moves[${i}]`);
      requireColumn(move.effects, `strategy.moves[${i}].effects`);
      return { ...move, effects: move.effects.map((effect) => updated(effect, learned)) };
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
 * const level = { n: 40, interval: { lower: 0.9, upper: 1.3, level: 0.95 } };
 * const churnLevel = { value: 2, logStandardDeviation: 0.1, ...level };
 * const next = updateBook(book, { churnLevel, revenueLevel: { value: 1.5, ...level } });
 * next.customers[0]?.monthlyRevenue; // => 150
 * next.customers[0]?.monthlyChurn; // ≈ 0.19
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
  const { value: churn, logStandardDeviation } = review.churnLevel;
  const { value: revenue } = review.revenueLevel;
  requireNumber(churn, "review.churnLevel.value", { above: 0, max: 1e6 });
  requireNumber(logStandardDeviation, "review.churnLevel.logStandardDeviation", { min: 0 });
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
    ...(book.doubt?.churn !== undefined && { doubt: { ...book.doubt, churn: logStandardDeviation } }),
  };
}

interface Lesson {
  readonly learned: LearnedAssumption;
  readonly months: number;
}

function learnedOf(review: Pick<StrategyReview, "assumptions" | "months">): ReadonlyMap<string, Lesson> {
  requireObject(review, "review");
  requireColumn(review.assumptions, "review.assumptions");
  requireNumber(review.months, "review.months", { min: 1, integer: true });
  return new Map(
    review.assumptions.map((learned, i) => {
      requireObject(learned, `review.assumptions[${i}]`);
      requireObject(learned.after, `review.assumptions[${i}].after`);
      requireObject(learned.learned, `review.assumptions[${i}].learned`);
      if (typeof learned.assumption !== "string") {
        throw new ClienteleError("invalid_type", `review.assumptions[${i}].assumption must be text`, { index: i });
      }
      return [learned.assumption, { learned, months: review.months }];
    }),
  );
}

function updated(effect: MoveEffect, lessons: ReadonlyMap<string, Lesson>): MoveEffect {
  const lesson = lessons.get(effect.assumption);
  if (lesson === undefined || !(lesson.learned.learned.n > 0)) return effect;
  const { after, learned } = lesson.learned;
  return {
    ...effect,
    distribution: after,
    source: { ...effect.source, kind: "history", n: (effect.source.n ?? 0) + Math.round(learned.n) },
  };
}
