import {
  type CampaignMoneyParts,
  measureCampaignMoney,
  measureCampaignNpv,
  measureCampaignRoi,
} from "../../src/campaign/index.ts";
import type { Abstention, Estimate } from "../../src/core/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";

/** Amounts of mean 100, log-normal with the given σ. */
const amounts = (random: Random, n: number, sigma: number): number[] =>
  Array.from({ length: n }, () => 100 * Math.exp(sigma * random.normal() - (sigma * sigma) / 2));

export const sumsOf = (column: readonly number[]) => ({
  sum: column.reduce((a, b) => a + b, 0),
  sumOfSquares: column.reduce((a, b) => a + b * b, 0),
});

/** A campaign whose responses are a Poisson count; half of what is sold would have come anyway. */
function moneyWorld(random: Random, expected: number, sigma: number): CampaignMoneyParts {
  const responses = random.poisson(expected);
  const alone = random.poisson(expected / 2);
  return {
    cost: 1000,
    contacted: 100 * expected,
    responses,
    leads: random.poisson(2 * expected),
    revenue: sumsOf(amounts(random, responses, sigma)),
    marginRate: 0.5,
    control: { customers: 100 * expected, revenue: sumsOf(amounts(random, alone, sigma)) },
  };
}

/** Shares of intervals that hold the truth, by figure; `told` of the least told figure. */
export function moneyCoverage(expected: number, sigma: number, runs: number): Readonly<Record<string, number>> {
  const random = createRandom(11);
  const held = new Map<string, [held: number, told: number]>();
  const note = (name: string, of: Estimate | Abstention, truth: number): void => {
    if ("abstained" in of) return;
    const tally = held.get(name) ?? [0, 0];
    tally[1]++;
    if (of.interval.lower <= truth && truth <= of.interval.upper) tally[0]++;
    held.set(name, tally);
  };
  for (let run = 0; run < runs; run++) {
    const money = measureCampaignMoney(moneyWorld(random, expected, sigma));
    note("roi", money.roi, (50 * expected - 1000) / 1000);
    note("romi", money.romi, (25 * expected - 1000) / 1000);
    note("breakEven", money.breakEven.responses, 20);
    note("valuePerResponse", money.valuePerResponse, 50);
    note("costPerResponse", money.costPerResponse, 1000 / expected);
    if (money.costPerLead !== undefined) note("costPerLead", money.costPerLead, 500 / expected);
  }
  return Object.fromEntries([...held].map(([name, [hits, told]]) => [name, hits / told]));
}

/** Deals that come by chance over a year, worth their present value. */
export function npvCoverage(expected: number, sigma: number, runs: number): number {
  const random = createRandom(12);
  // mean of e^(−.2 t) over the year
  const truth = -1000 + (50 * expected * (1 - Math.exp(-0.2))) / 0.2;
  let [held, told] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const n = random.poisson(expected);
    if (n < 5) continue;
    const deals = amounts(random, n, sigma).map((amount) => ({
      date: Date.UTC(2026, 0, 1) + random.integer(0, 364) * 86_400_000,
      amount: amount / 2,
    }));
    const flows = [{ date: "2026-01-01", amount: -1000 }, ...deals];
    const { npv } = measureCampaignNpv(flows, { rate: 0.2, compounding: "continuous" });
    if ("abstained" in npv) continue;
    told++;
    if (npv.interval.lower <= truth && truth <= npv.interval.upper) held++;
  }
  return held / told;
}

/** Campaigns whose expected contribution reaches the cost on day 180: how often it lies between earliest and latest. */
export function paybackCoverage(
  expected: number,
  sigma: number,
  runs: number,
): { readonly held: number; readonly roi: number } {
  const random = createRandom(13);
  const due = "2026-06-30";
  let [held, told, roiHeld, roiTold] = [0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const n = random.poisson(2 * expected);
    const opportunities = amounts(random, n, sigma).map((amount, i) => ({
      id: `o${i}`,
      amount,
      won: true,
      wonOn: Date.UTC(2026, 0, 1) + random.integer(1, 360) * 86_400_000,
    }));
    const links = opportunities.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
    const campaign = { id: "c", region: "R", form: "f", start: "2026-01-01", plannedCost: 100 * expected };
    const result = measureCampaignRoi([campaign], opportunities, links, { asOf: "2026-12-31", marginRate: 1 });
    const [row] = result.campaigns;
    if (row === undefined) continue;
    if (!("abstained" in row.roi)) {
      roiTold++;
      if (row.roi.interval.lower <= 1 && 1 <= row.roi.interval.upper) roiHeld++;
    }
    if ("abstained" in row.payback) continue;
    told++;
    const { earliest = "", latest = "9999" } = row.payback;
    if (earliest <= due && due <= latest) held++;
  }
  return { held: held / told, roi: roiHeld / roiTold };
}
