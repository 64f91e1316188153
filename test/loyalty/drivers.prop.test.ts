import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DriverFindings, measureDrivers, measureNps } from "../../src/loyalty/index.ts";
import { expectClose } from "../support/close.ts";

const METHODS = ["shapley", "relative_weights"] as const;

/** Surveys of 2 to 5 questions, with ties, gaps and repeated questions. */
const surveys = fc.integer({ min: 2, max: 5 }).chain((p) =>
  fc.record({
    p: fc.constant(p),
    rows: fc.array(fc.array(fc.integer({ min: -2, max: 5 }), { minLength: p + 1, maxLength: p + 1 }), {
      minLength: p + 4,
      maxLength: 40,
    }),
  }),
);

const planOf = (p: number, order: readonly number[] = Array.from({ length: p }, (_, j) => j)) => ({
  outcome: { id: "y", value: (row: readonly number[]) => row[p] },
  drivers: order.map((j) => ({ id: `d${j}`, value: (row: readonly number[]) => row[j] })),
});

function found(
  rows: readonly (readonly number[])[],
  plan: ReturnType<typeof planOf>,
  method: (typeof METHODS)[number],
) {
  const result = measureDrivers(rows, { ...plan, method });
  fc.pre(!("abstained" in result));
  return result as DriverFindings;
}
const partOf = (result: DriverFindings, driver: string) =>
  result.drivers.find((row) => row.driver === driver)?.contribution.value ?? Number.NaN;

describe.each(METHODS)("shares by %s", (method) => {
  test("sum to R², are never negative, and are plain JSON", () => {
    fc.assert(
      fc.property(surveys, ({ p, rows }) => {
        const result = found(rows, planOf(p), method);
        expectClose(
          result.drivers.reduce((sum, row) => sum + row.contribution.value, 0),
          result.rSquared.value,
          1e-12,
        );
        for (const row of result.drivers) expect(row.contribution.value).toBeGreaterThanOrEqual(-1e-12);
        if (result.rSquared.value > 1e-9) {
          expectClose(
            result.drivers.reduce((sum, row) => sum + (row.share?.value ?? 0), 0),
            1,
            1e-12,
          );
        }
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
    );
  });

  test("depend neither on the order of rows nor on that of drivers", () => {
    fc.assert(
      fc.property(surveys, ({ p, rows }) => {
        const result = found(rows, planOf(p), method);
        const turned = found(
          [...rows].reverse(),
          planOf(
            p,
            Array.from({ length: p }, (_, j) => p - 1 - j),
          ),
          method,
        );
        for (const { driver, contribution } of result.drivers) {
          expectClose(partOf(turned, driver), contribution.value, 1e-9);
        }
      }),
    );
  });

  test("of two questions with the same answers are equal", () => {
    fc.assert(
      fc.property(surveys, ({ p, rows }) => {
        const twins = rows.map((row) => [row[0] as number, ...row]);
        const result = found(twins, planOf(p + 1), method);
        expectClose(partOf(result, "d0"), partOf(result, "d1"), 1e-9);
      }),
    );
  });
});

test("both methods share out the same R²", () => {
  fc.assert(
    fc.property(surveys, ({ p, rows }) => {
      const [a, b] = METHODS.map((method) => found(rows, planOf(p), method).rSquared.value);
      expectClose(a as number, b as number, 1e-9);
    }),
  );
});

test("a net promoter score does not depend on the order of answers and weights, and holds its value", () => {
  const weighted = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(weighted, (rows) => {
      const score = (of: typeof rows) =>
        measureNps(
          of.map(([r]) => r),
          { weights: of.map(([, w]) => w) },
        );
      const { value, interval, effectiveN, n } = score(rows);
      expectClose(score([...rows].reverse()).value, value, 1e-9);
      expect(interval.lower).toBeLessThanOrEqual(value);
      expect(interval.upper).toBeGreaterThanOrEqual(value);
      expect(effectiveN).toBeLessThanOrEqual(n * (1 + 1e-12));
    }),
  );
});
