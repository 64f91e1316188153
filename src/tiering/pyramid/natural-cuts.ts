import { naturalBreaks } from "../../math/natural-breaks.ts";
import type { TierCuts } from "./notes.ts";
import { requireTierNames } from "./standard.ts";
import type { ModelTier, TierName, TierNote } from "./types.ts";

/** Cuts where the values fall apart by themselves; worse tiers stay empty where there are too few different values. */
export function cutsByBreaks(asked: readonly TierName[], name: string): (column: Float64Array) => TierCuts {
  const tiers = requireTierNames(asked, name, ({ id }): ModelTier => ({ id }));
  return (column) => {
    const { breaks, varianceExplained } = naturalBreaks(column, tiers.length);
    const cuts = Array.from(breaks, (cut) => cut + 0).reverse();
    const found: TierNote[] = [];
    const distinct = cuts.length + 1;
    if (distinct < tiers.length) {
      found.push({ code: "tier_too_few_values", params: { distinct, tiers: tiers.length } });
      const smallest = column.reduce((low, value) => Math.min(low, value)) + 0;
      while (cuts.length < tiers.length - 1) cuts.push(smallest);
    }
    return { tiers, cuts, wanted: [], found, varianceExplained };
  };
}
