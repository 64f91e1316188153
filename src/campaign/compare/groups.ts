import { sum } from "../../math/sum.ts";
import { toIsoDate } from "../../time/day.ts";
import { addSums, type DealSums, finite, ratiosOf, sumDeals } from "../roi/figures.ts";
import type { Ledger } from "../roi/ledger.ts";
import type { CampaignEntry } from "../roi/records.ts";
import { type GroupKey, groupKeys } from "./bands.ts";
import { type GroupMeans, groupMeans, type ReturnRow } from "./credibility.ts";
import type { CampaignGroup, CampaignGrouping, ExcludedCampaign } from "./types.ts";

/** A campaign with its credited deals added up. */
interface Member {
  readonly entry: CampaignEntry;
  readonly sums: DealSums;
}

/** Campaigns sorted into groups: the rows the statistics work on, and the sums that are shown. */
export interface GroupedCampaigns {
  readonly rows: readonly ReturnRow[];
  readonly means: GroupMeans;
  /** In the order of `means`: bands from low to high cost, regions and forms by name. */
  readonly groups: readonly Omit<CampaignGroup, "roi" | "shrunk">[];
  readonly cost: number;
  readonly contribution: number;
  readonly excluded: readonly ExcludedCampaign[];
}

/** Sorts campaigns into groups, in the order of their ids so that input order cannot matter. */
export function groupCampaigns(
  ledger: Ledger,
  by: CampaignGrouping,
  cuts: readonly number[] | undefined,
  asOfDay: number,
): GroupedCampaigns {
  const members = ledger.entries
    .map((entry): Member => ({ entry, sums: sumDeals(ledger.creditsByCampaign.get(entry.campaign.id) ?? []) }))
    .sort((a, b) => (a.entry.campaign.id < b.entry.campaign.id ? -1 : 1));
  const comparable = ({ entry }: Member): boolean => entry.cost > 0 && entry.startDay <= asOfDay;
  const compared = members.filter(comparable);
  const keyOf = groupKeys(
    compared.map(({ entry }) => entry),
    by,
    cuts,
  );
  const keys = [...new Set(compared.map(({ entry }) => keyOf(entry)))].sort(byPlace);
  const rows = compared.map(({ entry, sums }) => {
    const multiple = finite(sums.contribution / entry.cost, "contribution ÷ cost");
    finite(multiple ** 4, "the fourth power of contribution ÷ cost");
    return { group: keys.indexOf(keyOf(entry)), cost: entry.cost, multiple };
  });
  return {
    rows,
    means: groupMeans(rows, keys.length),
    groups: keys.map((key, g) =>
      groupOf(
        key,
        compared.filter((_, i) => rows[i]?.group === g),
      ),
    ),
    cost: sum(rows.map((row) => row.cost)),
    contribution: sum(compared.map(({ sums }) => sums.contribution)),
    excluded: members.filter((member) => !comparable(member)).map((member) => excludedOf(member, asOfDay)),
  };
}

function byPlace(a: GroupKey, b: GroupKey): number {
  const byCost = (a.costFrom ?? 0) - (b.costFrom ?? 0);
  return byCost !== 0 ? byCost : a.id < b.id ? -1 : 1;
}

function groupOf(key: GroupKey, members: readonly Member[]): Omit<CampaignGroup, "roi" | "shrunk"> {
  const sums = addSums(members.map((member) => member.sums));
  const cost = sum(members.map((member) => member.entry.cost));
  return {
    ...key,
    n: members.length,
    cost,
    ...sums,
    ratios: ratiosOf(members.length, sums),
    realizedRoi: finite((sums.contribution - cost) / cost, "profit ÷ cost"),
  };
}

function excludedOf({ entry, sums }: Member, asOfDay: number): ExcludedCampaign {
  const { campaign, startDay } = entry;
  return {
    id: campaign.id,
    contribution: sums.contribution,
    reason:
      startDay > asOfDay
        ? { code: "campaign_not_started", params: { start: toIsoDate(startDay) } }
        : { code: "campaign_zero_cost", params: {} },
  };
}
