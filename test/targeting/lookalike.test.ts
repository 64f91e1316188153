import { describe, expect, test } from "vitest";
import { describe as words } from "../../src/core/index.ts";
import { createRandom, type Random, rocAuc } from "../../src/math/index.ts";
import { findLookalikes, type Lookalikes, readFeatures, splitByChance } from "../../src/targeting/index.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

/** Customers of whom some are of a kind that visits often and lives in Lyon more often; ten fields are noise. */
function drawCustomers(random: Random, n: number, strength: number) {
  return Array.from({ length: n }, (_, i) => {
    const kind = random.uniform() < 0.2;
    return {
      id: `c${i}`,
      kind,
      visits: Math.exp(random.normal() + (kind ? strength : 0)),
      city: random.uniform() < (kind ? 0.2 + 0.3 * strength : 0.2) ? "Lyon" : random.uniform() < 0.5 ? "Nice" : "Lille",
      noise: random.normal(),
      other: random.uniform() < 0.1 ? undefined : random.normal(),
    };
  });
}

const fields = ["visits", "city", "noise", "other"] as const;

describe("look-alikes of a group", () => {
  const customers = drawCustomers(createRandom(5), 2000, 1.2);
  const table = readFeatures(customers, [...fields]);
  // half of the kind are known, the rest wait to be found
  const kind = customers.flatMap((c, i) => (c.kind ? [i] : []));
  const seeds = kind.filter((_, k) => k % 2 === 0);
  const found = findLookalikes(table, seeds, { k: 100 }) as Lookalikes;

  test("those of the same kind who were not named are found far more often than by lot", () => {
    const right = found.lookalikes.filter(({ row }) => customers[row]?.kind).length;
    const byLot = (100 * (kind.length - seeds.length)) / (2000 - seeds.length);
    expect(right).toBeGreaterThan(3 * byLot);
    expect(found.heldOut.interval.lower).toBeGreaterThan(0.7);
    expect(found.lookalikes.map(({ row }) => row).filter((row) => seeds.includes(row))).toEqual([]);
  });

  test("what they have in common is named, and noise is not", () => {
    expect([...new Set(found.common.map(({ field }) => field))].sort()).toEqual(["city", "visits"]);
    const visits = found.common.find(({ field }) => field === "visits");
    expect(words(visits?.reason as never)).toMatch(/^seeds have more of visits: median/);
    const lyon = found.common.find(({ level }) => level === "Lyon");
    expect(lyon?.effect).toBeGreaterThan(0.2);
    expect(words(lyon?.reason as never, "zh")).toMatch(/种子客户 city 为 Lyon/);
  });

  test("each look-alike says what makes it one, and the parts sum to its score over the average", () => {
    const [best, second] = found.lookalikes;
    const total = (one = best) => (one?.contributions ?? []).reduce((sum, part) => sum + part.contribution, 0);
    expect((best?.score ?? 0) - (second?.score ?? 0)).toBeCloseTo(total(best) - total(second), 9);
    expect(["visits", "city"]).toContain(best?.contributions[0]?.field);
    expect(best?.percentile).toBeGreaterThan(0.99);
  });

  test("the held-out figure says how the waiting ones are really found", () => {
    const waiting = new Set(kind.filter((_, k) => k % 2 === 1));
    const all = findLookalikes(table, seeds, { k: 2000 }) as Lookalikes;
    const auc = rocAuc(
      all.lookalikes.map(({ score }) => score),
      all.lookalikes.map(({ row }) => (waiting.has(row) ? 1 : 0)),
    );
    // hidden seeds stand among waiting ones of their own kind too, whom they outrank half of the time
    const share = waiting.size / (2000 - seeds.length);
    const expected = (1 - share) * (auc?.value ?? 0) + share / 2;
    expect(found.heldOut.interval.lower).toBeLessThan(expected);
    expect(found.heldOut.interval.upper).toBeGreaterThan(expected);
  });

  test("one giant among the customers moves nobody else", () => {
    const giant = customers.map((c, i) => (i === 3 ? { ...c, visits: 1e12 } : c));
    const moved = findLookalikes(readFeatures(giant, [...fields]), seeds, { k: 20 }) as Lookalikes;
    const before = found.lookalikes.slice(0, 20).map(({ row }) => row);
    expect(moved.lookalikes.filter(({ row }) => before.includes(row)).length).toBeGreaterThanOrEqual(18);
  });
});

describe("look-alikes are refused", () => {
  test("where nothing sets the seeds apart, in 19 of 20 groups drawn by lot", () => {
    const random = createRandom(9);
    const table = readFeatures(drawCustomers(random, 300, 0), [...fields]);
    let refused = 0;
    for (let run = 0; run < 40; run++) {
      const lot = Array.from({ length: 300 }, (_, i) => [random.uniform(), i] as const);
      const seeds = lot.sort(([a], [b]) => a - b).slice(0, 40);
      const found = findLookalikes(
        table,
        seeds.map(([, i]) => i),
        { seed: run },
      );
      if ("abstained" in found && found.abstained.code === "lookalikes_nothing_apart") refused++;
    }
    expect(refused).toBeGreaterThanOrEqual(36);
  });

  test("where seeds or others are too few, or no field varies", () => {
    const table = readFeatures(
      Array.from({ length: 30 }, (_, i) => ({ a: i, b: 1 })),
      ["a", "b"],
    );
    const rows = (n: number) => Array.from({ length: n }, (_, i) => i);
    const code = (n: number, of = table) =>
      (findLookalikes(of, rows(n)) as { abstained: { code: string } }).abstained.code;
    expect(code(9)).toBe("lookalikes_few_seeds");
    expect(code(21)).toBe("lookalikes_few_others");
    expect(code(10, { rows: 30, features: table.features.slice(1) })).toBe("lookalikes_nothing_varies");
  });

  test.each([
    ["duplicate_id", [1, 1], {}],
    ["out_of_range", [-1], {}],
    ["out_of_range", [99], {}],
    ["invalid_type", 3, {}],
    ["out_of_range", [1], { k: 0 }],
    ["out_of_range", [1], { ridge: 0 }],
  ])("%s", (code, seeds, options) => {
    const table = readFeatures([{ a: 1 }, { a: 2 }, { a: 3 }], ["a"]);
    expect(() => findLookalikes(table, seeds as number[], options)).toThrow(expect.objectContaining({ code }));
  });
});

describe("the 95 % and 5 % lists", () => {
  test("bounds belong to their list, and the lists part all customers", () => {
    const split = splitByChance([0.95, 0.94, 0.05, 0.06]);
    expect(split.lists.map(({ rows }) => rows)).toEqual([[0], [1, 3], [2]]);
    expect(split.lists.map(({ expected }) => expected.value)).toEqual([0.95, 1, 0.05]);
  });

  test("nobody at 95 % is said, and which chance is reached by how many", () => {
    const split = splitByChance([0.62, 0.41, 0.3, 0.02]);
    expect(split.notes.map((note) => words(note))).toEqual([
      "nobody is 95% likely: the highest chance is 62%",
      "1 customer has a chance of 5% or less; 0 are expected to say yes",
    ]);
    expect(split.reached.filter(({ customers }) => customers > 0).slice(0, 3)).toEqual([
      { chance: 0.6, customers: 1 },
      { chance: 0.5, customers: 1 },
      { chance: 0.4, customers: 2 },
    ]);
  });

  test("honest chances bring what they promise 19 times of 20; others are caught by their outcomes", () => {
    const random = createRandom(2);
    const chances = Array.from({ length: 3000 }, () => random.beta(0.3, 0.6));
    const { expected, customers } = splitByChance(chances).lists[2] as {
      expected: { interval: { lower: number; upper: number } };
      customers: number;
    };
    expect(customers).toBeGreaterThan(500);
    let held = 0;
    for (let run = 0; run < 300; run++) {
      const yes = chances.filter((p) => p <= 0.05 && random.uniform() < p).length;
      if (expected.interval.lower <= yes && yes <= expected.interval.upper) held++;
    }
    expect(held / 300).toBeGreaterThan(0.92);
    const outcomes = chances.map((p) => (random.uniform() < p ? 1 : 0));
    expect(splitByChance(chances, { outcomes }).notes.map(({ code }) => code)).toEqual([
      "chance_list_found",
      "chance_list_found",
    ]);
    const bold = splitByChance(chances, { outcomes: chances.map((p) => (random.uniform() < 0.3 + 0.4 * p ? 1 : 0)) });
    expect(bold.notes.filter(({ code }) => code === "chance_list_missed").length).toBeGreaterThan(1);
  });

  test.each([
    ["empty_input", [], {}],
    ["out_of_range", [1.5], {}],
    ["not_finite", [Number.NaN], {}],
    ["inconsistent", [0.5], { likely: 0.1, unlikely: 0.2 }],
    ["length_mismatch", [0.5], { outcomes: [] }],
    ["out_of_range", [0.5], { outcomes: [3] }],
  ])("%s", (code, chances, options) => {
    expect(() => splitByChance(chances as number[], options as never)).toThrow(expect.objectContaining({ code }));
  });
});

describeWithData("bank customers", ["bank/bank-full.csv"], () => {
  test("who said yes before has looks in common, and they find others who did", () => {
    const rows = readSharedCsv("bank/bank-full.csv").filter((_, i) => i % 10 === 0);
    const ids = ["age", "balance", "job", "marital", "education", "housing", "loan", "contact", "month", "poutcome"];
    const table = readFeatures(
      rows,
      ids.map((id) => ({
        id,
        value: (row: Record<string, string>) => (id === "age" || id === "balance" ? Number(row[id]) : row[id]),
      })),
    );
    const seeds = rows.flatMap((row, i) => (row["y"] === "yes" ? [i] : []));
    const found = findLookalikes(table, seeds) as Lookalikes;
    expect(found.heldOut.interval.lower).toBeGreaterThan(0.7);
    expect(found.common.some(({ field, level }) => field === "poutcome" && level === "success")).toBe(true);
  });
});
