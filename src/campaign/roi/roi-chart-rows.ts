import { requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { formatNumber } from "../../core/format.ts";
import { campaignLabels } from "../../core/labels/campaign.ts";
import type { Label, Locale } from "../../core/locale.ts";
import type { CampaignComparison, CampaignGroup } from "../compare/types.ts";
import type { CampaignRoi, CampaignRoiResult } from "./types.ts";

/** What a point's colour says. */
export type RoiJudgement = "gain" | "open" | "loss" | "unknown";

/** One row of the chart's data. */
export interface RoiChartRow {
  readonly label: string;
  readonly roi: number;
  readonly judgement: RoiJudgement;
  readonly lower?: number;
  readonly upper?: number;
  /** Return after shrinkage, groups only. */
  readonly expected?: number;
}

/** Longest name shown in full; the axis has room for no more. */
const MAX_NAME = 48;

/** Rows of a result, best booked return first; campaigns without cost have no return to draw. */
export function roiRows(result: CampaignRoiResult | CampaignComparison, locale: Locale): RoiChartRow[] {
  const given: unknown = result;
  if (typeof given === "object" && given !== null) {
    if ("campaigns" in given && Array.isArray(given.campaigns)) return campaignRows(checked(given.campaigns));
    if ("groups" in given && Array.isArray(given.groups)) return groupRows(checked(given.groups), locale);
  }
  throw new ClienteleError(
    "invalid_type",
    `result must come from measureCampaignRoi or compareCampaigns, got ${show(result)}`,
    { name: "result" },
  );
}

function checked<T>(rows: readonly T[]): readonly T[] {
  for (let i = 0; i < rows.length; i++) requireObject(rows[i], `result row ${i}`);
  return rows;
}

function campaignRows(campaigns: readonly CampaignRoi[]): RoiChartRow[] {
  const drawn = campaigns.filter((campaign) => campaign.realizedRoi !== undefined);
  const names = new Map<string, number>();
  const nameOf = ({ name, id }: CampaignRoi) => shorten(name ?? id);
  for (const campaign of drawn) names.set(nameOf(campaign), (names.get(nameOf(campaign)) ?? 0) + 1);
  return drawn
    .map((campaign) => {
      const name = nameOf(campaign);
      const label = names.get(name) === 1 ? name : `${name} · ${campaign.id}`;
      return rowOf(label, campaign.realizedRoi as number, campaign.roi);
    })
    .sort(byRoi);
}

function groupRows(groups: readonly CampaignGroup[], locale: Locale): RoiChartRow[] {
  return groups
    .map((group) => {
      const row = rowOf(groupLabel(group, locale), group.realizedRoi, group.roi);
      return group.shrunk === undefined ? row : { ...row, expected: group.shrunk.value };
    })
    .sort(byRoi);
}

function rowOf(label: string, roi: number, estimate: Estimate | Abstention): RoiChartRow {
  if ("abstained" in estimate) return { label, roi, judgement: "unknown" };
  const { lower, upper } = estimate.interval;
  return { label, roi, judgement: lower > 0 ? "gain" : upper < 0 ? "loss" : "open", lower, upper };
}

function byRoi(a: RoiChartRow, b: RoiChartRow): number {
  return b.roi - a.roi || (a.label < b.label ? -1 : 1);
}

function shorten(name: string): string {
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 1)}…`;
}

function groupLabel({ id, n, costFrom, costBelow }: CampaignGroup, locale: Locale): string {
  const count = locale === "zh" ? `（${formatNumber(n)} 场）` : ` (n = ${formatNumber(n)})`;
  if (costFrom === undefined && costBelow === undefined) return `${shorten(id)}${count}`;
  const bands: Readonly<Record<string, Label>> = campaignLabels.spendingBand;
  const name = Object.hasOwn(bands, id) ? `${bands[id]?.[locale]}${locale === "zh" ? "：" : ": "}` : "";
  const from = formatNumber(costFrom ?? 0);
  const below = formatNumber(costBelow ?? 0);
  if (costBelow === undefined) return `${name}${locale === "zh" ? `${from} 以上` : `${from} and more`}${count}`;
  if (costFrom === undefined) return `${name}${locale === "zh" ? `低于 ${below}` : `below ${below}`}${count}`;
  return `${name}${from}–${below}${count}`;
}
