import type { Random } from "../../../src/math/random.ts";
import type { Campaign } from "./campaigns.ts";
import { toCsv } from "./csv.ts";
import { pick, shuffled } from "./draws.ts";
import { type Deal, outcomeOf } from "./opportunities.ts";
import { TRUTH } from "./truth.ts";

const { links } = TRUTH.campaigns;

/** How sellers share the credit, first campaign first; hundredths that sum to 100. */
const SPLITS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [[100]],
  2: [
    [50, 50],
    [60, 40],
    [70, 30],
  ],
  3: [
    [34, 33, 33],
    [50, 30, 20],
    [40, 40, 20],
  ],
};

/**
 * Writes `campaign-links.csv`: which campaigns a deal is credited to. Deals are chosen at random, won ones more
 * readily, then given further campaigns until all links are placed; the credits of a deal sum to one.
 */
export function campaignLinksCsv(random: Random, deals: readonly Deal[], campaigns: readonly Campaign[]): string {
  const eligible = deals
    .map((deal) => ({ deal, campaigns: campaigns.filter((campaign) => couldHaveLedTo(campaign, deal)) }))
    .filter((candidate) => candidate.campaigns.length > 0);
  const chosen = eligible
    .map((candidate) => {
      const weight = outcomeOf(candidate.deal) === "won" ? links.wonPreference : 1;
      // the smallest of exponential waits draws without replacement in proportion to the weights
      return { ...candidate, wait: -Math.log(1 - random.uniform()) / weight };
    })
    .sort((a, b) => a.wait - b.wait)
    .slice(0, links.opportunities);
  const counts = new Map(chosen.map(({ deal }) => [deal.id, 1]));
  const room = chosen.flatMap(({ deal, campaigns: own }) => own.slice(1, 3).map(() => deal.id));
  for (const id of shuffled(random, room).slice(0, links.links - chosen.length)) {
    counts.set(id, (counts.get(id) as number) + 1);
  }
  const rows = chosen.flatMap(({ deal, campaigns: own }) => {
    const linked = shuffled(random, own)
      .slice(0, counts.get(deal.id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const split = pick(random, SPLITS[linked.length] as readonly (readonly number[])[]);
    return linked.map((campaign, i) => ({ campaign: campaign.id, deal: deal.id, credit: (split[i] as number) / 100 }));
  });
  rows.sort((a, b) => compare(a.campaign, b.campaign) || compare(a.deal, b.deal));
  return toCsv(
    ["campaign_id", "opportunity_id", "credit"],
    rows.map(({ campaign, deal, credit }) => [campaign, deal, credit]),
  );
}

function couldHaveLedTo(campaign: Campaign, deal: Deal): boolean {
  return (
    campaign.region === deal.region && deal.created >= campaign.start && deal.created <= campaign.end + links.windowDays
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
