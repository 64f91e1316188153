import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type LiftArm,
  liftStateColumn,
  measureArms,
  measureLift,
  mergeLiftStates,
  type NamedState,
} from "../../src/campaign/index.ts";
import { liftArmSchema } from "../../src/campaign/lift/schema.ts";

interface Row {
  readonly arm: string;
  readonly value: number;
  readonly before: number;
}

// ties and zeros as real spend has them, and amounts far from zero that raw sums would lose
const amount = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -9, max: 9 }),
  fc.double({ min: 0, max: 1e5, noNaN: true }),
  fc.double({ min: 1e6, max: 1e6 + 1, noNaN: true }),
);
const row: fc.Arbitrary<Row> = fc.record({
  arm: fc.constantFrom("a", "b", "__proto__"),
  value: amount,
  before: amount,
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });

const stateOf = (all: readonly Row[]): NamedState[] =>
  all.length === 0
    ? []
    : liftStateColumn({
        arm: all.map((r) => r.arm),
        value: all.map((r) => r.value),
        covariates: [all.map((r) => r.before)],
      });

/** Two states, up to 1e-12 of the largest deviation that their values allow. */
function expectSame(found: readonly NamedState[], expected: readonly NamedState[]): void {
  expect(found.map(({ id, arm }) => [id, arm.n])).toEqual(expected.map(({ id, arm }) => [id, arm.n]));
  expected.forEach(({ arm }, k) => {
    const other = found[k]?.arm as typeof arm;
    const size = arm.means.map((mean, i) => Math.sqrt((arm.comoments[i]?.[i] as number) + arm.n * mean * mean) || 1);
    arm.means.forEach((mean, i) => {
      expect(Math.abs((other.means[i] as number) - mean)).toBeLessThanOrEqual(1e-12 * (size[i] as number));
      arm.comoments[i]?.forEach((cell, j) => {
        const slack = 1e-12 * (size[i] as number) * (size[j] as number);
        expect(Math.abs((other.comoments[i]?.[j] as number) - cell)).toBeLessThanOrEqual(slack);
      });
    });
  });
}

describe("laws of states", () => {
  test("shards merged in any grouping are the whole", () => {
    fc.assert(
      fc.property(rows, rows, rows, (a, b, c) => {
        const [x, y, z] = [stateOf(a), stateOf(b), stateOf(c)];
        const left = mergeLiftStates(mergeLiftStates(x, y), z);
        expectSame(left, mergeLiftStates(x, mergeLiftStates(y, z)));
        expectSame(left, mergeLiftStates(z, mergeLiftStates(y, x)));
        expectSame(left, stateOf([...a, ...b, ...c]));
      }),
    );
  });

  test("the order of rows changes nothing, and a state survives JSON", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const states = stateOf(all);
        expectSame(stateOf([...all].reverse()), states);
        for (const { arm } of JSON.parse(JSON.stringify(states)) as NamedState[]) {
          expect(liftArmSchema.safeParse(arm).success).toBe(true);
        }
        expect(mergeLiftStates(JSON.parse(JSON.stringify(states)), [])).toEqual(states);
      }),
    );
  });

  test("a bound caps both arms alike: no amount above it counts", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (all, quantile) => {
        const columns = { arm: all.map((r) => r.arm), value: all.map((r) => r.value) };
        const states = liftStateColumn(columns, { winsorize: { quantile } });
        const bound = states[0]?.arm.bound as number;
        expect(all.filter((r) => r.value <= bound).length).toBeGreaterThanOrEqual(quantile * all.length);
        expect(states.reduce((n, { arm }) => n + (arm.capped ?? 0), 0)).toBe(all.filter((r) => r.value > bound).length);
        for (const { arm } of states) expect(arm.means[0]).toBeLessThanOrEqual(bound + 1e-9 * Math.abs(bound));
      }),
    );
  });
});

const pairs = fc
  .tuple(fc.array(row, { minLength: 3, maxLength: 30 }), fc.array(row, { minLength: 3, maxLength: 30 }))
  .map(([a, b]): [LiftArm, LiftArm] => {
    const states = stateOf([...a.map((r) => ({ ...r, arm: "a" })), ...b.map((r) => ({ ...r, arm: "b" }))]);
    return [states[0]?.arm as LiftArm, states[1]?.arm as LiftArm];
  });

function expectFinite(value: unknown): void {
  if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach(expectFinite);
}

describe("laws of lifts", () => {
  test("whatever is asked, every figure is finite and inside its interval, and p-values are shares", () => {
    const asked = fc.constantFrom(
      {},
      { alternative: "greater" },
      { alternative: "less", relativeMethod: "fieller" },
      { sequential: { tuning: 100 } },
      { sequential: {}, alternative: "greater" },
      { theta: "pooled" },
    );
    fc.assert(
      fc.property(pairs, asked, ([a, b], options) => {
        const lift = measureLift(a, b, options as object);
        expectFinite(lift);
        if ("abstained" in lift) return;
        const { adjusted } = lift;
        const more = adjusted === undefined || "abstained" in adjusted ? [] : [adjusted.absolute, adjusted.relative];
        for (const effect of [lift.absolute, lift.relative, ...more]) {
          if ("abstained" in effect) continue;
          const slack = 1e-9 * Math.max(1, Math.abs(effect.value));
          expect(effect.interval.lower).toBeLessThanOrEqual(effect.value + slack);
          expect(effect.interval.upper).toBeGreaterThanOrEqual(effect.value - slack);
          expect(effect.pValue).toBeGreaterThanOrEqual(0);
          expect(effect.pValue).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("swapping the arms turns the adjusted difference round", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [there, back] = [measureLift(a, b), measureLift(b, a)].map((lift) =>
          "abstained" in lift ? undefined : lift.adjusted,
        );
        if (there === undefined || back === undefined || "abstained" in there || "abstained" in back) return;
        if ("abstained" in there.absolute || "abstained" in back.absolute) return;
        const slack = 1e-9 * (1 + Math.abs(there.absolute.value) + there.absolute.standardError);
        expect(Math.abs(there.absolute.value + back.absolute.value)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  test("a sequential interval holds the fixed one, and one arm among several is as it is alone", () => {
    const rate = fc.record({ n: fc.integer({ min: 5, max: 5000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    const arm = rate.map(({ n, share }): LiftArm => ({ kind: "rate", n, successes: Math.round(n * share) }));
    fc.assert(
      fc.property(arm, arm, arm, (a, b, c) => {
        const [once, always] = [{ method: "wald" as const }, { sequential: {} }].map((options) =>
          measureLift(a, b, options),
        );
        if (once === undefined || always === undefined || "abstained" in once || "abstained" in always) return;
        if (!("abstained" in once.absolute) && !("abstained" in always.absolute)) {
          expect(always.absolute.interval.lower).toBeLessThanOrEqual(once.absolute.interval.lower);
          expect(always.absolute.interval.upper).toBeGreaterThanOrEqual(once.absolute.interval.upper);
        }
        const arms = [a, b, c].map((one, i) => ({ id: `${i}`, arm: one }));
        const several = measureArms(arms, { control: "1", correction: "none" });
        expect(several.comparisons[0]?.lift).toEqual(measureLift(a, b));
        for (const correction of ["holm", "benjamini_hochberg"] as const) {
          for (const one of measureArms(arms, { control: "1", correction }).comparisons) {
            expect(one.adjustedPValue).toBeGreaterThanOrEqual(one.pValue);
          }
        }
      }),
    );
  });
});
