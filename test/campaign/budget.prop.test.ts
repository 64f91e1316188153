import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planBudget } from "../../src/campaign/budget/plan.ts";
import type { BudgetChannel, BudgetPlan } from "../../src/campaign/budget/types.ts";
import { predictResponse } from "../../src/campaign/response/predict.ts";
import type { ResponseCurve, Saturation } from "../../src/campaign/response/types.ts";

const saturation: fc.Arbitrary<Saturation> = fc.oneof(
  fc.record({ kind: fc.constant("log" as const), scale: fc.double({ min: 0.5, max: 30, noNaN: true }) }),
  fc.record({
    kind: fc.constant("hill" as const),
    shape: fc.double({ min: 0.3, max: 5, noNaN: true }),
    half: fc.double({ min: 1, max: 40, noNaN: true }),
  }),
);
const limits = fc.oneof(
  fc.record({ min: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ minIfUsed: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ max: fc.integer({ min: 12, max: 25 }) }),
);
const channel = fc.record({
  effect: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 100, noNaN: true })),
  saturation,
  step: fc.constantFrom(1, 2, 2.5, 3, 5),
  limits,
});

function best(curves: readonly ResponseCurve[], channels: readonly BudgetChannel[], total: number): number | undefined {
  let found: number | undefined;
  const visit = (c: number, left: number, spends: readonly { id: string; spend: number }[]): void => {
    if (c === channels.length) {
      found = Math.max(found ?? 0, predictResponse(curves, spends).response);
      return;
    }
    const { id, min = 0, max = total, step = 1, minIfUsed = 0 } = channels[c] as BudgetChannel;
    for (let k = 0; k * step <= Math.min(max, left) + 1e-9; k++) {
      const spend = k * step;
      if (spend < min || (spend > 0 && spend < minIfUsed)) continue;
      visit(c + 1, left - spend, [...spends, { id, spend }]);
    }
  };
  visit(0, total, []);
  return found;
}

describe("a plan in steps", () => {
  test("is as good as the best of all plans there are", () => {
    fc.assert(
      fc.property(
        fc.array(channel, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 4, max: 24 }),
        (parts, total) => {
          const curves = parts.map(({ effect, saturation: form }, c) => ({ id: `c${c}`, effect, saturation: form }));
          const channels = parts.map(({ step, limits: own }, c) => ({ id: `c${c}`, step, ...own }));
          const plan = planBudget(curves, { total, channels });
          const truth = best(curves, channels, total);
          if ("abstained" in plan) expect(truth).toBeUndefined();
          else expect(Math.abs(plan.response - (truth as number))).toBeLessThanOrEqual(1e-9 * (1 + (truth ?? 0)));
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe("a plan", () => {
  const free = fc.array(channel, { minLength: 1, maxLength: 6 });
  const whole = (parts: readonly { effect: number; saturation: Saturation }[], total: number): BudgetPlan => {
    const curves = parts.map(({ effect, saturation: form }, c) => ({ id: `c${c}`, effect, saturation: form }));
    return planBudget(curves, { total }) as BudgetPlan;
  };

  test("spends no more than the total, brings more with more, and its parts sum to the whole", () => {
    fc.assert(
      fc.property(free, fc.double({ min: 0.1, max: 200, noNaN: true }), (parts, total) => {
        const plan = whole(parts, total);
        expect(plan.spend).toBeLessThanOrEqual(total * (1 + 1e-9));
        expect(plan.next10.change).toBeGreaterThanOrEqual(-1e-9 * (1 + plan.response));
        expect(plan.channels.reduce((sum, { response }) => sum + response, 0)).toBeCloseTo(plan.response, 9);
        if (plan.spend > 0) expect(plan.channels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 100 },
    );
  });

  test("does not depend on the order of channels", () => {
    fc.assert(
      fc.property(free, fc.double({ min: 0.1, max: 200, noNaN: true }), (parts, total) => {
        const [a, b] = [whole(parts, total), whole([...parts].reverse(), total)];
        expect(Math.abs(a.response - b.response)).toBeLessThanOrEqual(1e-9 * (1 + a.response));
      }),
      { numRuns: 60 },
    );
  });
});
