import { describe, expect, test } from "vitest";
import {
  type CampaignMoneyParts,
  measureCampaignMoney,
  measureCampaignNpv,
  measureCampaignRoi,
  measureLift,
} from "../../src/campaign/index.ts";
import { campaignMoneyPartsSchema, cashFlowSchema } from "../../src/campaign/money/schema.ts";
import { type Abstention, type Estimate, describe as word } from "../../src/core/index.ts";
import { expectClose } from "../support/close.ts";
import { moneyCoverage, npvCoverage, paybackCoverage, sumsOf } from "./money-worlds.ts";

const parts: CampaignMoneyParts = {
  cost: 4000,
  contacted: 5000,
  responses: 80,
  leads: 200,
  contracts: 0,
  revenue: { sum: 20000, sumOfSquares: 9_000_000 },
  marginRate: 0.4,
  control: { customers: 5000, revenue: { sum: 6000, sumOfSquares: 2_500_000 } },
};

function told(of: Estimate | Abstention | undefined): Estimate {
  if (of === undefined || "abstained" in of) throw new Error(of === undefined ? "absent" : word(of.abstained));
  return of;
}

describe("money from totals", () => {
  const money = measureCampaignMoney(parts);

  test("ratios agree with each other to the bit, ends included", () => {
    const [contribution, profit, roi] = [money.contribution, money.profit, money.roi].map(told) as [
      Estimate,
      Estimate,
      Estimate,
    ];
    expect(profit.value).toBe(contribution.value - 4000);
    expect(roi.value).toBe(profit.value / 4000);
    expect(roi.value).toBe(money.booked.roi);
    for (const end of ["lower", "upper"] as const) {
      expect(profit.interval[end]).toBe(contribution.interval[end] - 4000);
      expect(roi.interval[end]).toBe(profit.interval[end] / 4000);
      expect(contribution.interval[end]).toBe(told(money.revenuePerCost).interval[end] * 4000 * 0.4);
    }
    if ("abstained" in money.incremental) throw new Error("abstained");
    expect(told(money.romi).value).toBe(money.incremental.total.value / 4000);
    expect(told(money.breakEven.rate).value).toBe(told(money.breakEven.responses).value / 5000);
  });

  test("each figure says how its interval was made", () => {
    const methodsOf = (refunds: boolean) => {
      const { roi, romi, valuePerResponse, breakEven, costPerResponse } = measureCampaignMoney({
        ...parts,
        refunds,
        contacted: 5000,
        control: { customers: 5000, revenue: { sum: 6000, sumOfSquares: 2_500_000 } },
      });
      return [roi, romi, valuePerResponse, breakEven.responses, costPerResponse].map((figure) =>
        "abstained" in figure ? figure.abstained.code : figure.method,
      );
    };
    expect(methodsOf(false)).toEqual(["compound_poisson", "welch", "skewed_mean", "skewed_mean", "poisson"]);
    expect(methodsOf(true)).toEqual(["normal", "welch", "t", "fieller", "poisson"]);
  });

  test("ROMI counts what would not have come anyway: the lift in spend, at its margin, less the cost", () => {
    const lift = measureLift(
      { kind: "mean", n: 5000, ...parts.revenue },
      { kind: "mean", n: 5000, sum: 6000, sumOfSquares: 2_500_000 },
    );
    if ("abstained" in lift || "abstained" in lift.absolute) throw new Error("abstained");
    const { interval } = lift.absolute;
    const romi = told(money.romi);
    expectClose(romi.value, (14000 * 0.4 - 4000) / 4000, 1e-12);
    expectClose(romi.interval.lower, (interval.lower * 5000 * 0.4 - 4000) / 4000, 1e-12);
    expectClose(romi.interval.upper, (interval.upper * 5000 * 0.4 - 4000) / 4000, 1e-12);
    expect(romi.value).toBeLessThan(told(money.roi).value);
  });

  test("costs of leads turn the exact interval of their number over, and of none came the least is known", () => {
    // Poisson limits of 200 by SciPy 1.17.1: chi2.ppf(.025, 400) / 2, chi2.ppf(.975, 402) / 2
    expectClose(told(money.costPerLead).interval.upper, 4000 / 173.24088268145732, 1e-10);
    expectClose(told(money.costPerLead).interval.lower, 4000 / 229.72198166544987, 1e-10);
    // "rule of three": −ln .05
    const none = money.costPerContract;
    if (none === undefined || !("abstained" in none)) throw new Error("told");
    expect(none.abstained).toMatchObject({ code: "campaign_none_yet", params: { unit: "contract", level: 0.95 } });
    expect(word(none.abstained)).toBe("no contract has come of it; with 95% confidence one costs at least 1,335.23");
    expect(word(none.abstained, "zh")).toBe("尚未带来任何合同；以 95% 的把握，每个合同成本至少为 1,335.23");
  });

  test("break-even is cost over the value of a response, and its interval that of the value turned over", () => {
    const [value, needed] = [told(money.valuePerResponse), told(money.breakEven.responses)];
    expect(value.value).toBe(100);
    expect(needed.value).toBe(40);
    expect(needed.interval.lower).toBe(4000 / value.interval.upper);
    expect(needed.interval.upper).toBe(4000 / value.interval.lower);
    expect(money.reasons.map(({ code }) => code)).toEqual(["campaign_money_gain", "campaign_break_even"]);
    expect(word(money.reasons[1] as never)).toMatch(/^responses that came: 80; the cost is covered by 40 \(/);
  });

  test("amounts all alike leave only their number to chance: the exact Poisson interval", () => {
    const same = measureCampaignMoney({
      cost: 100,
      responses: 10,
      revenue: { sum: 500, sumOfSquares: 25000 },
      marginRate: 1,
    });
    const [each, total] = [told(same.costPerResponse), told(same.contribution)];
    // Garwood's limits of 10 by SciPy 1.17.1: chi2.ppf(.025, 20) / 2, chi2.ppf(.975, 22) / 2
    expectClose(total.interval.lower, 50 * 4.7953886961324335, 1e-10);
    expectClose(total.interval.upper, 50 * 18.39035604201778, 1e-10);
    expectClose(each.interval.upper, 100 / 4.7953886961324335, 1e-10);
    expect(told(same.breakEven.responses)).toMatchObject({
      value: 2,
      n: 10,
      interval: { lower: 2, upper: 2, level: 0.95 },
    });
  });

  test("a campaign with a ledger and one with totals alone tell the same return", () => {
    const deals = [18, 24, 15, 12, 21, 40, 33];
    const opportunities = deals.map((amount, i) => ({ id: `o${i}`, amount, won: true }));
    const links = opportunities.map(({ id }) => ({ campaignId: "c", opportunityId: id }));
    const campaign = { id: "c", region: "R", form: "f", start: "2026-01-01", plannedCost: 50 };
    const ledger = measureCampaignRoi([campaign], opportunities, links, { asOf: "2026-12-31", marginRate: 0.5 });
    const totals = measureCampaignMoney({ cost: 50, responses: 7, revenue: sumsOf(deals), marginRate: 0.5 });
    const [a, b] = [told(ledger.campaigns[0]?.roi), told(totals.roi)];
    expectClose(a.value, b.value, 1e-12);
    expectClose(a.interval.lower, b.interval.lower, 1e-12);
    expectClose(a.interval.upper, b.interval.upper, 1e-12);
  });
});

describe("zero and negative bases are answers of their own", () => {
  const bare = { cost: 0, responses: 0, revenue: { sum: 0, sumOfSquares: 0 }, marginRate: 0.5 };

  test("nothing spent, nothing come, nobody left alone", () => {
    const money = measureCampaignMoney(bare);
    expect(money.booked).toEqual({ cost: 0, revenue: 0, contribution: 0, profit: 0 });
    expect(money.roi).toEqual({ abstained: { code: "campaign_zero_cost", params: {} } });
    expect(money.romi).toEqual(money.roi);
    expect(money.incremental).toEqual({ abstained: { code: "campaign_no_control", params: {} } });
    expect(money.valuePerResponse).toEqual({ abstained: { code: "too_few_rows", params: { n: 0, needed: 5 } } });
    expect(measureCampaignMoney({ ...bare, cost: 30 }).booked.roi).toBe(-1);
  });

  test("refunds that outweigh sales leave no break-even, and make the return's interval normal", () => {
    const money = measureCampaignMoney({
      cost: 100,
      responses: 6,
      revenue: { sum: -60, sumOfSquares: 1600 },
      marginRate: 0.5,
    });
    expect(money.breakEven.responses).toEqual({
      abstained: { code: "campaign_value_not_positive", params: { value: -5 } },
    });
    const roi = told(money.roi);
    expectClose(roi.interval.upper - roi.value, (1.959963984540054 * 40 * 0.5) / 100, 1e-12);
    expect(money.reasons[0]?.code).toBe("campaign_money_loss");
  });

  test("a value that cannot be told from nothing has no break-even; one that can has Fieller's", () => {
    const wild = measureCampaignMoney({
      cost: 100,
      responses: 6,
      revenue: { sum: 6, sumOfSquares: 6000 },
      marginRate: 1,
    });
    expect(wild.breakEven.responses).toMatchObject({ abstained: { code: "campaign_value_near_zero" } });
    // one refund of 1 among sales of 10: mean 59/7, s = 11/√7, t(6) = 2.446911851; cost over the t interval's ends
    const amounts = [10, 10, 10, 10, 10, 10, -1];
    const { sum, sumOfSquares } = sumsOf(amounts);
    const some = measureCampaignMoney({
      cost: 100,
      responses: 7,
      revenue: { sum, sumOfSquares },
      refunds: true,
      marginRate: 1,
    });
    const half = (2.446911851 * 11) / 7;
    expectClose(told(some.breakEven.responses).interval.lower, 100 / (59 / 7 + half), 1e-9);
    expectClose(told(some.breakEven.responses).interval.upper, 100 / (59 / 7 - half), 1e-9);
  });

  test("more responses needed than customers contacted is said", () => {
    const dear = measureCampaignMoney({ ...parts, cost: 600_000 });
    expect(told(dear.breakEven.rate).value).toBeGreaterThan(1);
    expect(dear.reasons.map(({ code }) => code)).toContain("campaign_break_even_out_of_reach");
  });
});

test("gain, loss and doubt are worded in both languages", () => {
  const range = { profit: 100, lower: 20, upper: 180 };
  expect(word({ code: "campaign_money_gain", params: range })).toBe(
    "contribution exceeds cost by 100 (20 to 180): a gain beyond chance",
  );
  expect(word({ code: "campaign_money_loss", params: { profit: -100, lower: -180, upper: -20 } }, "zh")).toBe(
    "贡献低于费用 100（结果 -180 至 -20）：亏损超出偶然范围",
  );
  expect(word({ code: "campaign_money_open", params: { ...range, lower: -20 } }, "zh")).toBe(
    "贡献减费用为 100（-20 至 180）：盈亏未定",
  );
  expect(word({ code: "campaign_flows_known", params: { n: 3 } })).toBe(
    "all flows of money (3) are known, so no interval is needed",
  );
});

describe("net present value", () => {
  test("agrees with the spreadsheet function XNPV", () => {
    // Microsoft's documentation of XNPV: rate 9 %, 2,086.65
    const flows = [
      { date: "2008-01-01", amount: -10000 },
      { date: "2008-03-01", amount: 2750 },
      { date: "2008-10-30", amount: 4250 },
      { date: "2009-02-15", amount: 3250 },
      { date: "2009-04-01", amount: 2750 },
    ];
    const npv = measureCampaignNpv(flows, { rate: 0.09 });
    expectClose(npv.value, 2086.647602, 1e-9);
    expect(measureCampaignNpv([...flows].reverse(), { rate: 0.09 })).toEqual(npv);
    expect(npv.paybackDate).toBe("2009-04-01");
    expect(npv.flows.map(({ years }) => years)[1]).toBe(60 / 365);
    const continuous = measureCampaignNpv(flows, { rate: Math.log(1.09), compounding: "continuous" });
    expectClose(continuous.value, npv.value, 1e-12);
    expectClose(
      measureCampaignNpv(flows, { rate: 0.09, on: "2009-01-01" }).value,
      npv.value * 1.09 ** (366 / 365),
      1e-12,
    );
  });

  test("at rate zero one day's deals have the interval that the return has", () => {
    const deals = [18, 24, 15, 12, 21, 40, 33];
    const flows = [
      { date: "2026-01-01", amount: -50 },
      ...deals.map((amount) => ({ date: "2026-03-01", amount: amount / 2 })),
    ];
    const npv = told(measureCampaignNpv(flows, { rate: 0 }).npv);
    const roi = told(measureCampaignMoney({ cost: 50, responses: 7, revenue: sumsOf(deals), marginRate: 0.5 }).roi);
    expectClose(npv.value, roi.value * 50, 1e-12);
    expectClose(npv.interval.lower, roi.interval.lower * 50, 1e-11);
    expectClose(npv.interval.upper, roi.interval.upper * 50, 1e-11);
  });

  test("known flows need no interval, estimated ones have the normal one", () => {
    const known = [{ date: "2026-01-01", amount: 5, kind: "known" as const }];
    expect(measureCampaignNpv(known, { rate: 0.1 }).npv).toEqual({
      abstained: { code: "campaign_flows_known", params: { n: 1 } },
    });
    const guess = told(measureCampaignNpv([{ date: "2026-01-01", amount: 5, standardError: 2 }], { rate: 0.1 }).npv);
    expectClose(guess.interval.upper, 5 + 2 * 1.959963984540054, 1e-12);
  });
});

describe("what is wrong is refused by name", () => {
  const flow = { date: "2026-01-01", amount: 1 };
  test.each<[string, () => unknown, string, string]>([
    ["a negative cost", () => measureCampaignMoney({ ...parts, cost: -1 }), "out_of_range", "parts.cost"],
    [
      "more responses than contacted",
      () => measureCampaignMoney({ ...parts, contacted: 9 }),
      "inconsistent",
      "parts.responses",
    ],
    [
      "a control without contacts",
      () =>
        measureCampaignMoney({
          cost: 1,
          responses: 1,
          revenue: { sum: 1, sumOfSquares: 1 },
          marginRate: 1,
          control: { customers: 5, revenue: { sum: 0, sumOfSquares: 0 } },
        }),
      "inconsistent",
      "parts.control",
    ],
    [
      "refunds in words",
      () => measureCampaignMoney({ ...parts, refunds: "no" as never }),
      "invalid_type",
      "parts.refunds",
    ],
    ["a margin of zero", () => measureCampaignMoney({ ...parts, marginRate: 0 }), "out_of_range", "parts.marginRate"],
    [
      "sums that no amounts have",
      () => measureCampaignMoney({ ...parts, revenue: { sum: 20000, sumOfSquares: 5 } }),
      "inconsistent",
      "no 80 rows",
    ],
    ["no options object", () => measureCampaignMoney(parts, 5 as never), "invalid_type", "options"],
    ["a level of one", () => measureCampaignMoney(parts, { level: 1 }), "out_of_range", "options.level"],
    ["no flows", () => measureCampaignNpv([], { rate: 0.1 }), "empty_input", "flows"],
    ["a rate of −100 %", () => measureCampaignNpv([flow], { rate: -1 }), "out_of_range", "options.rate"],
    [
      "another compounding",
      () => measureCampaignNpv([flow], { rate: 0, compounding: "daily" as never }),
      "unknown_id",
      "options.compounding",
    ],
    ["no date", () => measureCampaignNpv([{ amount: 1 } as never], { rate: 0 }), "invalid_type", "flows[0].date"],
    [
      "a rate beyond numbers",
      () => measureCampaignNpv([flow, { ...flow, date: "2526-01-01" }], { rate: -0.9999999 }),
      "out_of_range",
      "rate",
    ],
  ])("%s", (_, act, code, where) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringContaining(where) }));
  });

  test("schemas take what the functions take", () => {
    expect(campaignMoneyPartsSchema.safeParse(parts).success).toBe(true);
    expect(campaignMoneyPartsSchema.safeParse({ ...parts, contacted: 9 }).success).toBe(false);
    expect(cashFlowSchema.safeParse({ ...flow, kind: "deal" }).success).toBe(true);
    expect(cashFlowSchema.safeParse({ ...flow, date: "soon" }).success).toBe(false);
  });
});

describe("honest under simulation", () => {
  test("skewed amounts and few responses: intervals hold the truth in 93–98 of a hundred campaigns", () => {
    // 400 runs: two standard errors are 2.2 points; the long run is nightly
    for (const [name, share] of Object.entries(moneyCoverage(12, 1, 400))) {
      expect(share, name).toBeGreaterThan(0.93 - 0.022);
      expect(share, name).toBeLessThan(0.995);
    }
    expect(npvCoverage(12, 1, 300)).toBeGreaterThan(0.93 - 0.025);
    expect(paybackCoverage(10, 0.8, 100).held).toBeGreaterThan(0.93 - 0.05);
  });
});
