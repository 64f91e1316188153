import { requireNumber } from "../../core/checks.ts";
import { checkCredit, checkShares } from "./check-event.ts";
import { requireState } from "./draft.ts";
import type { SplitShare } from "./events.ts";
import { splitAmount } from "./split.ts";
import type { Opportunity, OpportunitySplit, SplitPart } from "./types.ts";

/**
 * Who gets how much of a deal: revenue by the split that was agreed, and quota credit, which may come to more than the
 * deal when it was agreed so (a specialist credited on top of the account's owner).
 *
 * @param opportunity - The deal. A won one is split by its signed amount where that is known, any other by its listed
 * amount. Not mutated.
 * @returns Revenue parts that sum exactly to `amountMinor` and credit parts that sum exactly to `creditMinor`, in whole
 * minor units, owners in the order of the agreement. Without an agreed split the owner gets everything; without an
 * agreed credit the credit follows the revenue. `{ abstained }` where there is no amount, or nobody to give it to.
 * @throws `ClienteleError` `invalid_type`, `out_of_range` (also credit beyond 9,007,199,254,740,991), `empty_input`,
 * `not_finite`, `inconsistent`, `unsupported_version`.
 * @example
 * ```ts
 * const { state } = replayOpportunity(
 *   [
 *     { type: "created", dealId: "d1", at: "2026-01-05", amountMinor: 100_001, owner: "ann" },
 *     {
 *       type: "splits_agreed",
 *       dealId: "d1",
 *       at: "2026-01-06",
 *       revenue: [{ owner: "ann", weight: 1 }, { owner: "bo", weight: 1 }],
 *       credit: { per: 100, shares: [{ owner: "ann", weight: 100 }, { owner: "specialist", weight: 50 }] },
 *     },
 *   ],
 *   { pipelines: [standardPipeline] },
 * );
 * const parts = splitOpportunity(state);
 * parts.revenue; // => [{ owner: "ann", amountMinor: 50001 }, { owner: "bo", amountMinor: 50000 }]
 * parts.creditMinor; // => 150002
 * ```
 */
export function splitOpportunity(opportunity: Opportunity): OpportunitySplit {
  requireState(opportunity, "opportunity");
  const { dealId, owner, revenueSplit, creditSplit } = opportunity;
  const amountMinor = opportunity.close?.signedAmountMinor ?? opportunity.amountMinor;
  if (amountMinor === undefined) return { abstained: { code: "opportunity_amount_missing", params: { deal: dealId } } };
  const shares = revenueSplit ?? (owner === undefined ? undefined : [{ owner, weight: 1 }]);
  if (shares === undefined) return { abstained: { code: "opportunity_owner_missing", params: { deal: dealId } } };
  checkShares(shares, "opportunity.revenueSplit");
  const revenue = share(amountMinor, shares);
  if (creditSplit === undefined) return { amountMinor, revenue, creditMinor: amountMinor, credit: revenue };
  checkCredit(creditSplit, "opportunity.creditSplit");
  const weight = creditSplit.shares.reduce((sum, one) => sum + one.weight, 0);
  const creditMinor = timesRatio(amountMinor, weight, creditSplit.per);
  requireNumber(creditMinor, "the credit of the opportunity", { max: Number.MAX_SAFE_INTEGER });
  return { amountMinor, revenue, creditMinor, credit: share(creditMinor, creditSplit.shares) };
}

function share(totalMinor: number, shares: readonly SplitShare[]): SplitPart[] {
  const parts = splitAmount(
    totalMinor,
    shares.map((one) => one.weight),
  );
  return shares.map(({ owner }, i) => ({ owner, amountMinor: parts[i] as number }));
}

/** `amount · weight / per`, halves up, without the rounding of doubles. */
function timesRatio(amount: number, weight: number, per: number): number {
  const divisor = 2n * BigInt(per);
  return Number((2n * BigInt(amount) * BigInt(weight) + BigInt(per)) / divisor);
}
