import fc from "fast-check";
import { expect, test } from "vitest";
import type { ExperimentOptions, ExperimentPlan } from "../../src/campaign/index.ts";
import { planExperiment } from "../../src/campaign/index.ts";

const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const common = {
  level: share(0.5, 0.999),
  sides: fc.constantFrom("one" as const, "two" as const),
  treatments: fc.integer({ min: 1, max: 5 }),
  ratio: share(0.1, 10),
  reached: share(0.2, 1),
  observed: share(0.2, 1),
  clusters: fc.option(fc.record({ size: share(5, 500), icc: share(0, 1), variation: share(0, 1) }), {
    nil: undefined,
  }),
};

/** A question for the size, about a rate or an amount. */
const question: fc.Arbitrary<ExperimentOptions> = fc
  .tuple(fc.record(common), share(0.02, 0.9), share(-0.9, 0.9), share(1e-3, 1e3), fc.boolean())
  .map(([{ clusters, ...rest }, baseline, toward, standardDeviation, rate]) => {
    const step = Math.abs(toward) < 0.02 ? 0.02 : toward;
    const effect = step > 0 ? step * (1 - baseline) : step * baseline;
    const test = { ...rest, ...(clusters && { clusters }), power: Math.max(0.8, (1 + 1 - rest.level) / 2) };
    return rate
      ? { ...test, kind: "rate", baseline, effect }
      : { ...test, kind: "mean", standardDeviation, effect: step * standardDeviation };
  });

const planOf = (options: ExperimentOptions): ExperimentPlan | undefined => {
  const plan = planExperiment(options);
  return "abstained" in plan ? undefined : plan;
};
const runs = { numRuns: 150 };
/** Four plans a run, so fewer runs. */
const fewer = { numRuns: 60 };

test("arms sum to the whole, sizes are whole, and the power reached is at least the one asked", () => {
  fc.assert(
    fc.property(question, (options) => {
      const plan = planOf(options);
      if (plan === undefined) return;
      const { sizes, design } = plan;
      expect(sizes.total).toBe(sizes.control + design.treatments * sizes.treated);
      expect(Number.isInteger(sizes.control) && Number.isInteger(sizes.treated)).toBe(true);
      expect(plan.power).toBeGreaterThanOrEqual((options.power as number) - 1e-6);
      expect(plan.power).toBeLessThanOrEqual(1);
      expect(sizes.total).toBeGreaterThanOrEqual(Math.floor(sizes.exact.total));
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }),
    runs,
  );
});

test("a larger wanted power never needs fewer customers, a larger effect never more", () => {
  fc.assert(
    fc.property(question, (options) => {
      const plan = planOf(options);
      const power = ((options.power as number) + 1) / 2;
      const surer = planOf({ ...options, power });
      if (plan !== undefined && surer !== undefined) {
        expect(surer.sizes.exact.total).toBeGreaterThanOrEqual(plan.sizes.exact.total * (1 - 1e-9));
      }
      const larger = planOf({ ...options, effect: (options.effect as number) * 1.05, reached: 1 } as ExperimentOptions);
      const same = planOf({ ...options, reached: 1 });
      // of a rate that moves away from one half a larger effect is also less spread; towards it the effect still wins
      if (options.kind === "mean" && larger !== undefined && same !== undefined) {
        expect(larger.sizes.exact.total).toBeLessThanOrEqual(same.sizes.exact.total * (1 + 1e-9));
      }
    }),
    fewer,
  );
});

test("the unit of the amounts does not matter", () => {
  fc.assert(
    fc.property(question, share(1e-6, 1e6), (options, unit) => {
      if (options.kind === "rate") return;
      const plan = planOf(options);
      const other = planOf({
        ...options,
        standardDeviation: (options.standardDeviation as number) * unit,
        effect: (options.effect as number) * unit,
      });
      if (plan === undefined || other === undefined) expect(other).toBe(plan);
      else expect(other.sizes.exact.total / plan.sizes.exact.total).toBeCloseTo(1, 8);
    }),
    runs,
  );
});

test("success and failure may change places", () => {
  fc.assert(
    fc.property(question, (options) => {
      if (options.kind === "mean") return;
      const plan = planOf(options);
      const mirrored = planOf({
        ...options,
        baseline: 1 - (options.baseline as number),
        effect: -(options.effect as number),
      });
      if (plan === undefined || mirrored === undefined) expect(mirrored).toBe(plan);
      else expect(mirrored.sizes.exact.total / plan.sizes.exact.total).toBeCloseTo(1, 6);
    }),
    runs,
  );
});

test("a range holds the answer that it belongs to", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 5000 }), share(0.05, 0.6), share(0.05, 0.3), (n, rate, effect) => {
      const successes = Math.max(1, Math.round(n * rate));
      const plan = planOf({ kind: "rate", baseline: { n, successes }, effect });
      expect(plan?.range?.lower).toBeLessThanOrEqual(plan?.sizes.total as number);
      expect(plan?.range?.upper).toBeGreaterThanOrEqual(plan?.sizes.total as number);
    }),
    runs,
  );
});
