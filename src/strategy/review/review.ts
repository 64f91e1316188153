import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { type BookRows, readBook, STANDINGS } from "../simulate/read-book.ts";
import { type ReadStrategy, readStrategies } from "../simulate/read-strategies.ts";
import { type Expecting, expecting } from "./expect.ts";
import { learnChurn } from "./learn-churn.ts";
import { learnMoney } from "./learn-money.ts";
import { learnWins } from "./learn-wins.ts";
import { learnedAssumptions, levelEstimate } from "./learned.ts";
import { type ReadActuals, readActuals } from "./pieces.ts";
import { spendOf, splitMoney, stepsOf, type TierMoney } from "./split.ts";
import type {
  ReviewPart,
  ReviewStrategyOptions,
  ReviewTier,
  StrategyActuals,
  StrategyPlan,
  StrategyReview,
} from "./types.ts";
import { type Learned, PLAN, worldsOf } from "./worlds.ts";

/** Moves are read over the longest horizon there is: they may start after the months that are reviewed. */
const LONGEST = 600;

const PARTS = ["effect", "retention", "chance", "volume", "mix", "price"] as const;

/**
 * Looks back at a strategy: what was planned, what happened, and how much of the difference is due to the moves, to
 * customers staying, to luck, to volume, mix and price; and what to believe of each move from now on.
 *
 * The difference is walked one change at a time, so that the parts sum to it exactly: first the effects as they are
 * known now and the customers as they were in fact touched, then the level of churn as it is known now, then those who
 * in fact stayed and came, then how much they bought, then which tiers bought it, then what a unit brought. Effects and
 * the level of churn are what the beliefs of the plan become through the data: with few data most of a surprise is luck.
 * All money is undiscounted.
 *
 * @param plan - The book and the strategy as they stood on the first day.
 * @param actuals - `months` gone by, 1 to 600; by customer when they left or came and what they paid; the moves that
 * touched them where that differs from the plan; what the moves cost where it is known. Of customers who were ours and
 * are not named nothing is known: they stand on neither side, and a note says how many. Those who were not ours and are
 * not named have not come.
 * @param options - `level`: nominal coverage of the intervals; default 0.95.
 * @returns Planned and actual money, the parts, the same by tier, each assumption before and after, the levels of churn
 * and of revenue, and notes. Plain JSON; {@link updateStrategy} carries it into the next plan.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `empty_input`, `duplicate_id`, `unknown_id`
 * (a move that the strategy does not have), `inconsistent` (customers who leave before they come, counts that do not
 * fit the book, money of one who did not pay or none told of one who did, units of some alone, wins that several moves
 * could claim).
 * @example
 * ```ts
 * const call = { id: "call", aim: "retain", means: "service", cost: { perCustomer: 5 }, effects: [{ assumption: "calls keep",
 *   on: "churn", distribution: { kind: "logNormal", median: 0.8, logStandardDeviation: 0.2 }, source: { kind: "belief" } }] } as const;
 * const review = reviewStrategy(
 *   { book: { customers: [{ id: "small", count: 100, monthlyRevenue: 20, monthlyChurn: 0.05 }] }, strategy: { id: "calls", moves: [call] } },
 *   { months: 3, customers: [{ id: "small", count: 7, leftMonth: 0, revenue: 140 }, { id: "small", count: 93, revenue: 5580 }] },
 * );
 * review.difference; // ≈ -37.365
 * review.parts.map(({ part }) => part); // => ["effect", "retention", "chance", "volume", "mix", "price", "spend"]
 * review.assumptions[0]?.learned.value; // ≈ 0.714
 * ```
 * @see Shank & Churchill (1977), Variance analysis: a management-oriented approach, The Accounting Review 52
 */
export function reviewStrategy(
  plan: StrategyPlan,
  actuals: StrategyActuals,
  options: ReviewStrategyOptions = {},
): StrategyReview {
  requireObject(plan, "plan");
  requireObject(actuals, "actuals");
  requireObject(options, "options");
  const { months } = actuals;
  const { level = 0.95 } = options;
  requireNumber(months, "actuals.months", { min: 1, max: LONGEST, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const rows = readBook(plan.book, months);
  const { strategies, assumptions } = readStrategies([plan.strategy], LONGEST);
  const strategy = strategies[1] as ReadStrategy;
  const read = readActuals(rows, strategy, actuals);
  const learned: Learned = {
    churn: learnChurn(rows, assumptions, read.actual, months),
    wins: learnWins(assumptions, read.actual, months),
    revenue: learnMoney("revenue", rows, assumptions, read.actual),
    margin: learnMoney("margin", rows, assumptions, read.actual),
  };
  const worlds = worldsOf(rows, assumptions, learned, months);
  const expected = expecting(worlds);
  const split = splitMoney(rows, read, expected, worlds.points);
  const fixed = strategy.moves.reduce((sum, { start, cost }) => sum + (start < months ? cost.fixed : 0), 0);
  const actualSpend = spendInFact(rows, strategy, read, actuals);
  const plannedSpend = fixed + split.plannedSpend;
  const tiers = tiersOf(split.tiers);
  const total = (of: (tier: ReviewTier) => number): number => tiers.reduce((sum, tier) => sum + of(tier), 0);
  const planned = moneyOf(
    total((tier) => tier.planned),
    plannedSpend,
  );
  const actual = moneyOf(
    total((tier) => tier.actual),
    actualSpend,
  );
  const z = normalQuantile((1 + level) / 2);
  const around = (value: number, sd: number): Interval => ({ lower: value - z * sd, upper: value + z * sd, level });
  const parts = PARTS.map((part): ReviewPart => {
    const amount = total((tier) => tier.parts[part]);
    if (part === "chance") return { part, amount, interval: around(0, Math.sqrt(split.luck)) };
    if (part === "effect") return { part, amount, interval: around(amount, worlds.doubtOf(split.byPoint, "effects")) };
    if (part === "retention")
      return { part, amount, interval: around(amount, worlds.doubtOf(split.byPoint, "retention")) };
    return { part, amount };
  });
  parts.push({ part: "spend", amount: plannedSpend - actualSpend });
  const churn = levelEstimate(learned.churn, learned.churn.leavings, level);
  return {
    strategy: plan.strategy.id,
    months,
    level,
    planned,
    actual,
    difference: actual.net - planned.net,
    parts,
    tiers,
    assumptions: learnedAssumptions(assumptions, learned, level),
    churnLevel: churn,
    revenueLevel: levelEstimate(learned.revenue, learned.revenue.customers, level),
    notes: notesOf(read, expected, parts),
  };
}

function moneyOf(contribution: number, spend: number): { contribution: number; spend: number; net: number } {
  return { contribution, spend, net: contribution - spend };
}

function tiersOf(tiers: ReadonlyMap<string | undefined, TierMoney>): ReviewTier[] {
  // by name, customers without a tier last
  const ids = [...tiers.keys()].sort((a, b) =>
    a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : a > b ? 1 : 0,
  );
  return ids.map((tier) => {
    const money = tiers.get(tier) as TierMoney;
    return {
      ...(tier !== undefined && { tier }),
      planned: money.planned,
      actual: money.actual,
      parts: stepsOf(money),
    };
  });
}

function spendInFact(rows: BookRows, strategy: ReadStrategy, read: ReadActuals, actuals: StrategyActuals): number {
  const { months, spend = {} } = actuals;
  requireObject(spend, "actuals.spend");
  const told = new Map(Object.entries(spend));
  const known = new Set(strategy.moves.map(({ move }) => move.id));
  for (const [id, amount] of told) {
    requireNumber(amount, `actuals.spend.${id}`, { min: 0, max: 1e18 });
    if (!known.has(id)) {
      throw new ClienteleError(
        "unknown_id",
        `actuals.spend names ${JSON.stringify(id)}, which is no move of the strategy`,
        {
          id,
        },
      );
    }
  }
  const byMove = new Map(strategy.moves.map(({ move, start, cost }) => [move.id, start < months ? cost.fixed : 0]));
  for (const piece of read.actual) {
    const ours = STANDINGS[rows.standing[piece.row] as number] === "ours";
    const spent = spendOf(piece, months, ours);
    piece.moves.forEach(({ move }, k) => {
      byMove.set(move.id, (byMove.get(move.id) ?? 0) + (spent[k] as number));
    });
  }
  let total = 0;
  for (const [id, amount] of byMove) total += told.get(id) ?? amount;
  return total;
}

function notesOf(read: ReadActuals, expected: Expecting, parts: readonly ReviewPart[]): Reason[] {
  const notes: Reason[] = [];
  if (read.untold.length > 0) {
    const customers = read.untold.reduce((n, { units }) => n + units, 0);
    const planned = read.untold.reduce((sum, { row, units, moves }) => {
      return sum + units * expected.money(row, moves, PLAN).contribution;
    }, 0);
    notes.push({ code: "review_untold", params: { customers, planned } });
  }
  if (read.unplanned.length > 0) notes.push({ code: "review_unplanned", params: { rows: read.unplanned.length } });
  if (read.cameAlone > 0) notes.push({ code: "review_came_alone", params: { customers: read.cameAlone } });
  const chance = parts.find(({ part }) => part === "chance");
  const { interval, amount } = chance ?? {};
  if (interval !== undefined && amount !== undefined && (amount < interval.lower || amount > interval.upper)) {
    notes.push({ code: "review_luck_unusual", params: { amount, lower: interval.lower, upper: interval.upper } });
  }
  return notes;
}
