import { ClienteleError } from "../../core/errors.ts";
import { sum } from "../../math/sum.ts";
import type { TierCuts } from "./notes.ts";
import type { TierDefinition, TierNote } from "./types.ts";

/**
 * A cumulative share this close to the asked one has reached it: 0.8 + 0.15 is not exactly 0.95 in doubles, nor is
 * 80 of 100 exactly 0.8.
 */
const SHARE_SLACK = 1e-12;

/** Cuts at the customers who reach the cumulative shares of what all customers with a positive value bring. */
export function cutsByValue(column: Float64Array, tiers: readonly TierDefinition[]): TierCuts {
  const gains = column
    .filter((value) => value > 0)
    .sort()
    .reverse();
  const found: TierNote[] = [];
  const last = tiers.length - 1;
  if (gains.length === 0) {
    found.push({ code: "tier_no_gains", params: { customers: column.length } });
    return { tiers, cuts: new Array<number>(last).fill(Number.MIN_VALUE), wanted: [], found };
  }
  const whole = sumOfGains(gains);
  const losses = sum(column.filter((value) => value < 0));
  if (losses < 0) found.push({ code: "tier_shares_of_gains", params: { gains: whole, losses: -losses } });
  const cuts: number[] = [];
  const wanted: number[] = [];
  let asked = 0;
  let reached = 0;
  let lost = 0;
  let taken = 0;
  for (let i = 0; i < last; i++) {
    asked += (tiers[i] as TierDefinition).share;
    const goal = whole * (asked - SHARE_SLACK);
    while (taken < gains.length && (taken === 0 || reached + lost < goal)) {
      const value = gains[taken++] as number;
      const next = reached + value;
      const added = next - reached;
      lost += reached - (next - added) + (value - added);
      reached = next;
    }
    cuts.push(gains[taken - 1] as number);
    wanted.push(taken);
  }
  return { tiers, cuts, wanted, found };
}

function sumOfGains(gains: Float64Array): number {
  try {
    return sum(gains);
  } catch {
    throw new ClienteleError("out_of_range", "the sum of customers exceeds the largest number; use a larger unit", {
      name: "customers",
    });
  }
}
