import { fitRegression, predictRegression, type RegressionModel } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";

/** Narrows what a fit returned; throws where it abstained. */
export function fitted(model: ReturnType<typeof fitRegression>): RegressionModel {
  if ("abstained" in model) throw new Error(model.abstained.code);
  return model;
}

/** A world with two figures and a category. Its misses may grow with the first figure. */
export interface RegressionWorld {
  readonly n: number;
  /** Spread of a miss at x = 0, and how much it grows per unit of |x|. */
  readonly spread: number;
  readonly growth: number;
}

/** How often intervals hold the truth, and how often tests call what is not there. */
export function regressionCoverage(
  { n, spread, growth }: RegressionWorld,
  replicates: number,
  seed: number,
  level: number,
) {
  const random = createRandom(seed);
  const hits = { slope: 0, category: 0, intercept: 0, mean: 0, single: 0, none: 0, breuschPagan: 0, bend: 0, wald: 0 };
  const at = { x: 1, z: 0.5, kind: "b" };
  for (let r = 0; r < replicates; r++) {
    const x = Float64Array.from({ length: n }, () => random.normal());
    const z = Float64Array.from({ length: n }, () => random.uniform());
    const kind = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? "b" : "a"));
    const miss = (value: number): number => (spread + growth * Math.abs(value)) * random.normal();
    const y = x.map((value, i) => 2 + 1.5 * value + (kind[i] === "b" ? 1 : 0) + miss(value));
    const model = fitted(
      fitRegression(y, {
        predictors: [
          { id: "x", value: x },
          { id: "z", value: z },
          { id: "kind", value: kind, reference: "a" },
        ],
        level,
      }),
    );
    const [slope, none, category] = model.terms;
    const inside = (interval: { lower: number; upper: number } | undefined, truth: number): number =>
      interval !== undefined && interval.lower <= truth && truth <= interval.upper ? 1 : 0;
    hits.slope += inside(slope?.estimate.interval, 1.5);
    hits.category += inside(category?.estimate.interval, 1);
    hits.intercept += inside(model.intercept.estimate.interval, 2);
    hits.none += (none?.pValue ?? 1) < 1 - level ? 1 : 0;
    hits.breuschPagan += (model.checks.spread?.pValue ?? 1) < 1 - level ? 1 : 0;
    hits.bend += model.checks.bends.some(({ pValue }) => pValue < 1 - level) ? 1 : 0;
    const predicted = predictRegression(model, at);
    if (!("abstained" in predicted)) {
      hits.mean += inside(predicted.mean, 4.5);
      hits.single += inside(predicted.single, 4.5 + miss(1));
    }
    // nothing but chance: all slopes together
    const nothing = x.map((value) => miss(value));
    const idle = fitted(
      fitRegression(nothing, {
        predictors: [
          { id: "x", value: x },
          { id: "z", value: z },
        ],
        level,
      }),
    );
    hits.wald += (idle.wald?.pValue ?? 1) < 1 - level ? 1 : 0;
  }
  return Object.fromEntries(Object.entries(hits).map(([name, count]) => [name, count / replicates])) as typeof hits;
}
