import { requireNonEmpty, requireObject } from "../core/checks.ts";
import { columnOf } from "../core/column.ts";
import { selectRanks } from "../math/quantile.ts";
import { bringsValue, grossOf } from "./balance.ts";
import { tierNotes } from "./notes.ts";
import { customerPyramid, requireTiers } from "./pyramid.ts";
import { tallyTiers } from "./tally.ts";
import type { FitTiersOptions, TierDefinition, TierModel, TierRealised } from "./types.ts";

/** A rank this close to a whole number is that number: (n − 1)(1 − share) carries the rounding of the shares. */
const RANK_SLACK = 1e-9;

/**
 * Learns where each tier of the customer pyramid begins, so that the best 1 % of customers are top, the next 4 %
 * large, and so on. Customers of equal value always share a tier, the better one; what that moves is reported.
 *
 * @param customers - One row per active customer with an accessor, or a column of values as it is: finite amounts of
 * one currency over one period; zero and negative are allowed. Not mutated.
 * @param options - `value` reads the amount from a row. `tiers`, best first, name each tier and its share of
 * customers in (0, 1]; the shares sum to 1 (within 1e-9), at most 255 tiers.
 * @returns A model for `assignTier` and `explainTier`: plain JSON with the cuts, the realised counts and values beside
 * the asked shares, and notes on ties, tiny books, zeros and negative values. Each cut is the type 7 quantile at one
 * minus the cumulative share.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (a share outside its
 * range, or values whose sum exceeds the largest number), `duplicate_id`, `inconsistent` (shares that do not sum to 1).
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * model.cuts; // => [167.5]
 * model.fittedOn.realised[0].valueShare; // ≈ 0.7921
 * fitTiers([{ id: "a", spend: 7 }], { value: (customer) => customer.spend }).fittedOn.total; // => 7
 * ```
 * @see Hyndman & Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7
 */
export function fitTiers<T>(customers: ArrayLike<T>, options: FitTiersOptions<T> = {}): TierModel {
  requireObject(options, "options");
  const { tiers: asked = customerPyramid } = options;
  const tiers = requireTiers(asked, "options.tiers");
  const column = columnOf(customers, options, "customers");
  requireNonEmpty(column, "customers");
  const { cuts, wanted } = cutsOf(column, tiers);
  const tally = tallyTiers(column, cuts, "customers");
  const n = column.length;
  const shared = bringsValue(tally.total, grossOf(tally.sums));
  const realised = tiers.map(({ id }, i): TierRealised => {
    const count = tally.counts[i] as number;
    const value = tally.sums[i] as number;
    const row = { id, customers: count, share: count / n, value };
    return shared ? { ...row, valueShare: value / tally.total + 0 } : row;
  });
  const notes = tierNotes({ column, tiers, cuts, wanted, tally });
  return {
    kind: "tiers",
    version: 1,
    method: "customer_share",
    tiers,
    cuts,
    fittedOn: { customers: n, total: tally.total, realised, notes },
  };
}

function cutsOf(column: Float64Array, tiers: readonly TierDefinition[]): { cuts: number[]; wanted: number[] } {
  const n = column.length;
  const slack = Math.max(RANK_SLACK, 4 * Number.EPSILON * n);
  const ranks: number[] = [];
  let above = 0;
  for (let i = 0; i < tiers.length - 1; i++) {
    above += (tiers[i] as TierDefinition).share;
    const exact = Math.max(0, (n - 1) * (1 - above));
    const nearest = Math.round(exact);
    ranks.push(Math.abs(exact - nearest) <= slack ? nearest : exact);
  }
  const places = Float64Array.from(new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))).sort();
  const cells = selectRanks(column, places);
  const cellAt = new Map(Array.from(places, (place, i) => [place, cells[i] as number]));
  const cuts = ranks.map((rank) => {
    const lower = cellAt.get(Math.floor(rank)) as number;
    const upper = cellAt.get(Math.ceil(rank)) as number;
    return between(lower, upper, rank - Math.floor(rank));
  });
  return { cuts, wanted: ranks.map((rank) => n - Math.ceil(rank)) };
}

/** Linear interpolation from the nearer end, which never leaves [lower, upper] and cannot overflow. */
function between(lower: number, upper: number, share: number): number {
  if (share === 0 || lower === upper) return lower;
  const gap = upper - lower;
  if (gap === Number.POSITIVE_INFINITY) return lower * (1 - share) + upper * share;
  return share < 0.5 ? lower + gap * share : upper - gap * (1 - share);
}
