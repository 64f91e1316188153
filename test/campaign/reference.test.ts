import { describe, expect, test } from "vitest";
import {
  type Lift,
  type LiftEffect,
  type LiftOptions,
  type MeanArm,
  measureLift,
  measureSampleRatio,
  type RateArm,
  type SampleRatio,
} from "../../src/campaign/index.ts";
import { restrictedRate } from "../../src/campaign/lift/score-interval.ts";
import type { Abstention } from "../../src/core/index.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

function named<T extends object>(answer: T | Abstention): T {
  if ("abstained" in answer) throw new Error(`abstained: ${answer.abstained.code}`);
  return answer;
}

function absolute(lift: Lift | Abstention): LiftEffect {
  return named(named(lift).absolute);
}

function relative(lift: Lift | Abstention): LiftEffect {
  return named(named(lift).relative);
}

function near(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

const rate = (n: number, successes: number): RateArm => ({ kind: "rate", n, successes });
const mean = (n: number, sum: number, sumOfSquares: number): MeanArm => ({ kind: "mean", n, sum, sumOfSquares });

interface Arms {
  readonly visit: RateArm;
  readonly conversion: RateArm;
  readonly spend: MeanArm;
}

/** Values computed with SciPy and statsmodels on the same file; absolute errors. */
function checkHillstrom(mens: Arms, womens: Arms, none: Arms, exact: number, dfTolerance: number): void {
  const interval = (options: LiftOptions) => absolute(measureLift(mens.visit, none.visit, options)).interval;

  test("the men's mailing brought visits: difference and z", () => {
    const visit = absolute(measureLift(mens.visit, none.visit));
    near(visit.value, 0.0765895637, exact);
    near(visit.statistic, 22.4860408, 5e-8);
  });

  test.each([
    ["wald", 0.0699535012, 0.0832256261],
    ["newcombe", 0.0699533081, 0.0832267413],
    ["agresti_caffo", 0.0699459704, 0.0832187765],
    // Miettinen–Nurminen; see the test below on why statsmodels prints (.0699979522, .0831839460)
    ["score", 0.0699599305, 0.0832339444],
  ] as const)("the interval of the difference by %s", (method, lower, upper) => {
    near(interval({ method }).lower, lower, exact);
    near(interval({ method }).upper, upper, exact);
  });

  test("the ratio of visit rates by its logarithm", () => {
    const { interval: ratio } = relative(measureLift(mens.visit, none.visit));
    near(ratio.lower + 1, 1.6403848885, exact);
    near(ratio.upper + 1, 1.8064259647, exact);
  });

  test("conversions, and the women's mailing", () => {
    const mensConversion = absolute(measureLift(mens.conversion, none.conversion));
    near(mensConversion.value, 0.0068050065, exact);
    near(mensConversion.statistic, 7.3851144, 5e-8);
    const visit = absolute(measureLift(womens.visit, none.visit));
    near(visit.value, 0.0452331066, exact);
    near(visit.statistic, 13.9491807, 5e-8);
    const conversion = absolute(measureLift(womens.conversion, none.conversion));
    near(conversion.value, 0.0031110575, exact);
    near(conversion.statistic, 3.779561, 5e-8);
  });

  test("spend by Welch's test: difference, t, degrees of freedom, p and interval", () => {
    const spend = absolute(measureLift(mens.spend, none.spend));
    near(spend.value, 0.7698271559, exact);
    near(spend.statistic, 5.3001404, 5e-8);
    near(spend.df ?? 0, 36671.15798, dfTolerance);
    near(spend.pValue, 1.163815e-7, 1e-13);
    near(spend.interval.lower, 0.4851397326, exact);
    near(spend.interval.upper, 1.0545145792, exact);
    const womensSpend = absolute(measureLift(womens.spend, none.spend));
    near(womensSpend.value, 0.4244122159, exact);
    near(womensSpend.statistic, 3.2563716, 5e-8);
    near(womensSpend.df ?? 0, 40064.88441, dfTolerance);
    near(womensSpend.interval.lower, 0.1689567898, exact);
    near(womensSpend.interval.upper, 0.679867642, exact);
  });

  test("the three arms were filled as planned", () => {
    const split = named<SampleRatio>(measureSampleRatio([mens.visit.n, womens.visit.n, none.visit.n]));
    near(split.statistic, 0.20253125, 1e-8);
    near(split.pValue, 0.9036929576, 1e-9);
    expect(split.mismatch).toBe(false);
  });

  test("the rate of an arm carries Wilson's interval", () => {
    const { control } = named(measureLift(mens.conversion, none.conversion));
    near(control.interval.lower, 0.0047982058, 1e-9);
    near(control.interval.upper, 0.0068321697, 1e-9);
  });
}

describeWithData("Hillstrom's e-mail experiment, from its 64,000 rows", ["hillstrom/hillstrom.csv"], () => {
  const rows = readSharedCsv("hillstrom/hillstrom.csv");
  const arms = (segment: string): Arms => {
    const own = rows.filter((row) => row["segment"] === segment);
    const add = (pick: (row: Record<string, string>) => number) => own.reduce((total, row) => total + pick(row), 0);
    const spend = (row: Record<string, string>) => Number(row["spend"]);
    const n = own.length;
    return {
      visit: rate(
        n,
        add((row) => Number(row["visit"])),
      ),
      conversion: rate(
        n,
        add((row) => Number(row["conversion"])),
      ),
      spend: mean(
        n,
        add(spend),
        add((row) => spend(row) ** 2),
      ),
    };
  };
  checkHillstrom(arms("Mens E-Mail"), arms("Womens E-Mail"), arms("No E-Mail"), 1e-8, 5e-6);
});

describe("Hillstrom's e-mail experiment, from published totals", () => {
  // variances are published to six decimals, which the degrees of freedom feel
  const arms = (n: number, visits: number, conversions: number, sum: number, variance: number): Arms => ({
    visit: rate(n, visits),
    conversion: rate(n, conversions),
    spend: mean(n, sum, variance * (n - 1) + (sum * sum) / n),
  });
  checkHillstrom(
    arms(21307, 3894, 267, 30311.69, 315.211799),
    arms(21387, 3238, 189, 23038.11, 228.496675),
    arms(21306, 2262, 122, 13908.33, 134.286372),
    1e-8,
    1e-3,
  );
});

describe("GrowthBook's statistics engine, two-sided frequentist tests (5 decimals)", () => {
  const control = mean(3407, 1396.87, 52377.9767);
  const treated = mean(3461, 2422.7, 134698.29);

  test("absolute difference of means", () => {
    const { value, interval, standardError, pValue } = absolute(measureLift(treated, control));
    near(value, 0.29, 5e-6);
    near(interval.lower, 0.04538, 5e-6);
    near(interval.upper, 0.53462, 5e-6);
    near(standardError, 0.12478, 5e-6);
    near(pValue, 0.02016, 5e-6);
  });

  test("relative lift of means by the delta method", () => {
    const { value, interval, standardError, pValue } = relative(measureLift(treated, control));
    near(value, 0.70732, 5e-6);
    near(interval.lower, -0.03526, 5e-6);
    near(interval.upper, 1.44989, 5e-6);
    near(standardError, 0.37879, 5e-6);
    near(pValue, 0.06191, 5e-6);
  });

  test("relative lift of rates by the delta method against t", () => {
    const options = { relativeMethod: "delta", distribution: "t" } as const;
    const { value, interval, standardError, pValue } = relative(measureLift(rate(30, 16), rate(28, 14), options));
    near(value, 0.06667, 5e-6);
    near(interval.lower, -0.47767, 5e-6);
    near(interval.upper, 0.61101, 5e-6);
    near(standardError, 0.2717, 5e-6);
    near(pValue, 0.80707, 5e-6);
  });

  test("a negative baseline: from −10 to −5 is half as much again upwards", () => {
    const spread = (n: number, m: number) => mean(n, n * m, n * m * m + (n - 1) * 4);
    near(relative(measureLift(spread(1000, -5), spread(1000, -10))).value, 0.5, 1e-12);
  });
});

describe("Miettinen and Nurminen's score interval", () => {
  const figures = (n: number, successes: number) => {
    const value = successes / n;
    return { n, successes, value, variance: value * (1 - value), error: (value * (1 - value)) / n };
  };

  test("7 of 34 against 1 of 34 as R's PropCIs::diffscoreci prints it", () => {
    const { interval } = absolute(measureLift(rate(34, 7), rate(34, 1), { method: "score" }));
    near(interval.lower, 0.0270416, 5e-7);
    near(interval.upper, 0.3452912, 5e-7);
  });

  // statsmodels up to 0.14 puts the control's successes where its n belongs in the cubic's linear coefficient
  // (https://github.com/statsmodels/statsmodels/issues/10269) and so prints (.0699979522, .0831839460) for Hillstrom
  test("the restricted rate is where the likelihood peaks, which statsmodels' is not", () => {
    const [treated, control] = [figures(21307, 3894), figures(21306, 2262)];
    const delta = 0.0699979522;
    const likelihood = (p: number) =>
      treated.successes * Math.log(p + delta) +
      (treated.n - treated.successes) * Math.log(1 - p - delta) +
      control.successes * Math.log(p) +
      (control.n - control.successes) * Math.log(1 - p);
    const peak = restrictedRate(treated, control, delta);
    near(peak, 0.1087889476, 1e-8); // SciPy, bounded minimisation of the negative log-likelihood
    for (const step of [1e-5, 1e-4, 1e-3]) {
      expect(likelihood(peak)).toBeGreaterThan(likelihood(peak + step));
      expect(likelihood(peak)).toBeGreaterThan(likelihood(peak - step));
    }
    const statsmodels = 0.1068358679;
    expect(likelihood(peak) - likelihood(statsmodels)).toBeGreaterThan(0.1);
  });
});
