import { describe, expect, test } from "vitest";
import { isClienteleError, type Reason, describe as word } from "../../src/core/index.ts";
import {
  assignIntention,
  type FlowContact,
  type FlowSummary,
  flowChart,
  type GradedLead,
  intentionGrades,
  intentionSignals,
  measureIntentionGrades,
  summarizeFlow,
} from "../../src/funnel/index.ts";
import { testDifference, testTrend } from "../../src/funnel/intention/difference.ts";
import { createRandom } from "../../src/math/random.ts";
import { flowContactSchema, gradedLeadSchema, intentionLeadSchema } from "../../src/schemas.ts";
import { toIsoDate } from "../../src/time/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";

const refuses = (act: () => unknown, code: string): void => {
  try {
    act();
  } catch (error) {
    expect(isClienteleError(error), String(error)).toBe(true);
    expect((error as { code: string }).code).toBe(code);
    return;
  }
  expect.unreachable(`nothing thrown, ${code} expected`);
};
const worded = (reasons: readonly Reason[]): void => {
  for (const reason of reasons) {
    expect(word(reason)).not.toMatch(/undefined|NaN/);
    expect(word(reason, "zh")).toMatch(/\p{Script=Han}/u);
  }
};

describe("a lead is graded by its expected time to buy", () => {
  test("a day on the boundary belongs to the better grade, and beyond two months there is none", () => {
    const graded = [0, 5, 5.5, 15, 16, 30, 31, 60].map((expectedDays) => assignIntention({ expectedDays }).grade);
    expect(graded).toEqual(["H", "H", "A", "A", "B", "B", "C", "C"]);
    const late = assignIntention({ expectedDays: 61 });
    expect([late.status, late.grade, late.basis]).toEqual(["beyond", undefined, "days"]);
    worded(late.reasons);
  });

  test("a date counts from asOf, and one that has passed says nothing", () => {
    const options = { asOf: "2026-05-01" };
    expect(assignIntention({ expectedOn: "2026-05-11" }, options)).toMatchObject({ grade: "A", days: 10 });
    const passed = assignIntention({ expectedOn: "2026-04-30" }, options);
    expect(passed.status).toBe("unknown");
    expect(passed.reasons.map(({ code }) => code)).toEqual(["intention_unknown", "intention_date_passed"]);
    worded(passed.reasons);
  });
});

describe("a lead is graded by signals", () => {
  test("a question that is open is no no: coverage, range and possible grades say so", () => {
    const { signals, grade, basis } = assignIntention({
      signals: { money: "ready", choice: "one", named_day: null, tried: true },
    });
    expect([grade, basis]).toEqual(["H", "signals"]);
    expect(signals.score).toBe(100);
    expect(signals.coverage).toBeCloseTo(0.5, 12);
    expect(signals.range).toEqual([50, 100]);
    expect(signals.possible).toEqual(["H", "A", "B"]);
    expect(signals.possiblyNone).toBe(false);
    expect(signals.unanswered).toEqual(["named_day", "decider_present", "terms", "came_back"]);
  });

  test("too few answers do not grade", () => {
    const thin = assignIntention({ signals: { tried: true } });
    expect([thin.status, thin.signals.grade, thin.signals.score]).toEqual(["unknown", undefined, 100]);
    expect(thin.abstained?.params).toEqual({ coverage: 0.1, needed: 0.5 });
    worded(thin.reasons);
  });

  test("no to everything is known to be no grade", () => {
    const worst = Object.fromEntries(intentionSignals.map(({ id, options }) => [id, options[0]?.id]));
    const none = assignIntention({ signals: worst });
    expect([none.status, none.signals.possiblyNone, none.signals.coverage]).toEqual(["beyond", true, 1]);
    worded(none.reasons);
  });

  test("where time and signals disagree it is said, and the preferred one stands", () => {
    const lead = { expectedDays: 50, signals: { money: "ready", choice: "one", named_day: true } };
    const byDays = assignIntention(lead);
    expect([byDays.grade, byDays.basis, byDays.agree]).toEqual(["C", "days", false]);
    expect(assignIntention(lead, { prefer: "signals" })).toMatchObject({ grade: "H", basis: "signals", agree: false });
    expect(word(byDays.reasons.at(-1) as Reason)).toBe(
      "time and signals disagree: grade C by the expected day, grade H by signals",
    );
    expect(assignIntention({ ...lead, expectedDays: 3 }).agree).toBe(true);
    worded(byDays.reasons);
  });

  test("bad input is refused with its remedy", () => {
    refuses(() => assignIntention({ expectedDays: -1 }), "out_of_range");
    refuses(() => assignIntention({ expectedOn: "2026-05-01" }), "invalid_type");
    refuses(
      () => assignIntention({ expectedDays: 1, expectedOn: "2026-05-01" }, { asOf: "2026-05-01" }),
      "inconsistent",
    );
    refuses(() => assignIntention({ signals: { money: "plenty" } }), "unknown_id");
    refuses(() => assignIntention({ signals: { __proto__x: true } }), "unknown_id");
    refuses(() => assignIntention({}, { grades: [...intentionGrades].reverse() }), "inconsistent");
    refuses(
      () => assignIntention({}, { signals: intentionSignals.map((item) => ({ ...item, weight: 0 })) }),
      "inconsistent",
    );
    refuses(
      () => assignIntention({}, { signals: [...intentionSignals, intentionSignals[0] as never] }),
      "duplicate_id",
    );
  });
});

describe("grades are checked against what happened", () => {
  const day = (n: number): string => toIsoDate(20_000 + n);

  test("without open leads the share in time is the plain share with Wilson's interval", () => {
    // Wilson 1927 for 4 of 10 at 95 %: 0.1682–0.6873 (Newcombe 1998, method 3, computed from its closed form)
    const history = Array.from(
      { length: 10 },
      (_, i): GradedLead => ({ grade: "H", gradedOn: day(0), boughtOn: i < 4 ? day(i) : day(20) }),
    );
    const [h] = measureIntentionGrades(history, { asOf: day(100) }).grades;
    expect(h).toMatchObject({ n: 10, bought: 10, lost: 0, open: 0, kept: { value: 0.4, n: 10 } });
    const { interval } = (h as NonNullable<typeof h>).kept as { interval: { lower: number; upper: number } };
    expect(interval.lower).toBeCloseTo(0.1682, 4);
    expect(interval.upper).toBeCloseTo(0.6873, 4);
    expect(h?.medianDays?.value).toBe(20);
  });

  test("a lost lead keeps counting as not bought; taking it out would flatter the grade", () => {
    const history: GradedLead[] = [
      ...Array.from({ length: 5 }, () => ({ grade: "C", gradedOn: day(0), lostOn: day(1) })),
      ...Array.from({ length: 5 }, () => ({ grade: "C", gradedOn: day(0), boughtOn: day(40) })),
    ];
    const c = measureIntentionGrades(history, { asOf: day(200) }).grades.at(-1);
    expect(c?.kept).toMatchObject({ value: 0.5, n: 10 });
  });

  test("what comes after asOf is not known yet", () => {
    const history: GradedLead[] = [
      { grade: "H", gradedOn: day(0), boughtOn: day(4) },
      { grade: "H", gradedOn: day(9) },
    ];
    const report = measureIntentionGrades(history, { asOf: day(3) });
    expect([report.n, report.later]).toEqual([1, 1]);
    expect(report.grades[0]).toMatchObject({ bought: 0, open: 1, kept: { abstained: { code: "intention_not_due" } } });
    worded(report.reasons);
  });

  const simulate = (seed: number, hazards: Readonly<Record<string, number>>, each: number): GradedLead[] => {
    const random = createRandom(seed);
    return Object.entries(hazards).flatMap(([grade, hazard]) =>
      Array.from({ length: each }, (): GradedLead => {
        const graded = random.integer(0, 90);
        const wait = Math.floor(-Math.log(1 - random.uniform()) / hazard);
        const lostAfter = random.integer(5, 200);
        const row = { grade, gradedOn: day(graded) };
        return wait <= lostAfter
          ? { ...row, boughtOn: day(graded + wait) }
          : { ...row, lostOn: day(graded + lostAfter) };
      }),
    );
  };

  test("grades that order leads are told to, shuffled grades are not", () => {
    const good = measureIntentionGrades(simulate(1, { H: 0.2, A: 0.08, B: 0.04, C: 0.015 }, 150), { asOf: day(100) });
    expect(good.order).toMatchObject({ verdict: "holds", withinDays: 15 });
    const none = measureIntentionGrades(simulate(2, { H: 0.05, A: 0.05, B: 0.05, C: 0.05 }, 150), { asOf: day(100) });
    expect(none.order).toMatchObject({ verdict: "cannot_tell" });
    const wrong = measureIntentionGrades(simulate(3, { H: 0.015, A: 0.04, B: 0.08, C: 0.2 }, 150), { asOf: day(100) });
    expect(wrong.order).toMatchObject({ verdict: "reversed" });
    expect(wrong.reasons.filter(({ code }) => code === "intention_step_reversed")).toHaveLength(3);
    for (const { reasons } of [good, none, wrong]) worded(reasons);
  });

  test("the interval of the share in time covers the truth with lost and open leads among them", () => {
    // P(bought within 30 days) where a lead is lost at a uniform whole day from 5 to 200 unless it bought by then
    const hazard = 0.03;
    let truth = 0;
    for (let lost = 5; lost <= 200; lost++) truth += (1 - Math.exp(-hazard * (Math.min(lost, 30) + 1))) / 196;
    let covered = 0;
    const runs = 150;
    for (let run = 0; run < runs; run++) {
      const { kept } = measureIntentionGrades(simulate(100 + run, { B: hazard }, 80), { asOf: day(100) }).grades[2] as {
        kept: { interval: { lower: number; upper: number } };
      };
      if (kept.interval.lower <= truth && truth <= kept.interval.upper) covered++;
    }
    // 95 % − 3 standard errors of 150 runs; test/nightly asks more
    expect(covered / runs).toBeGreaterThan(0.897);
  });

  test("bad input is refused", () => {
    const row = { grade: "H", gradedOn: day(5) };
    refuses(() => measureIntentionGrades([], { asOf: day(0) }), "empty_input");
    refuses(() => measureIntentionGrades([{ ...row, grade: "Z" }], { asOf: day(9) }), "unknown_id");
    refuses(() => measureIntentionGrades([{ ...row, boughtOn: day(4) }], { asOf: day(9) }), "inconsistent");
    refuses(() => measureIntentionGrades([row], { asOf: "soon" }), "invalid_date");
    refuses(() => measureIntentionGrades([row], { asOf: day(9), orderDays: 0 }), "out_of_range");
  });
});

describe("tests of difference", () => {
  // Fleiss (1981), smokers among lung patients of four studies, as in the examples of R's prop.test and
  // prop.trend.test: X² = 12.6, df = 3, p = 0.005585; trend X² = 8.2249, p = 0.004132
  const smokers = [
    { n: 86, won: 83 },
    { n: 93, won: 90 },
    { n: 136, won: 129 },
    { n: 82, won: 70 },
  ];

  test("agree with R's prop.test and prop.trend.test", () => {
    const difference = testDifference(smokers, 1);
    expect(difference).toMatchObject({ df: 3, method: "chi_squared" });
    expect(difference?.statistic).toBeCloseTo(12.6, 2);
    expect(difference?.p).toBeCloseTo(0.005585, 6);
    const trend = testTrend(smokers, 1);
    expect((trend?.z as number) ** 2).toBeCloseTo(8.2249, 4);
    expect(trend?.z).toBeGreaterThan(0);
    expect(trend?.p).toBeCloseTo(0.004132, 6);
  });

  test("a thin table keeps its margins as Fisher's test does", () => {
    // the lady tasting tea: R's fisher.test gives p = 0.4857 for 3 of 4 against 1 of 4
    const tea = testDifference(
      [
        { n: 4, won: 3 },
        { n: 4, won: 1 },
      ],
      7,
    );
    expect(tea?.method).toBe("permutation");
    expect(Math.abs((tea?.p as number) - 0.4857)).toBeLessThan(0.02);
  });

  test("call no more than one table in twenty different where nothing differs, also with thin groups", () => {
    const random = createRandom(5);
    let called = 0;
    const runs = 100;
    for (let run = 0; run < runs; run++) {
      const groups = [3, 6, 10, 25].map((n) => ({ n, won: random.binomial(n, 0.2) }));
      if ((testDifference(groups, run)?.p ?? 1) < 0.05) called++;
    }
    // 5 % + 3 standard errors; test/nightly asks more
    expect(called / runs).toBeLessThan(0.115);
  });

  test("need two groups and both outcomes", () => {
    expect(testDifference([{ n: 5, won: 2 }], 1)).toBeUndefined();
    expect(
      testDifference(
        [
          { n: 5, won: 0 },
          { n: 9, won: 0 },
        ],
        1,
      ),
    ).toBeUndefined();
    expect(
      testTrend(
        [
          { n: 5, won: 5 },
          { n: 9, won: 9 },
        ],
        1,
      ),
    ).toBeUndefined();
  });
});

/** A seeded book in which length, source and weekday do what is asked for. */
function flowBook(seed: number, n: number, closes: (minutes: number, source: string) => number): FlowContact[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i): FlowContact => {
    const minutes = random.integer(2, 90);
    const source = ["walk_in", "web", "referral"][i % 3] as string;
    const outcome = random.uniform() < closes(minutes, source) ? "won" : random.uniform() < 0.1 ? "open" : "lost";
    return {
      on: toIsoDate(20_000 + random.integer(0, 60)),
      source,
      minutes,
      grade: ["H", "A", "B", "C"][random.integer(0, 3)] as string,
      first: random.uniform() < 0.7,
      dataKept: random.uniform() < 0.6,
      outcome,
      ...(outcome === "lost" && { lostReason: ["price", "rival", "no_stock"][random.integer(0, 2)] as string }),
    };
  });
}
const group = (flow: FlowSummary, by: string) => flow.breakdowns.find((each) => each.by === by);

describe("a flow table", () => {
  const peaked = summarizeFlow(
    flowBook(1, 1500, (minutes) => (minutes >= 20 && minutes < 40 ? 0.4 : 0.15)),
    { unit: "week" },
  );

  test("tells that half an hour closes most often where it does", () => {
    expect(peaked.claim).toMatchObject({ verdict: "holds", minutes: 30 });
    expect(group(peaked, "minutes")?.reason.code).toBe("flow_groups_differ");
    worded([
      (peaked.claim as { reason: Reason }).reason,
      ...peaked.notes,
      ...peaked.breakdowns.map(({ reason }) => reason),
    ]);
  });

  test("tells that it does not where longer visits close more, and that it cannot tell where nothing differs", () => {
    const longer = summarizeFlow(flowBook(2, 1500, (minutes) => minutes / 150));
    expect(longer.claim).toMatchObject({ verdict: "refuted", reason: { params: { from: 60 } } });
    const flat = summarizeFlow(flowBook(3, 1500, () => 0.2));
    expect(flat.claim).toMatchObject({ verdict: "cannot_tell" });
    const few = summarizeFlow(flowBook(4, 12, () => 0.2));
    expect(few.claim).toMatchObject({ abstained: { code: "too_few_rows" } });
    worded([longer.claim, flat.claim].map((claim) => (claim as { reason: Reason }).reason));
  });

  test("tells sources apart that differ", () => {
    const flow = summarizeFlow(flowBook(5, 1200, (_, source) => (source === "referral" ? 0.35 : 0.15)));
    expect(group(flow, "source")?.difference).toMatchObject({ df: 2, method: "chi_squared" });
    expect(group(flow, "source")?.reason.code).toBe("flow_groups_differ");
    expect(group(flow, "weekday")?.groups.map(({ id }) => id)).toEqual([
      "monday",
      "tuesday",
      "wednesday",
      "thursday",
      "friday",
      "saturday",
      "sunday",
    ]);
  });

  test("counts what nobody wrote down as unknown, and calls apart from visits", () => {
    const flow = summarizeFlow(
      [
        { on: "2026-05-04", outcome: "won", source: "web", dataKept: true },
        { on: "2026-05-04", source: null, first: false },
        { on: "2026-05-10", kind: "call", dataKept: false, outcome: "lost", lostReason: "" },
        { on: "2026-05-11", kind: "call", outcome: "won", source: "__proto__" },
      ],
      { unit: "week" },
    );
    expect(flow.periods.map(({ period, contacts }) => [period, contacts])).toEqual([
      ["2026-W19", 3],
      ["2026-W20", 1],
    ]);
    expect(flow.total).toMatchObject({
      visits: 2,
      calls: 2,
      firstVisits: 0,
      firstUnknown: 1,
      kept: 1,
      notKept: 1,
      keptUnknown: 2,
      deals: 2,
      lost: 1,
    });
    expect(flow.total.conversion).toMatchObject({ n: 2, won: 1, open: 1, rate: { value: 1, n: 1 }, range: [0.5, 1] });
    expect(flow.lost).toEqual({ lost: 1, unknown: 1, reasons: [] });
    const all = summarizeFlow([{ on: "2026-05-11", kind: "call", outcome: "won", source: "__proto__" }], { of: "all" });
    expect(group(all, "source")?.groups[0]?.id).toBe("__proto__");
    expect(group(all, "source")?.difference).toMatchObject({ abstained: { code: "flow_nothing_to_compare" } });
  });

  test("says that a customer stands there several times", () => {
    const flow = summarizeFlow([
      { on: "2026-05-04", outcome: "lost", customerId: "k" },
      { on: "2026-05-05", outcome: "won", customerId: "k" },
      { on: "2026-05-05", outcome: "won", customerId: 7 },
    ]);
    expect(flow.notes).toEqual([{ code: "flow_repeated_customers", params: { customers: 1, contacts: 2 } }]);
    worded(flow.notes);
  });

  test("refuses bad input", () => {
    const on = "2026-05-04";
    refuses(() => summarizeFlow([]), "empty_input");
    refuses(() => summarizeFlow([{ on, outcome: "maybe" as never }]), "unknown_id");
    refuses(() => summarizeFlow([{ on, minutes: -1 }]), "out_of_range");
    refuses(() => summarizeFlow([{ on, first: "yes" as never }]), "invalid_type");
    refuses(() => summarizeFlow([{ on: "2026-02-30" }]), "invalid_date");
    refuses(() => summarizeFlow([{ on }], { minuteBands: [30, 20] }), "inconsistent");
    refuses(() => flowChart(peaked, { by: "colour" as never }), "unknown_id");
  });

  test.each(["en", "zh"] as const)("is drawn with intervals (%s)", async (locale) => {
    const names =
      locale === "zh"
        ? { walk_in: "自然到店", web: "网络", referral: "转介绍" }
        : { walk_in: "Walk-in", web: "Web", referral: "Referral" };
    for (const by of ["source", "minutes"] as const) {
      const chart = flowChart(peaked, { by, locale, names });
      expectValidChart(chart);
      const svg = await writePicture(chart, `flow-${by}-${locale}`);
      if (locale === "zh") expect(svg.replace(/<\/?tspan[^>]*>/g, "")).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
    }
  });

  test("its records have schemas", () => {
    expect(flowContactSchema.safeParse({ on: "2026-05-04", minutes: 2000 }).success).toBe(false);
    expect(flowContactSchema.safeParse({ on: "2026-05-04", first: null, outcome: "won" }).success).toBe(true);
    expect(gradedLeadSchema.safeParse({ grade: "", gradedOn: "2026-05-04" }).success).toBe(false);
    expect(intentionLeadSchema.safeParse({ signals: { money: "ready", tried: null } }).success).toBe(true);
  });
});
