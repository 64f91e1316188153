import type { BookRows } from "../simulate/read-book.ts";
import type { Expecting } from "./expect.ts";
import type { ActualPiece, ReadActuals } from "./pieces.ts";
import type { ReviewPartId } from "./types.ts";
import { ALL, EFFECTS, PLAN } from "./worlds.ts";

/** Money of one tier at every step from the plan to what happened. */
export interface TierMoney {
  planned: number;
  /** With the effects and the touching that there were. */
  effect: number;
  /** And with the level of churn that there was. */
  retention: number;
  /** And with those who in fact stayed and came. */
  chance: number;
  /** And with as many units, tiers as planned. */
  volume: number;
  /** And with the tiers as they were. */
  mix: number;
  actual: number;
}

/** The difference, step by step. */
export interface SplitMoney {
  readonly tiers: ReadonlyMap<string | undefined, TierMoney>;
  /** Expected contribution of the actual pieces at every point. */
  readonly byPoint: Float64Array;
  readonly plannedSpend: number;
  /** Variance of contribution by luck alone. */
  readonly luck: number;
}

/** Walks from the plan to what happened, one change at a time, so that the steps sum exactly. */
export function splitMoney(rows: BookRows, read: ReadActuals, expected: Expecting, points: number): SplitMoney {
  const tiers = new Map<string | undefined, TierMoney>();
  const tierOf = (tier: string | undefined): TierMoney => {
    const known = tiers.get(tier);
    if (known !== undefined) return known;
    const none = { planned: 0, effect: 0, retention: 0, chance: 0, volume: 0, mix: 0, actual: 0 };
    tiers.set(tier, none);
    return none;
  };
  let plannedSpend = 0;
  for (const { row, units, moves } of read.planned) {
    const { contribution, spend } = expected.money(row, moves, PLAN);
    tierOf(rows.customers[row]?.tier).planned += units * contribution;
    plannedSpend += units * spend;
  }
  const byPoint = new Float64Array(points);
  const own = new Float64Array(points);
  let luck = 0;
  for (const { row, units, moves } of read.actual) {
    const tier = tierOf(rows.customers[row]?.tier);
    expected.contributions(row, moves, own);
    for (let point = EFFECTS; point < points; point++) {
      byPoint[point] = (byPoint[point] as number) + units * (own[point] as number);
    }
    tier.effect += units * (own[EFFECTS] as number);
    tier.retention += units * (own[ALL] as number);
    luck += units * expected.money(row, moves, ALL).variance;
  }
  settle(rows, read, tierOf, expected);
  return { tiers, byPoint, plannedSpend, luck };
}

/** Units bought, what the plan had for them, and what was earned. */
interface Settled {
  readonly tier: TierMoney;
  /** Planned contribution of the months that were paid. */
  readonly value: number;
  readonly plannedUnits: number;
  readonly units: number;
}

function settle(
  rows: BookRows,
  read: ReadActuals,
  tierOf: (tier: string | undefined) => TierMoney,
  expected: Expecting,
): void {
  const rowsOfUnits: Settled[] = [];
  for (const piece of read.actual) {
    const { revenue, contribution, months } = expected.paid(piece);
    const tier = tierOf(rows.customers[piece.row]?.tier);
    tier.chance += contribution;
    // contribution that is not told follows revenue at the planned margin
    const rate = revenue > 0 ? contribution / revenue : (rows.margin[piece.row] as number);
    tier.actual += piece.contribution ?? piece.revenue * rate;
    const plannedUnits = piece.plannedUnits ?? months;
    rowsOfUnits.push({ tier, value: contribution, plannedUnits, units: piece.bought ?? plannedUnits });
  }
  const whole = { value: 0, plannedUnits: 0, units: 0 };
  const perTier = new Map<TierMoney, { value: number; plannedUnits: number }>();
  for (const { tier, value, plannedUnits, units } of rowsOfUnits) {
    whole.value += value;
    whole.plannedUnits += plannedUnits;
    whole.units += units;
    const own = perTier.get(tier) ?? { value: 0, plannedUnits: 0 };
    perTier.set(tier, { value: own.value + value, plannedUnits: own.plannedUnits + plannedUnits });
    tier.mix += plannedUnits > 0 ? (units * value) / plannedUnits : 0;
  }
  const average = whole.plannedUnits > 0 ? whole.value / whole.plannedUnits : 0;
  for (const { tier: id, paidMonths, revenue, contribution, bought } of read.unplanned) {
    const tier = tierOf(id);
    const own = perTier.get(tier);
    const worth = own !== undefined && own.plannedUnits > 0 ? own.value / own.plannedUnits : average;
    const units = bought ?? paidMonths;
    whole.units += units;
    tier.mix += units * worth;
    const rate = marginOf(rows);
    tier.actual += contribution ?? revenue * rate;
  }
  const grown = whole.plannedUnits > 0 ? whole.units / whole.plannedUnits : 1;
  for (const [tier, { value }] of perTier) tier.volume = grown * value;
}

/** Margin of the book as a whole, for customers of whom nobody planned one. */
function marginOf({ n, count, revenue, margin }: BookRows): number {
  let [earned, sold] = [0, 0];
  for (let row = 0; row < n; row++) {
    const amount = (count[row] as number) * (revenue[row] as number);
    sold += amount;
    earned += amount * (margin[row] as number);
  }
  return sold > 0 ? earned / sold : 1;
}

/** The steps as differences, in the order in which they were walked. */
export function stepsOf(money: TierMoney): Record<Exclude<ReviewPartId, "spend">, number> {
  return {
    effect: money.effect - money.planned,
    retention: money.retention - money.effect,
    chance: money.chance - money.retention,
    volume: money.volume - money.chance,
    mix: money.mix - money.volume,
    price: money.actual - money.mix,
  };
}

/** What the moves cost those whom they in fact touched. */
export function spendOf(piece: ActualPiece, months: number, ours: boolean): readonly number[] {
  const { units, first, last, moves, wonBy } = piece;
  // others are pursued until they come, in whose month they still are
  const until = ours ? last : Math.min(months - 1, first - 1);
  return moves.map((move) => {
    const { start, end, cost } = move;
    let each = start <= until ? cost.perCustomer : 0;
    each += cost.perCustomerMonth * Math.max(0, Math.min(end - 1, until) - start + 1);
    if (wonBy === move) each += cost.perWin;
    return units * each;
  });
}
