import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type Anomaly,
  type AnomalyReport,
  anomalyChart,
  type DetectAnomaliesOptions,
  detectAnomalies,
  type NoAnomalyReport,
} from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { alarmRates, type QuietWorld, quietColumn } from "./anomaly-support.ts";

const told = (report: AnomalyReport | NoAnomalyReport): AnomalyReport => {
  if ("abstained" in report) throw new Error(report.abstained.code);
  return report;
};
const rowsOf = (report: AnomalyReport | NoAnomalyReport) =>
  told(report)
    .anomalies.map(({ index }) => index)
    .sort((a, b) => a - b);
const noise = (n: number, seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => random.normal());
};
/** Five years of months with a season and growth; a spike in the 30th month and a hole in the 45th. */
const months = noise(60, 3).map((e, i) => ({
  date: Date.UTC(2020, i, 1),
  value: 200 + 2 * i + 30 * Math.sin((Math.PI * i) / 6) + 5 * e + (i === 30 ? 60 : 0) - (i === 45 ? 60 : 0),
}));
const monthly = {
  value: (r: { value: number }) => r.value,
  date: (r: { date: number }) => r.date,
  season: 12,
} as const;

describe("what does not belong is found", () => {
  test("beside season and growth, with gap, money and the interval of ordinary months", () => {
    const report = told(detectAnomalies(months, { ...monthly, unitValue: 10, tails: "normal" }));
    expect(rowsOf(report)).toEqual([30, 45]);
    const spike = report.anomalies.find(({ index }) => index === 30);
    expect(spike).toMatchObject({ date: "2022-07-01", direction: "high" });
    expect(Math.abs((spike?.gap ?? 0) - 60)).toBeLessThan(15);
    expect(spike?.money).toBeCloseTo(10 * (spike?.gap ?? 0), 9);
    expect(spike?.value).toBeGreaterThan(spike?.interval.upper ?? Number.POSITIVE_INFINITY);
    // twelve spreads off, both are listed by default too, and twice as far off as they need be
    const careful = told(detectAnomalies(months, monthly));
    expect([careful.anomalies, careful.doubtful].map((list) => list.map(({ index }) => index))).toEqual([[45, 30], []]);
  });

  test.each([0.1, 0.2, 0.3])("a share of %s wild rows cannot hide itself", (share) => {
    const values = noise(100, 5).map((e, i) => e + ((i * 7) % 100 < 100 * share ? 12 : 0));
    const report = told(detectAnomalies(values, { shape: "cross_section" }));
    expect(report.anomalies).toHaveLength(100 * share);
    expect(report.notes.some(({ code }) => code === "anomaly_many")).toBe(share > 0.2);
  });

  test("one region among many, by name, in counts drawn from different numbers of customers", () => {
    const random = createRandom(9);
    const regions = Array.from({ length: 40 }, (_, i) => {
      const customers = 200 + 50 * (i % 9);
      return {
        id: i === 7 ? "__proto__" : `r${i}`,
        customers,
        complaints: random.poisson(customers * (i === 7 ? 0.12 : 0.04)),
      };
    });
    const report = told(
      detectAnomalies(regions, {
        shape: "cross_section",
        id: (r) => r.id,
        value: (r) => r.complaints,
        counts: true,
        exposure: (r) => r.customers,
      }),
    );
    expect(report.anomalies.map(({ id }) => id)).toEqual(["__proto__"]);
    expect(report.reference).toBe("negative_binomial");
  });

  test("counts that vary more than chance are judged with that spread, and it is said", () => {
    const random = createRandom(4);
    const values = Array.from({ length: 80 }, () => random.poisson(random.gamma(5, 4)));
    const report = told(detectAnomalies(values, { counts: true }));
    expect(report.reference).toBe("negative_binomial");
    expect(report.dispersion.spread.interval.lower).toBeGreaterThan(2);
    expect(report.dispersion.beyondChance).toBeLessThan(1e-6);
    expect(report.notes.map(({ code }) => code)).toContain("anomaly_over_dispersed");
  });

  test("a level that moves is followed where asked", () => {
    const values = noise(150, 6).map((e, i) => e + 10 * Math.sin(i / 40) + (i === 80 ? 14 : 0));
    expect(rowsOf(detectAnomalies(values, { trend: "local" }))).toEqual([80]);
    expect(told(detectAnomalies(values)).notes.map(({ code }) => code)).toContain("anomaly_autocorrelated");
  });

  test("a spread that doubles is found, and a steady one is not", () => {
    const wild = told(
      detectAnomalies(
        noise(120, 8).map((e, i) => e * (i < 60 ? 1 : 4)),
        { tails: 5 },
      ),
    );
    expect(Math.abs((wild.dispersion.change?.index ?? 0) - 60)).toBeLessThan(12);
    expect(wild.dispersion.change?.ratio?.interval.lower).toBeGreaterThan(1.5);
    expect(told(detectAnomalies(noise(120, 8))).dispersion.change?.index).toBeUndefined();
  });
});

describe("false alarms", () => {
  // the long run stands in test/nightly/anomaly-coverage.test.ts; limits here are 3 standard errors above 5 %
  test.each<[QuietWorld, number]>([
    [{ n: 40, noise: "normal" }, 100],
    [{ n: 60, noise: "normal", rho: 0.4 }, 60],
    [{ n: 15, noise: "t5" }, 100],
    [{ n: 60, noise: "t5" }, 80],
    [{ n: 60, noise: "normal", options: { tails: "normal" } }, 60],
    [{ n: 60, noise: "normal", options: { season: 12, tails: "normal" } }, 60],
    [{ n: 60, noise: "t5", options: { season: 12 } }, 60],
    [{ n: 60, noise: "t5", options: { tails: 5 } }, 60],
    [{ n: 40, noise: "poisson", mean: 0.5, options: { counts: true } }, 60],
    [{ n: 40, noise: "poisson", options: { counts: true } }, 60],
    [{ n: 15, noise: "mixed_poisson", options: { counts: true } }, 100],
  ])("are as rare as stated without any option that a reader must know: %j", (world, columns) => {
    expect(alarmRates(world, columns, 3).false).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / columns));
  });

  test.each<[QuietWorld, number, number]>([
    [{ n: 60, noise: "normal" }, 6, 0.35],
    [{ n: 60, noise: "normal", options: { season: 12 } }, 10, 0.9],
    [{ n: 60, noise: "t5" }, 10, 0.6],
  ])(
    "do not cost the spike: in %j one %s spreads off is listed in more than %s of 60 columns",
    (world, shift, least) => {
      expect(alarmRates(world, 60, 4, shift).found).toBeGreaterThan(least);
    },
  );

  test("a spike does not make its own tail, and several do not hide each other", () => {
    const quiet = noise(60, 21);
    const spiked = (places: readonly number[]) => quiet.map((e, i) => e + (places.includes(i) ? 9 : 0));
    expect(rowsOf(detectAnomalies(spiked([10])))).toEqual([10]);
    expect(rowsOf(detectAnomalies(spiked([10, 25, 40, 55])))).toEqual([10, 25, 40, 55]);
    const tails = (report: AnomalyReport | NoAnomalyReport) => told(report).tails ?? Number.POSITIVE_INFINITY;
    expect(tails(detectAnomalies(spiked([10])))).toBeCloseTo(tails(detectAnomalies(quiet)), 0);
  });

  test("cost power that is reported: what tails could explain is doubtful and keeps its reason", () => {
    const values = noise(60, 3).map((e, i) => e + (i === 20 ? 6 : 0));
    const report = told(detectAnomalies(values));
    expect(report).toMatchObject({ anomalies: [], reference: "student_t" });
    const tails = report.tails as number;
    expect(tails).toBeGreaterThan(2);
    expect(tails).toBeLessThan(6);
    expect(report.doubtful.map(({ index }) => index)).toEqual([20]);
    const [odd] = report.doubtful as [Anomaly];
    expect(odd.p).toBeGreaterThan(report.limit);
    expect(odd.reasons[1]).toEqual({ code: "anomaly_if_light_tails", params: { tails } });
    expect(report.notes).toContainEqual({ code: "anomaly_tails_decide", params: { doubtful: 1, tails } });
    // who knows that values follow the normal curve says so, and none is in doubt
    const known = told(detectAnomalies(values, { tails: "normal" }));
    expect(known).toMatchObject({ reference: "normal", doubtful: [] });
    expect(known.anomalies.map(({ index }) => index)).toEqual([20]);
  });

  test("of counts: what over-dispersion could explain is doubtful", () => {
    const values = [14, 10, 13, 13, 16, 25, 9, 8, 8, 8, 14, 10, 16, 11, 9];
    const report = told(detectAnomalies(values, { counts: true }));
    expect(report.anomalies).toEqual([]);
    expect(report.doubtful.map(({ index }) => index)).toEqual([5]);
    expect(report.doubtful[0]?.reasons[1]?.code).toBe("anomaly_if_steady_counts");
    expect(report.notes.map(({ code }) => code)).toEqual(["anomaly_dispersion_decides"]);
  });

  test("long columns tell their tails: normal ones are judged by nearly normal tails, heavy ones are not", () => {
    const random = createRandom(14);
    const column = (noise: "normal" | "t3") => quietColumn({ n: 5000, noise }, random);
    expect(told(detectAnomalies(column("normal"))).reference).toBe("normal");
    expect(told(detectAnomalies(column("t3"))).tails).toBeLessThan(5);
  });

  test("among discoveries are a stated share", () => {
    const values = noise(200, 12).map((e, i) => e + (i % 20 === 0 ? 5 : 0));
    const { anomalies, control } = told(detectAnomalies(values, { control: "discovery", tails: "normal" }));
    expect(control).toBe("discovery");
    expect(anomalies.filter(({ index }) => index % 20 === 0)).toHaveLength(10);
    expect(anomalies.length).toBeLessThan(14);
  });
});

describe("what cannot be told is said", () => {
  test("too few rows, too few seasons, no spread", () => {
    const code = (report: AnomalyReport | NoAnomalyReport) => ("abstained" in report ? report.abstained.code : "told");
    expect(code(detectAnomalies([1, 2, 3]))).toBe("too_few_rows");
    expect(code(detectAnomalies(noise(20, 1), { season: 12 }))).toBe("too_few_rows");
    expect(code(detectAnomalies([5, 5, 5, 5, 5, 5, 5, 5, 9, 1], { trend: "level" }))).toBe("anomaly_no_spread");
  });

  test("every reason is worded in both languages", () => {
    const reports = [
      detectAnomalies(
        noise(15, 2).map((e, i) => e + (i === 4 ? 5 : 0)),
        { trend: "level" },
      ),
      detectAnomalies([14, 10, 13, 13, 16, 25, 9, 8, 8, 8, 14, 10, 16, 11, 9], { counts: true }),
      detectAnomalies(months.slice(0, 36), monthly),
      detectAnomalies(noise(120, 8).map((e, i) => e * (i < 60 ? 1 : 4))),
    ].map(told);
    for (const reason of reports.flatMap(({ notes, anomalies, doubtful }) => [
      ...notes,
      ...[...anomalies, ...doubtful].flatMap((a) => a.reasons),
    ])) {
      expect(word(reason, "en").length).toBeGreaterThan(20);
      expect(word(reason, "zh")).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("marks anomalies in their band in %s", async (locale) => {
    const chart = anomalyChart(told(detectAnomalies(months, monthly)), { locale });
    expectValidChart(chart);
    await writePicture(chart, `anomalies-${locale}`);
  });

  test("shows rows beside each other by name", async () => {
    const values = noise(30, 7).map((e, i) => ({
      id: `North ${i}`,
      value: 50 + 5 * e + (i === 12 ? 80 : 0) + (i === 20 ? 30 : 0),
    }));
    const report = told(detectAnomalies(values, { shape: "cross_section", id: (r) => r.id, value: (r) => r.value }));
    const chart = anomalyChart(report);
    expectValidChart(chart);
    await writePicture(chart, "anomalies-regions");
    expectValidChart(anomalyChart(told(detectAnomalies([3, 3, 3, 3, 3, 3, 3, 3]))));
  });
});

describe("bad input", () => {
  const code = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "nothing";
  };
  test.each<[string, readonly number[], object]>([
    ["empty_input", [], {}],
    ["not_finite", [1, Number.NaN], {}],
    ["unknown_id", [1], { shape: "heap" }],
    ["unknown_id", [1], { trend: "up" }],
    ["unknown_id", [1], { tails: "thick" }],
    ["out_of_range", [1], { tails: 1 }],
    ["out_of_range", [1], { rate: 0 }],
    ["out_of_range", [1], { window: 6 }],
    ["out_of_range", [1.5], { counts: true }],
    ["out_of_range", [1], { counts: true, exposure: () => 0 }],
    ["inconsistent", [1], { exposure: () => 1 }],
    ["inconsistent", [1], { shape: "cross_section", season: 12 }],
    ["duplicate_id", [1, 2], { date: () => "2026-01-01" }],
  ])("%s", (expected, series, options) => {
    expect(code(() => detectAnomalies(series, options as DetectAnomaliesOptions<number>))).toBe(expected);
  });
});
