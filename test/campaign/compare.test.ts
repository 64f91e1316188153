import { describe, expect, test } from "vitest";
import { groupMeans, type ReturnRow } from "../../src/campaign/compare/credibility.ts";
import { scatterOf } from "../../src/campaign/compare/scatter.ts";
import {
  type CampaignComparison,
  type CompareCampaignsOptions,
  compareCampaigns,
  measureCampaignRoi,
} from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { sum } from "../../src/math/sum.ts";
import { expectClose } from "../support/close.ts";
import { comparedWorlds } from "./compare-worlds.ts";
import { type Book, simulatedBook, small } from "./sample.ts";

const asOf = "2026-12-31";

function compare(book: Book, more: Partial<CompareCampaignsOptions> = {}): CampaignComparison {
  const options: CompareCampaignsOptions = { by: "region", asOf, marginRate: 1, ...more };
  return compareCampaigns(book.campaigns, book.opportunities, book.links, options);
}

function byHand(returns: readonly (readonly [region: string, cost: number, contribution: number])[]): Book {
  const campaigns = returns.map(([region, plannedCost], i) => ({
    id: `c${i}`,
    region,
    form: "seminar",
    start: "2026-01-01",
    plannedCost,
  }));
  const opportunities = returns.map(([, , margin], i) => ({ id: `o${i}`, amount: margin, margin, won: true }));
  const links = returns.map((_, i) => ({ campaignId: `c${i}`, opportunityId: `o${i}` }));
  return { campaigns, opportunities, links };
}

describe("two lucky events do not win", () => {
  // South: two events that tripled their money; the others have 12 each that return half as much again, with scatter
  const steady = [80, 260, 120, 170, 90, 220, 140, 60, 210, 150, 130, 170];
  const book = byHand([
    ["South", 100, 290],
    ["South", 100, 310],
    ...steady.map((amount) => ["East", 100, amount] as const),
    ...steady.map((amount) => ["West", 100, amount + 5] as const),
  ]);
  const result = compare(book);
  const south = result.groups.find((group) => group.id === "South");

  test("what is expected of the lucky region lies well below what it booked", () => {
    expectClose(south?.realizedRoi ?? 0, 2, 1e-12);
    expect(south?.shrunk?.value).toBeLessThan(1.9);
    expect(south?.shrunk?.weight).toBeLessThan(0.9);
    const east = result.groups.find((group) => group.id === "East");
    expect(south?.shrunk?.weight).toBeLessThan(east?.shrunk?.weight ?? 0);
  });

  test("its interval is as wide as two events deserve, though the two agreed by chance", () => {
    if (south === undefined || "abstained" in south.roi) throw new Error("abstained");
    expect(south.roi.n).toBe(2);
    expect(south.roi.interval.upper - south.roi.interval.lower).toBeGreaterThan(1);
  });

  test("where returns scatter more, the leader is called unproven in words", () => {
    const wild = byHand([
      ["South", 100, 280],
      ["South", 100, 300],
      ...[10, 400, 30, 260, 0, 350, 20, 290, 60, 180, 90, 110].flatMap((amount) => [
        ["East", 100, amount] as const,
        ["West", 100, amount + 10] as const,
      ]),
    ]);
    const { verdict, cautions } = compare(wild);
    expect(verdict.code).toBe("campaign_groups_alike");
    expect(cautions.map((reason) => reason.code)).toEqual(["campaign_leader_not_proven"]);
    expect(word(cautions[0] ?? verdict, "zh")).toMatch(/^South 账面回报最高（190%），但仅凭 2 场活动不足以证明/);
  });
});

test("credibility as in the textbook formulas", () => {
  // two groups of two and three; by hand: multiples 2 (1.5, 2.5) and 1 (.9, 1, 1.1), all of cost 100
  const { groups, spread } = compare(
    byHand([
      ["A", 100, 150],
      ["A", 100, 250],
      ["B", 100, 90],
      ["B", 100, 100],
      ["B", 100, 110],
    ]),
  );
  // within (50 + 2) / 3; between (300·200/500 − 52/3) / (500 − (200² + 300²) / 500)
  const within = 52 / 3;
  const between = (120 - within) / (500 - 130000 / 500);
  expectClose(spread?.within ?? 0, within, 1e-12);
  expectClose(spread?.between ?? 0, between, 1e-12);
  const [za, zb] = [200, 300].map((cost) => cost / (cost + within / between)) as [number, number];
  const target = (za * 2 + zb * 1) / (za + zb);
  expectClose(spread?.target ?? 0, target - 1, 1e-12);
  expect(groups.map((group) => group.id)).toEqual(["A", "B"]);
  expectClose(groups[0]?.shrunk?.value ?? 0, target + za * (2 - target) - 1, 1e-12);
  expectClose(groups[1]?.shrunk?.weight ?? 0, zb, 1e-12);
});

test("a region that really returns more is found, and named", () => {
  const { verdict, groups, cautions } = compare(
    simulatedBook(5, { East: { campaigns: 25, multiple: 3 }, West: { campaigns: 25, multiple: 1.2 } }),
  );
  expect(verdict).toMatchObject({ code: "campaign_groups_differ", params: { best: "East" } });
  expect(groups[0]?.shrunk?.weight).toBeGreaterThan(0.8);
  expect(cautions).toEqual([]);
  expect(word(verdict)).toMatch(/^the returns differ by more than chance \(p = 0\.\d+\); the best expectation is East/);
});

describe("scale of spending", () => {
  const book = simulatedBook(9, { East: { campaigns: 30, multiple: 1.5 } });

  test("falls into terciles of cost unless cuts are given", () => {
    const { groups } = compare(book, { by: "scale" });
    expect(groups.map((group) => group.id).sort()).toEqual(["large", "medium", "small"]);
    for (const group of groups) expect(Math.abs(group.n - 10)).toBeLessThanOrEqual(3);
  });

  test("a cost on the cut belongs to the upper band", () => {
    const { groups } = compare(byHand([100, 200, 200, 300, 400].map((cost) => ["A", cost, cost + 7] as const)), {
      by: "scale",
      cuts: [200],
    });
    const sizes = new Map(groups.map((group) => [group.id, group]));
    expect(sizes.get("band1")).toMatchObject({ n: 1, costBelow: 200 });
    expect(sizes.get("band2")).toMatchObject({ n: 4, costFrom: 200 });
  });

  test("campaigns of one cost fall into one band, and nothing is compared", () => {
    const { groups, test: answer } = compare(byHand([1, 2, 3, 4].map((k) => ["A", 100, 50 * k] as const)), {
      by: "scale",
    });
    expect(groups.map((group) => group.id)).toEqual(["large"]);
    expect(answer).toEqual({ abstained: { code: "too_few_rows", params: { n: 1, needed: 2 } } });
  });
});

test("too few campaigns, and campaigns without any scatter, abstain with their reason", () => {
  const few = compare(small, { asOf: "2026-03-31", marginRate: 0.4 });
  expect(few.test).toEqual({ abstained: { code: "too_few_rows", params: { n: 3, needed: 5 } } });
  expect(few.groups.every((group) => "abstained" in group.roi && group.shrunk === undefined)).toBe(true);
  expect(few.verdict.code).toBe("too_few_rows");
  const even = compare(byHand(["A", "A", "A", "B", "B", "B"].map((region) => [region, 100, 130] as const)));
  expect(even.verdict).toEqual({ code: "campaign_no_scatter", params: { n: 6 } });
});

test("campaigns without cost or not yet begun are left out by name, never silently", () => {
  const book = byHand([
    ["A", 0, 50],
    ["A", 100, 50],
  ]);
  const later = { ...book.campaigns[1], id: "later", region: "B", form: "x", start: "2027-05-01", plannedCost: 9 };
  const { excluded, overall } = compare({ ...book, campaigns: [...book.campaigns, later] });
  expect(excluded).toEqual([
    { id: "c0", contribution: 50, reason: { code: "campaign_zero_cost", params: {} } },
    { id: "later", contribution: 0, reason: { code: "campaign_not_started", params: { start: "2027-05-01" } } },
  ]);
  expect(overall).toEqual({ n: 1, cost: 100, contribution: 50, realizedRoi: -0.5 });
});

test("groups hold what the campaigns' own figures add up to", () => {
  const book = simulatedBook(3, { East: { campaigns: 6, multiple: 1.5 }, West: { campaigns: 7, multiple: 1 } });
  const { campaigns } = measureCampaignRoi(book.campaigns, book.opportunities, book.links, { asOf, marginRate: 1 });
  for (const group of compare(book).groups) {
    const own = campaigns.filter((campaign) => campaign.region === group.id);
    expect(group.n).toBe(own.length);
    expectClose(
      group.contribution,
      own.reduce((total, campaign) => total + campaign.contribution, 0),
      1e-12,
    );
  }
});

test("scatter that spending averages away and scatter that it does not are told apart", () => {
  // by hand, one group: costs 1, 4 and returns m ± e; the two sums of squares give both parts back
  const rows = [1, 4, 1, 4, 1, 4].map((cost): ReturnRow => ({ group: 0, cost, multiple: 0 }));
  const means = groupMeans(rows, 1);
  // residuals with square 1 + 2/cost on average: own 1, perCost 2, scaled so that means take their part
  const residuals = [3, 1.5, -3, -1.5, 0, 0].map((r) => r * 0.8);
  const { own, perCost } = scatterOf(rows, means, residuals);
  const weighed = sum(rows.map(({ cost }, i) => cost * (residuals[i] as number) ** 2));
  const plain = sum(residuals.map((r) => r * r));
  // E Σ c e² = own (C − Σc²/C) + 5 perCost; E Σ (e − ē)² = 5 own + perCost (1 − 1/6) Σ 1/c
  expectClose(own * (15 - 51 / 15) + 5 * perCost, weighed, 1e-12);
  expectClose(5 * own + ((perCost * 5) / 6) * 3.75, plain, 1e-12);
});

test("costs that differ between the groups make the test ask two shuffles", () => {
  const dear = byHand(
    [5, 9, 6, 8, 7, 5.5].flatMap(
      (m, i) =>
        [
          ["A", 10, 10 * m],
          ["B", 1000, 1000 * (m - 3 + (i % 2))],
        ] as const,
    ),
  );
  const { test: answer } = compare(dear);
  if ("abstained" in answer) throw new Error("abstained");
  expect(answer.pValue).toBeGreaterThan(0);
  expect(answer.pValue).toBeLessThanOrEqual(1);
});

describe("honest under simulation", () => {
  test("regions that do not differ are called different in about one case of twenty, and intervals hold the truth", () => {
    // 200 runs: three standard errors of the level are 4.6 points; the long run is nightly
    for (const counts of [
      [14, 14, 2],
      [6, 6, 6],
    ]) {
      const { alarms, coverage } = comparedWorlds(counts, 0.5, 200);
      expect(alarms).toBeGreaterThan(0.004);
      expect(alarms).toBeLessThan(0.096);
      // 600 intervals: two standard errors are 1.8 points
      expect(coverage).toBeGreaterThan(0.93 - 0.018);
      expect(coverage).toBeLessThan(0.97 + 0.018);
    }
  });

  test("intervals of group returns cover the truth, few campaigns or many", () => {
    const regions = { N: { campaigns: 4, multiple: 1.5 }, W: { campaigns: 20, multiple: 1.2 } };
    let covered = 0;
    let total = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const { groups } = compare(simulatedBook(seed, regions, { campaignSigma: 0.3 }), { permutations: 99 });
      for (const { id, roi } of groups) {
        if ("abstained" in roi) continue;
        total++;
        const truth = id === "N" ? 0.5 : 0.2;
        if (roi.interval.lower <= truth && truth <= roi.interval.upper) covered++;
      }
    }
    const coverage = covered / total;
    expect(coverage, String(coverage)).toBeGreaterThan(0.93);
    expect(coverage, String(coverage)).toBeLessThan(0.975);
  });
});
