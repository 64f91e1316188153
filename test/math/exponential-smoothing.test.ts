import { describe, expect, test } from "vitest";
import { fitScaled } from "../../src/math/fit-smoothing.ts";
import {
  createRandom,
  fitExponentialSmoothing,
  minimizeNelderMead,
  type SmoothingForm,
  smoothSeries,
} from "../../src/math/index.ts";
import { AIR_PASSENGERS, NILE, UK_GAS } from "../support/r-series.ts";

const formOf = (
  error: SmoothingForm["error"],
  trend: SmoothingForm["trend"],
  season: SmoothingForm["season"] = "none",
  seasonLength: number = 1,
): SmoothingForm => ({ error, trend, season, seasonLength });

// R 4.2.2, stats: HoltWinters(log(AirPassengers)) and HoltWinters(log(UKgas)): parameters, starts as its source computes
// them (decompose of two seasons, a line through the trend), SSE and coefficients
const REFERENCES = [
  {
    name: "AirPassengers",
    values: AIR_PASSENGERS,
    m: 12,
    alpha: 0.326601526580452,
    beta: 0.00574413770810772,
    gamma: 0.820665366356658,
    start: {
      level: 4.82071603133119,
      trend: 0.00804441321664951,
      season: [
        -0.115968777427916, -0.0361678457802011, 0.0642882080391118, 0.00992118849932592, -0.0754995686519411,
        0.0891844438496838, 0.168871539118291, 0.165036933303541, 0.0749980765139126, -0.0631758303551331,
        -0.201157822899554, -0.0803305442091203,
      ],
    },
    squaredError: 0.20307645962104,
    end: [
      6.17230843460419, 0.00898189303601827, -0.0732010873843156, -0.140973563536117, -0.0367032942988128,
      0.0145227326448882, 0.0325542365694549, 0.154873569802699, 0.294317061899937, 0.276063997254002,
      0.0882376574815516, -0.0326570894487513, -0.198012715546411, -0.102863836853194,
    ],
  },
  {
    name: "UKgas",
    values: UK_GAS,
    m: 4,
    alpha: 0.0290224931807924,
    beta: 1,
    gamma: 0.724602673083452,
    start: {
      level: 4.79645552922714,
      trend: -0.00431240376449757,
      season: [0.295506985309566, 0.0505975150144184, -0.349423760442962, 0.00331926011897732],
    },
    squaredError: 1.11984584565233,
    end: [
      6.35670491443591, 0.0223416981504094, 0.762127168425696, 0.0860461654386985, -0.531071103994227, 0.32905534118804,
    ],
  },
];

describe("Holt-Winters as R computes it", () => {
  test.each(REFERENCES)("$name: same parameters and start, same errors and end", (reference) => {
    const { values, m, alpha, beta, gamma, start, squaredError, end } = reference;
    // R begins with the second season; its own beta and gamma are those of the recursion in level and season
    const smoothed = smoothSeries(
      values.map(Math.log).slice(m),
      formOf("additive", "additive", "additive", m),
      { alpha, beta: alpha * beta, gamma: gamma * (1 - alpha) },
      start,
    );
    expect(smoothed.squaredError).toBeCloseTo(squaredError, 11);
    const { level, trend = 0, season = [] } = smoothed.states;
    [level, trend, ...season].forEach((figure, i) => {
      expect(figure).toBeCloseTo(end[i] as number, 10);
    });
  });

  test("Nile: the share of the error with the least squared error is R's", () => {
    // R 4.2.2: HoltWinters(Nile, gamma = FALSE, beta = FALSE), which starts from the first value
    const error = (alpha: number): number =>
      smoothSeries(NILE.slice(1), formOf("additive", "none"), { alpha }, { level: NILE[0] as number }).squaredError;
    expect(error(0.246557877458459)).toBeCloseTo(2038871.83288585, 6);
    const best = minimizeNelderMead(([alpha = 0]) => error(alpha) / 2e6, [0.5]);
    expect(best.x[0]).toBeCloseTo(0.246557877458459, 3);
  });
});

describe("maximum likelihood of the state-space forms", () => {
  // R package forecast 8.20: ets(y, model = …, damped = …)$loglik, which leaves out the constant n/2 · (1 + log(2π/n))
  const constant = (n: number): number => (n / 2) * (1 + Math.log((2 * Math.PI) / n));
  test.each([
    ["Nile ANN", NILE, formOf("additive", "none"), -726.39052, 3],
    ["Nile MNN", NILE, formOf("multiplicative", "none"), -726.1509578, 3],
    ["Nile AAN", NILE, formOf("additive", "additive"), -725.9560622, 5],
  ] as const)("%s reaches the likelihood of R's forecast", (_, values, form, logLikelihood, freedom) => {
    const fit = fitExponentialSmoothing(values, form);
    expect((fit?.logLikelihood as number) + constant(values.length)).toBeGreaterThan(logLikelihood - 1e-4);
    expect((fit?.logLikelihood as number) + constant(values.length)).toBeLessThan(logLikelihood + 1e-3);
    expect(fit?.freedom).toBe(freedom);
  });

  test.each([
    ["AirPassengers MAM", AIR_PASSENGERS, formOf("multiplicative", "additive", "multiplicative", 12), -682.4036191],
    ["AirPassengers MAdM", AIR_PASSENGERS, formOf("multiplicative", "damped", "multiplicative", 12), -679.5832162],
    ["UKgas MAM", UK_GAS, formOf("multiplicative", "additive", "multiplicative", 4), -618.3607797],
  ] as const)("%s is at least as likely as R's forecast finds it", (_, values, form, logLikelihood) => {
    const fit = fitExponentialSmoothing(values, form);
    expect((fit?.logLikelihood as number) + constant(values.length)).toBeGreaterThan(logLikelihood - 1e-3);
  });

  test("the gradient that runs backwards is that of differences, with a gap in the series too", () => {
    for (const form of [
      formOf("multiplicative", "damped", "multiplicative", 12),
      formOf("additive", "damped", "additive", 12),
      formOf("multiplicative", "additive", "additive", 12),
    ]) {
      const y = Float64Array.from(AIR_PASSENGERS);
      y[30] = Number.NaN;
      const found = fitScaled(y, form, { maxIterations: 5 });
      if (found === undefined) throw new Error("no fit");
      const x = found.x.map((cell, i) => cell + 0.01 * ((i % 5) - 2));
      const slope = new Float64Array(x.length);
      found.likelihood.gradient(x, slope);
      x.forEach((cell, i) => {
        const at = (shift: number): number =>
          found.likelihood.value(x.map((other, j) => (j === i ? cell + shift : other)));
        const difference = (at(1e-6) - at(-1e-6)) / 2e-6;
        expect(Math.abs((slope[i] as number) - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)));
      });
    }
  });

  test("the unit of a series does not matter", () => {
    const form = formOf("multiplicative", "additive", "multiplicative", 4);
    const one = fitExponentialSmoothing(UK_GAS, form);
    const other = fitExponentialSmoothing(
      UK_GAS.map((value) => value * 1e6),
      form,
    );
    expect(other?.parameters.alpha).toBeCloseTo(one?.parameters.alpha as number, 4);
    expect(other?.states.level).toBeCloseTo(1e6 * (one?.states.level as number), -3);
  });

  test("a series that cannot carry a form is told so, bad input is refused", () => {
    const form = formOf("multiplicative", "none");
    expect(fitExponentialSmoothing([1, 2, 0, 3, 4, 5, 6], form)).toBeUndefined();
    expect(fitExponentialSmoothing([1, 2, 3], form)).toBeUndefined();
    const random = createRandom(1);
    const values = Array.from({ length: 20 }, () => random.normal());
    expect(fitExponentialSmoothing(values, formOf("additive", "none", "additive", 12))).toBeUndefined();
    expect(() => fitExponentialSmoothing([], form)).toThrow(/at least one row/);
    expect(() =>
      smoothSeries([1], formOf("additive", "none", "additive", 4), { alpha: 0.1 }, { level: 1, season: [1] }),
    ).toThrow(/start\.season has 1 figures/);
    expect(() => smoothSeries([1], form, { alpha: Number.NaN }, { level: 1 })).toThrow(/parameters\.alpha/);
  });
});
