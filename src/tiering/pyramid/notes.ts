import { bringsValue, grossOf } from "./balance.ts";
import type { Tally } from "./tally.ts";
import type { ModelTier, TierMethod, TierNote } from "./types.ts";

/** What the fitting knows when the notes are written. */
export interface FitFacts extends TierCuts {
  readonly method: TierMethod;
  readonly column: Float64Array;
  readonly tally: Tally;
}

/** Where the tiers begin, as one of the methods found it. */
export interface TierCuts {
  readonly tiers: readonly ModelTier[];
  readonly cuts: readonly number[];
  /** Customers at or above each cut if no two values were equal; empty where no share was asked. */
  readonly wanted: readonly number[];
  /** What the method itself has to say. */
  readonly found: readonly TierNote[];
  readonly varianceExplained?: number;
}

/** Everything about a book that moves a tier away from what was asked, in the order in which a reader needs it. */
export function tierNotes({ method, column, tiers, cuts, wanted, found, tally }: FitFacts): TierNote[] {
  const notes: TierNote[] = [];
  const n = column.length;
  const low = Math.min(...tally.mins);
  const high = Math.max(...tally.maxs);
  for (const { id, share = 1 } of method === "customer_share" ? tiers : []) {
    if (n * share < 1) notes.push({ code: "tier_book_too_small", params: { tier: id, share, customers: n } });
  }
  if (n > 1 && low === high) notes.push({ code: "all_values_equal", params: { n, value: low + 0 } });
  else notes.push(...ties(tiers, cuts, wanted, tally));
  notes.push(...found);
  // by share of customers a tier is empty only through ties or a book too small, both told above
  const told = found.some(({ code }) => code === "tier_no_gains" || code === "tier_too_few_values");
  if (method !== "customer_share" && !told && low !== high) {
    tiers.forEach(({ id }, i) => {
      if (tally.counts[i] === 0) notes.push({ code: "tier_empty", params: { tier: id } });
    });
  }
  if (low < 0) notes.push({ code: "tier_negative_values", params: negatives(column) });
  const zero = zeroTier(cuts);
  if (method === "customer_share" && low <= 0 && zero < cuts.length) {
    let customers = 0;
    for (let i = 0; i < n; i++) if (column[i] === 0) customers++;
    if (customers > 0) {
      notes.push({
        code: "tier_zeros_in_better_tier",
        params: { tier: (tiers[zero] as ModelTier).id, customers },
      });
    }
  }
  if (!bringsValue(tally.total, grossOf(tally.sums)))
    notes.push({ code: "tier_value_share_undefined", params: { total: tally.total } });
  return notes;
}

function ties(
  tiers: readonly ModelTier[],
  cuts: readonly number[],
  wanted: readonly number[],
  { counts }: Tally,
): TierNote[] {
  const notes: TierNote[] = [];
  let reached = 0;
  for (let i = 0; i < wanted.length; i++) {
    reached += counts[i] as number;
    const customers = reached - (wanted[i] as number);
    const cut = cuts[i] as number;
    // equal cuts describe one and the same group of equal customers: it stands in the best of those tiers
    if (customers > 0 && cut !== cuts[i - 1]) {
      notes.push({ code: "tier_ties", params: { tier: (tiers[i] as ModelTier).id, customers, cut } });
    }
  }
  return notes;
}

function zeroTier(cuts: readonly number[]): number {
  let tier = 0;
  while (tier < cuts.length && 0 < (cuts[tier] as number)) tier++;
  return tier;
}

/** Customers with a negative value and what they sum to. */
export function negatives(column: Float64Array): { readonly customers: number; readonly sum: number } {
  let customers = 0;
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    if (value >= 0) continue;
    const next = sum + value;
    const added = next - sum;
    rest += sum - (next - added) + (value - added);
    sum = next;
    customers++;
  }
  return { customers, sum: sum + rest };
}
