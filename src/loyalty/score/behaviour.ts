import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { requireScale } from "../quadrant/ratings.ts";
import type { LoyaltyEvidence, LoyaltyPart, LoyaltyScore, ScoreLoyaltyOptions } from "./types.ts";
import { combine, weightShares } from "./weighted.ts";

/** The parts in the order in which scores list them. */
const PARTS: readonly LoyaltyPart[] = ["repeat", "tenure", "share_of_wallet", "referrals", "forgiveness", "intention"];

/**
 * Scores a customer's loyalty from what they do (buy again, stay, give us their wallet, refer, forgive) and from what
 * they say, by weights that the caller states.
 *
 * Tenure and referrals count in proportion up to their full mark. What is not known counts neither for nor against:
 * the known parts carry its weight, `coverage` says how much weight they are, and `lowest` to `highest` is the range
 * in which the score would lie if everything were known.
 *
 * @param customer - What is known, see {@link LoyaltyEvidence}.
 * @param options - `weights` per part; `intentionScale`, needed where intention carries weight; `fullTenureYears`,
 * default 2; `fullReferrals`, default 1.
 * @returns The score from 0 to 100 with its parts; an abstention where nothing that carries weight is known.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range` for a value outside its range or weights that
 * are all zero, `unknown_id` for a weight on another part.
 * @example
 * ```ts
 * const weights = { repeat: 2, tenure: 1, referrals: 1, intention: 1 };
 * const scale = { min: 0, max: 10 };
 * const score = scoreLoyalty({ repeatRate: 0.8, tenureYears: 1, intention: 9 }, { weights, intentionScale: scale });
 * score.score; // ≈ 75
 * score.coverage; // => 0.8
 * score.lowest; // ≈ 60
 * describe(score.notes[0]); // => "referrals is not known; its weight of 20% is carried by the rest"
 * ```
 */
export function scoreLoyalty(customer: LoyaltyEvidence, options: ScoreLoyaltyOptions): LoyaltyScore | Abstention {
  requireObject(customer, "customer");
  requireObject(options, "options");
  const { fullTenureYears = 2, fullReferrals = 1, intentionScale } = options;
  requireNumber(fullTenureYears, "options.fullTenureYears", { above: 0 });
  requireNumber(fullReferrals, "options.fullReferrals", { above: 0 });
  const shares = weightShares(options.weights, PARTS);
  if (intentionScale !== undefined) requireScale(intentionScale, "options.intentionScale");
  else if (shares.has("intention")) {
    throw new ClienteleError(
      "invalid_type",
      "options.intentionScale must state the answers that the question allows, because intention carries weight",
      { name: "options.intentionScale" },
    );
  }
  const share = { min: 0, max: 1 };
  const values: Readonly<Record<LoyaltyPart, number | undefined>> = {
    repeat: read(customer, "repeatRate", share),
    tenure: full(read(customer, "tenureYears", { min: 0 }), fullTenureYears),
    share_of_wallet: read(customer, "shareOfWallet", share),
    referrals: full(read(customer, "referrals", { min: 0 }), fullReferrals),
    forgiveness: read(customer, "forgiveness", share),
    intention: undefined,
  };
  const answer = intentionScale === undefined ? undefined : read(customer, "intention", intentionScale);
  const intention =
    answer === undefined || intentionScale === undefined
      ? undefined
      : (answer - intentionScale.min) / (intentionScale.max - intentionScale.min);
  const all = combine(shares, (part) => (part === "intention" ? intention : values[part]));
  if ("abstained" in all) return all;
  const acts = new Map([...shares].filter(([part]) => part !== "intention"));
  const behaviour = combine(acts, (part) => values[part]);
  return {
    ...all,
    ...("score" in behaviour && { behaviour: behaviour.score }),
    ...(intention !== undefined && shares.has("intention") && { intention: 100 * intention }),
  };
}

function read(
  customer: LoyaltyEvidence,
  name: keyof LoyaltyEvidence,
  range: { readonly min: number; readonly max?: number },
): number | undefined {
  const value = customer[name];
  if (value !== undefined) requireNumber(value, `customer.${name}`, range);
  return value;
}

function full(value: number | undefined, mark: number): number | undefined {
  return value === undefined ? undefined : Math.min(1, value / mark);
}
