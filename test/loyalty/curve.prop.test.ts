import fc from "fast-check";
import { expect, test } from "vitest";
import { fitLoyaltyCurve } from "../../src/loyalty/index.ts";
import { axes, ELEVEN, FIVE } from "./support.ts";

const answer = fc.record({
  satisfaction: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.double({ min: 1, max: 5, noNaN: true })),
  loyalty: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.double({ min: 0, max: 10, noNaN: true })),
});
const options = { ...axes, scales: { satisfaction: FIVE, loyalty: ELEVEN } };

test("the steps never fall, hold everybody once and keep the total loyalty, in whatever order the rows come", () => {
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 60 }), (answers) => {
      Object.freeze(answers);
      const curve = fitLoyaltyCurve(answers, options);
      expect(fitLoyaltyCurve([...answers].reverse(), options)).toEqual(curve);
      for (let i = 1; i < curve.steps.length; i++) {
        expect(curve.steps[i]?.loyalty).toBeGreaterThan(curve.steps[i - 1]?.loyalty as number);
        expect(curve.steps[i]?.from).toBeGreaterThan(curve.steps[i - 1]?.to as number);
      }
      expect(curve.steps.reduce((n, step) => n + step.n, 0)).toBe(answers.length);
      expect(curve.points.reduce((n, point) => n + point.n, 0)).toBe(answers.length);
      const total = answers.reduce((sum, a) => sum + a.loyalty, 0);
      expect(curve.steps.reduce((sum, step) => sum + step.n * step.loyalty, 0)).toBeCloseTo(total, 6);
      expect(JSON.parse(JSON.stringify(curve))).toEqual(curve);
    }),
  );
});
