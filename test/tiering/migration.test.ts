import { expect, test } from "vitest";
import { describe as say } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import {
  compareMigrations,
  compareTiers,
  fitTiers,
  forecastTiers,
  type MigrationCounts,
  migrationChart,
} from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { type BookRow, twoYears } from "./migration-books.ts";

const read = { id: (row: BookRow) => row.id, value: (row: BookRow) => row.value };
const tiers = [{ id: "gold", from: 100 }, { id: "silver", from: 50 }, { id: "base" }];
const cutAt = (gold: number, silver: number) =>
  fitTiers([1], {
    method: "thresholds",
    tiers: [{ id: "gold", from: gold }, { id: "silver", from: silver }, { id: "base" }],
  });
const model = fitTiers([1], { method: "thresholds", tiers });
const one = (before: number, after: number, later = model) =>
  compareTiers(
    { model, customers: [{ id: "a", value: before }] },
    { model: later, customers: [{ id: "a", value: after }] },
    read,
  );
const matrix = (...rows: readonly (readonly number[])[]): MigrationCounts => {
  const ids = rows.map((_, i) => `t${i}`);
  return { tiers: ids, rows: rows.map((to, i) => ({ from: ids[i] as string, to })) };
};

test("a customer whose value rose under the same cuts moved because of the value", () => {
  const { moves, causes, flows } = one(60, 120);
  expect(moves[0]).toMatchObject({ id: "a", from: "silver", to: "gold", direction: "up", cause: "value" });
  expect(say(moves[0]?.reason as never)).toBe("moved from silver to gold, because the value went from 60 to 120");
  expect(causes).toEqual({ value: 1, cuts: 0, either: 0, both: 0 });
  expect(flows.up).toEqual({ customers: 1, valueBefore: 60, valueAfter: 120 });
});

test("a customer whose value stayed while the cuts rose moved because of the cuts", () => {
  const { moves } = one(60, 60, cutAt(120, 70));
  expect(moves[0]).toMatchObject({ from: "silver", to: "base", direction: "down", cause: "cuts" });
  expect(say(moves[0]?.reason as never)).toBe("moved from silver to base, because the cut went from 50 to 70");
  expect(say(moves[0]?.reason as never, "zh")).toBe("由silver变为base，因为分界值由 50 变为 70");
});

test("either change alone, or only both together, is told apart", () => {
  expect(one(60, 40, cutAt(120, 70)).moves[0]?.cause).toBe("either");
  expect(one(100, 90, cutAt(200, 95)).moves[0]).toMatchObject({ from: "gold", to: "base", cause: "both" });
});

test("who joins and who leaves stands beside the matrix, never inside it", () => {
  const before = [
    { id: "a", value: 120 },
    { id: "gone", value: 60 },
  ];
  const after = [
    { id: "a", value: 90 },
    { id: "__proto__", value: 7 },
  ];
  const moved = compareTiers({ model, customers: before }, { model, customers: after }, read);
  expect(moved.rows.map((row) => [...row.to, row.left])).toEqual([
    [0, 1, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ]);
  expect(moved.joined).toEqual({ customers: 1, to: [0, 0, 1], value: [0, 0, 7] });
  expect(moved.leavers).toEqual([{ id: "gone", tier: "silver", value: 60 }]);
  expect(moved.joiners).toEqual([{ id: "__proto__", tier: "base", value: 7 }]);
  expect(JSON.parse(JSON.stringify(moved))).toEqual(moved);
});

// Kullback, Kupperman & Ku (1962) as in PySAL giddy's test suite: conditional homogeneity 160.96060031170782. giddy
// counts 30 degrees of freedom; one row has a destination that nobody took in either period, which leaves 29
// (scipy 1.17 chi2_contingency by row, lambda_="log-likelihood": 160.9606003117177, Pearson 158.4059328113186, df 29)
const first = matrix(
  [22, 11, 24, 2, 2, 7],
  [5, 23, 15, 3, 42, 6],
  [4, 21, 190, 25, 20, 34],
  [0, 2, 14, 56, 14, 28],
  [32, 15, 20, 10, 56, 14],
  [5, 22, 31, 18, 13, 134],
);
const second = matrix(
  [3, 6, 9, 3, 0, 8],
  [1, 9, 3, 12, 27, 5],
  [2, 9, 208, 32, 5, 18],
  [0, 14, 32, 108, 40, 40],
  [22, 14, 9, 26, 224, 14],
  [1, 5, 13, 53, 13, 116],
);

test("the published test of two transition matrices is reproduced", () => {
  const { likelihoodRatio, pearson, finding } = compareMigrations(first, second, { smallCells: "keep" });
  expect(likelihoodRatio).toMatchObject({ degreesOfFreedom: 29 });
  expectClose((likelihoodRatio as { statistic: number }).statistic, 160.96060031170782, 1e-12);
  expectClose((pearson as { statistic: number }).statistic, 158.4059328113186, 1e-12);
  expect(finding.code).toBe("migration_changed");
});

test("destinations to which too few went are counted as one", () => {
  const { rows } = compareMigrations(first, second);
  expect(rows[0]?.pooled.length).toBeGreaterThan(1);
  expect(rows[5]?.pooled).toEqual([]);
  const thin = compareMigrations(matrix([3, 0], [0, 2]), matrix([4, 0], [1, 3]));
  expect(thin.finding.code).toBe("migration_too_thin");
  expect(thin.likelihoodRatio).toHaveProperty("abstained");
  expect(say(thin.finding)).toBe("the moves cannot be compared: none of 2 tiers has enough customers");
});

test("a pattern compared with itself has not changed", () => {
  const { likelihoodRatio, finding } = compareMigrations(first, first);
  expect(likelihoodRatio).toMatchObject({ statistic: 0, pValue: 1 });
  expect(finding.code).toBe("migration_unchanged");
});

const truth = [
  [0.8, 0.15, 0.0, 0.05],
  [0.06, 0.74, 0.12, 0.08],
  [0.005, 0.045, 0.85, 0.1],
];
const starts = [60, 240, 1700];
function draw(random: ReturnType<typeof createRandom>, sizes: readonly number[], shares = truth): number[][] {
  return shares.map((row, i) => {
    let rest = sizes[i] as number;
    let whole = 1;
    return row.map((share, j) => {
      const went = j === row.length - 1 || whole <= 0 ? rest : random.binomial(rest, Math.min(1, share / whole));
      rest -= went;
      whole -= share;
      return went;
    });
  });
}
const countsOf = (rows: readonly (readonly number[])[]): MigrationCounts => {
  const ids = ["gold", "silver", "base"];
  return {
    tiers: ids,
    rows: rows.map((row, i) => ({ from: ids[i] as string, to: row.slice(0, 3), left: row[3] as number })),
  };
};

test("an unchanged pattern is called changed as rarely as alpha says", () => {
  const random = createRandom(11);
  let changed = 0;
  for (let i = 0; i < 2000; i++) {
    const { finding } = compareMigrations(countsOf(draw(random, starts)), countsOf(draw(random, starts)));
    if (finding.code === "migration_changed") changed++;
  }
  // binomial error of 2,000 replicates at 5 % is 0.5 points
  expect(changed / 2000).toBeGreaterThan(0.035);
  expect(changed / 2000).toBeLessThan(0.065);
});

test("the intervals of the next book cover what then happens", () => {
  const random = createRandom(23);
  const replicates = 500;
  const covered = [0, 0, 0, 0];
  for (let i = 0; i < replicates; i++) {
    const seen = countsOf(draw(random, starts));
    const forecast = forecastTiers(seen, { seed: i, draws: 600 });
    const next = draw(
      random,
      forecast.tiers.map((row) => row.now),
    );
    [...forecast.tiers, forecast.left].forEach(({ interval }, j) => {
      const held = next.reduce((n, row) => n + (row[j] as number), 0);
      if (held >= interval.lower && held <= interval.upper) covered[j] = (covered[j] as number) + 1;
    });
  }
  // counts are whole, so coverage may lie above; binomial error of 500 replicates at 95 % is 1 point
  for (const count of covered) {
    expect(count / replicates).toBeGreaterThan(0.93);
    expect(count / replicates).toBeLessThan(0.985);
  }
});

test("the expected book is that of the matrix, and new customers come on top", () => {
  const rows = [
    { from: "gold", to: [80, 15], left: 5 },
    { from: "base", to: [30, 350], left: 20 },
  ];
  const closed = forecastTiers({ tiers: ["gold", "base"], rows }, { seed: 1 });
  expectClose(closed.tiers[0]?.expected as number, (110 * (80 + 1 / 3)) / 101 + (365 * (30 + 1 / 3)) / 401, 1e-12);
  expect(closed.joined).toMatchObject({ expected: 0, interval: { lower: 0, upper: 0 } });
  const open = forecastTiers({ tiers: ["gold", "base"], rows, joined: { to: [2, 40] } }, { seed: 1 });
  expect(open.joined.expected).toBe(42.5);
  expect(forecastTiers({ tiers: ["gold", "base"], rows, joined: { to: [2, 40] } }, { seed: 1 })).toEqual(open);
  const whole = open.tiers.reduce((n, row) => n + row.expected, 0);
  expectClose(open.customers.expected, whole, 1e-12);
});

test("a tier in which nobody stood before has no known future, and says so", () => {
  const next = forecastTiers({ ...matrix([0, 0], [3, 40]), joined: { to: [0, 5] } }, { seed: 4 });
  expect(next.notes).toEqual([{ code: "migration_row_unseen", params: { tier: "t0", customers: 3 } }]);
});

test("a thousand customers' two years conserve every customer and every amount", () => {
  const [spring, summer] = twoYears(1000, 3);
  const early = fitTiers(spring, { value: read.value });
  const late = fitTiers(summer, { value: read.value });
  const moved = compareTiers({ model: early, customers: spring }, { model: late, customers: summer }, read);
  expect(moved.rows.map((row) => row.customers)).toEqual(early.fittedOn.realised.map((row) => row.customers));
  const columns = late.tiers.map((_, j) =>
    moved.rows.reduce((n, row) => n + (row.to[j] as number), moved.joined.to[j] as number),
  );
  expect(columns).toEqual(late.fittedOn.realised.map((row) => row.customers));
  expect(moved.causes.cuts + moved.causes.either + moved.causes.both).toBeGreaterThan(0);
});

const anything = (value: unknown): never => value as never;
test("what is no book and no matrix is refused with a code", () => {
  const book = { model, customers: [{ id: "a", value: 1 }] };
  const code = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "none";
  };
  for (const bad of [undefined, null, 5, [], {}, { model }, { model, customers: 5 }, { model, customers: [null] }]) {
    expect(["invalid_type", "invalid_model"]).toContain(code(() => compareTiers(anything(bad), book, read)));
  }
  expect(code(() => compareTiers(book, { model, customers: [{ id: "a", value: Number.NaN }] }, read))).toBe(
    "not_finite",
  );
  expect(
    code(() => compareTiers(book, { model, customers: [book.customers[0], book.customers[0]] as never }, read)),
  ).toBe("duplicate_id");
  expect(code(() => compareTiers(book, { ...book, model: fitTiers([1, 2]) }, read))).toBe("inconsistent");
  expect(code(() => compareTiers({ model, customers: [] }, { model, customers: [] }, read))).toBe("empty_input");
  expect(code(() => compareTiers(book, book, anything({ id: read.id })))).toBe("invalid_type");
  for (const act of [
    (m: unknown) => compareMigrations(anything(m), first),
    (m: unknown) => forecastTiers(anything(m), { seed: 1 }),
    (m: unknown) => migrationChart(anything(m)),
  ]) {
    for (const bad of [
      null,
      5,
      {},
      { tiers: ["a"] },
      { tiers: ["a"], rows: [{}] },
      { tiers: ["a"], rows: [{ from: "a", to: ["x"] }] },
      { tiers: [1], rows: [1] },
    ]) {
      expect(["invalid_type", "inconsistent"]).toContain(code(() => act(bad)));
    }
    expect(code(() => act({ tiers: ["a"], rows: [{ from: "a", to: [-1] }] }))).toBe("out_of_range");
    expect(code(() => act({ tiers: ["a"], rows: [{ from: "a", to: [Number.NaN] }] }))).toBe("not_finite");
    expect(code(() => act({ tiers: ["a"], rows: [{ from: "a", to: [1, 2] }] }))).toBe("length_mismatch");
    expect(code(() => act({ tiers: ["a", "a"], rows: [1, 2] }))).toBe("duplicate_id");
    expect(code(() => act({ tiers: ["a"], rows: [{ from: "b", to: [1] }] }))).toBe("inconsistent");
    expect(code(() => act({ tiers: [], rows: [] }))).toBe("empty_input");
  }
  expect(code(() => forecastTiers(first, { seed: 1, draws: 5 }))).toBe("out_of_range");
  expect(code(() => forecastTiers(first, anything({})))).toBe("invalid_type");
  expect(code(() => compareMigrations(first, second, { alpha: Number.NaN }))).toBe("not_finite");
});

describeWithData("the telecom operator's customers", ["telco/telco-customer-churn.csv"], () => {
  test("the customers lost take their tiers' value with them, to the cent", () => {
    const rows = readSharedCsv("telco/telco-customer-churn.csv");
    const book = rows.map((row) => ({ id: row["customerID"] as string, value: Number(row["MonthlyCharges"]) }));
    const stayed = book.filter((_, i) => rows[i]?.["Churn"] === "No");
    const early = fitTiers(book, { value: read.value });
    const moved = compareTiers({ model: early, customers: book }, { model: early, customers: stayed }, read);
    expect(moved.flows.left.customers).toBe(1869);
    expect(moved.flows.stayed.customers).toBe(7043 - 1869);
    expect(moved.moves).toEqual([]);
    expectClose(moved.after.total + moved.flows.left.valueBefore, moved.before.total, 1e-12);
    expect(moved.rows.map((row) => row.customers)).toEqual(early.fittedOn.realised.map((row) => row.customers));
  });
});
