import { expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { type AccountAttribute, nearestAccounts } from "../../src/tiering/index.ts";
import { superiority, superiorityInterval } from "../../src/tiering/nearest/effect.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

interface Account {
  readonly id: string;
  readonly staff?: number | null;
  readonly industry?: string | null;
}
const id = (account: Account) => account.id;
const attributes: readonly AccountAttribute<Account>[] = [
  { id: "staff", kind: "numeric", value: (account) => account.staff },
  { id: "industry", kind: "category", value: (account) => account.industry },
];
const book: readonly Account[] = [
  { id: "best", staff: 100, industry: "chemicals" },
  { id: "twin", staff: 100, industry: "chemicals" },
  { id: "near", staff: 110, industry: "chemicals" },
  { id: "other trade", staff: 100, industry: "retail" },
  { id: "giant", staff: 900_000, industry: "retail" },
  { id: "__proto__", staff: 90, industry: "chemicals" },
];

test("a twin has distance 0, equal distances stand in the order of ids, and the best is not its own look-alike", () => {
  const { nearest, candidates, scales } = nearestAccounts(book, ["best"], { id, attributes });
  // staff: median 100, median deviation 5, so 3 × 1.4826 × 5 is wholly unlike
  expectClose(scales[0]?.unlike as number, 22.239, 1e-12);
  expect(nearest.map((row) => row.id)).toEqual(["twin", "__proto__", "near", "other trade", "giant"]);
  expect(nearest.map((row) => row.distance)).toEqual([
    0,
    expect.closeTo(10 / 22.239 / 2, 12),
    expect.closeTo(10 / 22.239 / 2, 12),
    0.5,
    1,
  ]);
  expect(candidates).toBe(5);
  expect(nearest[3]?.differences).toEqual([
    { attribute: "staff", distance: 0 },
    { attribute: "industry", distance: 1 },
  ]);
});

test("an unknown attribute is left out, its pair says how much was compared, and too little is no comparison", () => {
  const gaps: readonly Account[] = [
    ...book,
    { id: "half known", industry: "chemicals", staff: null },
    { id: "unknown" },
  ];
  const { nearest, notes } = nearestAccounts(gaps, ["best"], { id, attributes });
  expect(nearest.find((row) => row.id === "half known")).toEqual({
    id: "half known",
    distance: 0,
    closest: "best",
    coverage: 0.5,
    differences: [{ attribute: "industry", distance: 0 }],
  });
  expect(nearest.map((row) => row.id)).not.toContain("unknown");
  expect(notes.map((note) => note.code)).toEqual(["lookalike_missing", "lookalike_missing", "lookalike_uncomparable"]);
  expect(word(notes[2] as never)).toBe("1 account shares too few known attributes with any target to be compared");
  const strict = nearestAccounts(gaps, ["best"], { id, attributes, minCoverage: 1 });
  expect(strict.nearest.map((row) => row.id)).not.toContain("half known");
});

test("weights decide what counts, and the closest of several targets is named", () => {
  const heavy = attributes.map((attribute) => (attribute.id === "industry" ? { ...attribute, weight: 9 } : attribute));
  const { nearest } = nearestAccounts(book, ["best", "giant"], { id, attributes: heavy });
  expect(nearest.map((row) => [row.id, row.closest])).toEqual([
    ["twin", "best"],
    ["__proto__", "best"],
    ["near", "best"],
    ["other trade", "giant"],
  ]);
  const average = nearestAccounts(book, ["best", "giant"], { id, attributes, to: "average", k: 1 });
  expect(average.nearest).toHaveLength(1);
  expect(average.nearest[0]?.distance).toBe(0.5);
});

test("an attribute that is the same for all plays no part and is named", () => {
  const flat = book.map((account) => ({ ...account, staff: 7, industry: "steel" }));
  const { nearest, notes, scales } = nearestAccounts(flat, ["best"], { id, attributes });
  expect(nearest).toEqual([]);
  expect(scales).toEqual([]);
  expect(notes.map((note) => note.code)).toEqual(["lookalike_constant", "lookalike_constant"]);
});

test("what the best share is measured against all others", () => {
  const { shared } = nearestAccounts(book, ["best", "twin"], { id, attributes });
  const industry = shared.find((trait) => trait.level === "chemicals");
  expect(industry?.effect).toBe(0.5);
  expect(shared.find((trait) => trait.level === "retail")).toBeUndefined();
  expect(industry && word(industry.reason)).toBe("industry is chemicals for 100% of them against 50% of the others");
  const staff = shared.find((trait) => trait.attribute === "staff");
  // against 110, 100, 900000, 90: one below, one equal, two above
  expect(staff?.effect).toBe(-0.25);
  expect(staff?.reason.code).toBe("lookalike_lower");
});

test("Cliff's delta counts pairs", () => {
  const random = createRandom(12);
  const a = Float64Array.from({ length: 40 }, () => random.integer(0, 9));
  const b = Float64Array.from({ length: 55 }, () => random.integer(2, 12));
  let wins = 0;
  for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0;
  expectClose(superiority(a, b), wins / (40 * 55), 1e-14);
});

// U = 25 wins of 5 × 5: complete separation has an upper end of 1 and a lower end well below it
test("groups that do not overlap still get an interval with a width", () => {
  const { lower, upper } = superiorityInterval(1, 5, 5, 0.95);
  expect(upper).toBe(1);
  expect(lower).toBeGreaterThan(0.5);
  expect(lower).toBeLessThan(0.9);
});

test.each([
  [0, 30, 600],
  [1, 30, 600],
  [1, 60, 60],
  [2, 40, 400],
])("the interval of the effect covers the truth (shift %d, %d targets, %d others)", (shift, m, n) => {
  const random = createRandom(100 + 10 * shift + m);
  // P(X > Y) for unit normals a shift apart: Φ(shift / √2)
  const truth = { 0: 0.5, 1: 0.760249938906, 2: 0.921350396475 }[shift] as number;
  const replicates = 600;
  let covered = 0;
  for (let i = 0; i < replicates; i++) {
    const own = Float64Array.from({ length: m }, () => shift + random.normal());
    const rest = Float64Array.from({ length: n }, () => random.normal());
    const { lower, upper } = superiorityInterval(superiority(own, rest), m, n, 0.95);
    if (lower <= truth && truth <= upper) covered++;
  }
  // 600 replicates: three standard errors of a share of 0.95 are 0.027
  expect(Math.abs(covered / replicates - 0.95)).toBeLessThan(0.027);
});

test("20,000 accounts with 10 attributes are compared with 50 targets in one go", () => {
  const random = createRandom(3);
  const accounts = Array.from({ length: 20_000 }, (_, i) => ({
    id: `a${i}`,
    numbers: Array.from({ length: 6 }, () => (random.uniform() < 0.05 ? undefined : Math.exp(random.normal()))),
    names: Array.from({ length: 4 }, () => `level ${random.integer(0, 7)}`),
  }));
  type Row = (typeof accounts)[number];
  const many: AccountAttribute<Row>[] = [
    ...[0, 1, 2, 3, 4, 5].map((j) => ({ id: `n${j}`, kind: "numeric" as const, value: (row: Row) => row.numbers[j] })),
    ...[0, 1, 2, 3].map((j) => ({ id: `c${j}`, kind: "category" as const, value: (row: Row) => row.names[j] })),
  ];
  const targets = accounts.slice(0, 50).map((row) => row.id);
  const { nearest, candidates } = nearestAccounts(accounts, targets, { id: (row) => row.id, attributes: many });
  expect(candidates).toBe(19_950);
  expect(nearest).toHaveLength(20);
});

describeWithData("the telecom operator's best customers", ["telco/telco-customer-churn.csv"], () => {
  test("share long tenure, fibre and two-year contracts, and their look-alikes pay like them", () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv");
    const paid = (row: Record<string, string>) => Number((row["TotalCharges"] as string).trim());
    const best = [...rows].sort((a, b) => paid(b) - paid(a)).slice(0, 70);
    const { nearest, shared } = nearestAccounts(
      rows,
      best.map((row) => row["customerID"] as string),
      {
        id: (row) => row["customerID"] as string,
        attributes: [
          { id: "tenure", kind: "numeric", value: (row) => Number(row["tenure"]) },
          { id: "contract", kind: "category", value: (row) => row["Contract"] },
          { id: "internet", kind: "category", value: (row) => row["InternetService"] },
          { id: "payment", kind: "category", value: (row) => row["PaymentMethod"] },
        ],
        k: 100,
      },
    );
    const strongest = shared.slice(0, 3).map((trait) => trait.level ?? trait.attribute);
    expect(strongest).toContain("tenure");
    expect(strongest).toContain("Fiber optic");
    const payOf = new Map(rows.map((row) => [row["customerID"], paid(row)]));
    const alike = nearest.reduce((total, row) => total + (payOf.get(row.id) as number), 0) / nearest.length;
    const all = rows.reduce((total, row) => total + paid(row), 0) / rows.length;
    // nothing told the search what anybody pays
    expect(alike).toBeGreaterThan(2 * all);
  });
});
