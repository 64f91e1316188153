import { describe, expect, test } from "vitest";
import { isClienteleError, describe as word } from "../../src/core/index.ts";
import {
  compareTraffic,
  measureChannelReach,
  measureTraffic,
  type TrafficReport,
  type TrafficRow,
  trafficChart,
} from "../../src/market/index.ts";
import { likeness } from "../../src/market/traffic/rates.ts";
import { trafficRowSchema, trafficTouchSchema } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { changeCoverage, concentrationCoverage, costCoverage } from "./traffic-support.ts";

const rows: TrafficRow[] = [
  { source: "search", visits: 4000, leads: 200, customers: 40, cost: 6000 },
  { source: "fair", visits: 300, leads: 60, customers: 15, cost: 9000 },
  { source: "referral", visits: 100, leads: 30, customers: 12 },
];
/** A figure that is there. */
function given<T>(figure: T): Exclude<T, { readonly abstained: unknown }> {
  if (typeof figure === "object" && figure !== null && "abstained" in figure) throw new Error(JSON.stringify(figure));
  return figure as Exclude<T, { readonly abstained: unknown }>;
}
const channel = (report: TrafficReport, name: string) => {
  const found = report.channels.find((own) => own.channel === name);
  if (found === undefined) throw new Error(`no channel ${name}`);
  return found;
};

describe("rates by channel", () => {
  const report = measureTraffic(rows);

  test("carry n and Wilson's interval", () => {
    const { value, n, interval } = given(channel(report, "fair").visitToCustomer);
    expect([value, n]).toEqual([0.05, 300]);
    // R 4.2.2: prop.test(15, 300, correct = FALSE)$conf.int
    expect(interval.lower).toBeCloseTo(0.0305316406293473, 12);
    expect(interval.upper).toBeCloseTo(0.0808470334727441, 12);
  });

  test("are drawn towards that of all, a small channel more than a large one", () => {
    // R 4.2.2: mean squares of aov(y ~ channel) over the 4,400 answers, ρ = (MSB − MSW) / (MSB + (n0 − 1) MSW), weight nρ / (1 + (n − 1)ρ)
    const groups = rows.map(({ visits, customers }) => ({ n: visits, x: customers }));
    expect(likeness(groups)).toBeCloseTo(0.124294299082341, 12);
    const shrunk = rows.map(({ source }) => given(channel(report, source as string).visitToCustomer).shrunk);
    const values = [0.0100091908962057, 0.0492021098637712, 0.1131041608842897];
    const weights = [0.998241741595425, 0.977054139873159, 0.934182880457429];
    shrunk.forEach(({ value, ownWeight }, c) => {
      expect(value).toBeCloseTo(values[c] as number, 12);
      expect(ownWeight).toBeCloseTo(weights[c] as number, 12);
    });
  });

  test("channels that differ no more than chance would make them are taken for alike", () => {
    const same = measureTraffic([
      { source: "a", visits: 100, leads: 10, customers: 1 },
      { source: "b", visits: 100, leads: 11, customers: 2 },
    ]);
    for (const own of same.channels) {
      expect(given(own.visitToLead).shrunk).toEqual({ value: 0.105, ownWeight: 0 });
    }
  });

  test("channels are tested against chance", () => {
    // R 4.2.2: chisq.test(cbind(c(40, 15, 12), c(3960, 285, 88)), correct = FALSE); the referral channel expects 1.5
    // customers and is taken with the fair: chisq.test(cbind(c(40, 27), c(3960, 373)), correct = FALSE)
    const { statistic, degreesOfFreedom, pValue, pooled } = given(report.difference.visitToCustomer);
    expect(pooled).toEqual(["fair", "referral"]);
    expect(degreesOfFreedom).toBe(1);
    expect(statistic).toBeCloseTo(80.1760870239157, 9);
    expect(pValue).toBeLessThan(1e-15);
    const larger = rows.map((row) => ({
      ...row,
      visits: 10 * row.visits,
      customers: 10 * row.customers,
      leads: 10 * row.leads,
    }));
    const whole = given(measureTraffic(larger).difference.visitToCustomer);
    // ten times each count: ten times 104.683597934629
    expect(whole.statistic).toBeCloseTo(1046.83597934629, 9);
    expect(whole.degreesOfFreedom).toBe(2);
  });

  test("one channel, or too few customers, cannot be tested", () => {
    expect(measureTraffic(rows.slice(0, 1)).difference.visitToCustomer).toHaveProperty("abstained");
    const few = measureTraffic([
      { source: "a", visits: 50, leads: 1, customers: 1 },
      { source: "b", visits: 50, leads: 2, customers: 1 },
    ]);
    expect(few.difference.visitToCustomer).toEqual({
      abstained: { code: "too_few_rows", params: { n: 2, needed: 10 } },
    });
  });

  test("one large channel beside tiny ones says that two are needed, not that its customers are too few", () => {
    const report = measureTraffic([
      { source: "search", visits: 4000, leads: 200, customers: 40 },
      { source: "post", visits: 10, leads: 2, customers: 1 },
    ]);
    const found = report.difference.visitToCustomer;
    expect(found).toEqual({ abstained: { code: "traffic_no_test", params: { channels: 1, needed: 5 } } });
    if (!("abstained" in found)) throw new Error("tested");
    expect(word(found.abstained)).toBe("no test: 1 channel expects at least 5 of either outcome, two are needed");
  });
});

describe("costs", () => {
  test("without periods the cost is fixed and the count a Poisson count", () => {
    const { value, n, interval, from } = given(channel(measureTraffic(rows), "search").costPerCustomer);
    expect([value, n, from]).toEqual([150, 40, "count"]);
    // R 4.2.2: 6000 / poisson.test(40)$conf.int
    expect(interval.lower).toBeCloseTo(110.155113710964, 8);
    expect(interval.upper).toBeCloseTo(209.962096495399, 8);
  });

  test("with six periods or more both vary", () => {
    const cost = [100, 120, 80, 150, 130, 90, 110, 140];
    const won = [10, 11, 9, 16, 12, 8, 12, 13];
    const series = cost.map((money, t) => ({
      source: "fair",
      period: `${t}`,
      visits: 100,
      leads: 50,
      customers: won[t] as number,
      cost: money,
      revenue: 2 * money,
    }));
    const own = channel(measureTraffic(series), "fair");
    const { value, interval, from } = given(own.costPerCustomer);
    expect(from).toBe("periods");
    // R 4.2.2: roots of Fieller's quadratic with mean, var and cov of both columns and qt(0.975, 7)
    expect(value).toBeCloseTo(10.10989010989011, 12);
    expect(interval.lower).toBeCloseTo(9.40120572181971, 10);
    expect(interval.upper).toBeCloseTo(10.89616400197581, 10);
    const back = given(own.returnOnCost);
    expect([back.value, back.n]).toEqual([2, 8]);
    // revenue is twice the cost in each period: nothing is left to doubt
    expect(back.interval.upper).toBeCloseTo(2, 9);
  });

  test("rows whose period is an empty text have none", () => {
    const series = Array.from({ length: 6 }, (_, t) => ({
      source: "fair",
      period: t === 0 ? "" : `${t}`,
      visits: 100,
      leads: 20,
      customers: 5 + (t % 2),
      cost: 50,
    }));
    expect(given(channel(measureTraffic(series), "fair").costPerCustomer).from).toBe("count");
  });

  test("cost without customers, no cost, and cost in some rows only are said", () => {
    const report = measureTraffic([
      ...rows,
      { source: "fair", visits: 50, leads: 10, customers: 5 },
      { source: "post", visits: 100, leads: 5, customers: 0, cost: 70 },
    ]);
    expect(channel(report, "post").costPerCustomer).toEqual({
      abstained: { code: "traffic_no_base", params: { stage: "customers" } },
    });
    expect(channel(report, "referral").costPerLead).toEqual({
      abstained: { code: "traffic_no_cost", params: { rows: 1 } },
    });
    // the five customers without a cost do not make it look cheaper
    expect(given(channel(report, "fair").costPerCustomer).value).toBe(600);
    expect(report.notes).toContainEqual({ code: "traffic_cost_partial", params: { channel: "fair", rows: 1, of: 2 } });
  });

  test("periods whose counts may all be zero give no interval", () => {
    const series = Array.from({ length: 6 }, (_, t) => ({
      source: "fair",
      period: `${t}`,
      visits: 10,
      leads: 5,
      customers: t === 0 ? 3 : 0,
      cost: 10,
    }));
    expect(channel(measureTraffic(series), "fair").costPerCustomer).toEqual({
      abstained: { code: "traffic_ratio_unbounded", params: { periods: 6 } },
    });
  });
});

describe("what does not fit is said and kept", () => {
  test("rows without a source stand in a channel of their own", () => {
    const report = measureTraffic([
      ...rows,
      { visits: 10, leads: 2, customers: 1 },
      { source: null, visits: 5, leads: 1, customers: 1 },
    ]);
    expect(channel(report, "(unknown)")).toMatchObject({ rows: 2, visits: 15, leads: 3, customers: 2 });
    expect(report.total).toMatchObject({ rows: 5, visits: 4415, customers: 69, cost: 15_000 });
    expect(word(report.notes[0] as never)).toBe(
      "2 rows name no source: 15 visits and 2 customers (2.9% of all) stand under unknown source",
    );
  });

  test("leads without visits and more customers than leads have no rate", () => {
    const report = measureTraffic([
      ...rows,
      { source: "phone", visits: 0, leads: 9, customers: 3 },
      { source: "shop", visits: 10, leads: 2, customers: 5 },
      { source: "post", visits: 3, leads: 7, customers: 1 },
    ]);
    expect(channel(report, "phone").visitToLead).toEqual({
      abstained: { code: "traffic_no_base", params: { stage: "visits" } },
    });
    expect(channel(report, "shop").leadToCustomer).toHaveProperty("abstained.code", "traffic_not_nested");
    expect(report.notes.map(({ code }) => code).sort()).toEqual([
      "traffic_customers_above_leads",
      "traffic_leads_above_visits",
      "traffic_leads_without_visits",
    ]);
  });
});

describe("dependence on one channel", () => {
  test("is the share of the largest, the Herfindahl index and as many equal channels", () => {
    const { largest, herfindahl, effective, loss, reason } = given(measureTraffic(rows).concentration);
    expect(largest.channel).toBe("search");
    expect(largest.share.value).toBeCloseTo(40 / 67, 12);
    // Simpson (1949): Σ x (x − 1) / (n (n − 1))
    const index = (40 * 39 + 15 * 14 + 12 * 11) / (67 * 66);
    expect(herfindahl.value).toBeCloseTo(index, 12);
    expect(effective.value).toBeCloseTo(1 / index, 12);
    expect(effective.interval.lower).toBeCloseTo(1 / herfindahl.interval.upper, 12);
    expect(loss).toEqual({ rows: 1, visits: 4000, leads: 200, customers: 40, cost: 6000 });
    expect(word(reason)).toMatch(/^search brings 59.7% of customers \(47.7% to 70.6%\)/);
  });

  test("one channel of several that brings all leaves doubt, a single one none", () => {
    const all = (n: number) => ({ visits: n, leads: n, customers: n });
    const two = given(
      measureTraffic([
        { source: "a", ...all(20) },
        { source: "b", ...all(0) },
      ]).concentration,
    );
    expect(two.herfindahl.value).toBe(1);
    expect(two.herfindahl.interval.lower).toBeLessThan(0.8);
    expect(given(measureTraffic([{ source: "a", ...all(20) }]).concentration).herfindahl.interval.lower).toBe(1);
    expect(measureTraffic([{ source: "a", ...all(1) }]).concentration).toHaveProperty("abstained");
  });

  test("intervals hold the truth", () => {
    expect(concentrationCoverage(100, [0.5, 0.3, 0.2], 400, 2)).toBeGreaterThan(0.915);
    const { covered } = costCoverage(12, 10, 300, 2);
    expect(covered).toBeGreaterThan(0.91);
    expect(covered).toBeLessThan(0.985);
    for (const [part, share] of Object.entries(changeCoverage(120, 4))) {
      expect(share, part).toBeGreaterThan(0.89);
    }
  });
});

describe("reach and overlap", () => {
  const report = measureChannelReach([
    { person: "Ann", source: "search" },
    { person: "Ann", source: "search" },
    { person: "Ann", source: "fair", customer: true },
    { person: "Ben", source: "search" },
    { person: "Cho", source: "fair", customer: true },
    { person: "Dan" },
    { person: "Dan", source: "fair" },
    { person: "Dan", source: "search" },
  ]);

  test("count every person once", () => {
    expect(report).toMatchObject({ touches: 8, people: 4, customers: 2 });
    expect(report.byChannels).toEqual([
      { channels: 1, people: 2, customers: 1 },
      { channels: 2, people: 1, customers: 1 },
      { channels: 3, people: 1, customers: 0 },
    ]);
    expect(report.shared.value).toBe(0.5);
  });

  test("tell what a channel alone reached", () => {
    expect(report.channels.map((own) => [own.channel, own.people, own.exclusive, own.exclusiveCustomers])).toEqual([
      ["fair", 3, 1, 1],
      ["search", 3, 1, 0],
      ["(unknown)", 1, 0, 0],
    ]);
    expect(report.channels.reduce((sum, { divided }) => sum + divided, 0)).toBeCloseTo(4, 12);
  });

  test("name the pairs with people in common", () => {
    expect(report.pairs.map(({ channels, people }) => [...channels, people])).toEqual([
      ["fair", "search", 2],
      ["fair", "(unknown)", 1],
      ["search", "(unknown)", 1],
    ]);
    expect(report.pairs[0]?.ofFirst.value).toBeCloseTo(2 / 3, 12);
  });
});

describe("what moved the customers", () => {
  const two = (visits: number, leads: number, customers: number) => [{ source: "a", visits, leads, customers }];

  test("more of the same is volume, a better rate is that rate", () => {
    const volume = compareTraffic(two(100, 20, 10), two(150, 30, 15)).effects;
    expect(volume.volume.value).toBeCloseTo(5, 12);
    expect(volume.mix.value).toBeCloseTo(0, 12);
    const rate = compareTraffic(two(100, 20, 10), two(100, 40, 20)).effects;
    expect(rate.visit_to_lead.value).toBeCloseTo(10, 12);
    expect(rate.volume.value).toBeCloseTo(0, 12);
  });

  test("two factors that rise together share what they bring together", () => {
    // 10 → 40: volume doubles and the rate doubles; each brings 10 alone and half of the 10 beyond
    const { effects } = compareTraffic(two(100, 20, 10), two(200, 80, 40));
    expect(effects.volume.value).toBeCloseTo(15, 12);
    expect(effects.visit_to_lead.value).toBeCloseTo(15, 12);
  });

  test("thousands of channels are compared in one go", () => {
    // each channel was once moved against all others: these would have taken a quarter of an hour
    const rowsOf = (k: number) =>
      Array.from({ length: 5000 }, (_, i) => ({
        source: `s${i}`,
        visits: 100 + i,
        leads: 10 + ((i * k) % 7),
        customers: 3,
      }));
    const { change, effects } = compareTraffic(rowsOf(1), rowsOf(3));
    expect(change.value).toBe(0);
    expect(Object.values(effects).reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(0, 6);
    // what all parts add up to is as wide as two periods of 15,000 customers that came by chance; R: qnorm(0.975) * sqrt(30000)
    expect(change.interval.upper / 339.475803).toBeGreaterThan(0.95);
    expect(change.interval.upper / 339.475803).toBeLessThan(1.05);
  });

  test("a channel that comes or goes is mix, customers without visits stand outside", () => {
    const after = [
      ...two(100, 20, 10),
      { source: "b", visits: 100, leads: 10, customers: 2 },
      { source: "c", visits: 0, leads: 0, customers: 7 },
    ];
    const { change, effects, channels, reasons } = compareTraffic(two(100, 20, 10), after);
    expect(change.value).toBe(9);
    expect(effects.outside.value).toBe(7);
    expect(effects.volume.value + effects.mix.value).toBeCloseTo(2, 12);
    expect(channels[0]?.channel).toBe("c");
    expect(word(reasons[0] as never)).toMatch(/of \+9 customers$/);
  });
});

describe("a chart", () => {
  test("draws the funnel of each channel in both languages", async () => {
    const report = measureTraffic([
      ...rows,
      { visits: 40, leads: 6, customers: 2 },
      { source: "phone", visits: 0, leads: 9, customers: 3 },
    ]);
    for (const locale of ["en", "zh"] as const) {
      const chart = trafficChart(report, { locale });
      expectValidChart(chart);
      await writePicture(chart, `traffic-${locale}`);
    }
  });

  test("says of how many channels it shows twenty", () => {
    const many = Array.from({ length: 23 }, (_, i) => ({ source: `s${i}`, visits: 100, leads: 20, customers: i }));
    const subtitle = (locale: "en" | "zh") => JSON.stringify(trafficChart(measureTraffic(many), { locale }).title);
    expect(subtitle("en")).toContain("The 20 of 23 channels with the most customers");
    expect(subtitle("zh")).toContain("共 23 个渠道，仅示客户最多的 20 个");
    expect(JSON.stringify(trafficChart(measureTraffic(rows)).title)).not.toContain("channels with the most");
  });

  test("every reason is worded in both languages", () => {
    const report = measureTraffic([
      ...rows,
      ...Array.from({ length: 6 }, (_, t) => ({
        source: "s",
        period: `${t}`,
        visits: 9,
        leads: t,
        customers: 0,
        cost: 1,
        revenue: 0,
      })),
      { visits: 1, leads: 3, customers: 4, cost: 3 },
      { source: "phone", visits: 0, leads: 9, customers: 30 },
    ]);
    const found = new Set<string>();
    const look = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("code" in value && "params" in value) {
        found.add(String(value.code));
        for (const locale of ["en", "zh"] as const) expect(word(value as never, locale)).not.toMatch(/undefined|NaN/);
      }
      for (const inner of Object.values(value)) look(inner);
    };
    look(report);
    expect(found.size).toBeGreaterThan(7);
  });
});

describe("bad input", () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (isClienteleError(error)) return error.code;
      throw error;
    }
    return "none";
  };
  const of = (change: object) => codeOf(() => measureTraffic([{ ...(rows[0] as TrafficRow), ...change }]));

  test("is refused with a code", () => {
    expect(codeOf(() => measureTraffic([]))).toBe("empty_input");
    expect(codeOf(() => measureTraffic(rows, { by: "money" as never }))).toBe("unknown_id");
    expect(codeOf(() => measureTraffic(rows, { level: 1 }))).toBe("out_of_range");
    expect(of({ visits: 1.5 })).toBe("out_of_range");
    expect(of({ leads: -1 })).toBe("out_of_range");
    expect(of({ customers: Number.NaN })).toBe("not_finite");
    expect(of({ cost: -1 })).toBe("out_of_range");
    expect(of({ source: 3 })).toBe("invalid_type");
    expect(of({ period: 3 })).toBe("invalid_type");
    expect(codeOf(() => measureChannelReach([]))).toBe("empty_input");
    expect(codeOf(() => measureChannelReach([{ person: "" }]))).toBe("invalid_type");
    expect(codeOf(() => measureChannelReach([{ person: "a", customer: 1 as never }]))).toBe("invalid_type");
    expect(codeOf(() => compareTraffic(rows, []))).toBe("empty_input");
    expect(codeOf(() => trafficChart({} as TrafficReport))).toBe("invalid_type");
  });

  test("ids such as __proto__ are ordinary", () => {
    const report = measureTraffic([{ source: "__proto__", visits: 3, leads: 2, customers: 1 }]);
    expect(report.channels[0]?.channel).toBe("__proto__");
    expect(measureChannelReach([{ person: "__proto__", source: "constructor" }]).people).toBe(1);
  });

  test("schemas take what is measured", () => {
    expect(trafficRowSchema.safeParse(rows[0]).success).toBe(true);
    expect(trafficRowSchema.safeParse({ ...rows[0], visits: -1 }).success).toBe(false);
    expect(trafficTouchSchema.safeParse({ person: "a", source: null }).success).toBe(true);
  });
});
