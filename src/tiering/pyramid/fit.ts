import { requireNonEmpty, requireObject, requireOneOf } from "../../core/checks.ts";
import { columnOf } from "../../core/column.ts";
import { bringsValue, grossOf } from "./balance.ts";
import { cutsByCustomers } from "./customer-share.ts";
import { cutsByBreaks } from "./natural-cuts.ts";
import { type TierCuts, tierNotes } from "./notes.ts";
import { abcClasses, customerPyramid, requireTiers } from "./standard.ts";
import { tallyTiers } from "./tally.ts";
import { cutsByThreshold } from "./thresholds.ts";
import type { FitTiersOptions, TierMethod, TierModel, TierRealised } from "./types.ts";
import { cutsByValue } from "./value-share.ts";

const METHODS: readonly TierMethod[] = ["customer_share", "value_share", "thresholds", "natural_breaks"];

/**
 * Learns where each tier of customers begins: by their share of the customers (the pyramid: the best 1 % are top, the
 * next 4 % large…), by their share of the value (ABC: those who bring the first 80 %), at amounts that the business
 * has set, or where the values fall apart by themselves. Customers of equal value always share a tier, the better one;
 * what that moves is reported.
 *
 * What each method does with unusual books:
 * - `customer_share` counts everyone, zeros and losses too. Equal values at a cut all stand in the better tier. In a book
 *   too small for a tier's share the best customer still opens the best tier.
 * - `value_share` adds up from the best customer down; a tier ends with the customer who reaches its share. Shares are
 *   of what the customers with a positive value bring; zero and negative values always stand in the last tier. If
 *   nobody brings anything, all do, and the cuts are the smallest positive number.
 * - `thresholds` takes the amounts as they are; tiers may stay empty, and say so.
 * - `natural_breaks` takes every value as it is, on the scale of money: few very large customers draw the cuts to
 *   themselves. With fewer different values than tiers the worse tiers stay empty.
 *
 * @param customers - One row per active customer with an accessor, or a column of values as it is: finite amounts of
 * one currency over one period; zero and negative are allowed. Not mutated.
 * @param options - `value` reads the amount from a row. `method` is `"customer_share"` (default), `"value_share"`,
 * `"thresholds"` or `"natural_breaks"`. `tiers`, best first, name each tier, at most 255: with its share in (0, 1]
 * (they sum to 1 within 1e-9), with the amount `from` which it begins (descending, the last one without), or alone.
 * @returns A model for `assignTier` and `explainTier`: plain JSON with the method, the cuts, the realised counts and
 * values beside the asked shares, and notes on ties, empty tiers, tiny books, zeros and negative values. By share of
 * customers a cut is the type 7 quantile at one minus the cumulative share, by share of value the value of the customer
 * who reaches it, by natural breaks half-way between the means of two tiers.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (a share outside its
 * range, or values whose sum exceeds the largest number), `duplicate_id`, `unknown_id` (another method),
 * `inconsistent` (shares that do not sum to 1, amounts that do not descend).
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * model.cuts; // => [167.5]
 * model.fittedOn.realised[0].valueShare; // ≈ 0.7921
 * fitTiers([{ id: "a", spend: 7 }], { value: (customer) => customer.spend }).fittedOn.total; // => 7
 * fitTiers([5, 10, 90, 400, 30], { method: "value_share" }).cuts; // => [90, 30]
 * ```
 * @see Hyndman & Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7
 * @see Wang & Song, Ckmeans.1d.dp, The R Journal 3 (2011), for natural breaks
 */
export function fitTiers<T>(customers: ArrayLike<T>, options: FitTiersOptions<T> = {}): TierModel {
  requireObject(options, "options");
  const { method = "customer_share" } = options;
  requireOneOf(method, METHODS, "options.method");
  const cutter = cutterOf(options);
  const column = columnOf(customers, options, "customers");
  requireNonEmpty(column, "customers");
  const found = cutter(column);
  const { tiers, cuts, varianceExplained } = found;
  const tally = tallyTiers(column, cuts, "customers");
  const n = column.length;
  const shared = bringsValue(tally.total, grossOf(tally.sums));
  const realised = tiers.map(({ id }, i): TierRealised => {
    const count = tally.counts[i] as number;
    const value = tally.sums[i] as number;
    const row = { id, customers: count, share: count / n, value };
    return shared ? { ...row, valueShare: value / tally.total + 0 } : row;
  });
  const notes = tierNotes({ ...found, method, column, tally });
  return {
    kind: "tiers",
    version: 1,
    method,
    tiers,
    cuts,
    fittedOn: {
      customers: n,
      total: tally.total,
      realised,
      notes,
      ...(varianceExplained === undefined ? {} : { varianceExplained }),
    },
  };
}

/** Checks the tiers that the method needs before a row is read, and returns how it cuts a column. */
function cutterOf<T>(options: FitTiersOptions<T>): (column: Float64Array) => TierCuts {
  const name = "options.tiers";
  if (options.method === "thresholds") {
    const found = cutsByThreshold(options.tiers, name);
    return () => found;
  }
  if (options.method === "natural_breaks") {
    const { tiers = customerPyramid } = options;
    return cutsByBreaks(tiers, name);
  }
  const byValue = options.method === "value_share";
  const { tiers: asked = byValue ? abcClasses : customerPyramid } = options;
  const tiers = requireTiers(asked, name);
  return (column) => (byValue ? cutsByValue : cutsByCustomers)(column, tiers);
}
