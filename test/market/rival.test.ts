import { describe, expect, test } from "vitest";
import { labelsOf, parseRecords, describe as word } from "../../src/core/index.ts";
import {
  type MeasurePostureOptions,
  measureRivalPosture,
  measureRivalProfile,
  type RivalEncounter,
  type RivalProfile,
  rivalFields,
  rivalProfileChart,
} from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { rivalEncounterSchema, rivalFieldSchema, rivalProfileSchema } from "../../src/schemas.ts";
import { toIsoDate } from "../../src/time/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { codeOf, js, OURS, WRONG } from "./portfolio-support.ts";

const asOf = "2026-06-30";
const fact = (field: string, value: string | number, date: string, more: object = {}) => ({
  field,
  value,
  source: "trade press",
  date,
  ...more,
});
const north: RivalProfile = {
  id: "North",
  facts: [
    fact("legal_name", "North Valves Ltd", "2024-01-10"),
    fact("market_share", 0.31, "2026-05-01"),
    fact("market_share", 0.24, "2026-02-01", { confidence: 0.6 }),
    fact("market_share", 0.5, "2020-02-01"),
    fact("price_level", "5 % below ours", "2025-10-03", { confidence: 0.8 }),
    fact("target_accounts", "Harbour Hospital", "2026-06-01"),
    fact("target_accounts", "City Water", "2026-06-01"),
    fact("weaknesses", "spare parts take three weeks", "2026-03-15"),
  ],
};

describe("a rival in six steps", () => {
  test("a fact within its shelf life counts in full, later it halves with every further shelf life", () => {
    const { steps } = measureRivalProfile(north, { asOf });
    const price = steps.flatMap(({ fields }) => fields).find(({ field }) => field === "price_level");
    // 270 days from 2025-10-03 to 2026-06-30, two shelf lives of 90 beyond the first
    expect(price).toMatchObject({ state: "stale", facts: [{ ageDays: 270 }] });
    expect(price?.credit).toBeCloseTo(0.8 / 4, 12);
    const share = steps.flatMap(({ fields }) => fields).find(({ field }) => field === "market_share");
    expect(share).toMatchObject({ state: "current", credit: 1 });
  });

  test("completeness is the weighted mean over steps of the weighted fields, three ways", () => {
    const report = measureRivalProfile(north, { asOf });
    // who 1/5, state 3/8, strengths (price 3 + weaknesses 3) / 11, direction 0, intent 3/8, steering 0
    expect(report.completeness).toBeCloseTo((1 / 5 + 3 / 8 + 6 / 11 + 3 / 8) / 6, 12);
    expect(report.current).toBeCloseTo((1 / 5 + 3 / 8 + 3 / 11 + 3 / 8) / 6, 12);
    expect(report.credit).toBeCloseTo((1 / 5 + 3 / 8 + (3 + 3 * 0.2) / 11 + 3 / 8) / 6, 12);
    const only = measureRivalProfile(north, {
      asOf,
      stepWeights: { who: 0, state: 2, strengths: 0, direction: 0, intent: 0, steering: 0 },
    });
    expect(only.completeness).toBeCloseTo(3 / 8, 12);
  });

  test("current facts that cannot both be true are named; old ones and lists of many are not", () => {
    const { contradictions } = measureRivalProfile(north, { asOf });
    expect(contradictions.map(({ field, facts }) => [field, facts.map(({ value }) => value)])).toEqual([
      ["market_share", [0.31, 0.24]],
    ]);
    expect(measureRivalProfile(north, { asOf, tolerance: 0.3 }).contradictions).toEqual([]);
  });

  test("numbers that both agree with a third contradict each other where they lie too far apart", () => {
    const facts = [
      fact("market_share", 0.31, "2026-05-01"),
      fact("market_share", 0.285, "2026-05-01", { confidence: 0.9 }),
      fact("market_share", 0.34, "2026-05-01", { confidence: 0.8 }),
    ];
    const { contradictions } = measureRivalProfile({ id: "x", facts }, { asOf });
    expect(contradictions.map(({ facts: own }) => own.map(({ value }) => value))).toEqual([[0.31, 0.285, 0.34]]);
    expect(measureRivalProfile({ id: "x", facts: facts.slice(0, 2) }, { asOf }).contradictions).toEqual([]);
  });

  test("a rival is named as its profile names it, in the report and in the picture", () => {
    const report = measureRivalProfile({ id: "r-7", name: "North Valves", facts: [] }, { asOf });
    expect(report).toMatchObject({ id: "r-7", name: "North Valves" });
    expect(JSON.stringify(rivalProfileChart(report).title)).toContain("What is known about the rival: North Valves");
    expect(measureRivalProfile({ id: "r-7", facts: [] }, { asOf })).not.toHaveProperty("name");
  });

  test("questions come by what an answer adds, with why: missing, out of date, doubtful", () => {
    const report = measureRivalProfile(north, { asOf });
    expect(report.ask[0]).toMatchObject({ field: "announced_plans", worth: expect.closeTo(0.5 / 6, 12) });
    const reasons = report.ask.map(({ reason }) => word(reason));
    expect(reasons).toContain("nothing is known about ownership");
    expect(reasons).toContain("price level: last known 270 days ago, keeps for 90");
    expect(report.ask.reduce((sum, { worth }) => sum + worth, 0)).toBeCloseTo(1 - report.credit, 12);
    const doubted = measureRivalProfile(
      { id: "x", facts: [fact("red_lines", "Ruhr", asOf, { confidence: 0.4 })] },
      { asOf },
    );
    expect(word(doubted.ask.find(({ field }) => field === "red_lines")?.reason as never, "zh")).toBe(
      "不会退让的底线的可信度仅 40%",
    );
  });

  test("what was not yet known on the day of the report is left out and counted", () => {
    const report = measureRivalProfile(north, { asOf: "2026-04-01" });
    expect(report.notes).toEqual([{ code: "rival_facts_future", params: { n: 3 } }]);
  });

  test("fields of one's own can be asked about", () => {
    const fields = [{ id: "__proto__", step: "who", weight: 1, shelfLifeDays: 10 }] as const;
    const report = measureRivalProfile({ id: "x", facts: [fact("__proto__", "y", asOf)] }, { asOf, fields });
    expect(report.steps.map(({ step, completeness }) => [step, completeness])).toEqual([["who", 1]]);
    expect(report.ask).toEqual([]);
    const ceo = [{ id: "CEO", step: "who", weight: 1, shelfLifeDays: 10 }] as const;
    const [question] = measureRivalProfile({ id: "x", facts: [] }, { asOf, fields: ceo }).ask;
    expect(word(question?.reason as never)).toBe("nothing is known about CEO");
  });

  test("every field that is asked about by default has a name", () => {
    expect(rivalFields.map(({ id }) => id)).toEqual(Object.keys(labelsOf("rivalField")));
  });
});

/** Encounters day by day over both periods of 180 days. */
function deals(
  seed: number,
  rates: readonly [before: number, recent: number],
  lost: readonly [number, number],
  more: object = {},
): RivalEncounter[] {
  const random = createRandom(seed);
  const end = 20_634;
  return [0, 1].flatMap((period) =>
    Array.from({ length: random.poisson(rates[period] as number) }, () => ({
      date: toIsoDate(end - random.integer(0, 179) - (period === 0 ? 180 : 0)),
      won: random.uniform() >= (lost[period] as number),
      ...more,
    })),
  );
}
const stance = (encounters: readonly RivalEncounter[], options: Partial<MeasurePostureOptions> = {}) => {
  const { stance: found } = measureRivalPosture(encounters, { asOf: toIsoDate(20_634), ...options });
  return "named" in found ? found.named : found.abstained.code;
};

describe("posture from wins and losses", () => {
  test("attacking: they win more, or turn up more", () => {
    expect(stance(deals(1, [60, 60], [0.25, 0.65]))).toBe("attacking");
    expect(stance(deals(2, [20, 60], [0.4, 0.4]))).toBe("attacking");
  });

  test("retreating: they win less, or stay away", () => {
    expect(stance(deals(3, [60, 60], [0.7, 0.3]))).toBe("retreating");
    expect(stance(deals(4, [60, 15], [0.4, 0.4]))).toBe("retreating");
  });

  test("holding needs enough encounters to show that nothing changed; few show nothing", () => {
    expect(stance(deals(5, [600, 600], [0.4, 0.4]))).toBe("holding");
    expect(stance(deals(5, [20, 20], [0.4, 0.4]))).toBe("rival_trend_unsure");
    expect(stance([])).toBe("rival_trend_unsure");
  });

  test("defending where most fights are for accounts of theirs", () => {
    expect(stance(deals(6, [40, 40], [0.5, 0.5], { holder: "rival" }))).toBe("defending");
    expect(stance(deals(6, [40, 40], [0.5, 0.5], { holder: "us" }))).toBe("rival_trend_unsure");
  });

  test("no posture where signals contradict: fewer fights, more of them won", () => {
    expect(stance(deals(7, [90, 40], [0.2, 0.7]))).toBe("rival_signals_mixed");
  });

  test("more selling by ourselves is not an attack", () => {
    const encounters = deals(8, [40, 80], [0.4, 0.4]);
    expect(stance(encounters)).toBe("attacking");
    expect(stance(encounters, { ourDeals: { before: 150, recent: 300 } })).toBe("rival_trend_unsure");
  });

  test("figures are Newcombe's, Clopper and Pearson's and Wilson's, with half the error for each signal", () => {
    const encounters = [
      ...Array.from({ length: 40 }, (_, i) => ({
        date: "2026-06-01",
        won: i >= 24,
        ourPrice: 100,
        theirPrice: i < 30 ? 95 : 101,
      })),
      ...Array.from({ length: 20 }, (_, i) => ({ date: "2025-12-01", won: i >= 6 })),
    ];
    const found = measureRivalPosture(encounters, { asOf });
    expect(found.winChange).toMatchObject({ value: expect.closeTo(0.3, 12), n: 60, interval: { level: 0.975 } });
    expect(found.meetingRatio).toMatchObject({ value: 2, n: 60 });
    if ("abstained" in found.meetingRatio || "abstained" in found.undercut || "abstained" in found.wins)
      throw new Error();
    // R 4.2.2: p <- binom.test(40, 60, conf.level = 0.975)$conf.int; p / (1 - p)
    expect(found.meetingRatio.interval.lower).toBeCloseTo(1.06129028762136, 8);
    expect(found.meetingRatio.interval.upper).toBeCloseTo(3.92768760442616, 8);
    // R 4.2.2: prop.test(30, 40, correct = FALSE)$conf.int
    expect(found.undercut.interval.lower).toBeCloseTo(0.59806038579232, 8);
    expect(found.wins.value).toBe(0.6);
    expect(found.theirGround).toMatchObject({ abstained: { code: "too_few_rows" } });
  });

  test("nothing that changed is called a change in at most one of twenty", () => {
    let alarms = 0;
    const runs = 1500;
    for (let seed = 0; seed < runs; seed++) {
      const found = stance(deals(1000 + seed, [40, 40], [0.4, 0.4]));
      if (found === "attacking" || found === "retreating" || found === "rival_signals_mixed") alarms++;
    }
    // three standard errors of 1,500
    expect(alarms / runs).toBeLessThan(0.05 + 0.017);
    expect(alarms).toBeGreaterThan(0);
  });

  test("segments stand by id, and what lies outside both periods is ignored", () => {
    const encounters = [
      ...deals(9, [60, 60], [0.2, 0.7], { segment: "water" }),
      ...deals(10, [60, 60], [0.4, 0.4], { segment: "__proto__" }),
      { date: "2020-01-01", won: true },
    ];
    const found = measureRivalPosture(encounters, { asOf: toIsoDate(20_634) });
    expect(found.ignored).toBe(1);
    expect(found.segments.map(({ id, stance: own }) => [id, "named" in own])).toEqual([
      ["__proto__", false],
      ["water", true],
    ]);
    expect(found.segments.reduce((sum, { recent }) => sum + recent, 0)).toBe(found.recent);
  });

  test("a rival that was not there before is seen to come, though no ratio can be named", () => {
    const found = measureRivalPosture(deals(11, [0, 30], [0.4, 0.4]), { asOf: toIsoDate(20_634) });
    expect(found.meetingRatio).toMatchObject({ abstained: { code: "zero_base" } });
    expect(found.stance).toMatchObject({ named: "attacking" });
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("shows what is current, out of date and missing in %s", async (locale) => {
    const chart = rivalProfileChart(measureRivalProfile(north, { asOf }), { locale });
    expectValidChart(chart);
    await writePicture(chart, `rival-${locale}`);
  });
});

describe("bad input", () => {
  test.each(WRONG.map((value) => [value]))("%s", (value) => {
    const listed = Array.isArray(value) ? /nothing/ : OURS;
    expect(codeOf(() => measureRivalProfile(js(value), { asOf }))).toMatch(OURS);
    expect(codeOf(() => measureRivalProfile(north, js(value)))).toMatch(OURS);
    expect(codeOf(() => measureRivalProfile({ id: "x", facts: js(value) }, { asOf }))).toMatch(listed);
    expect(codeOf(() => measureRivalPosture(js(value), { asOf }))).toMatch(listed);
    expect(codeOf(() => measureRivalPosture([], js(value)))).toMatch(OURS);
    expect(codeOf(() => rivalProfileChart(js(value)))).toMatch(OURS);
    for (const field of ["field", "value", "source", "date", "confidence"]) {
      const fine =
        (field === "confidence" && value === undefined) ||
        (field === "source" && value === "x") ||
        (field === "value" && ["string", "number", "boolean"].includes(typeof value) && !Number.isNaN(value)) ||
        (field === "date" && value === 7);
      const bad = { ...fact("offer", 1, asOf), [field]: js(value) };
      expect(
        codeOf(() => measureRivalProfile({ id: "x", facts: [bad as never] }, { asOf })),
        field,
      ).toMatch(fine ? /nothing/ : OURS);
    }
    if (value === undefined || value === 7) return;
    for (const field of ["windowDays", "level", "minEncounters", "winMargin", "meetingMargin", "ourDeals"]) {
      expect(
        codeOf(() => measureRivalPosture([], { asOf, [field]: js(value) })),
        field,
      ).toMatch(OURS);
    }
    for (const field of ["fields", "stepWeights", "tolerance"]) {
      if (field === "stepWeights" && typeof value === "object" && value !== null && !Array.isArray(value)) continue;
      expect(
        codeOf(() => measureRivalProfile(north, { asOf, [field]: js(value) })),
        field,
      ).toMatch(OURS);
    }
    for (const field of ["won", "holder", "ourPrice", "segment"]) {
      if ((field === "won" && value === true) || (field === "segment" && value === "x")) continue;
      expect(
        codeOf(() => measureRivalPosture([{ date: asOf, won: true, [field]: js(value) }], { asOf })),
        field,
      ).toMatch(OURS);
    }
  });

  test("names fields that are not asked about, steps that weigh nothing, deals fewer than encounters", () => {
    expect(codeOf(() => measureRivalProfile({ id: "x", facts: [fact("colour", "red", asOf)] }, { asOf }))).toBe(
      "unknown_id",
    );
    expect(codeOf(() => measureRivalProfile(north, { asOf, stepWeights: js({ stering: 2 }) }))).toBe("unknown_id");
    const many = [{ id: "a", step: "who", weight: 1, shelfLifeDays: 9, many: js<boolean>("yes") }] as const;
    expect(codeOf(() => measureRivalProfile({ id: "x", facts: [] }, { asOf, fields: many }))).toBe("invalid_type");
    const none = { who: 0, state: 0, strengths: 0, direction: 0, intent: 0, steering: 0 };
    expect(codeOf(() => measureRivalProfile(north, { asOf, stepWeights: none }))).toBe("out_of_range");
    expect(
      codeOf(() =>
        measureRivalPosture(deals(1, [20, 20], [0.5, 0.5]), {
          asOf: toIsoDate(20_634),
          ourDeals: { recent: 1, before: 99 },
        }),
      ),
    ).toBe("inconsistent");
  });

  test("documents come in through the schemas", () => {
    expect(parseRecords(rivalProfileSchema, [north, { ...north, facts: [{ field: "offer" }] }]).rejected).toHaveLength(
      1,
    );
    expect(parseRecords(rivalFieldSchema, rivalFields).rejected).toEqual([]);
    expect(
      parseRecords(rivalEncounterSchema, [
        { date: asOf, won: true, holder: "us" },
        { date: "soon", won: true },
        { date: asOf, won: 1 },
      ]).rejected,
    ).toHaveLength(2);
  });
});
