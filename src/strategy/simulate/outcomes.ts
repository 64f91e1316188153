import { momentsOf } from "../../math/moments.ts";
import { toIsoDate } from "../../time/day.ts";
import { addPeriods } from "../../time/period.ts";
import type { Detail, Expectation } from "./expectation.ts";
import { amountOf, intervalOf, less, returnOf, simulatedValue } from "./figures.ts";
import type { Drawn } from "./luck.ts";
import { assumptionsAbout, type ReadStrategy } from "./read-strategies.ts";
import type { StrategyMonth, StrategyMoveShare, StrategyOutcome } from "./types.ts";

/** What a summary is made for. */
export interface Settings {
  readonly level: number;
  readonly draws: number;
  readonly months: number;
  /** Worth today of money at the end of each month. */
  readonly discounts: Float64Array;
  readonly firstDay: number | undefined;
  readonly tiers: readonly (string | undefined)[];
}

/**
 * Sums the strategies up. `expectations` holds the strategies first, then, where shares are wanted, each strategy
 * without each of its moves.
 */
export function outcomesOf(
  strategies: readonly ReadStrategy[],
  expectations: readonly Expectation[],
  drawn: readonly Drawn[],
  treated: readonly (readonly number[])[],
  settings: Settings,
  moveShares: boolean,
): StrategyOutcome[] {
  const { level, draws, tiers } = settings;
  const base = expectations[0] as Expectation;
  const baseDrawn = drawn[0] as Drawn;
  let next = strategies.length;
  return strategies.map(({ id, name, moves }, s) => {
    const { npv, spend, spendByMove, detail } = expectations[s] as Expectation;
    const whole = detail as Detail;
    const own = drawn[s] as Drawn;
    const expected = npv.subarray(0, draws);
    const gain = { expected: less(expected, base.npv), drawn: less(own.npv, baseDrawn.npv) };
    const spent = spend.slice(0, draws);
    const difference = simulatedValue(gain.expected, gain.drawn, level);
    const shares = moves.map(({ move }, k): StrategyMoveShare => {
      const without = moveShares ? expectations[next++] : undefined;
      const contribution = without && less(expected, without.npv);
      return {
        move: move.id,
        assumptions: assumptionsAbout(move),
        treated: treated[s]?.[k] as number,
        spend: spendByMove[k] as number,
        ...(contribution && { contribution: amountOf(contribution, contribution, level) }),
      };
    });
    const back = returnOf(gain, spent, level);
    return {
      strategy: id,
      ...(name !== undefined && { name }),
      npv: simulatedValue(expected, own.npv, level),
      difference,
      months: monthsOf({ detail: whole, drawn: own }, { detail: base.detail as Detail, drawn: baseDrawn }, settings),
      retainedRevenue: amountOf(whole.retained, whole.retained, level),
      newRevenue: amountOf(whole.won, whole.won, level),
      spend: amountOf(spent, spent, level),
      ...(back && { returnOnSpend: back }),
      tiers: tiers.map((tier, k) => ({
        ...(tier !== undefined && { tier }),
        customers: whole.endCustomers[k] as number,
        monthlyRevenue: whole.endRevenue[k] as number,
      })),
      moves: shares,
      ...(moveShares &&
        moves.length > 0 && {
          interaction: shares.reduce((rest, { contribution }) => rest - (contribution?.value ?? 0), difference.value),
        }),
    };
  });
}

/** What a strategy is expected to bring, and what may come. */
interface Course {
  readonly detail: Detail;
  readonly drawn: Drawn;
}

function monthsOf({ detail, drawn }: Course, base: Course, settings: Settings): StrategyMonth[] {
  const { months, draws, level, firstDay, discounts } = settings;
  const column = new Float64Array(draws);
  const at = (cells: Float64Array, t: number): Float64Array => {
    for (let d = 0; d < draws; d++) column[d] = cells[d * months + t] as number;
    return column;
  };
  let [total, baseTotal] = [0, 0];
  return Array.from({ length: months }, (_, t) => {
    const discount = discounts[t] as number;
    const cash = momentsOf(at(detail.cash, t)).mean;
    total += cash * discount;
    baseTotal += momentsOf(at(base.detail.cash, t)).mean * discount;
    const cashInterval = intervalOf(at(drawn.cash, t), level);
    const ours = at(drawn.cumulative, t);
    const cumulativeInterval = intervalOf(ours, level);
    for (let d = 0; d < draws; d++) (ours[d] as number) -= base.drawn.cumulative[d * months + t] as number;
    return {
      month: t,
      ...(firstDay !== undefined && { date: toIsoDate(addPeriods(firstDay, t, "month")) }),
      cash,
      cashInterval,
      cumulative: total,
      cumulativeInterval,
      difference: total - baseTotal,
      differenceInterval: intervalOf(ours, level),
      retainedRevenue: detail.retainedByMonth[t] as number,
      newRevenue: detail.wonByMonth[t] as number,
      spend: detail.spendByMonth[t] as number,
      customers: detail.customersByMonth[t] as number,
    };
  });
}
