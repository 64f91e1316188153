import { describe, expect, test } from "vitest";
import { type CampaignRoiOptions, type CampaignRoiResult, measureCampaignRoi } from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { expectClose } from "../support/close.ts";
import { type Book, simulatedBook, small } from "./sample.ts";

const options: CampaignRoiOptions = { asOf: "2026-03-31", marginRate: 0.4 };

function roi(book: Book, more: Partial<CampaignRoiOptions> = {}): CampaignRoiResult {
  return measureCampaignRoi(book.campaigns, book.opportunities, book.links, { ...options, ...more });
}

function row(result: CampaignRoiResult, id: string) {
  const found = result.campaigns.find((campaign) => campaign.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

describe("what a campaign cost and what came back", () => {
  const result = roi(small);
  const [fair, dinner, tour] = [row(result, "fair"), row(result, "dinner"), row(result, "tour")];

  test("a shared opportunity is credited as agreed, or equally where nothing was agreed", () => {
    expect(fair.opportunities).toBe(2.25);
    expect(fair.contracts).toBe(1.25);
    expect(fair.revenue).toBe(0.75 * 4000 + 0.5 * 2000);
    expect(dinner.revenue).toBe(1000);
    expect(tour.revenue).toBe(0.5 * 2000 + 1000);
  });

  test("a deal's own margin goes before the general one, and a loss-making deal counts against its campaign", () => {
    expect(fair.contribution).toBe(0.4 * 3000 + 0.25 * 1000);
    expect(tour.contribution).toBe(0.25 * 1000 - 100);
  });

  test("the return rests on the real cost where it is known, else on the plan", () => {
    expect(fair).toMatchObject({ costBasis: "real", cost: 1250, overrun: 250, profit: 200 });
    expectClose(fair.realizedRoi ?? 0, 200 / 1250, 1e-15);
    expect(dinner).toMatchObject({ costBasis: "planned", cost: 300 });
    expect(dinner.realCost).toBeUndefined();
    expect(tour.overrun).toBe(-50);
  });

  test("a campaign is paid back on the first day on which its contribution covers its cost", () => {
    expect(fair.payback).toEqual({ days: 50, date: "2026-03-01", earliest: "2026-02-09" });
    expect(dinner.payback).toEqual({ days: 8, date: "2026-02-09", earliest: "2026-02-09" });
    expect(tour.payback).toEqual({
      abstained: { code: "campaign_not_paid_back", params: { days: 70, missing: 300 } },
    });
  });

  test("two won deals are an account, not a return to expect: the interval abstains", () => {
    expect(fair.roi).toEqual({ abstained: { code: "too_few_rows", params: { n: 2, needed: 5 } } });
    expect(fair.realizedRoi).toBeDefined();
  });

  test("the win rate counts opportunities, however they are shared", () => {
    expect(fair.winRate).toMatchObject({ value: 2 / 3, n: 3 });
  });

  test("cost per contract turns the credited count over, interval included", () => {
    if ("abstained" in fair.costPerContract) throw new Error("abstained");
    expect(fair.costPerContract.value).toBe(1250 / 1.25);
    expect(fair.costPerContract.interval.lower).toBeLessThan(fair.costPerContract.value);
    expect(fair.costPerContract.interval.upper).toBeGreaterThan(fair.costPerContract.value);
  });

  test("the totals are the sums of the rows, and opportunities that nobody claims are named", () => {
    const { totals } = result;
    expect(totals.cost).toBe(1250 + 300 + 450);
    expect(totals.plannedCost).toBe(1800);
    expect(totals.realCost).toBe(1700);
    expect(totals.overrun).toBe(200);
    expect(totals.contracts).toBe(3);
    expect(totals.opportunities).toBe(4);
    expect(totals.revenue).toBe(7000);
    expect(totals.ratios).toEqual({
      opportunitiesPerCampaign: 4 / 3,
      contractsPerCampaign: 1,
      contractsPerOpportunity: 0.75,
    });
    expect(result.unlinked).toEqual({ ids: ["o5"], won: 1, revenue: 700 });
  });
});

describe("as of a day", () => {
  test("a deal that is won later is still open", () => {
    const early = roi(small, { asOf: "2026-02-28" });
    expect(early.totals.contracts).toBe(1);
    expect(row(early, "fair").payback).toMatchObject({ abstained: { code: "campaign_not_paid_back" } });
  });

  test("a campaign that has not begun has cost nothing yet and returns nothing yet", () => {
    const early = roi(small, { asOf: "2026-01-25" });
    const dinner = row(early, "dinner");
    expect(dinner).toMatchObject({ costBasis: "none", cost: 0, plannedCost: 300 });
    expect(dinner.roi).toEqual({ abstained: { code: "campaign_not_started", params: { start: "2026-02-01" } } });
    expect(dinner.payback).toEqual(dinner.roi);
  });
});

describe("what cannot be named says why", () => {
  const campaign = { id: "c", region: "East", form: "mailing", start: "2026-01-01", plannedCost: 0 };
  const won = { id: "o", amount: 10, won: true };

  test("no cost, no opportunity, no contract, no date", () => {
    const bare = measureCampaignRoi([campaign], [], [], options).campaigns[0];
    expect(bare?.roi).toEqual({ abstained: { code: "campaign_zero_cost", params: {} } });
    expect(bare?.realizedRoi).toBeUndefined();
    expect(bare?.winRate).toEqual({ abstained: { code: "campaign_no_opportunities", params: {} } });
    expect(bare?.costPerOpportunity).toEqual({ abstained: { code: "campaign_no_opportunities", params: {} } });
    expect(bare?.costPerContract).toEqual({ abstained: { code: "campaign_no_contracts", params: {} } });
    expect(bare?.payback).toEqual({ days: 0, date: "2026-01-01" });
    const link = { campaignId: "c", opportunityId: "o" };
    const undated = measureCampaignRoi([{ ...campaign, plannedCost: 5 }], [won], [link], options).campaigns[0];
    expect(undated?.payback).toEqual({ abstained: { code: "campaign_undated_deals", params: { n: 1 } } });
  });

  test("deals that bring nothing have no scatter to measure", () => {
    const opportunities = Array.from({ length: 6 }, (_, i) => ({ ...won, id: `o${i}`, margin: 0 }));
    const links = opportunities.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
    const { campaigns } = measureCampaignRoi([{ ...campaign, plannedCost: 5 }], opportunities, links, options);
    expect(campaigns[0]?.roi).toEqual({ abstained: { code: "all_values_equal", params: { n: 6, value: 0 } } });
  });

  test("a deal from before the start and a deal that dominates are pointed out", () => {
    const opportunities = [
      { ...won, wonOn: "2025-12-01" },
      { id: "big", amount: 990, won: true, wonOn: "2026-02-01" },
    ];
    const links = opportunities.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
    const { campaigns } = measureCampaignRoi([campaign], opportunities, links, options);
    expect(campaigns[0]?.cautions).toEqual([
      { code: "campaign_won_before_start", params: { n: 1 } },
      { code: "campaign_one_deal_dominates", params: { share: 0.99 } },
    ]);
    expect(campaigns[0]?.cautions.map((reason) => word(reason, "en"))).toEqual([
      "deals won before the campaign began: 1; it cannot have caused them",
      "one deal makes up 99% of the contribution",
    ]);
  });

  test("losses among the deals widen the interval on both sides of the value", () => {
    const opportunities = Array.from({ length: 8 }, (_, i) => ({ ...won, id: `o${i}`, margin: i === 0 ? -5 : 10 }));
    const links = opportunities.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
    const [row0] = measureCampaignRoi([{ ...campaign, plannedCost: 10 }], opportunities, links, options).campaigns;
    if (row0 === undefined || "abstained" in row0.roi) throw new Error("abstained");
    const { value, interval } = row0.roi;
    // normal interval: √(7·10² + 5²) · 1.95996 / 10
    expectClose(interval.upper - value, (Math.sqrt(725) * 1.959963984540054) / 10, 1e-12);
    expectClose(value - interval.lower, interval.upper - value, 1e-12);
  });
});

test("equal deals give the exact Poisson interval of their number", () => {
  const campaign = { id: "c", region: "East", form: "mailing", start: "2026-01-01", plannedCost: 10 };
  const opportunities = Array.from({ length: 10 }, (_, i) => ({ id: `o${i}`, amount: 1, won: true, margin: 1 }));
  const links = opportunities.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
  const [row0] = measureCampaignRoi([campaign], opportunities, links, options).campaigns;
  if (row0 === undefined || "abstained" in row0.roi) throw new Error("abstained");
  // Garwood's exact 95 % limits of a count of 10: 4.795389, 18.390356
  expectClose((row0.roi.interval.lower + 1) * 10, 4.795389, 1e-6);
  expectClose((row0.roi.interval.upper + 1) * 10, 18.390356, 1e-6);
});

test("cost lines stand in for a real cost that was booked by line alone", () => {
  const lines = [
    { kind: "venue", planned: 60, real: 70 },
    { kind: "gifts", planned: 40, real: 45 },
  ];
  const campaign = { id: "c", region: "East", form: "dinner", start: "2026-01-01", plannedCost: 100, lines };
  const [row0] = measureCampaignRoi([campaign], [], [], options).campaigns;
  expect(row0).toMatchObject({ realCost: 115, overrun: 15, cost: 115, costBasis: "real" });
});

describe("the interval of a return covers the true return", () => {
  test.each([
    { deals: "equal deals", dealSigma: 0 },
    { deals: "deals that vary by half", dealSigma: 0.5 },
    { deals: "deals as skewed as revenue usually is", dealSigma: 1 },
  ])("$deals: 93–99 % of 95 % intervals", ({ dealSigma }) => {
    let covered = 0;
    let total = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const book = simulatedBook(seed, { East: { campaigns: 15, multiple: 1.5 } }, { dealSigma });
      for (const { roi: estimate } of roi(book, { marginRate: 1 }).campaigns) {
        if ("abstained" in estimate) continue;
        total++;
        if (estimate.interval.lower <= 0.5 && estimate.interval.upper >= 0.5) covered++;
      }
    }
    expect(total).toBeGreaterThan(400);
    const coverage = covered / total;
    expect(coverage, String(coverage)).toBeGreaterThan(0.93);
    expect(coverage, String(coverage)).toBeLessThan(0.99);
  });
});
