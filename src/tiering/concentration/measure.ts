import { requireColumn, requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { columnOf } from "../../core/column.ts";
import type { Reason } from "../../core/reasons.ts";
import { bringsValue, grossOf } from "../pyramid/balance.ts";
import { negatives } from "../pyramid/notes.ts";
import { tallyTiers } from "../pyramid/tally.ts";
import type { Concentration, MeasureConcentrationOptions } from "../pyramid/types.ts";
import { customersFor80Of, eightyTwentyOf, giniOf, topShareOf } from "./figures.ts";
import { lorenzPoints, rankBook } from "./lorenz.ts";

/** The shares that the customer pyramid names: top; top and large; top, large and medium. */
const TOP_SHARES: readonly number[] = [0.01, 0.05, 0.2];

/**
 * Measures how unevenly customers bring the value of a book, and answers whether it is really 80/20.
 *
 * @param data - One row per customer with an accessor, or a column of finite values of one currency and one period.
 * Zeros count as customers. Not mutated.
 * @param options - `value` reads the amount from a row; `level` is the coverage of the intervals, default 0.95;
 * `topShares` are shares of customers in (0, 1), default 0.01, 0.05, 0.2.
 * @returns The Gini coefficient, the share of value of the best customers, the share of customers that brings 80 %,
 * the Lorenz curve read from the best customer down, and the answer as a reason. The Gini coefficient carries the
 * small-sample factor n / (n − 1). Intervals say how far a figure may move in another book of such customers; where
 * fewer than 40 customers carry the value (see `concentration_few_decide`), or fewer than 10 stand among the best, the
 * figure comes without one and says why. Where giants are so rare that a book may hold none (log-normal σ of 2), the
 * intervals that come cover less than their level. With negative values shares are of the net total (they may pass 1
 * before losses take it back) and Gini abstains; where the total is not positive everything abstains.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const book = measureConcentration([50, 20, 10, 10, 10], { topShares: [0.2, 0.4] });
 * book.gini.value; // ≈ 0.45
 * book.topShares[1].valueShare.value; // => 0.7
 * book.customersFor80.value; // ≈ 0.6
 * describe(book.gini.withoutInterval); // => "too few observations: 5 where at least 40 are needed"
 * ```
 * @see Davidson, Reliable inference for the Gini index, Journal of Econometrics 150 (2009)
 * @see Beach & Davidson, Distribution-free statistical inference with Lorenz curves, Review of Economic Studies 50 (1983)
 */
export function measureConcentration<T>(
  data: ArrayLike<T>,
  options: MeasureConcentrationOptions<T> = {},
): Concentration {
  requireObject(options, "options");
  const { level = 0.95, topShares = TOP_SHARES } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireColumn(topShares, "options.topShares");
  for (let i = 0; i < topShares.length; i++) {
    requireNumber(topShares[i] as number, `options.topShares[${i}]`, { above: 0, below: 1 });
  }
  const column = columnOf(data, options, "data");
  requireNonEmpty(column, "data");
  const { total, mins } = tallyTiers(column, [], "data");
  const customers = column.length;
  if (!bringsValue(total, grossOf(column))) {
    const reason: Reason = { code: "concentration_no_total", params: { total } };
    const abstained = { abstained: reason };
    return {
      customers,
      total,
      gini: abstained,
      topShares: [],
      customersFor80: abstained,
      eightyTwenty: reason,
      lorenz: [],
      notes: [reason],
    };
  }
  const book = rankBook(column);
  const asked = Array.from(topShares);
  const negative = (mins[0] as number) < 0 ? negatives(column) : undefined;
  const bounded = negative === undefined;
  const gini = bounded ? giniOf(book, level) : undefined;
  const fifth = topShareOf(book, 0.2, level, bounded);
  const for80 = customersFor80Of(book, level);
  const notes: Reason[] = [];
  if (negative !== undefined) notes.push({ code: "concentration_negatives", params: negative });
  return {
    customers,
    total,
    gini: gini ?? {
      abstained: { code: "concentration_gini_negative", params: negative ?? { customers: 0, sum: 0 } },
    },
    topShares: asked.map((topShare) => ({ topShare, valueShare: topShareOf(book, topShare, level, bounded) })),
    customersFor80: for80,
    eightyTwenty: eightyTwentyOf(fifth, for80.value),
    lorenz: lorenzPoints(book, [...asked, 0.2, for80.value]),
    notes,
  };
}
