import type { Campaign, CampaignLink, CampaignOpportunity } from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";

export interface Book {
  readonly campaigns: readonly Campaign[];
  readonly opportunities: readonly CampaignOpportunity[];
  readonly links: readonly CampaignLink[];
}

/** Three campaigns small enough to add up by hand. */
export const small: Book = {
  campaigns: [
    { id: "fair", region: "East", form: "exhibition", start: "2026-01-10", plannedCost: 1000, realCost: 1250 },
    { id: "dinner", region: "East", form: "dinner", start: "2026-02-01", plannedCost: 300 },
    { id: "tour", region: "West", form: "visit", start: "2026-01-20", plannedCost: 500, realCost: 450 },
  ],
  opportunities: [
    { id: "o1", amount: 4000, won: true, wonOn: "2026-02-09" },
    { id: "o2", amount: 2000, won: true, wonOn: "2026-03-01", marginRate: 0.25 },
    { id: "o3", amount: 9000, won: false },
    { id: "o4", amount: 1000, won: true, wonOn: "2026-03-05", margin: -100 },
    { id: "o5", amount: 700, won: true, wonOn: "2026-03-20" },
  ],
  links: [
    { campaignId: "fair", opportunityId: "o1", credit: 0.75 },
    { campaignId: "dinner", opportunityId: "o1", credit: 0.25 },
    { campaignId: "fair", opportunityId: "o2" },
    { campaignId: "tour", opportunityId: "o2" },
    { campaignId: "fair", opportunityId: "o3" },
    { campaignId: "tour", opportunityId: "o4" },
  ],
};

/** A year of campaigns whose true return per unit of cost is given by region; deals are log-normal in size. */
export function simulatedBook(
  seed: number,
  regions: Readonly<Record<string, { campaigns: number; multiple: number }>>,
  options: { readonly dealSigma?: number; readonly campaignSigma?: number } = {},
): Book {
  const { dealSigma = 0.8, campaignSigma = 0 } = options;
  const random = createRandom(seed);
  const campaigns: Campaign[] = [];
  const opportunities: CampaignOpportunity[] = [];
  const links: CampaignLink[] = [];
  for (const [region, { campaigns: count, multiple }] of Object.entries(regions)) {
    for (let k = 0; k < count; k++) {
      const id = `${region}-${String(k + 1).padStart(2, "0")}`;
      const cost = 1000 * random.integer(5, 40);
      campaigns.push({ id, region, form: "seminar", start: "2026-01-05", plannedCost: cost });
      const own = multiple * Math.exp(campaignSigma * random.normal() - (campaignSigma * campaignSigma) / 2);
      // one opportunity for every 1,000 spent, one in four of them won
      const deals = random.poisson(cost / 1000);
      for (let d = 0; d < deals; d++) {
        const won = random.uniform() < 0.25;
        const size = Math.exp(dealSigma * random.normal() - (dealSigma * dealSigma) / 2);
        const amount = (1000 * own * size) / 0.25;
        const opportunityId = `${id}-${String(d + 1).padStart(3, "0")}`;
        opportunities.push({ id: opportunityId, amount, won, wonOn: "2026-03-01" });
        links.push({ campaignId: id, opportunityId });
      }
    }
  }
  return { campaigns, opportunities, links };
}
