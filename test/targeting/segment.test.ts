import { describe, expect, test } from "vitest";
import {
  assignTreeLeafColumn,
  describeSegments,
  fitTree,
  predictTree,
  readFeatures,
  type SegmentCondition,
  type TreeModel,
  describe as word,
} from "../../src/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { answers, classTree, customers, grown, tableOf, yesNoTree } from "./segment-support.ts";

const refused = (code: string, text = "") =>
  expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
const number = (field: string, more: object): SegmentCondition =>
  ({ code: "segment_number", params: { field, known: true, missing: false, ...more } }) as SegmentCondition;

describe("a rule", () => {
  test("merges the questions of a path: one range per field, the levels that are left, and who is not known", () => {
    const features = [
      { id: "age", kind: "number" },
      { id: "job", kind: "category", levels: ["a", "b", "c", "d"] },
    ] as const;
    const figures = { n: 10, weight: 10, value: 0.5, impurity: 0.5 };
    const age = (threshold: number, missing: "left" | "right") =>
      ({ kind: "number", feature: 0, threshold, missing }) as const;
    const job = (left: string[], missing: "left" | "right") =>
      ({ kind: "category", feature: 1, left, missing }) as const;
    const model: TreeModel = {
      kind: "tree",
      version: 1,
      outcome: { kind: "yes_no" },
      features,
      nodes: [
        { ...figures, question: age(60, "left"), left: 1, right: 8, gain: 0.1 },
        { ...figures, question: age(30, "right"), left: 2, right: 3, gain: 0.1 },
        { ...figures, leaf: 1 },
        { ...figures, question: job(["a", "b"], "left"), left: 4, right: 7, gain: 0.1 },
        { ...figures, question: job(["b", "c"], "left"), left: 5, right: 6, gain: 0.1 },
        { ...figures, leaf: 2 },
        { ...figures, leaf: 3 },
        { ...figures, leaf: 4 },
        { ...figures, leaf: 5 },
      ],
      fittedOn: { rows: 10, weight: 10, method: "exact", impurity: "gini" },
    };
    const { segments } = describeSegments(model);
    const ruleOf = (leaf: number) => segments.find((segment) => segment.leaf === leaf)?.rule;
    expect(ruleOf(1)).toEqual([number("age", { upTo: 30 })]);
    expect(ruleOf(2)).toEqual([
      number("age", { above: 30, upTo: 60, missing: true }),
      { code: "segment_category", params: { field: "job", levels: ["b"], others: ["a", "c", "d"], missing: true } },
    ]);
    expect(segments.find(({ leaf }) => leaf === 2)?.text).toBe(
      "age above 30 and at most 60 (or not known); job is b (or not known)",
    );
    expect(segments.find(({ leaf }) => leaf === 4)?.text).toBe(
      "age above 30 and at most 60 (or not known); job is c or d",
    );
    expect(ruleOf(5)).toEqual([number("age", { above: 60 })]);
    const zh = describeSegments(model, {
      locale: "zh",
      fields: { age: { name: "年龄" }, job: { levels: { c: "丙" } } },
    });
    expect(zh.segments.find(({ leaf }) => leaf === 4)?.text).toBe("年龄 高于 30且不超过 60（含未知）；job 为 丙 或 d");
  });

  test("says how it stands with values that are not known, and which levels are out where that is shorter", () => {
    const category = (levels: string[], others: string[], missing: boolean) =>
      word({ code: "segment_category", params: { field: "job", levels, others, missing } });
    expect(category(["a"], ["b"], false)).toBe("job is a");
    expect(category(["a", "b"], ["c"], true)).toBe("job is not c (or not known)");
    expect(category(["a", "b"], ["c"], false)).toBe("job is known and not c");
    expect(category(["a", "b", "d"], ["c", "e"], false)).toBe("job is known and none of c, e");
    expect(category([], ["a"], true)).toBe("job not known");
    expect(category([], ["a"], false)).toBe("no value of job");
    expect(category(["a"], [], false)).toBe("job known");
    expect(word(number("age", {}))).toBe("age known");
    expect(word(number("age", { known: false, missing: true }), "zh")).toBe("age 未知");
    expect(word(number("age", { known: false }))).toBe("no value of age");
  });

  test("words a boundary as short as it reads, and below or from a round number on where the double before it is meant", () => {
    const upTo = (value: number) => word(number("x", { upTo: value }));
    expect(upTo(68.824999)).toBe("x at most 68.825");
    expect(upTo(0.7999999999999999)).toBe("x below 0.8");
    expect(word(number("x", { above: 0.7999999999999999 }))).toBe("x at least 0.8");
    expect(upTo(0.30000000000000004)).toBe("x at most 0.3");
    expect(upTo(-5e-324)).toBe("x below 0");
    expect(upTo(1234567.5)).toBe("x at most 1,234,568");
    expect(upTo(0)).toBe("x at most 0");
    expect(word(number("x", { above: 0.7999999999999999, upTo: 3 }), "zh")).toBe("x 不低于 0.8且不超过 3");
  });

  test("words fields of yes and no as such, under the caller's names", () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ partner: i % 2 === 0 }));
    const model = grown(
      fitTree(
        readFeatures(rows, ["partner"]),
        rows.map(({ partner }, i) => partner || i % 5 === 0),
      ),
    );
    const fields = { partner: { name: "Has a partner", yesNo: true } };
    const { segments } = describeSegments(model, { fields });
    expect(segments.map(({ text }) => text)).toEqual(["Has a partner: yes", "Has a partner: no (or not known)"]);
    expect(segments[0]?.rule[0]?.params.field).toBe("partner");
  });
});

describe("the figures of segments", () => {
  test("add up to all customers, best first, and lift and share are those of the tree", () => {
    const model = yesNoTree();
    const { segments, overall, notes } = describeSegments(model);
    expect(segments.reduce((sum, { figure }) => sum + figure.n, 0)).toBe(overall.n);
    expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    for (let i = 1; i < segments.length; i++) {
      expect(segments[i]?.figure.value).toBeLessThanOrEqual(segments[i - 1]?.figure.value as number);
      expect(segments[i]?.cumulative?.value).toBeLessThanOrEqual(segments[i - 1]?.cumulative?.value as number);
    }
    const last = segments.at(-1)?.cumulative;
    expect(last?.share).toBeCloseTo(1, 12);
    expect(last?.captured).toBeCloseTo(1, 12);
    expect(last?.lift).toBeCloseTo(1, 12);
    expect(segments[0]?.lift).toBeCloseTo((segments[0]?.figure.value as number) / overall.value, 12);
    expect(notes.map(({ code }) => code)).toContain("segment_in_sample");
    const records = customers(200, 9);
    const leaves = assignTreeLeafColumn(model, tableOf(records));
    records.forEach((record, i) => {
      const predicted = predictTree(model, record);
      const own = segments.find(({ leaf }) => leaf === leaves[i]);
      expect(own?.figure).toEqual({ value: predicted.value, n: predicted.n, interval: predicted.interval });
    });
  });

  test("put segments on the lists by thresholds, and say so where a list is empty", () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({ x: i }));
    const yes = rows.map((_, i) => i < 100 || (i < 200 && i % 2 === 1));
    const model = grown(fitTree(readFeatures(rows, ["x"]), yes, { maxDepth: 2, minLeaf: 40 }));
    const described = describeSegments(model);
    expect(described.likely).toEqual({ threshold: 0.95, leaves: [1], n: 100, share: 1 / 3 });
    expect(described.unlikely?.n).toBe(100);
    expect(described.segments.map(({ list }) => list)).toEqual(["likely", "between", "unlikely"]);
    const strict = describeSegments(yesNoTree(2), { thresholds: { likely: 0.999, unlikely: 0 } });
    expect(strict.likely?.leaves).toEqual([]);
    const note = strict.notes.find(({ code }) => code === "segment_list_empty");
    expect(note === undefined ? "" : word(note)).toMatch(/^no segment is likely at 99\.9%: the highest stands at \d/);
  });

  test("of classes tell the most frequent one, or the share of the class asked for", () => {
    const model = classTree();
    const all = describeSegments(model);
    expect(all.segments.every(({ cumulative, list }) => cumulative === undefined && list === undefined)).toBe(true);
    expect(all.likely).toBeUndefined();
    for (const { shares = [], figure } of all.segments) {
      expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(figure.value).toBe(Math.max(...shares.map(({ value }) => value)));
    }
    const one = describeSegments(model, { class: "it's" });
    expect(one.segments.at(-1)?.cumulative?.captured).toBeCloseTo(1, 12);
    const place = model.outcome.kind === "class" ? model.outcome.classes.indexOf("it's") : -1;
    for (const { shares, figure } of one.segments) expect(figure.value).toBe(shares?.[place]?.value);
  });

  test("of amounts have a mean, lists only where asked for, and no interval without spread", () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ x: i }));
    const amounts = rows.map((_, i) => (i < 50 ? 10 : 100 + (i % 3)));
    const model = grown(fitTree(readFeatures(rows, ["x"]), amounts, { maxDepth: 1 }));
    const { segments, likely } = describeSegments(model);
    expect(likely).toBeUndefined();
    expect(segments[1]?.figure).toEqual({ value: 10, n: 50 });
    expect(segments[0]?.figure.interval?.lower).toBeGreaterThan(100);
    const listed = describeSegments(model, { thresholds: { likely: 100 } });
    expect(listed.likely?.n).toBe(50);
    expect(listed.unlikely).toBeUndefined();
    const heldOut = describeSegments(model, { heldOut: { table: readFeatures(rows, ["x"]), outcome: amounts } });
    expect(heldOut.segments.map(({ heldOut: own }) => own?.value)).toEqual([segments[0]?.figure.value, 10]);
    expect(heldOut.segments[0]?.heldOut?.interval?.lower).toBeCloseTo(segments[0]?.figure.interval?.lower as number, 9);
  });

  test("of weighted customers say that intervals leave the weights aside", () => {
    const rows = customers(400, 11);
    const weights = rows.map((_, i) => 0.5 + (i % 3));
    const model = grown(fitTree(tableOf(rows), answers(rows, 12), { weights, maxDepth: 2 }));
    expect(describeSegments(model).notes.map(({ code }) => code)).toContain("segment_weighted");
  });
});

describe("customers held out", () => {
  test("give each segment its own rate, a verdict for the lists, and say which segments nobody fell into", () => {
    const rows = Array.from({ length: 600 }, (_, i) => ({ x: i % 300 }));
    const yes = rows.map(({ x }) => x < 100);
    const model = grown(fitTree(readFeatures(rows, ["x"]), yes, { maxDepth: 1 }));
    const table = readFeatures(rows, ["x"]);
    const agree = describeSegments(model, {
      heldOut: { table, outcome: yes },
      thresholds: { likely: 0.9, unlikely: 0.1 },
    });
    expect(agree.segments.map(({ verdict }) => verdict)).toEqual(["confirmed", "confirmed"]);
    const noise = yes.map((own, i) => (i % 2 === 0 ? own : !own));
    const against = describeSegments(model, { heldOut: { table, outcome: noise } });
    expect(against.segments.map(({ verdict }) => verdict)).toEqual(["refuted", "refuted"]);
    expect(against.notes).toContainEqual({ code: "segment_held_out", params: { n: 600, segments: 2, outside: 2 } });
    const few = readFeatures([{ x: 5 }, { x: 6 }], ["x"]);
    const one = describeSegments(model, { heldOut: { table: few, outcome: [true, true] } });
    expect(one.segments[0]?.verdict).toBe("undecided");
    expect(one.segments[1]?.heldOut).toBeUndefined();
    expect(one.notes).toContainEqual({ code: "segment_not_held_out", params: { segments: 1 } });
  });

  test("cover the truth in their intervals where the tree's own best segment does not", () => {
    // the outcome hangs on nothing, so the true rate of every segment is 0.3
    const random = createRandom(77);
    const REPEATS = 250;
    let [own, held, segments, flattering] = [0, 0, 0, 0];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const draw = () => Array.from({ length: 400 }, () => ({ x: random.uniform(), y: random.uniform() }));
      const say = (rows: readonly unknown[]) => rows.map(() => random.uniform() < 0.3);
      const [grow, rest] = [draw(), draw()];
      const model = fitTree(readFeatures(grow, ["x", "y"]), say(grow), { maxDepth: 3, minLeaf: 25 });
      if ("abstained" in model) continue;
      const table = readFeatures(rest, ["x", "y"]);
      const described = describeSegments(model, { heldOut: { table, outcome: say(rest) } });
      const best = described.segments[0]?.figure;
      flattering += best?.interval !== undefined && best.interval.lower <= 0.3 ? 0 : 1;
      for (const { figure, heldOut } of described.segments) {
        if (figure.interval === undefined || heldOut?.interval === undefined) continue;
        segments++;
        own += figure.interval.lower <= 0.3 && figure.interval.upper >= 0.3 ? 1 : 0;
        held += heldOut.interval.lower <= 0.3 && heldOut.interval.upper >= 0.3 ? 1 : 0;
      }
    }
    expect(segments).toBeGreaterThan(1000);
    expect(held / segments).toBeGreaterThan(0.93);
    expect(held / segments).toBeLessThan(0.97);
    expect(own / segments).toBeLessThan(0.9);
    expect(flattering / REPEATS).toBeGreaterThan(0.2);
  });
});

describe("bad input is refused", () => {
  const model = yesNoTree(2);
  const act = (m: unknown, o?: unknown) => () => describeSegments(m as never, o as never);
  test("models and options that are none", () => {
    for (const bad of [undefined, null, 5, "m", []]) expect(act(bad)).toThrow(refused("invalid_type", "model"));
    expect(act({ abstained: { code: "tree_one_outcome" } })).toThrow(refused("invalid_type", "abstained"));
    expect(act({ ...model, nodes: [] })).toThrow(refused("invalid_model"));
    for (const bad of [null, 5, "en", []]) expect(act(model, bad)).toThrow(refused("invalid_type", "options"));
    expect(act(model, { locale: "fr" })).toThrow(refused("unknown_id", "locale"));
    expect(act(model, { level: 1 })).toThrow(refused("out_of_range", "level"));
    expect(act(model, { fields: null })).toThrow(refused("invalid_type", "fields"));
  });
  test("classes, thresholds and customers that do not fit the tree", () => {
    expect(act(model, { class: "yes" })).toThrow(refused("inconsistent", "class"));
    expect(act(classTree(), { class: "no such" })).toThrow(refused("unknown_id", "class"));
    expect(act(classTree(), { thresholds: {} })).toThrow(refused("inconsistent", "options.class"));
    expect(act(model, { thresholds: { likely: 0.5, unlikely: 0.5 } })).toThrow(refused("inconsistent", "thresholds"));
    expect(act(model, { thresholds: { likely: 2 } })).toThrow(refused("out_of_range", "likely"));
    expect(act(model, { thresholds: { unlikely: Number.NaN } })).toThrow(refused("not_finite", "unlikely"));
    const rows = customers(10, 5);
    expect(act(model, { heldOut: null })).toThrow(refused("invalid_type", "heldOut"));
    expect(act(model, { heldOut: { table: tableOf(rows), outcome: [true] } })).toThrow(refused("length_mismatch"));
    expect(act(model, { heldOut: { table: tableOf(rows), outcome: rows.map(() => "a") } })).toThrow(
      refused("invalid_type", "outcome[0]"),
    );
  });
});

describeWithData("telecom customers who leave", ["telco/telco-customer-churn.csv"], () => {
  test("the worst segment on half the customers is as bad among the other half, where the interval says so", () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv");
    const read = (half: number) => {
      const own = rows.filter((_, i) => i % 2 === half);
      const table = readFeatures(own, [
        { id: "tenure", value: (row) => Number(row["tenure"]) },
        { id: "MonthlyCharges", value: (row) => Number(row["MonthlyCharges"]) },
        "Contract",
        "InternetService",
      ]);
      return { table, outcome: own.map((row) => row["Churn"] === "Yes") };
    };
    const grow = read(0);
    const model = grown(fitTree(grow.table, grow.outcome, { maxDepth: 3, minLeaf: 50 }));
    const { segments, overall } = describeSegments(model, { heldOut: read(1) });
    expect(overall.value).toBeGreaterThan(0.24);
    const [worst] = segments;
    expect(worst?.text).toContain("Contract is Month-to-month");
    expect(worst?.lift).toBeGreaterThan(2);
    expect(worst?.heldOut?.value).toBeGreaterThan(0.5);
    expect(segments.reduce((sum, { heldOut }) => sum + (heldOut?.n ?? 0), 0)).toBe(Math.floor(rows.length / 2));
  });
});
