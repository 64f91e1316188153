import { describe, expect, test } from "vitest";
import { labelsOf, loadModel, describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { upliftModelSpec } from "../../src/schemas.ts";
import {
  assignUpliftMailing,
  binFeatures,
  crossFitUplift,
  describeUpliftSegments,
  fitUplift,
  holdOutUplift,
  measureUplift,
  measureUpliftCurve,
  planUpliftMailing,
  predictUplift,
  predictUpliftColumn,
  readFeatures,
  type UpliftTreeModel,
  upliftChart,
  upliftGroupsChart,
} from "../../src/targeting/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import {
  columns,
  falseSplits,
  figure,
  meanOf,
  measureCoverage,
  planErrors,
  regressionCoverage,
  segmentCoverage,
} from "./uplift-simulations.ts";
import { recordAt, worldOf } from "./uplift-worlds.ts";

const asTree = (model: object): UpliftTreeModel => model as UpliftTreeModel;

describe("tiny cases of scikit-uplift (reference/campaign.md)", () => {
  test("the control customer who buys ranks first: Qini 1, uplift area 0", () => {
    const measured = measureUplift([0.1, 0.3], [1, 0], [0, 1]);
    expect(figure(measured.qini)).toBe(1);
    expect(figure(measured.upliftAuc)).toBe(0);
  });

  test("the control customer who buys ranks last: both 1", () => {
    const measured = measureUplift([0.1, 0.3], [0, 1], [1, 0]);
    expect(figure(measured.qini)).toBe(1);
    expect(figure(measured.upliftAuc)).toBe(1);
  });

  test("customers with one score are one step of the curve", () => {
    const curve = measureUpliftCurve([7, 7, 7], [0, 1, 1], [0, 1, 0]);
    expect(Array.from(curve.customers)).toEqual([0, 3]);
    expect(Array.from(curve.uplift)).toEqual([0, 1.5]);
  });
});

describe("judging a score", () => {
  test("of customers who only partly fit a list each counts by the share that fits", () => {
    // the list of two holds 9 and half of the two tied at 5: contacted (1 + ½·0) ÷ 1.5, control ½·1 ÷ ½
    const measured = measureUplift([9, 5, 5, 1], [1, 1, 0, 0], [1, 0, 1, 0], { shares: [0.5] });
    expect(measured.atShare[0]?.overall).toHaveProperty("abstained");
    const larger = measureUplift([9, 9, 5, 5, 5, 5], [1, 0, 1, 0, 1, 0], [1, 0, 0, 1, 1, 0], { shares: [0.7] });
    expect(figure(larger.atShare[0]?.overall ?? {})).toBeCloseTo(2 / 2 - 0.5 / 2 - 0.25, 12);
  });

  test("scores that are all alike tell nothing, and say so", () => {
    const measured = measureUplift([1, 1, 1, 1], [1, 0, 1, 0], [1, 0, 0, 1]);
    expect(measured.chance.pValue).toBe(1);
    expect(measured.gain.value).toBe(0);
    expect(measured.cautions.map(({ code }) => code)).toContain("uplift_scores_tied");
  });

  test("an arm whose scores differ from the other's was hardly picked by chance", () => {
    const w = worldOf(1, { kind: "yes_no", n: 2000 });
    const picked = w.scores.map((score) => (score > 100 ? 1 : 0));
    const codes = measureUplift(w.scores, picked, w.outcomes).cautions.map(({ code }) => code);
    expect(codes).toContain("uplift_arms_differ");
    expect(measureUplift(...columns(w)).cautions.map(({ code }) => code)).not.toContain("uplift_arms_differ");
  });

  test("outcomes that are all alike have no perfect order", () => {
    const measured = measureUplift([1, 2, 3, 4], [1, 0, 1, 0], [0, 0, 0, 0]);
    expect(measured.upliftAuc).toEqual({ abstained: { code: "uplift_no_perfect_order", params: { n: 4 } } });
  });

  test("intervals cover the truth where the score tells nothing, and chance is called chance", () => {
    const { called, ...covered } = measureCoverage({ kind: "yes_no", n: 500, slope: 0 }, 60, 1);
    // 0.95 − 3.3 standard errors of 60 runs; the nightly simulations are longer
    for (const [name, share] of Object.entries(covered)) expect(share, name).toBeGreaterThan(0.85);
    expect(called).toBeLessThan(0.15);
  });
});

describe("the uplift tree", () => {
  const w = worldOf(5, { kind: "yes_no", n: 8000, slope: 0, step: 0.2, base: -0.05 });

  test("finds the field that moves the uplift and not the one that moves the outcome", () => {
    const model = asTree(fitUplift(w.table, w.treated, w.outcomes, { method: "tree", honest: {} }));
    const [root] = model.nodes;
    if (root === undefined || !("question" in root) || root.question.kind !== "number") throw new Error("no split");
    expect(model.features[root.question.feature]?.id).toBe("x2");
    expect(root.question.threshold).toBeCloseTo(0.5, 1);
    expect(root.pValue).toBeLessThan(1e-6);
  });

  test("the honest segments count only the customers kept for it; both parts make the whole", () => {
    const model = asTree(
      fitUplift(w.table, w.treated, w.outcomes, { method: "tree", honest: { seed: 3, share: 0.4 } }),
    );
    const root = model.nodes[0];
    const leaves = model.nodes.filter((node) => !("question" in node));
    const sum = (arm: "treated" | "control") => leaves.reduce((n, node) => n + node[arm].n, 0);
    expect(sum("treated")).toBe(root?.treated.n);
    expect(sum("control")).toBe(root?.control.n);
    expect((sum("treated") + sum("control")) / 8000).toBeCloseTo(0.4, 1);
    expect(model.fittedOn.notes).toEqual([]);
  });

  test("without an honest split it says that its figures flatter", () => {
    const model = fitUplift(w.table, w.treated, w.outcomes, { method: "tree" });
    expect(model.fittedOn.notes.map(({ code }) => code)).toEqual(["uplift_tree_not_honest"]);
  });

  test("where all respond alike, it seldom parts a book, and says that there is one segment", () => {
    expect(falseSplits(30)).toBeLessThan(0.18);
    const same = worldOf(2, { kind: "yes_no", n: 1500, slope: 0 });
    const model = fitUplift(same.table, same.treated, same.outcomes, { method: "tree" });
    expect(model.fittedOn.notes.map(({ code }) => code)).toEqual(["uplift_tree_no_split"]);
  });

  test("honest intervals cover the true uplift of their segments, those of its own customers do not", () => {
    expect(segmentCoverage(true, 12)).toBeGreaterThan(0.87);
    expect(segmentCoverage(false, 12)).toBeLessThan(0.8);
  });

  test("categories are parted by their effect, and those not known take a side of their own", () => {
    const rows = Array.from({ length: 6000 }, (_, i) => ({ city: ["Lyon", "Nice", "Metz", null][i % 4] }));
    const treated = rows.map((_, i) => Math.floor(i / 4) % 2);
    const bought = rows.map(({ city }, i) => {
      const moved = treated[i] === 1 && (city === "Lyon" || city === null);
      return i % 7 === 0 || (moved && i % 3 === 0) ? 1 : 0;
    });
    const table = readFeatures(rows, ["city"]);
    const model = asTree(fitUplift(table, treated, bought, { method: "tree" }));
    expect(model.nodes[0]).toMatchObject({ question: { kind: "category", left: ["Metz", "Nice"], missing: "right" } });
    expect(predictUplift(model, {})).toEqual(predictUplift(model, { city: "Lyon" }));
    expect(predictUplift(model, { city: "Brest" })).toEqual(predictUplift(model, {}));
    expect(describeUpliftSegments(model).segments[0]?.rule).toBe("city is Lyon (or not known)");
    expect(describeUpliftSegments(model, { locale: "zh" }).segments[0]?.rule).toBe("city 为 Lyon（含未知）");
  });

  test("where being known is what moves the uplift, the question is known or not known, also of larger numbers", () => {
    const rows = Array.from({ length: 4000 }, (_, i) => ({
      visits: i % 5 < 2 ? null : i % 10,
      city: i % 5 < 2 ? null : ["Lyon", "Nice"][i % 2],
    }));
    const treated = rows.map((_, i) => Math.floor(i / 10) % 2);
    const moved = rows.map(({ visits }, i) =>
      (Math.floor(i / 20) % 10 === 0) !== (treated[i] === 1 && visits === null && i % 3 === 0) ? 1 : 0,
    );
    for (const [field, record, question] of [
      ["visits", { visits: 1e9 }, { kind: "number", threshold: Number.MAX_VALUE, missing: "right" }],
      ["city", { city: "Lyon" }, { kind: "category", left: ["Lyon", "Nice"], missing: "right" }],
    ] as const) {
      const model = asTree(fitUplift(readFeatures(rows, [field]), treated, moved, { method: "tree", maxDepth: 1 }));
      expect(model.nodes[0]).toMatchObject({ question });
      expect(describeUpliftSegments(model).segments.map(({ rule }) => rule)).toEqual([
        `${field} not known`,
        `${field} known`,
      ]);
      expect(predictUplift(model, record).leaf).toBe(1);
      expect(predictUplift(model, {}).leaf).toBe(2);
    }
  });

  test("where all respond alike, who is not known seldom parts a book either", () => {
    let parted = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const rows = Array.from({ length: 400 }, () => ({
        age: random.uniform() < 0.35 ? null : random.uniform(),
        city: random.uniform() < 0.35 ? null : ["Lyon", "Nice", "Metz"][random.integer(0, 2)],
      }));
      const treated = rows.map(() => Number(random.uniform() < 0.5));
      const outcomes = rows.map(() => Number(random.uniform() < 0.3));
      const more = { method: "tree", maxDepth: 1, minPerArm: 20 } as const;
      if (asTree(fitUplift(readFeatures(rows, ["age", "city"]), treated, outcomes, more)).nodes.length > 1) parted++;
    }
    // at most one book in 20: 8 of 60 or more come up once in 150 times
    expect(parted).toBeLessThan(8);
  });

  test("groups and values of one table give the same tree", () => {
    const whole = fitUplift(w.table, w.treated, w.outcomes, { method: "tree" });
    expect(fitUplift(binFeatures(w.table), w.treated, w.outcomes, { method: "tree" })).toEqual(whole);
  });
});

test.each([
  ["two_model", "yes_no", 0.5],
  ["two_model", "amount", 0.25],
  ["class_transformation", "yes_no", 0.25],
  ["class_transformation", "amount", 0.25],
] as const)("%s, %s: intervals cover the true uplift with %s of the customers contacted", (method, kind, share) => {
  // 0.95 − 3.2 standard errors of 25 runs
  expect(regressionCoverage(method, kind, share, 25)).toBeGreaterThan(0.81);
});

describe("scores of customers whom the model has not seen", () => {
  const gains = (
    slope: number,
    score: (
      world: ReturnType<typeof worldOf>,
      seed: number,
    ) => readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>],
  ) => {
    const list: number[] = [];
    for (let seed = 0; seed < 25; seed++) {
      const book = worldOf(500 + seed, { kind: "yes_no", n: 800, slope });
      list.push(measureUplift(...score(book, seed)).gain.value);
    }
    return meanOf(list);
  };

  test("do not flatter where nothing is to be found, unlike those of the customers it learned from", () => {
    const options = { method: "two_model" } as const;
    const crossed = gains(0, (b) => [crossFitUplift(b.table, b.treated, b.outcomes, options), b.treated, b.outcomes]);
    expect(Math.abs(crossed.mean)).toBeLessThan(3 * crossed.error);
    const held = gains(0, (b, seed) => {
      const { scores, treated, outcomes } = holdOutUplift(b.table, b.treated, b.outcomes, {
        ...options,
        holdOut: { seed },
      });
      return [scores, treated, outcomes];
    });
    expect(Math.abs(held.mean)).toBeLessThan(3 * held.error);
    const seen = gains(0, (b) => [
      predictUpliftColumn(fitUplift(b.table, b.treated, b.outcomes, options), b.table),
      b.treated,
      b.outcomes,
    ]);
    expect(seen.mean).toBeGreaterThan(3 * seen.error);
  });
});

describe("the mailing by uplift", () => {
  const money = { contactCost: 0.3, valuePerResponse: 10 };

  test("contacts those who pay, leaves alone those whom contact drives away", () => {
    const w = worldOf(3, { kind: "yes_no", n: 12_000, base: -0.02, slope: 0.4 });
    const plan = planUpliftMailing(...columns(w), { ...money, customers: 100_000 });
    // truth: uplift −0.02 + 0.4·(x − ½) covers its cost of 0.03 above x = 0.625, and is negative below 0.55
    expect(plan.best.share).toBeGreaterThan(0.25);
    expect(plan.best.share).toBeLessThan(0.5);
    expect(plan.heldOut.interval.lower).toBeGreaterThan(0);
    expect(plan.decision.code).toBe("uplift_mailing_pays");
    expect(assignUpliftMailing(plan, 190)).toBe("in");
    expect(assignUpliftMailing(plan, 10)).toBe("leave_alone");
    const leave = plan.groups.find(({ status }) => status === "leave_alone");
    expect(leave?.share).toBeGreaterThan(0.35);
    expect(leave?.share).toBeLessThan(0.7);
    expect(plan.groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    for (const locale of ["en", "zh"] as const) expect(word(plan.decision, locale).length).toBeGreaterThan(10);
  });

  test("contacts nobody where no answer is worth its cost", () => {
    const w = worldOf(4, { kind: "yes_no", n: 5000 });
    const plan = planUpliftMailing(...columns(w), { contactCost: 5, valuePerResponse: 10 });
    expect(plan.best).toEqual({ share: 0, profit: 0 });
    expect(plan.decision.code).toBe("uplift_mailing_nobody");
    expect(assignUpliftMailing(plan, 200)).toBe("out");
  });

  test("keeps within its capacity", () => {
    const w = worldOf(6, { kind: "yes_no", n: 5000, base: 0.2 });
    const plan = planUpliftMailing(...columns(w), { ...money, customers: 1000, capacity: 100 });
    expect(plan.best.share).toBeLessThanOrEqual(0.1);
    expect(plan.best.share).toBeGreaterThan(0.08);
    expect(plan.wander.upper).toBeLessThanOrEqual(0.1 + 1e-9);
  });

  test("the profit held out does not flatter as the highest point of the curve does", () => {
    const { best, held, covered } = planErrors({ kind: "yes_no", slope: 0, base: 0.03 }, 20);
    expect(best.mean).toBeGreaterThan(2 * best.error);
    expect(Math.abs(held.mean)).toBeLessThan(3 * held.error);
    expect(covered).toBeGreaterThan(0.79);
  });
});

describe("segments in words", () => {
  const w = worldOf(12, { kind: "yes_no", n: 20_000, slope: 0, step: 0.2, base: -0.08 });
  const model = fitUplift(w.table, w.treated, w.outcomes, { method: "tree", honest: {} });

  test("name whom to contact and whom to leave alone, and caution that nobody is one of them in person", () => {
    const { segments, cautions } = describeUpliftSegments(model);
    expect(segments.map(({ type }) => type)).toEqual(["persuadable", "leave_alone"]);
    expect(segments[0]?.rule).toMatch(/^x2 above 0\.[45]\d*( \(or not known\))?$/);
    expect(cautions.map(({ code }) => code)).toEqual(["uplift_types_not_personal"]);
    for (const locale of ["en", "zh"] as const) {
      for (const caution of cautions) expect(word(caution, locale)).not.toBe("");
    }
    expect(labelsOf("upliftSegmentType").leave_alone).toEqual({ en: "Leave alone", zh: "请勿打扰" });
  });

  test("call a segment a sure thing only where a worthwhile uplift can be ruled out", () => {
    const types = describeUpliftSegments(model, { worthwhile: 0.5, highRate: 0 }).segments.map(({ type }) => type);
    expect(types).toEqual(["sure_thing", "leave_alone"]);
    const lost = describeUpliftSegments(model, { worthwhile: 0.5, highRate: 1 }).segments[0]?.type;
    expect(lost).toBe("lost_cause");
  });
});

describe("models as JSON", () => {
  const w = worldOf(13, { kind: "amount", n: 2000, step: 0.4 });
  test.each(["tree", "two_model", "class_transformation"] as const)(
    "%s travels whole and scores the same",
    (method) => {
      const model = fitUplift(w.table, w.treated, w.outcomes, { method });
      const loaded = loadModel(upliftModelSpec, JSON.parse(JSON.stringify(model)));
      expect(loaded).toEqual(model);
      const column = predictUpliftColumn(loaded, w.table);
      for (let i = 0; i < 20; i++) {
        expect(figure(predictUplift(loaded, recordAt(w.table, i)).uplift)).toBe(column[i]);
      }
      expect(() => loadModel(upliftModelSpec, { ...model, level: 2 })).toThrow();
      expect(() => loadModel(upliftModelSpec, { ...model, features: [] })).toThrow();
    },
  );
});

describe("charts", () => {
  const w = worldOf(14, { kind: "yes_no", n: 8000, base: 0, slope: 0.2 });
  const measured = measureUplift(...columns(w));
  test.each(["en", "zh"] as const)("show the curve and the groups in %s", async (locale) => {
    for (const [draw, name] of [
      [upliftChart, "curve"],
      [upliftGroupsChart, "groups"],
    ] as const) {
      const chart = draw(measured, { locale });
      expectValidChart(chart);
      const svg = await writePicture(chart, `uplift-${name}-${locale}`);
      if (locale === "zh") expect(svg.replace(/Qini|&lt;/g, "")).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
    }
  });
});

describe("bad input", () => {
  const code = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "nothing";
  };
  const table = readFeatures([{ a: 1 }, { a: 2 }], ["a"]);

  test("names what is wrong", () => {
    expect(code(() => measureUplift([], [], []))).toBe("empty_input");
    expect(code(() => measureUplift([1, 2], [1, 1], [0, 1]))).toBe("empty_input");
    expect(code(() => measureUplift([1, 2], [1, 2], [0, 1]))).toBe("out_of_range");
    expect(code(() => measureUplift([1, 2, 3], [1, 0], [0, 1]))).toBe("length_mismatch");
    expect(code(() => measureUplift([1, Number.NaN], [1, 0], [0, 1]))).toBe("not_finite");
    expect(code(() => measureUplift([1, 2], [1, 0], [0, Number.NaN]))).toBe("not_finite");
    expect(code(() => measureUplift([1, 2], [1, 0], [0, 3], { outcome: "yes_no" }))).toBe("out_of_range");
    expect(code(() => measureUplift([1, 2], [1, 0], [0, 1], { shares: [0] }))).toBe("out_of_range");
    expect(code(() => fitUplift(table, [1, 0, 1], [0, 1, 1], { method: "tree" }))).toBe("length_mismatch");
    expect(code(() => fitUplift(table, [1, 0], [0, 1], { method: "forest" as "tree" }))).toBe("unknown_id");
    expect(code(() => fitUplift(binFeatures(table), [1, 0], [0, 1], { method: "two_model" }))).toBe("invalid_type");
    expect(code(() => fitUplift(table, [1, 0], [0, 1], { method: "tree", honest: {} }))).toBe("empty_input");
    const unnamed = [1, 2] as unknown as string[];
    expect(() => holdOutUplift(table, [1, 0], [0, 1], { method: "two_model", holdOut: { ids: unnamed } })).toThrow(
      "options.holdOut.ids[0] must be text",
    );
    expect(code(() => planUpliftMailing([1, 2], [1, 0], [0, 1], { contactCost: 1 }))).toBe("inconsistent");
    expect(code(() => planUpliftMailing([1, 2], [1, 0], [0, 1], { contactCost: -1, valuePerResponse: 1 }))).toBe(
      "out_of_range",
    );
    const model = fitUplift(table, [1, 0], [0, 1], { method: "two_model" });
    expect(code(() => predictUplift(model, { a: "x" }))).toBe("invalid_type");
    expect(code(() => describeUpliftSegments(model))).toBe("invalid_type");
    expect(code(() => predictUpliftColumn(model, readFeatures([{ b: 1 }], ["b"])))).toBe("unknown_id");
  });
});

describeWithData("Hillstrom's e-mails", ["hillstrom/hillstrom.csv"], () => {
  const rows = readSharedCsv("hillstrom/hillstrom.csv");
  const arm = (name: string) => {
    const own = rows.filter(({ segment }) => segment === name || segment === "No E-Mail");
    const column = (field: string) => own.map((row) => Number(row[field]));
    const treated = own.map(({ segment }) => (segment === name ? 1 : 0));
    return { history: column("history"), treated, column };
  };
  // scikit-uplift definitions, float64 cumulative sums: reference/campaign.md
  test.each([
    ["Mens E-Mail", "visit", 0.0184334013, 0.0667167748, 0.0095784238, 0.0894789833, 0.0894654394],
    ["Mens E-Mail", "conversion", 0.0696118919, 0.1864254763, 0.0025267034, 0.0103824402, 0.0103241338],
    ["Womens E-Mail", "visit", 0.0026215141, 0.0142591091, 0.0010476346, 0.0479423891, 0.0484066736],
  ] as const)("%s, %s ranked by history", (name, field, qini, positive, auc, overall, byGroup) => {
    const { history, treated, column } = arm(name);
    const measured = measureUplift(history, treated, column(field), { shares: [0.3] });
    const close = (estimate: object | undefined, reference: number) =>
      expect(Math.abs(figure(estimate) - reference)).toBeLessThan(1e-8);
    close(measured.qini, qini);
    close(measureUplift(history, treated, column(field), { negativeEffect: false }).qini, positive);
    close(measured.upliftAuc, auc);
    close(measured.atShare[0]?.overall, overall);
    close(measured.atShare[0]?.byGroup, byGroup);
  });
});
