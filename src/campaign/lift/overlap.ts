import { requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { LiftArmId } from "../../core/labels/campaign.ts";
import type { Reason } from "../../core/reasons.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { armEstimate, readArm } from "./arms.ts";
import { rateDifference } from "./difference.ts";
import type { LiftEffect } from "./types.ts";

/** How many customers of each arm were also in another campaign. */
export interface CampaignOverlap {
  readonly campaign: string;
  /** Customers of the treated arm in it, a whole number. */
  readonly treated: number;
  readonly control: number;
}

/** One other campaign, arm against arm. */
export interface OverlapRow {
  readonly campaign: string;
  /** Share of the treated arm in it. */
  readonly treated: Estimate;
  readonly control: Estimate;
  /** Treated − control, by Newcombe. */
  readonly difference: LiftEffect | Abstention;
  /** p-value raised for the number of campaigns by Holm. */
  readonly adjustedPValue: number;
  readonly imbalanced: boolean;
}

/** Whether other campaigns can have made the difference between the arms. */
export interface LiftOverlap {
  readonly campaigns: readonly OverlapRow[];
  readonly verdict: Reason;
}

/** p below which arms count as unequal: as for the split itself, rare enough not to cry wolf. */
const ALARM = 0.001;

/**
 * Checks that customers of both arms were as often in other campaigns at the same time. Where they were, those campaigns
 * only add noise; where not, part of the measured lift may be theirs.
 *
 * @param overlaps - One entry per other campaign, ids unique, at least one. Not mutated.
 * @param sizes - Customers in each arm, whole numbers above 0.
 * @param options - `alarm`: adjusted p-value below which an imbalance counts, in (0, 1), default 0.001; `level` of the
 * intervals, default 0.95.
 * @returns Shares with intervals and tests by campaign, and a verdict.
 * @throws `ClienteleError` `empty_input`, `duplicate_id`, `inconsistent` for more customers than the arm holds,
 * `out_of_range`, `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * const overlap = measureOverlap([{ campaign: "spring sale", treated: 480, control: 310 }], { treated: 5000, control: 5000 });
 * overlap.campaigns[0].imbalanced; // => true
 * describe(overlap.verdict).slice(0, 34); // => "spring sale reached 9.6% of the tr"
 * ```
 * @see Holm (1979), Scandinavian Journal of Statistics 6, 65–70
 */
export function measureOverlap(
  overlaps: readonly CampaignOverlap[],
  sizes: { readonly treated: number; readonly control: number },
  options: { readonly alarm?: number; readonly level?: number } = {},
): LiftOverlap {
  requireOverlaps(overlaps);
  requireObject(sizes, "sizes");
  requireNumber(sizes.treated, "sizes.treated", { min: 1, integer: true });
  requireNumber(sizes.control, "sizes.control", { min: 1, integer: true });
  requireObject(options, "options");
  const { alarm = ALARM, level = 0.95 } = options;
  requireNumber(alarm, "options.alarm", { above: 0, below: 1 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const rows = overlaps.map((overlap, i) => {
    const armOf = (arm: LiftArmId) => {
      requireNumber(overlap[arm], `overlaps[${i}].${arm}`, { min: 0, integer: true });
      if (overlap[arm] > sizes[arm]) {
        throw new ClienteleError(
          "inconsistent",
          `overlaps[${i}].${arm} counts ${overlap[arm]} customers of an arm of ${sizes[arm]}; take both from the same rows`,
          { index: i },
        );
      }
      const figures = readArm({ kind: "rate", n: sizes[arm], successes: overlap[arm] }, arm);
      // sizes are at least one, so the arm is never empty
      return figures as NonNullable<typeof figures>;
    };
    const [treated, control] = [armOf("treated"), armOf("control")];
    return {
      campaign: overlap.campaign,
      treated: armEstimate("rate", treated, level),
      control: armEstimate("rate", control, level),
      difference: rateDifference(treated, control, "newcombe", {}, level),
    };
  });
  const pValues = rows.map(({ difference }) => ("abstained" in difference ? 1 : difference.pValue));
  const adjusted = adjustPValues(pValues, "holm");
  const campaigns = rows.map((row, i) => {
    const adjustedPValue = adjusted[i] as number;
    return { ...row, adjustedPValue, imbalanced: adjustedPValue < alarm };
  });
  return { campaigns, verdict: verdictOf(campaigns) };
}

/** The clearest imbalance, or that there is none. */
function verdictOf(campaigns: readonly OverlapRow[]): Reason {
  const first = campaigns.reduce((worst, row) => (row.adjustedPValue < worst.adjustedPValue ? row : worst));
  const pValue = first.adjustedPValue;
  if (!first.imbalanced) return { code: "lift_overlap_balanced", params: { campaigns: campaigns.length, pValue } };
  const { campaign, treated, control } = first;
  return {
    code: "lift_overlap_imbalanced",
    params: { campaign, treated: treated.value, control: control.value, pValue },
  };
}

function requireOverlaps(overlaps: readonly CampaignOverlap[]): void {
  if (!Array.isArray(overlaps)) {
    throw new ClienteleError("invalid_type", `overlaps must be an array, got ${show(overlaps)}`, { name: "overlaps" });
  }
  if (overlaps.length === 0) {
    throw new ClienteleError("empty_input", "overlaps must hold at least one other campaign", { name: "overlaps" });
  }
  overlaps.forEach((overlap, i) => {
    requireObject(overlap, `overlaps[${i}]`);
    if (typeof overlap.campaign === "string" && overlap.campaign !== "") return;
    throw new ClienteleError("invalid_type", `overlaps[${i}].campaign must be text, got ${show(overlap.campaign)}`, {
      index: i,
    });
  });
  requireUnique(
    overlaps.map(({ campaign }) => campaign),
    "overlaps",
  );
}
