import { describe, expect, test } from "vitest";
import { measureLiftPosterior } from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { coverageOf, everCalled, liftOf, orders, rates, reached, spend } from "../campaign/lift-simulation.ts";

const WORLDS = 4000;
type Draw = Parameters<typeof coverageOf>[2];

const adjustedOf =
  (n: number, covariates: number, ratio: boolean, figure: "absolute" | "relative"): Draw =>
  (random) => {
    const { adjusted } = liftOf(orders(random, n, covariates, ratio));
    return adjusted === undefined || "abstained" in adjusted ? adjusted : adjusted[figure];
  };
const compliersOf =
  (n: number, shares: readonly [number, number], known: boolean): Draw =>
  (random) => {
    const { compliers } = liftOf(reached(random, n, shares, known));
    return compliers?.effect;
  };
const posteriorOf =
  (n: number, figure: "absolute" | "relative"): Draw =>
  (random) => {
    const effect = liftOf(rates(random, n))[figure];
    return "abstained" in effect ? effect : measureLiftPosterior(effect).effect;
  };

// the table in docs/lift.md
const cases: readonly (readonly [name: string, draw: Draw, truth: number])[] = [
  ...[200, 2000].flatMap((n) => [
    ...(["newcombe", "agresti_caffo", "score", "wald"] as const).map(
      (method) =>
        [`rates ${n} ${method}`, (r) => liftOf(rates(r, n), { method }).absolute, 0.05] as [string, Draw, number],
    ),
    ...(["log", "delta", "fieller"] as const).map(
      (relativeMethod) =>
        [`ratio of rates ${n} ${relativeMethod}`, (r) => liftOf(rates(r, n), { relativeMethod }).relative, 0.5] as [
          string,
          Draw,
          number,
        ],
    ),
    [`flat prior ${n}`, posteriorOf(n, "absolute"), 0.05] as const,
    [`flat prior ${n}, ratio`, posteriorOf(n, "relative"), 0.5] as const,
  ]),
  ...[200, 500, 2000].flatMap((n) => [
    [`spend ${n} welch`, (r) => liftOf(spend(r, n)).absolute, 0.02] as [string, Draw, number],
    [`spend ${n} fieller`, (r) => liftOf(spend(r, n), { relativeMethod: "fieller" }).relative, 0.2] as [
      string,
      Draw,
      number,
    ],
  ]),
  ["spend 2000 delta", (r) => liftOf(spend(r, 2000)).relative, 0.2],
  ...[100, 300].flatMap((n) => [
    [`orders ${n} ratio`, (r) => liftOf(orders(r, n, 0, true)).absolute, 1] as [string, Draw, number],
    [`orders ${n} ratio, relative`, (r) => liftOf(orders(r, n, 0, true)).relative, 0.1] as [string, Draw, number],
    [`orders ${n} ratio, 3 covariates`, adjustedOf(n, 3, true, "absolute"), 1] as const,
    [`orders ${n} mean, 3 covariates`, adjustedOf(n, 3, false, "absolute"), 2.5] as const,
    [`orders ${n} mean, 3 covariates, relative`, adjustedOf(n, 3, false, "relative"), 0.1] as const,
  ]),
  ["reached 500 strong", compliersOf(500, [0.8, 0.1], true), 0.08],
  ["reached 500 weak", compliersOf(500, [0.3, 0.15], true), 0.08],
];

describe("intervals hold the truth in 93–97 of 100 experiments", () => {
  test.each(cases)("%s", (_name, draw, truth) => {
    const share = coverageOf(WORLDS, createRandom(31), draw, truth);
    expect(share, String(share)).toBeGreaterThan(0.93);
    expect(share, String(share)).toBeLessThan(0.97);
  });
});

test("without the outcome of those reached the interval holds the truth more often than it says, never less", () => {
  const share = coverageOf(WORLDS, createRandom(32), compliersOf(500, [0.3, 0.15], false), 0.08);
  expect(share, String(share)).toBeGreaterThan(0.95);
});

test("where a caution calls the base thin, the delta method indeed holds the truth too rarely", () => {
  const share = coverageOf(WORLDS, createRandom(33), (r) => liftOf(spend(r, 200)).relative, 0.2);
  expect(share, String(share)).toBeLessThan(0.92);
});

test("without effect the tests say 'different' in about 5 %", () => {
  const random = createRandom(34);
  const called = { rate: 0, mean: 0 };
  for (let w = 0; w < WORLDS; w++) {
    const [a, b] = [random.binomial(800, 0.1), random.binomial(800, 0.1)];
    const rate = liftOf([
      { kind: "rate", n: 800, successes: a },
      { kind: "rate", n: 800, successes: b },
    ]).absolute;
    const control = () => spend(random, 800)[1];
    const mean = liftOf([control(), control()]).absolute;
    if ("pValue" in rate && rate.pValue < 0.05) called.rate++;
    if ("pValue" in mean && mean.pValue < 0.05) called.mean++;
  }
  for (const share of [called.rate / WORLDS, called.mean / WORLDS]) {
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.06);
  }
});

test.each([false, true])(
  "looked at after every customer, equal arms are called different in at most 5 %%: covariate %s",
  (covariate) => {
    const random = createRandom(35);
    const worlds = 500;
    let wrong = 0;
    for (let w = 0; w < worlds; w++) if (everCalled(random, 2000, 1000, covariate, 1)) wrong++;
    expect(wrong / worlds).toBeLessThanOrEqual(0.05);
  },
);
