import { expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { coverageAccountSchema, coverageManagerSchema, coverageTierSchema } from "../../src/schemas.ts";
import { type CoverageManager, type CoverageTier, planCoverage } from "../../src/tiering/index.ts";

const tiers: readonly CoverageTier[] = [
  {
    id: "A",
    minGrade: "senior",
    promises: [
      { level: "relationship", visitsPerYear: 12, hoursPerVisit: 5 },
      { level: "whole_solution", hoursPerYear: 40 },
    ],
  },
  { id: "B", minGrade: "middle", promises: [{ level: "proactive", visitsPerYear: 6, hoursPerVisit: 5 }] },
  { id: "C", promises: [{ level: "responsive", hoursPerYear: 10 }] },
];
const staff = (grade: CoverageManager["grade"], region: string, hoursPerYear: number, n = 1): CoverageManager => ({
  grade,
  region,
  hoursPerYear,
  n,
});
const hire = { newManager: { hoursPerYear: 1000 } };

test("where everything fits nobody is missing, nothing binds and nobody travels", () => {
  const plan = planCoverage(
    [
      { tier: "A", region: "north", n: 5 },
      { tier: "C", region: "south", n: 30 },
    ],
    [staff("senior", "north", 1000), staff("junior", "south", 1000)],
    { tiers, travel: { hoursPerVisit: 2 } },
  );
  expect(plan.unmet).toEqual([]);
  expect(plan.binding).toEqual([]);
  expect(plan.shortage).toMatchObject({ people: 0, atLeast: 0, hires: [] });
  expect(plan.total).toMatchObject({ served: 35, hours: 800, travelHours: 0, promisedHours: 800 });
  expect(plan.method).toMatchObject({ solver: "yalps", status: "optimal", gap: 0 });
});

test("the manager who could serve everybody is kept for those whom only they can serve", () => {
  // B is the bigger promise here, so the naive plan spends the senior's room on it although a middle manager is free
  const promises = [{ level: "proactive", hoursPerYear: 120 }] as const;
  const book = [
    { tier: "A", region: "north", n: 10 },
    { tier: "B", region: "north", n: 8 },
  ];
  const managers = [staff("senior", "north", 1001), staff("middle", "north", 1000)];
  const plan = planCoverage(book, managers, { tiers: [tiers[0] as CoverageTier, { ...tiers[1], id: "B", promises }] });
  expect(plan.tiers.map((row) => row.served)).toEqual([10, 8]);
  expect(plan.naive.served).toBeLessThan(18);
  expect(plan.naive.score).toBeLessThan(plan.total.score);
});

test("travel counts as hours of the manager and is chosen least", () => {
  const managers: CoverageManager[] = [
    { id: "far", grade: "junior", region: "far", hoursPerYear: 200 },
    { id: "near", grade: "junior", region: "near", hoursPerYear: 200 },
  ];
  const visited: CoverageTier = { id: "V", promises: [{ level: "proactive", visitsPerYear: 10, hoursPerVisit: 5 }] };
  const routes = [
    { between: ["near", "site"], hoursPerVisit: 1 },
    { between: ["site", "far"], hoursPerVisit: 4 },
  ] as const;
  const plan = planCoverage([{ tier: "V", region: "site", n: 4 }], managers, { tiers: [visited], travel: { routes } });
  // near: 50 + 10 hours an account, three in 200; far: 50 + 40, two in 200
  expect(plan.managers.map((row) => [row.id, row.accounts, row.travelHours])).toEqual([
    ["far", 1, 40],
    ["near", 3, 30],
  ]);
  expect(plan.total.score).toBeCloseTo(4 * 50 - 0.01 * 70, 9);
});

test("what no assignment can meet is named and is no error", () => {
  const plan = planCoverage(
    [
      { tier: "A", region: "north", n: 3 },
      { tier: "B", region: "south", n: 2 },
      { tier: "B", region: "north", team: "giants" },
      { tier: "C", region: "north" },
      { tier: "L", region: "north" },
    ],
    [staff("middle", "north", 100)],
    { tiers: [...tiers, { id: "L", promises: [{ level: "responsive", hoursPerYear: 150 }] }], ...hire },
  );
  expect(plan.cannot.map((reason) => reason.code)).toEqual([
    "coverage_no_grade",
    "coverage_no_team",
    "coverage_no_travel",
    "coverage_too_long",
  ]);
  expect(plan.cannot.map((reason) => word(reason))).toEqual([
    "3 accounts of tier A in north cannot be served: no manager has the grade senior",
    "1 account of tier B in north cannot be served: team giants has no managers",
    "2 accounts of tier B in south cannot be served: managers of the grade middle or higher are elsewhere and may not travel there",
    "1 account of tier L in north cannot be served: one is promised 150 hours a year (travel included), a manager has 100",
  ]);
  for (const reason of plan.cannot) expect(word(reason, "zh")).toMatch(/\p{Script=Han}/u);
  expect(plan.total.served).toBe(1);
  // a senior in north (A and L), a middle in south, a middle for the team
  expect(plan.shortage).toMatchObject({ people: 3, atLeast: 3, accountsBeyond: 0 });
});

test("a promise that no hired person could keep either is counted apart", () => {
  const { shortage } = planCoverage([{ tier: "B", region: "x", n: 7 }], [], {
    tiers,
    newManager: { hoursPerYear: 20 },
  });
  expect(shortage).toMatchObject({ people: 0, accountsBeyond: 7 });
});

test("from an empty room the plan says whom to hire: whole people, because an account is not shared", () => {
  const promises = [{ level: "relationship", hoursPerYear: 600 }] as const;
  const { shortage } = planCoverage([{ tier: "G", region: "x", n: 5 }], [], {
    tiers: [{ id: "G", promises }],
    ...hire,
  });
  // 3,000 hours are three people of 1,000 hours, but each keeps one account of 600 whole
  expect(shortage).toMatchObject({ people: 5, atLeast: 5, byGrade: [{ people: 0 }, { people: 0 }, { people: 5 }] });
});

test("a limit binds where one step more would serve more, and its worth is what planning again brings", () => {
  const book = [
    { tier: "A", region: "north", n: 12 },
    { tier: "C", region: "north", n: 50 },
  ];
  const managers = [staff("senior", "north", 1000), staff("middle", "north", 300)];
  const plan = planCoverage(book, managers, { tiers, ...hire });
  expect(plan.tiers.map((row) => row.served)).toEqual([10, 0, 30]);
  expect(plan.binding.map((row) => [row.kind, row.worth])).toEqual([
    ["capacity", { accounts: 22, hours: 400, score: 1000 }],
    ["grade_rule", { accounts: -18, hours: 0, score: 600 }],
    ["capacity", { accounts: 20, hours: 200, score: 200 }],
  ]);
  const again = planCoverage(book, [...managers, staff("senior", "north", 1000)], { tiers, ...hire });
  expect(again.total.score - plan.total.score).toBe(plan.binding[0]?.worth.score);
  expect(word(plan.binding[0]?.reason as never, "zh")).toBe(
    "north增加一名高级客户经理（现有 1 名）：服务客户数 +22，兑现承诺工时 +400，加权 +1,000",
  );
});

test("the account ceiling and the rule of regions are named when they bind", () => {
  const capped = planCoverage([{ tier: "C", region: "north", n: 9 }], [staff("junior", "north", 1000, 2)], {
    tiers,
    maxAccounts: 3,
  });
  expect(capped.tiers[2]?.served).toBe(6);
  expect(capped.binding.map((row) => [row.kind, row.worth.accounts])).toEqual([
    ["capacity", 3],
    ["account_ceiling", 2],
  ]);
  const closed = planCoverage(
    [{ tier: "C", region: "north", n: 9, localOnly: true }],
    [staff("junior", "south", 1000), staff("junior", "north", 40)],
    { tiers, travel: { hoursPerVisit: 1 }, ...hire },
  );
  expect(closed.binding.map((row) => [row.kind, row.worth.accounts])).toEqual([
    ["region_rule", 5],
    ["capacity", 5],
  ]);
});

test("a project team serves its giants and nobody else", () => {
  const plan = planCoverage(
    [
      { id: "giant", tier: "C", region: "north", team: "giants" },
      { id: "shop", tier: "C", region: "north" },
    ],
    [{ id: "T", grade: "senior", region: "north", hoursPerYear: 1000, team: "giants" }],
    { tiers },
  );
  expect(plan.managers[0]?.groups.map((group) => group.ids)).toEqual([["giant"]]);
  expect(plan.unmet.map((group) => group.ids)).toEqual([["shop"]]);
});

test("promises add up by level of service, and the mix of grades is held against the guideline", () => {
  const plan = planCoverage([{ tier: "A", region: "x", n: 11 }], [staff("senior", "x", 1000, 3)], { tiers });
  expect(plan.levels.map((row) => [row.level, row.promisedHours, row.keptHours, row.keptVisits])).toEqual([
    ["responsive", 0, 0, 0],
    ["proactive", 0, 0, 0],
    ["whole_solution", 440, 440, 0],
    ["relationship", 660, 660, 132],
  ]);
  expect(plan.mix.map((row) => row.people)).toEqual([3, 0, 0]);
  expect(plan.notes.map((reason) => word(reason))).toEqual([
    "3 senior managers are 100% of all; the guideline says 10%",
    "0 middle managers are 0% of all; the guideline says 50%–70%",
  ]);
});

test("2,000 accounts and 60 managers take seconds at most, within one per cent of the bound, the same on each run", () => {
  const random = createRandom(5);
  const grades = ["senior", "middle", "junior"] as const;
  const accounts = Array.from({ length: 2000 }, (_, i) => {
    const u = random.uniform();
    const tier = u < 0.04 ? "A" : u < 0.2 ? "B" : "C";
    return { id: `A${i}`, tier, region: `r${Math.floor(6 * random.uniform())}` };
  });
  const managers = Array.from({ length: 60 }, (_, i) => ({
    id: i,
    grade: grades[i % 3] as CoverageManager["grade"],
    region: `r${Math.floor(6 * random.uniform())}`,
    hoursPerYear: 300 + Math.floor(400 * random.uniform()),
  }));
  const plan = planCoverage(accounts, managers, { tiers, travel: { hoursPerVisit: 1.5 } });
  expect(plan.method.gap).toBeLessThan(0.01);
  expect(plan.total.score).toBeGreaterThanOrEqual(plan.naive.score);
  const named = [...plan.managers, { groups: plan.unmet }].flatMap((row) => row.groups.flatMap((group) => group.ids));
  expect(new Set(named).size).toBe(2000);
  expect(planCoverage(accounts, managers, { tiers, travel: { hoursPerVisit: 1.5 } })).toEqual(plan);
}, 30_000);

test("rows from a CRM are read by their schemas, and wrong ones are turned away", () => {
  for (const tier of tiers) expect(coverageTierSchema.safeParse(tier)).toEqual({ success: true, data: tier });
  const account = { id: "a", tier: "A", region: "x", localOnly: true };
  expect(coverageAccountSchema.safeParse(account)).toEqual({ success: true, data: account });
  expect(coverageAccountSchema.safeParse({ ...account, n: 0 }).success).toBe(false);
  expect(coverageManagerSchema.safeParse(staff("senior", "x", 1000)).success).toBe(true);
  expect(coverageManagerSchema.safeParse(staff("senior", "x", 9000)).success).toBe(false);
});

test.each([
  ["empty_input", [], [], {}],
  ["unknown_id", [{ tier: "Z", region: "x" }], [], {}],
  ["invalid_type", [{ tier: "A", region: "" }], [], {}],
  ["invalid_type", [{ tier: "A", region: "x", localOnly: "yes" }], [], {}],
  ["out_of_range", [{ tier: "A", region: "x", n: 0 }], [], {}],
  ["inconsistent", [{ id: 1, tier: "A", region: "x", n: 2 }], [], {}],
  [
    "duplicate_id",
    [
      { id: "__proto__", tier: "A", region: "x" },
      { id: "__proto__", tier: "B", region: "y" },
    ],
    [],
    {},
  ],
  ["inconsistent", [{ tier: "A", region: "x" }], [], { newManager: {} }],
  ["unknown_id", [{ tier: "A", region: "x" }], [{ grade: "boss", region: "x", hoursPerYear: 9 }], {}],
  ["out_of_range", [{ tier: "A", region: "x" }], [{ grade: "senior", region: "x", hoursPerYear: -9 }], {}],
  ["out_of_range", [{ tier: "A", region: "x" }], [], { maxAccounts: 0 }],
  [
    "inconsistent",
    [{ tier: "A", region: "x" }],
    [],
    { travel: { routes: [{ between: ["x", "x"], hoursPerVisit: 1 }] } },
  ],
  ["out_of_range", [{ tier: "A", region: "x" }], [], { travel: { hoursPerVisit: -1 } }],
  ["out_of_range", [{ tier: "A", region: "x" }], [], { tiers: [{ id: "A", promises: [{ level: "proactive" }] }] }],
  ["unknown_id", [{ tier: "A", region: "x" }], [], { tiers: [{ id: "A", promises: [{ level: "royal" }] }] }],
  ["duplicate_id", [{ tier: "A", region: "x" }], [], { tiers: [tiers[0], tiers[0]] }],
  ["not_finite", [{ tier: "A", region: "x" }], [], { travelWeight: Number.NaN }],
] as const)("contradictory input is refused: %s, case %#", (code, accounts, managers, options) => {
  const call = () => planCoverage(accounts as never, managers as never, { tiers, ...hire, ...(options as object) });
  expect(call).toThrow(expect.objectContaining({ code }));
});
