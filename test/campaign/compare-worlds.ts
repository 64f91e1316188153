import { type CampaignGrouping, compareCampaigns } from "../../src/campaign/index.ts";
import { simulatedBook } from "./sample.ts";

/** How often comparisons of a world cry wolf, and how often their intervals hold the truth. */
export interface ComparedWorlds {
  readonly alarms: number;
  readonly coverage: number;
}

/** Years of campaigns whose regions all return 1.5 per unit of cost, compared again and again. */
export function comparedWorlds(
  counts: readonly number[],
  campaignSigma: number,
  runs: number,
  { by = "region", from = 1 }: { readonly by?: CampaignGrouping; readonly from?: number } = {},
): ComparedWorlds {
  const regions = Object.fromEntries(counts.map((campaigns, i) => [`R${i}`, { campaigns, multiple: 1.5 }]));
  let [alarms, held, named] = [0, 0, 0];
  for (let seed = from; seed < from + runs; seed++) {
    const { campaigns, opportunities, links } = simulatedBook(seed, regions, { campaignSigma });
    const options = { by, asOf: "2026-12-31", marginRate: 1, permutations: 199, seed };
    const { test, groups } = compareCampaigns(campaigns, opportunities, links, options);
    if (!("abstained" in test) && test.pValue <= 0.05) alarms++;
    for (const { roi } of groups) {
      if ("abstained" in roi) continue;
      named++;
      if (roi.interval.lower <= 0.5 && 0.5 <= roi.interval.upper) held++;
    }
  }
  return { alarms: alarms / runs, coverage: held / named };
}
