import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TierCuts } from "./notes.ts";
import { requireTierNames } from "./standard.ts";
import type { ModelTier, TierThreshold } from "./types.ts";

/** Cuts at the amounts that the business has set. */
export function cutsByThreshold(asked: readonly TierThreshold[], name: string): TierCuts {
  const cuts: number[] = [];
  const tiers = requireTierNames(asked, name, ({ id, from }, field): ModelTier => {
    const above = cuts[cuts.length - 1];
    if (field === `${name}[${asked.length - 1}]`) {
      if (from !== undefined) {
        throw new ClienteleError("inconsistent", `${field}.from must be absent: the last tier takes all the rest`, {
          name,
        });
      }
      return { id };
    }
    requireNumber(from as number, `${field}.from`);
    if (above !== undefined && (from as number) >= above) {
      throw new ClienteleError("inconsistent", `${field}.from must lie below ${above}, where the tier before begins`, {
        name,
        from,
        above,
      });
    }
    cuts.push((from as number) + 0);
    return { id };
  });
  return { tiers, cuts, wanted: [], found: [] };
}
