import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { errorOf, measureObjectives, measureResponsibilities, measureWorkBreakdown } from "./project-support.ts";

describe("the work breakdown", () => {
  const tasks = [
    { id: "win", hours: 100, cost: 3000 },
    { id: "know", parent: "win", share: 0.5 },
    { id: "audit", parent: "know", hours: 30, cost: 900.1, progress: 1, spentHours: 40, spentCost: 1200, share: 0.7 },
    { id: "map", parent: "know", hours: 10, cost: 300.2, progress: 0.5, spentCost: 100, share: 0.3 },
    { id: "offer", parent: "win", hours: 20, cost: 600, share: 0.4 },
  ];
  const work = measureWorkBreakdown(tasks);
  const row = (id: string) => work.rows.find((line) => line.id === id);

  test("codes follow the tree, siblings in the order given", () => {
    expect(work.rows.map(({ code, id }) => `${code} ${id}`)).toEqual([
      "1 win",
      "1.1 know",
      "1.1.1 audit",
      "1.1.2 map",
      "1.2 offer",
    ]);
  });
  test("amounts add up without drift, and a summary's own figures are not added", () => {
    expect(row("know")).toMatchObject({ hours: 40, cost: 1200.3, spentHours: 40, spentCost: 1300, leaves: 2 });
    expect(work.total).toMatchObject({ hours: 60, cost: 1800.3, leaves: 3 });
  });
  test("progress is earned by hours or by cost", () => {
    expect(row("know")?.progress).toBeCloseTo(35 / 40, 12);
    expect(measureWorkBreakdown(tasks, { basis: "cost" }).total.progress).toBeCloseTo((900.1 + 150.1) / 1800.3, 12);
  });
  test("work that costs more than planned shows in the cost index and in the cost at completion", () => {
    const index = 1050.2 / 1300;
    expect(work.total.costIndex).toBeCloseTo(index, 12);
    // spent so far, and the rest at the same index
    expect(work.total.costAtCompletion).toBeCloseTo(1300 + (1800.3 - 1050.2) / index, 9);
    expect(row("offer")?.costIndex).toBeUndefined();
  });
  test("what does not make 100 % is named", () => {
    expect(work.findings.map((finding) => word(finding))).toEqual([
      "win states 100 hours, the tasks below it make 60",
      "win states 3,000 of cost, the tasks below it make 1,800.3",
      "the shares below win sum to 90%, not to 100%",
    ]);
    expect(measureWorkBreakdown([{ id: "a", share: 1 }, { id: "b" }]).findings).toEqual([
      { code: "project_share_missing", params: { parent: "", tasks: ["b"] } },
    ]);
  });
  test("nothing planned has no progress", () => {
    expect(measureWorkBreakdown([{ id: "a", progress: 1 }]).total.progress).toBeUndefined();
  });
  test("a share above one is refused by name", () => {
    expect(errorOf(() => measureWorkBreakdown([{ id: "a", progress: 2 }])).message).toContain("tasks[0].progress");
  });
});

describe("responsibilities", () => {
  const tasks = [
    { id: "all" },
    { id: "audit", parent: "all", hours: 30 },
    { id: "offer", parent: "all", hours: 20 },
    { id: "visit", parent: "all", hours: 7 },
  ];
  const assignments = [
    { task: "audit", person: "Li", role: "responsible" },
    { task: "audit", person: "Wu", role: "responsible" },
    { task: "audit", person: "Chen", role: "accountable" },
    { task: "audit", person: "Zhao", role: "informed" },
    { task: "offer", person: "Li", role: "responsible" },
    { task: "offer", person: "Li", role: "accountable" },
    { task: "offer", person: "Chen", role: "accountable" },
  ] as const;
  const people = [
    { id: "Li", capacityHours: 30 },
    { id: "Wu", capacityHours: 15 },
    { id: "Chen" },
    { id: "Zhao" },
    { id: "Qian" },
  ];
  const matrix = measureResponsibilities(assignments, tasks, { people });

  test("every fault of the matrix is named, and nothing else", () => {
    expect(matrix.findings.map((finding) => word(finding))).toEqual([
      "2 people answer for offer: Chen, Li; name one",
      "nobody is told of offer",
      "nobody answers for visit",
      "nobody does visit",
      "nobody is told of visit",
      "Li carries 35 hours and has 30",
      "Qian has no part in any task",
    ]);
  });
  test("hours are shared among those who do the work", () => {
    expect(matrix.people.map(({ person, hours }) => `${person} ${hours}`)).toEqual([
      "Li 35",
      "Wu 15",
      "Chen 0",
      "Qian 0",
      "Zhao 0",
    ]);
    expect(matrix.unassignedHours).toBe(7);
  });
  test("summaries need nobody and take nobody", () => {
    expect(matrix.tasks.map(({ task }) => task)).toEqual(["audit", "offer", "visit"]);
    expect(errorOf(() => measureResponsibilities([{ task: "all", person: "Li", role: "informed" }], tasks)).code).toBe(
      "inconsistent",
    );
  });
  test.each([
    ["unknown_id", { task: "x", person: "Li", role: "informed" }],
    ["unknown_id", { task: "audit", person: "Nobody", role: "informed" }],
    ["unknown_id", { task: "audit", person: "Li", role: "guest" }],
    ["duplicate_id", { task: "audit", person: "Li", role: "responsible" }],
  ])("%s: %j", (code, one) => {
    expect(errorOf(() => measureResponsibilities([...assignments, one as never], tasks, { people })).code).toBe(code);
  });
});

describe("objectives", () => {
  const measure = (id: string, actual: number | undefined, more = {}) => ({
    id,
    owner: "Li",
    baseline: 0,
    target: 100,
    due: "2026-12-31",
    ...(actual === undefined ? {} : { actual }),
    ...more,
  });
  const tree = (measures: readonly object[], more: readonly object[] = []) =>
    ({
      start: "2026-01-01",
      objectives: [{ id: "first", goals: [{ id: "wallet", strategies: [{ id: "bundle", measures }, ...more] }] }],
    }) as never;
  const at = (asOf: string, measures: readonly object[], options = {}) =>
    measureObjectives(tree(measures), { asOf, ...options });

  test("a light compares the way gone with the time gone", () => {
    // on 2 July 182 of 365 days are over, the due day being one of them
    const light = (actual: number) => at("2026-07-02", [measure("m", actual)]).light;
    expect([50, 45, 44, 35, 34].map(light)).toEqual(["green", "green", "amber", "amber", "red"]);
  });
  test("a limit belongs to the better light", () => {
    const half = { since: "2026-01-01", due: "2026-01-09", baseline: 0, target: 10 };
    expect(at("2026-01-06", [measure("m", 4.5, half)], { rule: { green: 0.05 } }).rows[3]).toMatchObject({
      expected: 5 / 9,
    });
    expect(at("2026-07-02", [measure("m", (100 * 182) / 365 - 5)], { rule: { green: 0.05 } }).light).toBe("green");
    expect(errorOf(() => at("2026-07-02", [], { rule: { green: 0.2, amber: 0.1 } })).code).toBe("out_of_range");
  });
  test("less may be better", () => {
    const report = at("2026-07-02", [measure("complaints", 10, { baseline: 20, target: 4 })]);
    expect(report.progress).toBeCloseTo(10 / 16, 12);
  });
  test("what is past due without its target is red, however near", () => {
    const report = at("2027-01-10", [measure("m", 99)]);
    expect(report.rows[3]?.light).toBe("red");
    expect(report.findings.map((finding) => word(finding))).toEqual(["m was due 10 days ago and is 99% of the way"]);
    expect(at("2027-01-10", [measure("m", 101)]).rows[3]).toMatchObject({ light: "green", progress: 1.01 });
  });
  test("weights carry progress up, more than all of the way counts as all of it, and the unknown is left out and said", () => {
    const report = at("2026-07-02", [
      measure("a", 200, { weight: 0.5 }),
      measure("b", 20, { weight: 0.25 }),
      measure("c", undefined, { weight: 0.25 }),
    ]);
    expect(report.progress).toBeCloseTo((0.5 * 1 + 0.25 * 0.2) / 0.75, 12);
    expect(report.known).toBeCloseTo(0.75, 12);
    expect(report.rows.map(({ level, light }) => `${level} ${light}`)).toEqual([
      "objective green",
      "goal green",
      "strategy green",
      "measure green",
      "measure red",
      "measure unknown",
    ]);
    expect(report.rows[0]?.lights).toEqual({ green: 1, amber: 0, red: 1, unknown: 1 });
    const leaves = report.rows.filter(({ level }) => level === "measure");
    expect(leaves.reduce((sum, { globalWeight }) => sum + globalWeight, 0)).toBeCloseTo(1, 12);
  });
  test("what is missing is named", () => {
    const report = measureObjectives(
      tree([{ id: "bare" }, measure("still", 5, { baseline: 5, target: 5 })], [{ id: "hollow", measures: [] }]),
      { asOf: "2026-07-02", tasks: [{ id: "t1", serves: "bundle" }, { id: "t2", serves: "wallet" }, { id: "t3" }] },
    );
    expect(report.findings.map((finding) => word(finding))).toEqual([
      "nobody owns bare",
      "bare lacks a baseline or a target",
      "bare has no due date",
      "bare has not been measured",
      "still aims at its own baseline, so there is no way to be gone",
      "the strategy hollow has nothing below it that would measure it",
      "no task serves the strategy hollow",
      "t2 serves wallet, which is no strategy of the tree",
    ]);
    expect(report).toMatchObject({ light: "unknown", known: 0 });
    expect(report.progress).toBeUndefined();
  });
  test("weights that miss one are brought to one and named", () => {
    const report = at("2026-07-02", [measure("a", 50, { weight: 2 }), measure("b", 50, { weight: 6 })]);
    expect(report.findings).toEqual([{ code: "ogsm_weights", params: { node: "bundle", total: 8 } }]);
    expect(report.rows[4]?.weight).toBe(0.75);
  });
  test.each([
    ["inconsistent", [measure("a", 1, { weight: 1 }), measure("b", 1)]],
    ["inconsistent", [measure("a", 1, { weight: 0 })]],
    ["duplicate_id", [measure("wallet", 1)]],
    ["inconsistent", [measure("a", 1, { due: "2025-01-01" })]],
    ["invalid_date", [measure("a", 1, { due: "soon" })]],
  ])("%s", (code, measures) => {
    expect(errorOf(() => at("2026-07-02", measures)).code).toBe(code);
  });
});
