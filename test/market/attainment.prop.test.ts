import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attainment, type MeasureAttainmentOptions, measureAttainment } from "../../src/market/index.ts";

interface Row {
  readonly region: string;
  readonly product: string;
  readonly amount: number;
  readonly date: string;
}

const name = (letter: string) => fc.integer({ min: 0, max: 2 }).map((i) => `${letter}${i}`);
const date = fc
  .tuple(fc.integer({ min: 2024, max: 2027 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`);
const row = (amount: fc.Arbitrary<number>): fc.Arbitrary<Row> =>
  fc.record({ region: name("r"), product: name("p"), amount, date });
const whole = fc.oneof(fc.constantFrom(0, 1, -5, 100), fc.integer({ min: -1000, max: 1_000_000 }));
const targets = fc.array(
  fc.record({
    cell: fc.record({ region: name("r"), product: name("p") }),
    amount: fc.oneof(fc.constantFrom(0, 1, 7), fc.integer({ min: 0, max: 1_000_000_000 })),
  }),
  { minLength: 1, maxLength: 12 },
);
const asOf = fc.integer({ min: 1, max: 12 }).map((m) => `2026-${String(m).padStart(2, "0")}-17`);
const period = fc.constantFrom("week" as const, "month" as const, "quarter" as const);

type Options = MeasureAttainmentOptions<Row>;
const options = (more: Pick<Options, "targets" | "asOf" | "period">): Options => ({
  dimensions: ["region", "product"],
  from: "2026-01-01",
  to: "2026-12-31",
  seasonDimension: "region",
  ...more,
});

function sumsHold(
  { whole: top, levels }: Attainment,
  keys: readonly ("actual" | "untargeted" | "target" | "targetToDate")[],
): void {
  let above = [top];
  for (const level of levels) {
    for (const key of keys) {
      const sums = above.map(() => 0);
      for (const group of level) {
        const p = group.parent as number;
        sums[p] = (sums[p] as number) + group[key];
        expect(group.path.slice(0, -1)).toEqual(above[p]?.path);
      }
      expect(sums).toEqual(above.map((group) => group[key] + 0));
    }
    above = [...level];
  }
}

/** Whether no figure inside is NaN or infinite. */
function finite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value !== "object" || value === null || Object.values(value).every(finite);
}

describe("laws of attainment", () => {
  test("every level sums exactly to the whole, every row stands in one tally, every figure is a number", () => {
    fc.assert(
      fc.property(fc.array(row(whole), { maxLength: 60 }), targets, asOf, period, (rows, list, day, unit) => {
        const attainment = measureAttainment(rows, options({ targets: list, asOf: day, period: unit }));
        sumsHold(attainment, ["actual", "untargeted", "target", "targetToDate"]);
        const { counted, before, later, after } = attainment.ledger;
        const tallies = [counted, before, later, after];
        expect(tallies.reduce((n, tally) => n + tally.rows, 0)).toBe(rows.length);
        expect(tallies.reduce((n, tally) => n + tally.amount, 0)).toBe(rows.reduce((n, { amount }) => n + amount, 0));
        expect(attainment.whole.actual).toBe(counted.amount);
        expect(attainment.whole.target).toBe(list.reduce((n, { amount }) => n + amount, 0));
        expect(finite(attainment)).toBe(true);
        for (const group of [attainment.whole, ...attainment.levels.flat()]) {
          expect(Number.isInteger(group.targetToDate)).toBe(true);
          expect(group.targetToDate).toBeLessThanOrEqual(group.target);
          expect(group.atStake).toBeGreaterThanOrEqual(0);
          if ("abstained" in group.outlook) continue;
          const { value, interval, likely, chance = 0 } = group.outlook;
          expect(interval.lower).toBeGreaterThanOrEqual(group.actual);
          for (const { lower, upper } of [interval, likely]) {
            expect(lower).toBeLessThanOrEqual(value);
            expect(upper).toBeGreaterThanOrEqual(value);
          }
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
          if (group.target > 0 && group.actual >= group.target) expect(chance).toBe(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("neither the order of rows nor that of targets matters, to the last bit, for amounts that are not whole too", () => {
    const amount = fc.double({ min: -10, max: 1e6, noNaN: true });
    const shuffled = fc
      .array(fc.tuple(row(amount), fc.nat()), { minLength: 1, maxLength: 60 })
      .map((pairs) => [pairs.map(([r]) => r), [...pairs].sort((a, b) => a[1] - b[1]).map(([r]) => r)] as const);
    fc.assert(
      fc.property(shuffled, targets, asOf, period, ([rows, again], list, day, unit) => {
        const one = measureAttainment(rows, options({ targets: list, asOf: day, period: unit }));
        const other = measureAttainment(again, options({ targets: [...list].reverse(), asOf: day, period: unit }));
        // the tallies alone add up in the order of the sizes too
        expect(other).toEqual(one);
      }),
      { numRuns: 40 },
    );
  });

  test("an order booked in two halves changes nothing but the count of rows", () => {
    fc.assert(
      fc.property(fc.array(row(whole), { minLength: 1, maxLength: 40 }), targets, asOf, (rows, list, day) => {
        const halves = rows.flatMap((r) => [r, r]);
        const doubled = rows.map((r) => ({ ...r, amount: 2 * r.amount }));
        const one = measureAttainment(doubled, options({ targets: list, asOf: day, period: "month" }));
        const two = measureAttainment(halves, options({ targets: list, asOf: day, period: "month" }));
        expect(two.levels).toEqual(one.levels);
        expect(two.whole).toEqual(one.whole);
      }),
      { numRuns: 40 },
    );
  });

  test("a higher target never has a better chance, nor less at stake where there is an outlook", () => {
    fc.assert(
      fc.property(fc.array(row(whole), { minLength: 20, maxLength: 60 }), targets, asOf, (rows, list, day) => {
        const higher = list.map((target) => ({ ...target, amount: target.amount + 1000 }));
        const one = measureAttainment(rows, options({ targets: list, asOf: day, period: "month" })).whole;
        const two = measureAttainment(rows, options({ targets: higher, asOf: day, period: "month" })).whole;
        if ("abstained" in one.outlook || "abstained" in two.outlook || one.target === 0) return;
        expect(two.outlook.chance).toBeLessThanOrEqual(one.outlook.chance as number);
        expect(two.atStake).toBeGreaterThanOrEqual(one.atStake * (1 - 1e-9));
      }),
      { numRuns: 40 },
    );
  });
});
