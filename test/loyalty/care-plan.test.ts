import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { type CareSubject, careChart, careTriggers, type PlanCareOptions, planCare } from "../../src/loyalty/index.ts";
import { expectValidChart, renderSvg, writePicture } from "../support/charts.ts";
import { codeOf } from "./support.ts";

const person = (id: string, ...dates: [string, string][]): CareSubject => ({
  id,
  kind: "person",
  dates: dates.map(([date, on]) => ({ id: date, on })),
});
const firm = (id: string, ...dates: [string, string][]): CareSubject => ({ ...person(id, ...dates), kind: "account" });
const year = { from: "2026-01-01", to: "2026-12-31" } as const;
const yearly = [{ id: "birthday", kind: "yearly" }] as const;
const daysOf = (subject: CareSubject, options: PlanCareOptions) =>
  planCare([subject], { triggers: yearly, ...options }).entries.map(({ on }) => on);

describe("dates that come back", () => {
  test("29 February falls on 28 February, or on 1 March where that is asked for", () => {
    const born = person("Wu", ["birthday", "2000-02-29"]);
    const range = { from: "2026-01-01", to: "2028-12-31" };
    expect(daysOf(born, range)).toEqual(["2026-02-28", "2027-02-28", "2028-02-29"]);
    expect(daysOf(born, { ...range, leapDay: "march_1" })).toEqual(["2026-03-01", "2027-03-01", "2028-02-29"]);
  });

  test("1900 and 2100 are no leap years, 2000 is one", () => {
    const born = person("Wu", ["birthday", "1896-02-29"]);
    expect(daysOf(born, { from: "1900-01-01", to: "1900-12-31" })).toEqual(["1900-02-28"]);
    expect(daysOf(born, { from: "2000-01-01", to: "2000-12-31" })).toEqual(["2000-02-29"]);
    expect(daysOf(born, { from: "2100-01-01", to: "2100-12-31", leapDay: "march_1" })).toEqual(["2100-03-01"]);
  });

  test("the lead is counted across the turn of the year, and the range is of days on which to act", () => {
    const plan = planCare([firm("a", ["founding", "1998-01-05"])], {
      from: "2025-12-01",
      to: "2025-12-31",
      leadDays: 10,
      triggers: [{ id: "founding", kind: "yearly" }],
    });
    expect(plan.entries.map(({ actOn, on, anniversary }) => [actOn, on, anniversary])).toEqual([
      ["2025-12-26", "2026-01-05", 28],
    ]);
  });

  test("a day without its year comes back without a number", () => {
    const plan = planCare([person("Wu", ["birthday", "--02-29"])], { ...year, triggers: yearly });
    expect(plan.entries[0]).toMatchObject({ on: "2026-02-28" });
    expect(plan.entries[0]).not.toHaveProperty("anniversary");
  });

  test("a jubilee comes every fifth year, and nothing comes back before its first year is over", () => {
    const triggers = [{ id: "jubilee", kind: "yearly", date: "founding", everyYears: 5 }] as const;
    const from = { from: "1998-01-01", to: "2010-12-31" };
    const account = firm("a", ["founding", "1998-05-04"]);
    expect(planCare([account], { ...from, triggers }).entries.map(({ on }) => on)).toEqual([
      "2003-05-04",
      "2008-05-04",
    ]);
    const code = codeOf(() => planCare([firm("a", ["founding", "--05-04"])], { ...from, triggers }));
    expect(code).toBe("inconsistent");
  });
});

describe("feasts, terms and occasions", () => {
  test("a feast of the lunar calendar stands on the days given, and a year without one is named, not guessed", () => {
    // Spring Festival fell on 2025-01-29 and 2026-02-17 (calendar of the Hong Kong Observatory)
    const triggers = [
      { id: "spring_festival", kind: "given", leadDays: 14, dates: ["2025-01-29", "2026-02-17"] },
    ] as const;
    const plan = planCare([firm("a"), person("Wu")], { from: "2025-01-01", to: "2027-12-31", triggers });
    expect(plan.entries.map(({ actOn, subject }) => `${actOn} ${subject}`)).toEqual([
      "2025-01-15 Wu",
      "2025-01-15 a",
      "2026-02-03 Wu",
      "2026-02-03 a",
    ]);
    expect(plan.notes.map((note) => word(note, "en"))).toEqual([
      "no date was given for Spring Festival in 2027",
      "no date was given for Spring Festival in 2028",
    ]);
    expect(word(plan.notes[0] as never, "zh")).toBe("未提供 2027 年春节的日期");
  });

  test("a contract that ends asks for its renewal in time, once per contract", () => {
    const account = firm("a", ["contract_end", "2026-06-30"], ["contract_end", "2026-09-30"]);
    const plan = planCare([account], year);
    expect(plan.entries.map(({ actOn, on }) => [actOn, on])).toEqual([
      ["2026-04-01", "2026-06-30"],
      ["2026-07-02", "2026-09-30"],
    ]);
  });

  test("after an occasion comes care at once, after a week and after a month; the same day is one visit", () => {
    const account = firm("a", ["failure", "2026-03-10"], ["failure", "2026-03-03"]);
    const plan = planCare([account], { ...year, asOf: "2026-03-10" });
    expect(plan.entries.map(({ actOn, step, status, daysOverdue }) => [actOn, step, status, daysOverdue])).toEqual([
      ["2026-03-03", 1, "overdue", 7],
      ["2026-03-10", 1, "due", 0],
      ["2026-03-17", 2, "upcoming", 0],
      ["2026-04-03", 3, "upcoming", 0],
      ["2026-04-10", 3, "upcoming", 0],
    ]);
    expect(plan.counts).toEqual({ upcoming: 3, due: 1, overdue: 1 });
    expect(plan.entries[0]?.passed).toBe(true);
    expect(plan.entries[1]?.passed).toBe(false);
  });

  test("what was done leaves the plan and is counted", () => {
    const account = firm("a", ["failure", "2026-03-03"]);
    const done = [{ subject: "a", trigger: "failure", on: "2026-03-10" }];
    const plan = planCare([account], { ...year, done });
    expect(plan.entries.map(({ on }) => on)).toEqual(["2026-03-03", "2026-04-03"]);
    expect(plan.done).toBe(1);
    expect(plan.triggers.find(({ id }) => id === "failure")).toEqual({
      id: "failure",
      planned: 2,
      done: 1,
      withheld: 0,
    });
  });

  test("on one day the more important comes first", () => {
    const people = [firm("a", ["change", "2026-03-03"]), firm("b", ["failure", "2026-03-03"])];
    expect(planCare(people, { from: "2026-03-03", to: "2026-03-03" }).entries.map(({ subject }) => subject)).toEqual([
      "b",
      "a",
    ]);
  });

  test("a trigger for one tier leaves the others alone", () => {
    const triggers = [
      { id: "mid_autumn", kind: "given", dates: ["2026-09-25"], tiers: ["top"], for: "account" },
    ] as const;
    const subjects = [{ ...firm("a"), tier: "top" }, { ...firm("b"), tier: "small" }, firm("c"), person("d")];
    expect(planCare(subjects, { ...year, triggers }).entries.map(({ subject }) => subject)).toEqual(["a"]);
  });
});

describe("what is private", () => {
  test("birthdays, illness and bereavement are withheld and counted unless the people agreed", () => {
    const people = [person("Wu", ["birthday", "1980-05-01"], ["bereavement", "2026-02-01"], ["change", "2026-02-01"])];
    const plan = planCare(people, year);
    expect(new Set(plan.entries.map(({ trigger }) => trigger))).toEqual(new Set(["change"]));
    expect(plan.withheld).toBe(4);
    expect(plan.notes.at(-1)).toEqual({ code: "sensitive_withheld", params: { items: 4 } });
    const agreed = planCare(people, { ...year, sensitive: true });
    expect(agreed.withheld).toBe(0);
    expect(agreed.entries.filter(({ sensitive }) => sensitive)).toHaveLength(4);
  });

  test("every occasion in a person's life that the domain names is among the triggers", () => {
    const ids = careTriggers.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(["illness", "bereavement", "failure", "change", "hardship", "birthday"]),
    );
  });

  test("a date that no trigger reads is named, since it may be misspelt", () => {
    const plan = planCare([firm("a", ["fuonding", "1998-05-04"])], year);
    expect(plan.notes).toEqual([{ code: "care_dates_unused", params: { date: "fuonding", n: 1 } }]);
  });
});

describe("bad input", () => {
  const one = [firm("a", ["founding", "1998-05-04"])];
  const bad: [string, string, () => unknown][] = [
    ["a range that runs backwards", "inconsistent", () => planCare(one, { from: "2026-02-01", to: "2026-01-01" })],
    ["a range over centuries", "out_of_range", () => planCare(one, { from: "1026-02-01", to: "2026-01-01" })],
    ["a date that does not exist", "invalid_date", () => planCare([firm("a", ["founding", "2025-02-30"])], year)],
    [
      "a day of the year that does not exist",
      "invalid_date",
      () => planCare([firm("a", ["founding", "--02-30"])], year),
    ],
    [
      "two birthdays",
      "duplicate_id",
      () => planCare([person("a", ["birthday", "2000-01-01"], ["birthday", "2000-01-02"])], year),
    ],
    ["two subjects of one id", "duplicate_id", () => planCare([...one, ...one], year)],
    ["two triggers of one id", "duplicate_id", () => planCare(one, { ...year, triggers: [...yearly, ...yearly] })],
    ["a lead that is no whole number", "out_of_range", () => planCare(one, { ...year, leadDays: 1.5 })],
    ["a negative lead", "out_of_range", () => planCare(one, { ...year, leadDays: -1 })],
    [
      "an occasion without a step",
      "empty_input",
      () => planCare(one, { ...year, triggers: [{ id: "x", kind: "occasion", followUps: [] }] }),
    ],
    ["a trigger of no kind", "unknown_id", () => planCare(one, { ...year, triggers: [{ id: "x" } as never] })],
    ["a subject of no kind", "unknown_id", () => planCare([{ id: "a" } as never], year)],
    ["consent that is no yes or no", "invalid_type", () => planCare(one, { ...year, sensitive: "yes" as never })],
    ["an unknown rule for leap days", "unknown_id", () => planCare(one, { ...year, leapDay: "march" as never })],
    [
      "done without a day",
      "invalid_type",
      () => planCare(one, { ...year, done: [{ subject: "a", trigger: "b" } as never] }),
    ],
    ["no range", "invalid_type", () => planCare(one, {} as never)],
  ];
  test.each(bad)("%s is refused", (_what, code, run) => {
    expect(codeOf(run)).toBe(code);
  });

  test("nobody to care for is an empty plan, and `__proto__` is an ordinary id", () => {
    expect(planCare([], year).entries).toEqual([]);
    const plan = planCare([firm("__proto__", ["founding", "1998-05-04"])], year);
    expect(plan.entries.map(({ subject }) => subject)).toEqual(["__proto__"]);
  });
});

describe("the chart", () => {
  const people = Array.from({ length: 60 }, (_, i) => [
    firm(
      `f${i}`,
      ["founding", `19${70 + (i % 30)}-${String(1 + (i % 12)).padStart(2, "0")}-11`],
      ["contract_end", `2026-${String(1 + ((i * 5) % 12)).padStart(2, "0")}-28`],
    ),
    person(
      `p${i}`,
      ["birthday", `--${String(1 + ((i * 7) % 12)).padStart(2, "0")}-03`],
      [["illness", "failure", "change"][i % 3] as string, `2026-${String(1 + ((i * 11) % 9)).padStart(2, "0")}-15`],
    ),
  ]).flat();
  test.each(["en", "zh"] as const)("is valid and drawn in %s", async (locale) => {
    const feast = {
      id: "spring_festival",
      kind: "given",
      dates: ["2026-02-17"],
      leadDays: 14,
      for: "account",
    } as const;
    const plan = planCare(people, {
      from: "2026-01-01",
      to: "2026-12-31",
      asOf: "2026-03-01",
      sensitive: true,
      triggers: [...careTriggers, feast],
    });
    const chart = careChart(plan, { locale });
    expectValidChart(chart);
    await writePicture(chart, `care-${locale}`);
    const firm = [{ id: "a", kind: "account", dates: [{ id: "founding", on: "1998-02-04" }] }] as const;
    const few = careChart(planCare(firm, { from: "2026-01-01", to: "2026-03-31" }), { locale });
    const ticks = (await renderSvg(few)).match(/(?<=>)\d+(?=<)/g) ?? [];
    expect(new Set(ticks).size, "a few acts are counted in whole numbers, each once").toBe(ticks.length);
    const weeks = careChart(planCare(people, { from: "2026-01-01", to: "2026-03-31" }), { locale });
    await writePicture(weeks, `care-weeks-${locale}`);
  });
});
