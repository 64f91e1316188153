import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { openLedger } from "../roi/ledger.ts";
import type { Campaign, CampaignLink, CampaignOpportunity } from "../roi/types.ts";
import { unfinishedCautions } from "../roi/unfinished.ts";
import {
  type Credibility,
  credibilityOf,
  type GroupMeans,
  hasScatter,
  type ReturnRow,
  squares,
} from "./credibility.ts";
import { groupRois } from "./group-roi.ts";
import { groupCampaigns } from "./groups.ts";
import { permutationPValue } from "./permutation.ts";
import type { CampaignComparison, CampaignGroup, CompareCampaignsOptions, GroupTest, ShrunkRoi } from "./types.ts";

/** Degrees of freedom below which the scatter between campaigns is not known well enough to judge by. */
const MIN_DF = 3;

/** Weight below which a group's own campaigns count for less than all the others. */
const HALF = 0.5;

/**
 * Tells which region, form or scale of spending returns most, without letting two lucky events win: each group's return
 * comes with the interval that the scatter between campaigns implies, is drawn towards the overall return as far as its
 * campaigns fail to prove it (credibility, cost as exposure), and a seeded permutation test says whether the groups differ
 * at all. A campaign's return may scatter because its deals are few, which spending averages away, and because campaigns
 * differ, which it does not; both parts are estimated.
 *
 * @param campaigns - One row per campaign. Amounts in one currency. Not mutated.
 * @param opportunities - Opportunities, won, lost or open.
 * @param links - Which campaign had a part in which opportunity.
 * @param options - `by` (`"region"`, `"form"`, `"scale"`) and `asOf`; `marginRate` (0–1) for deals without a margin of
 * their own; `cuts` for bands of spending (default: terciles); `level` (default 0.95); `seed` and `permutations`.
 * @returns Groups, best expectation first; the test; a verdict; campaigns that could not be compared with the reason.
 * @throws `ClienteleError` as {@link measureCampaignRoi}; `unknown_id` for another `by`; `inconsistent` for cuts
 * without `by: "scale"`.
 * @example
 * ```ts
 * const campaigns = ["E1", "E2", "E3", "W1", "W2", "W3"].map((id) => ({
 *   id, region: id.startsWith("E") ? "East" : "West", form: "seminar", start: "2026-01-05", plannedCost: 100,
 * }));
 * const opportunities = [310, 290, 300, 110, 90, 100].map((amount, i) => ({ id: `o${i}`, amount, won: true }));
 * const links = campaigns.map(({ id }, i) => ({ campaignId: id, opportunityId: `o${i}` }));
 * const { groups } = compareCampaigns(campaigns, opportunities, links, { by: "region", asOf: "2026-06-30", marginRate: 1 });
 * groups.map((group) => group.id); // => ["East", "West"]
 * groups[0].realizedRoi; // ≈ 2.0
 * groups[0].shrunk.value; // ≈ 1.998
 * ```
 * @see Bühlmann & Gisler (2005), A Course in Credibility Theory and its Applications, chapters 4 and 6
 */
export function compareCampaigns(
  campaigns: readonly Campaign[],
  opportunities: readonly CampaignOpportunity[],
  links: readonly CampaignLink[],
  options: CompareCampaignsOptions,
): CampaignComparison {
  requireObject(options, "options");
  const { by, level = 0.95, seed = 1, permutations = 1999 } = options;
  requireOneOf(by, ["region", "form", "scale"], "options.by");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(seed, "options.seed", { integer: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  requireNumber(permutations, "options.permutations", { integer: true, min: 99, max: 100_000 });
  const asOfDay = toDay(options.asOf, "options.asOf");
  const ledger = openLedger(campaigns, opportunities, links, options.marginRate, asOfDay);
  const grouped = groupCampaigns(ledger, by, options.cuts, asOfDay);
  const { rows, means, cost, contribution } = grouped;
  const needed = means.costs.length + MIN_DF;
  const tooFew: Abstention = { abstained: { code: "too_few_rows", params: { n: rows.length, needed } } };
  const enough = means.costs.length > 0 && rows.length - means.costs.length >= MIN_DF;
  const credibility = enough ? credibilityOf(rows, means) : undefined;
  const returns = credibility === undefined ? [] : groupRois(rows, means, level);
  const groups = grouped.groups
    .map((group, g) => ({
      ...group,
      roi: bookedValue(returns[g] ?? tooFew, group.realizedRoi),
      ...(credibility === undefined ? {} : { shrunk: shrunkOf(credibility, means, g) }),
    }))
    .sort(byExpectation);
  const test =
    credibility === undefined && means.costs.length > 1 ? tooFew : testGroups(rows, means, permutations, seed);
  return {
    by,
    asOf: toIsoDate(asOfDay),
    level,
    groups,
    overall: { n: rows.length, cost, contribution, ...(cost > 0 ? { realizedRoi: (contribution - cost) / cost } : {}) },
    ...(credibility === undefined
      ? {}
      : {
          spread: {
            within: credibility.scatter.perCost,
            own: credibility.scatter.own,
            between: credibility.between,
            target: credibility.target - 1,
          },
        }),
    test,
    excluded: grouped.excluded,
    verdict: verdictOf(groups, test, level),
    cautions: [...leaderCautions(groups), ...unfinishedCautions(ledger.linked, ledger.entries, asOfDay)],
  };
}

/** The same figure as booked, to the last bit. */
function bookedValue(roi: Estimate | Abstention, value: number): Estimate | Abstention {
  return "abstained" in roi ? roi : { ...roi, value };
}

function shrunkOf({ weights, target }: Credibility, means: GroupMeans, g: number): ShrunkRoi {
  const weight = weights[g] as number;
  return { value: target + weight * ((means.multiples[g] as number) - target) - 1, weight };
}

function testGroups(
  rows: readonly ReturnRow[],
  means: GroupMeans,
  permutations: number,
  seed: number,
): GroupTest | Abstention {
  const groups = means.costs.length;
  if (groups < 2) return { abstained: { code: "too_few_rows", params: { n: groups, needed: 2 } } };
  const { between, within } = squares(rows, means);
  if (!hasScatter(rows, within)) return { abstained: { code: "campaign_no_scatter", params: { n: rows.length } } };
  const dfBetween = groups - 1;
  const dfWithin = rows.length - groups;
  return {
    method: "permutation",
    statistic: between / dfBetween / (within / dfWithin),
    dfBetween,
    dfWithin,
    permutations,
    seed,
    pValue: permutationPValue(rows, groups, permutations, seed),
  };
}

function byExpectation(a: CampaignGroup, b: CampaignGroup): number {
  const byShrunk = (b.shrunk?.value ?? 0) - (a.shrunk?.value ?? 0);
  return byShrunk !== 0 ? byShrunk : b.realizedRoi - a.realizedRoi || (a.id < b.id ? -1 : 1);
}

function verdictOf(groups: readonly CampaignGroup[], test: GroupTest | Abstention, level: number): Reason {
  if ("abstained" in test) return test.abstained;
  const { pValue } = test;
  const best = groups[0] as CampaignGroup;
  if (pValue >= 1 - level) return { code: "campaign_groups_alike", params: { pValue } };
  const roi = best.shrunk?.value ?? best.realizedRoi;
  return { code: "campaign_groups_differ", params: { best: best.id, roi, pValue } };
}

/** Says so where the group with the highest booked return owes it more to chance than to its campaigns. */
function leaderCautions(groups: readonly CampaignGroup[]): Reason[] {
  let leader = groups[0];
  for (const group of groups) if (leader === undefined || group.realizedRoi > leader.realizedRoi) leader = group;
  if (leader?.shrunk === undefined || groups.length < 2) return [];
  if (leader === groups[0] && leader.shrunk.weight >= HALF) return [];
  const { id, n, realizedRoi, shrunk } = leader;
  return [{ code: "campaign_leader_not_proven", params: { group: id, n, roi: realizedRoi, expected: shrunk.value } }];
}
