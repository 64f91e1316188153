import { describe, expect, test } from "vitest";
import { labelOf, loadModel, parseRecords, describe as word } from "../../src/core/index.ts";
import {
  greenChannelClocks,
  measureService,
  planServiceQueue,
  type ServiceClock,
  type ServiceClockFigures,
  type ServiceEvent,
  serviceChart,
  serviceClocks,
  serviceLightRules,
} from "../../src/loyalty/index.ts";
import { serviceEventSchema } from "../../src/loyalty/service/schema.ts";
import { newcombeInterval, wilsonInterval } from "../../src/math/index.ts";
import { defineBusinessCalendar } from "../../src/time/index.ts";
import { businessCalendarSpec } from "../../src/time/schema.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { desk, EIGHT, exponential, exponentialTruth, serviceCoverage } from "./service-support.ts";
import { codeOf } from "./support.ts";

const HOUR = 3_600_000;
const response: ServiceClock = { id: "response", limitHours: 8, targetShare: 0.9 };
const asOf = "2026-05-08T18:00Z";
const noon = Date.parse("2026-05-04T12:00Z");

/** `n` cases of a clock, closed after so many hours. */
const closed = (n: number, hours: number, more: Partial<ServiceEvent> = {}): ServiceEvent[] =>
  Array.from({ length: n }, () => ({ clock: "response", started: noon, ended: noon + hours * HOUR, ...more }));
/** `n` cases open since so many hours on the day. */
const open = (n: number, hours: number, more: Partial<ServiceEvent> = {}): ServiceEvent[] =>
  Array.from({ length: n }, () => ({ clock: "response", started: Date.parse(asOf) - hours * HOUR, ...more }));
const first = (events: readonly ServiceEvent[], options: object = {}): ServiceClockFigures => {
  const { clocks } = measureService(events, { clocks: [response], asOf, ...options });
  return clocks[0] ?? expect.fail("one clock was asked for");
};
const shareOf = ({ share }: Pick<ServiceClockFigures, "share">) =>
  "abstained" in share ? expect.fail(word(share.abstained)) : share;

describe("the share of promises kept", () => {
  test("is the plain share with Wilson's interval while no case is undecided", () => {
    const figures = first([...closed(45, 2), ...closed(3, 9), ...open(2, 30)]);
    expect(figures).toMatchObject({ n: 50, closed: 48, kept: 45, broken: 5, undecided: 0, overdue: 2 });
    expect(figures.share).toEqual({ value: 0.9, n: 50, interval: wilsonInterval(45, 50), effective: 50 });
  });

  test("a case of exactly the limit keeps the promise, a millisecond more breaks it", () => {
    const events = [...closed(1, 8), { clock: "response", started: noon, ended: noon + 8 * HOUR + 1 }];
    expect(first(events)).toMatchObject({ kept: 1, broken: 1 });
    expect(first(open(1, 8))).toMatchObject({ undecided: 1, overdue: 0 });
  });

  test("counts an open case beyond its limit as broken, which the closed cases alone would hide", () => {
    const figures = first([...closed(20, 1), ...open(20, 100)]);
    expect(shareOf(figures).value).toBe(0.5);
    expect(figures.closedShare).toEqual({ value: 1, n: 20, interval: wilsonInterval(20, 20) });
    expect(figures.reasons.map(({ code }) => code)).toContain("service_closed_only");
  });

  test("an undecided case counts for as long as it was watched (Kaplan–Meier by hand)", () => {
    // at 2 h: 30 at risk, 18 end; 8 are cut off at 3 h; at 20 h the last 4 end
    const figures = first([...closed(18, 2), ...closed(4, 20), ...open(8, 3)]);
    expect(shareOf(figures).value).toBeCloseTo(0.6, 12);
    expect(figures.closedShare?.value).toBeCloseTo(18 / 22, 12);
    // cut off at 1 h instead: 22 at risk at 2 h, and what is known of the 8 is nothing
    expect(shareOf(first([...closed(18, 2), ...closed(4, 20), ...open(8, 1)])).value).toBeCloseTo(18 / 22, 12);
  });

  test("comes to the plain one where few are undecided: of those at risk when the others end", () => {
    const many = [...closed(900, 2), ...closed(100, 9)];
    for (const [hours, n] of [
      [1, 1000],
      [7.9, 1001],
    ] as const) {
      const { interval, effective } = shareOf(first([...many, ...open(1, hours)]));
      expect(interval.lower).toBeCloseTo(wilsonInterval(900, n).lower, 12);
      expect(interval.upper).toBeCloseTo(wilsonInterval(900, n).upper, 12);
      expect(effective).toBeCloseTo(n, 9);
    }
  });

  test("abstains where no case was watched as long as is promised, and where there is none", () => {
    const young = first([...closed(20, 1), ...open(20, 3)]);
    expect(young.share).toEqual({
      abstained: { code: "service_limit_not_reached", params: { limitHours: 8, longestHours: 3, n: 40 } },
    });
    expect(young.light).toEqual(young.share);
    expect(first([]).share).toEqual({ abstained: { code: "too_few_rows", params: { n: 0, needed: 1 } } });
    expect(first([]).percentiles).toEqual([]);
  });

  test("its interval covers the truth as often as it says; the closed cases alone mislead", () => {
    const found = serviceCoverage(150, 12, exponential(EIGHT), exponentialTruth(EIGHT), 8, 400, 11);
    // 0.95 ± 3 standard errors of 400 replicates
    expect(found.kept).toBeGreaterThan(0.917);
    expect(found.kept).toBeLessThan(0.983);
    for (const share of found.percentiles) expect(share).toBeGreaterThan(0.917);
    expect(found.closedOnly).toBeLessThan(0.5);
  });
});

describe("percentiles", () => {
  test("count in hours of the clock, with the order statistics around them", () => {
    const events = Array.from({ length: 20 }, (_, i) => closed(1, i + 1)).flat();
    const [median, p90] = first(events, { percentiles: [0.5, 0.9] }).percentiles;
    // smallest tails of Bin(20, ½): P(≤ 5) = 0.0207, so the 6th and 15th; of Bin(20, 0.9): P(≤ 14) = 0.0113, P(= 20) = 0.1216
    expect(median).toEqual({ share: 0.5, hours: 10, lower: 6, upper: 15 });
    expect(p90).toEqual({ share: 0.9, hours: 18, lower: 15 });
  });

  test("have no value where too few cases were seen to end, and a lower limit all the same", () => {
    const [, p90] = first([...closed(30, 1), ...open(30, 50)]).percentiles;
    expect(p90).toEqual({ share: 0.9, lower: 1 });
  });
});

describe("the light", () => {
  const light = (kept: number, broken: number, options: object = {}) =>
    first([...closed(kept, 1), ...closed(broken, 9)], options).light;

  test("is green or red where the interval says so, amber while it cannot be told", () => {
    expect(light(980, 20)).toBe("green");
    expect(light(92, 8)).toBe("amber");
    expect(light(800, 200)).toBe("red");
  });

  test("by value looks at the share alone", () => {
    const rules = serviceLightRules.value;
    expect([light(92, 8, { rules }), light(86, 14, { rules }), light(84, 16, { rules })]).toEqual([
      "green",
      "amber",
      "red",
    ]);
  });

  test("abstains on a handful of cases, and fewer may be asked for", () => {
    expect(light(9, 0)).toEqual({ abstained: { code: "too_few_rows", params: { n: 9, needed: 10 } } });
    expect(light(9, 0, { minimumCases: 5 })).toBe("amber");
  });

  test("follows rules of the caller, the last of which must always apply", () => {
    const rules = [{ light: "green", figure: "value", atLeast: 0.8 }, { light: "red" }] as const;
    expect(light(85, 15, { rules })).toBe("green");
    const refused = (bad: unknown) => codeOf(() => light(1, 1, { rules: bad }));
    expect(refused([])).toBe("empty_input");
    expect(refused([{ light: "green", figure: "value", atLeast: 0.8 }])).toBe("inconsistent");
    expect(refused([{ light: "red" }, { light: "green" }])).toBe("inconsistent");
    expect(refused([{ light: "green", figure: "value" }, { light: "red" }])).toBe("inconsistent");
    expect(refused([{ light: "green", figure: "value", atLeast: 1, below: 1 }, { light: "red" }])).toBe("inconsistent");
    expect(refused([{ light: "blue" }])).toBe("unknown_id");
    expect(refused([{ light: "green", figure: "value", atLeast: "aim" }, { light: "red" }])).toBe("invalid_type");
  });
});

describe("working hours", () => {
  const day = ["09:00–12:00", "13:00–18:00"];
  const calendar = defineBusinessCalendar({
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    holidays: ["2026-05-01"],
    extraDays: [{ date: "2026-05-09", like: "fri" }],
    utcOffsetMinutes: 480,
  });
  const business: ServiceClock = { ...response, unit: "business", calendar };

  test("a promise of eight hours over a holiday and a weekend is kept on Monday evening", () => {
    const events = [
      { clock: "response", started: "2026-04-30T18:00+08:00", ended: "2026-05-04T18:00+08:00" },
      { clock: "response", started: "2026-04-30T17:59+08:00", ended: "2026-05-04T18:00+08:00" },
    ];
    const figures = first(events, { clocks: [business] });
    expect(figures).toMatchObject({ kept: 1, broken: 1, unit: "business" });
    expect(figures.percentiles[0]?.hours).toBe(8);
  });

  test("the queue names what is left in working hours and when it falls due, make-up Saturday included", () => {
    const { cases } = planServiceQueue([{ clock: "response", started: "2026-05-08T16:00+08:00", caseId: "c" }], {
      clocks: [business],
      asOf: "2026-05-08T20:00+08:00",
    });
    expect(cases[0]).toMatchObject({ ageHours: 2, remainingHours: 6, dueAt: "2026-05-09T08:00:00.000Z" });
  });

  test("need a calendar, and the hours on the wall have none", () => {
    const refused = (clock: object) => codeOf(() => first([], { clocks: [clock] }));
    expect(refused({ ...response, unit: "business" })).toBe("inconsistent");
    expect(refused({ ...response, calendar })).toBe("inconsistent");
    expect(refused({ ...business, calendar: { kind: "tiers" } })).toBe("invalid_model");
  });
});

describe("groups and periods", () => {
  test("tell tiers apart, cases without one last, whatever the ids", () => {
    const events = [...closed(30, 1, { tier: "__proto__" }), ...closed(20, 9, { tier: "top" }), ...closed(5, 1)];
    const { groups } = first(events, { by: ["tier"] });
    expect(groups.map(({ id, kept, n }) => [id, kept, n])).toEqual([
      ["__proto__", 30, 30],
      ["top", 0, 20],
      [undefined, 5, 5],
    ]);
  });

  test("compare the period with the former one", () => {
    const former = closed(100, 9).map((event, i) => (i < 80 ? { ...event, ended: noon + HOUR } : event));
    const later = noon + 48 * HOUR;
    const now = former.map((_, i) => ({ clock: "response", started: later, ended: later + (i < 93 ? 1 : 9) * HOUR }));
    const events = [...former, ...now, ...closed(7, 1, { started: noon - HOUR })];
    const options = { clocks: [response], asOf, since: later, formerSince: noon };
    const measured = measureService(events, options);
    expect(measured.counts).toEqual({ measured: 100, former: 100, outside: 7 });
    const trend = measured.clocks[0]?.trend ?? expect.fail();
    if ("abstained" in trend) throw new Error("a hundred cases each are enough");
    expect(trend.difference).toBeCloseTo(0.13, 12);
    expect(trend.interval).toEqual(newcombeInterval(93, 100, 80, 100));
    // pooled share 0.865: χ² = 0.13² ÷ (0.865 · 0.135 · 2 / 100) = 7.2361 on one degree of freedom
    expect(trend.pValue).toBeCloseTo(0.00715, 5);
  });

  test("what happened after the day is not known on it", () => {
    const events = [...closed(3, 1), { clock: "response", started: noon + HOUR, ended: noon + 3 * HOUR }];
    const early = measureService(events, { clocks: [response], asOf: noon + 2 * HOUR });
    expect(early.clocks[0]).toMatchObject({ n: 4, closed: 3, undecided: 1 });
    expect(measureService(events, { clocks: [response], asOf: noon }).counts).toEqual({
      measured: 3,
      former: 0,
      outside: 1,
    });
  });

  test("refuse a former period without its end, and one that does not come before", () => {
    expect(codeOf(() => first([], { formerSince: noon }))).toBe("inconsistent");
    expect(codeOf(() => first([], { formerSince: noon, since: noon }))).toBe("inconsistent");
    expect(codeOf(() => first([], { since: "2027-01-01" }))).toBe("inconsistent");
  });
});

describe("the queue", () => {
  test("puts broken promises first, then those about to break, each by the time they fall due", () => {
    const events = [
      ...open(1, 1, { caseId: "fresh" }),
      ...open(1, 7, { caseId: "soon" }),
      ...open(1, 9, { caseId: "late" }),
      ...open(1, 20, { caseId: "very late" }),
      ...closed(1, 1, { caseId: "done" }),
    ];
    const { cases, counts } = planServiceQueue(events, { clocks: [response], asOf });
    expect(cases.map(({ caseId }) => caseId)).toEqual(["very late", "late", "soon", "fresh"]);
    expect(cases.map(({ remainingHours }) => remainingHours)).toEqual([-12, -1, 1, 7]);
    expect(counts).toEqual({ broken: 2, soon: 1, in_time: 1 });
  });

  test("does not depend on the order of the rows, even where cases fall due together", () => {
    const events = ["b", "a", "__proto__"].map((caseId) => open(1, 3, { caseId })[0] as ServiceEvent);
    const plan = planServiceQueue(events, { clocks: [response], asOf });
    expect(planServiceQueue([...events].reverse(), { clocks: [response], asOf })).toEqual(plan);
    expect(plan.cases.map(({ caseId }) => caseId)).toEqual(["__proto__", "a", "b"]);
  });
});

describe("ready-made", () => {
  test("eight clocks have names and meanings in both languages", () => {
    expect(serviceClocks).toHaveLength(8);
    for (const { id, name, meaning } of serviceClocks) {
      expect(labelOf("serviceClock", id, "zh")).toBe(name.zh);
      expect(meaning.zh).toMatch(/^从.+到.+$/);
      expect(meaning.en).toMatch(/^from .+ to .+$/);
    }
  });

  test("a green channel promises receipt and reply, the reply not before the receipt", () => {
    expect(greenChannelClocks({ receiptHours: 1, replyHours: 8 }).map(({ id }) => id)).toEqual(["receipt", "reply"]);
    expect(codeOf(() => greenChannelClocks({ receiptHours: 2, replyHours: 1 }))).toBe("out_of_range");
    expect(codeOf(() => greenChannelClocks({ receiptHours: 0, replyHours: 1 }))).toBe("out_of_range");
    expect(codeOf(() => greenChannelClocks({ receiptHours: 1, replyHours: 1, calendar: {} as never }))).toBe(
      "invalid_model",
    );
  });

  test("every reason is worded in both languages without a hole", () => {
    const events = [...closed(80, 2), ...closed(20, 20), ...open(30, 3)];
    const former = closed(50, 1, { started: noon - HOUR });
    const options = { since: noon, formerSince: noon - HOUR };
    const reasons = [...first([...events, ...former], options).reasons, ...first(open(3, 1)).reasons];
    expect(new Set(reasons.map(({ code }) => code)).size).toBe(5);
    for (const reason of reasons) {
      for (const locale of ["en", "zh"] as const) expect(word(reason, locale)).not.toMatch(/undefined|NaN|–/);
    }
  });
});

describe("bad rows are named", () => {
  const refused = (event: unknown) => codeOf(() => first([...closed(1, 1), event as ServiceEvent]));
  test.each([
    [{ clock: "repair", started: noon }, "unknown_id"],
    [{ clock: "response", started: "soon" }, "invalid_date"],
    [{ clock: "response", started: noon, ended: noon - 1 }, "inconsistent"],
    [{ clock: "response", started: noon, tier: 3 }, "invalid_type"],
    [{ clock: "response", started: noon, caseId: "" }, "invalid_type"],
    [null, "invalid_type"],
  ])("%j", (event, code) => {
    expect(refused(event)).toBe(code);
    expect(() => first([...closed(1, 1), event as ServiceEvent])).toThrow(/events\[1\]/);
  });

  test("and so are bad promises and options", () => {
    const refuse = (change: object) => codeOf(() => first([], { clocks: [response, { ...response, ...change }] }));
    expect(refuse({})).toBe("duplicate_id");
    expect(refuse({ id: "" })).toBe("invalid_type");
    expect(refuse({ id: "x", limitHours: 0 })).toBe("out_of_range");
    expect(refuse({ id: "x", targetShare: 90 })).toBe("out_of_range");
    expect(refuse({ id: "x", unit: "days" })).toBe("unknown_id");
    expect(codeOf(() => first([], { clocks: [] }))).toBe("empty_input");
    expect(codeOf(() => first([], { by: ["city"] }))).toBe("unknown_id");
    expect(codeOf(() => first([], { by: ["tier", "tier"] }))).toBe("duplicate_id");
    expect(codeOf(() => first([], { percentiles: [50] }))).toBe("out_of_range");
    expect(codeOf(() => first([], { minimumCases: 0 }))).toBe("out_of_range");
    expect(codeOf(() => first([], { level: 95 }))).toBe("out_of_range");
    expect(codeOf(() => planServiceQueue([], { clocks: [response], asOf, soonShare: 0 }))).toBe("out_of_range");
  });
});

describe("schemas", () => {
  const calendar = defineBusinessCalendar({ hours: { mon: ["09:00-17:00"] }, holidays: ["2026-01-05"] });

  test("take in events row by row", () => {
    const rows = [
      { clock: "response", started: "2026-05-04T09:00Z" },
      { clock: "response", started: "2026-05-04T09:00Z", ended: "2026-05-03" },
      { started: 0 },
      { clock: "response", started: "soon", ended: "later" },
      { clock: "response", started: 0, ended: 0, tier: "__proto__" },
    ];
    expect(parseRecords(serviceEventSchema, rows).rejected.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  test("a calendar travels as JSON, and one with hours that cannot be does not load", () => {
    const json = JSON.parse(JSON.stringify(calendar));
    expect(loadModel(businessCalendarSpec, json)).toEqual(calendar);
    const load = (change: object) => codeOf(() => loadModel(businessCalendarSpec, { ...json, ...change }));
    expect(load({ holidays: ["5 May"] })).toBe("invalid_model");
    expect(load({ hours: { ...json.hours, mon: ["17:00–09:00"] } })).toBe("invalid_model");
    expect(load({ hours: { ...json.hours, mon: ["09:00–12:00", "11:00–13:00"] } })).toBe("invalid_model");
    expect(load({ hours: { ...json.hours, mon: [] } })).toBe("invalid_model");
    expect(load({ hours: { mon: json.hours.mon } })).toBe("invalid_model");
    const extra = { date: "2026-01-04", hours: ["09:00–10:00"] };
    expect(load({ extraDays: [extra] })).toBe("nothing was thrown");
    expect(load({ extraDays: [extra, extra] })).toBe("invalid_model");
    expect(load({ extraDays: [{ ...extra, hours: [] }] })).toBe("invalid_model");
    expect(load({ extraDays: [{ ...extra, date: "2026-01-05" }] })).toBe("invalid_model");
    expect(load({ holidays: ["2026-02-30"] })).toBe("invalid_model");
    expect(load({ utcOffsetMinutes: 2000 })).toBe("invalid_model");
    expect(load({ offsetChanges: [{ from: "soon", utcOffsetMinutes: 60 }] })).toBe("invalid_model");
    expect(load({ owner: 1 })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });
});

describe("the chart", () => {
  const clocks: ServiceClock[] = [
    { id: "response", limitHours: 8, targetShare: 0.9 },
    { id: "delivery", limitHours: 48, targetShare: 0.8 },
    { id: "correction", limitHours: 24, targetShare: 0.95 },
    { id: "guarantee", limitHours: 200, targetShare: 0.7 },
  ];
  const events = [
    ...desk(400, 90, exponential(2), 1),
    ...desk(60, 90, exponential(20), 2).map((e) => ({ ...e, clock: "delivery" })),
    ...desk(150, 90, exponential(16), 3).map((e) => ({ ...e, clock: "correction" })),
    ...desk(30, 90, exponential(100), 4).map((e) => ({ ...e, clock: "guarantee" })),
  ];
  const measured = measureService(events, { clocks, asOf: 90 * HOUR, by: ["tier"] });

  test.each(["en", "zh"] as const)("tells the light by colour, shape and word in %s", async (locale) => {
    expect(measured.clocks.map(({ light }) => (typeof light === "string" ? light : "none"))).toEqual([
      "green",
      "amber",
      "red",
      "none",
    ]);
    const chart = serviceChart(measured, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `service-${locale}`);
    if (locale === "zh") expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
    const groups = serviceChart(measured, { locale, by: "tier" });
    expectValidChart(groups);
    await writePicture(groups, `service-tier-${locale}`);
  });

  test("draws a clock without any case as an empty row, and refuses a grouping that was not measured", async () => {
    const none = measureService([], { clocks: [response], asOf });
    expectValidChart(serviceChart(none));
    await writePicture(serviceChart(none), "service-no-case");
    expect(codeOf(() => serviceChart(none, { by: "region" }))).toBe("unknown_id");
    expect(codeOf(() => serviceChart({ ...none, clocks: [] }))).toBe("invalid_type");
    expect(codeOf(() => serviceChart({ ...none, clocks: [{ ...none.clocks[0], share: 3 }] } as never))).toBe(
      "invalid_type",
    );
  });
});
