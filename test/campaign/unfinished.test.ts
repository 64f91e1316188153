import { describe, expect, test } from "vitest";
import { permutationPValue } from "../../src/campaign/compare/permutation.ts";
import { compareCampaigns, measureCampaignRoi } from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";

const options = { asOf: "2026-06-30", marginRate: 1 };
const campaigns = [
  { id: "old", region: "East", form: "fair", start: "2026-01-10", end: "2026-02-10", plannedCost: 100 },
  { id: "new", region: "East", form: "fair", start: "2026-06-20", end: "2026-07-31", plannedCost: 100 },
];
const opportunities = [
  { id: "won", amount: 300, won: true, wonOn: "2026-03-01" },
  { id: "lost", amount: 300, won: false },
  { id: "open", amount: 300, won: false, open: true },
  { id: "later", amount: 300, won: true, wonOn: "2026-08-01" },
];
const links = [
  { campaignId: "old", opportunityId: "won" },
  { campaignId: "old", opportunityId: "lost" },
  { campaignId: "new", opportunityId: "open" },
  { campaignId: "new", opportunityId: "later" },
];

describe("what has not ended yet", () => {
  const { campaigns: rows, totals } = measureCampaignRoi(campaigns, opportunities, links, options);

  test("a running campaign says that its cost is in and its returns are not", () => {
    expect(rows[1]?.cautions).toEqual([
      { code: "campaign_running", params: { n: 1, until: "2026-07-31" } },
      { code: "campaign_open_deals", params: { open: 2, of: 2 } },
    ]);
    expect(rows[0]?.cautions).toEqual([]);
    expect(totals.cautions.map(({ code }) => code)).toEqual(["campaign_running", "campaign_open_deals"]);
  });

  test("open deals are no failures: the win rate counts those decided", () => {
    expect(totals.winRate).toMatchObject({ value: 0.5, n: 2 });
    expect(totals.open).toBe(2);
    expect(rows[1]?.winRate).toMatchObject({ abstained: { code: "campaign_no_opportunities" } });
  });

  test("a comparison carries the same cautions", () => {
    const comparison = compareCampaigns(campaigns, opportunities, links, { ...options, by: "region" });
    expect(comparison.cautions.map(({ code }) => code)).toEqual(["campaign_running", "campaign_open_deals"]);
    expect(comparison.groups[0]?.open).toBe(2);
  });

  test("a deal cannot be won and open at once", () => {
    const both = [{ id: "won", amount: 1, won: true, open: true }];
    expect(() => measureCampaignRoi(campaigns, both, [], options)).toThrow(
      expect.objectContaining({ code: "inconsistent" }),
    );
    const text = [{ id: "won", amount: 1, won: false, open: "yes" as never }];
    expect(() => measureCampaignRoi(campaigns, text, [], options)).toThrow(
      expect.objectContaining({ code: "invalid_type" }),
    );
  });
});

test("groups of cheap and of dear campaigns with equal true returns are called different in five of a hundred tests", () => {
  // returns scatter with variance σ² / cost, the module's own model: 4 campaigns of 30 against 10 of 1,000
  const costs = [...Array<number>(4).fill(30), ...Array<number>(10).fill(1000)];
  const random = createRandom(9);
  const runs = 1500;
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const rows = costs.map((cost, i) => ({
      group: i < 4 ? 0 : 1,
      cost,
      multiple: 2 + (5 * random.normal()) / Math.sqrt(cost),
    }));
    if (permutationPValue(rows, 2, 199, run) <= 0.05) alarms++;
  }
  // three standard errors of 1,500 runs are 1.7 points
  expect(alarms / runs).toBeGreaterThan(0.033);
  expect(alarms / runs).toBeLessThan(0.067);
});
