import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import {
  fitBdw,
  fitBgBb,
  fitGammaGamma,
  fitSbg,
  forecastTenure,
  measureRefunds,
  measureSpendIndependence,
  predictOccasions,
  predictSpend,
  predictTenure,
} from "../../src/value/index.ts";
import { Coverage, simulatedCohort, simulatedOccasions, simulatedSpending } from "../value/simulated.ts";

const POPULATIONS = 500;

/** Nominal 95 %; 500 populations leave a standard error of 1 %. */
function expectCovered(coverage: Coverage): void {
  const shares = coverage.shares();
  for (const [name, share] of Object.entries(shares)) {
    expect(share, `${name} of ${JSON.stringify(shares)}`).toBeGreaterThanOrEqual(0.92);
    expect(share, `${name} of ${JSON.stringify(shares)}`).toBeLessThanOrEqual(0.98);
  }
}

const told = (name: string, coverage: Coverage): void => {
  process.stdout.write(`${name}: ${JSON.stringify(coverage.shares())}, without interval ${coverage.without}\n`);
};

describe("intervals hold the parameters of the simulated population, 500 populations a model", () => {
  test("Gamma-Gamma, 1,000 repeat customers; the population's mean and a customer's own range too", () => {
    const truth = { p: 6.25, q: 3.74, v: 15.44 };
    const mean = (truth.p * truth.v) / (truth.q - 1);
    const coverage = new Coverage();
    const ranges = new Coverage();
    for (let seed = 0; seed < POPULATIONS; seed++) {
      const spending = simulatedSpending(truth, 1000, 1000 + seed);
      const model = fitGammaGamma(spending);
      if ("abstained" in model) throw new Error("abstained");
      const population = predictSpend(model, { frequency: 0 });
      if ("abstained" in population) throw new Error("abstained");
      coverage.count(model.intervals && population.interval && { ...model.intervals, mean: population.interval }, {
        ...truth,
        mean,
      });
      const own = predictSpend(model, {
        frequency: spending.frequency[0] as number,
        meanSpend: spending.meanSpend[0] as number,
      });
      if ("abstained" in own) throw new Error("abstained");
      ranges.count({ range: own.range }, { range: spending.truth[0] });
    }
    told("Gamma-Gamma", coverage);
    told("Gamma-Gamma, own mean", ranges);
    expect(coverage.without).toBe(0);
    expectCovered(coverage);
    expectCovered(ranges);
  });

  test("Gamma-Gamma by bootstrap, 200 populations of 500 customers", () => {
    const truth = { p: 6.25, q: 3.74, v: 15.44 };
    const coverage = new Coverage();
    for (let seed = 0; seed < 200; seed++) {
      const model = fitGammaGamma(simulatedSpending(truth, 500, 5000 + seed), { bootstrap: { replicates: 150, seed } });
      if ("abstained" in model) throw new Error("abstained");
      coverage.count(model.intervals, truth);
    }
    told("Gamma-Gamma, bootstrap", coverage);
    // 200 populations leave a standard error of 1.5 %; percentile ends of 150 refits are a little short
    for (const share of Object.values(coverage.shares())) expect(share).toBeGreaterThan(0.89);
  });

  test("sBG, two cohorts of 500; survival and tenure beyond what was seen too", () => {
    const truth = { alpha: 0.668, beta: 3.806, c: 1 };
    const far = fitSbg([{ unit: "month", survivors: [1, 1] }]);
    const exact = { ...far, parameters: { alpha: truth.alpha, beta: truth.beta } };
    const survival = forecastTenure(exact, { periods: 12 })[12]?.survival.value;
    const tenure = predictTenure(exact, { discountRate: 0.1 }).value;
    const coverage = new Coverage();
    for (let seed = 0; seed < POPULATIONS; seed++) {
      const cohorts = [simulatedCohort(truth, 500, 8, 2000 + seed), simulatedCohort(truth, 500, 5, 9000 + seed)];
      const model = fitSbg(cohorts);
      const ahead = forecastTenure(model, { periods: 12 })[12]?.survival.interval;
      const paid = predictTenure(model, { discountRate: 0.1 }).interval;
      coverage.count(model.intervals && ahead && paid && { ...model.intervals, survival: ahead, tenure: paid }, {
        alpha: truth.alpha,
        beta: truth.beta,
        survival,
        tenure,
      });
    }
    told("sBG", coverage);
    expect(coverage.without).toBe(0);
    expectCovered(coverage);
  });

  test("BdW, 5,000 customers over 12 periods", () => {
    const truth = { alpha: 0.4, beta: 1.6, c: 1.5 };
    const coverage = new Coverage();
    for (let seed = 0; seed < POPULATIONS; seed++) {
      coverage.count(fitBdw([simulatedCohort(truth, 5000, 12, 3000 + seed)]).intervals, truth);
    }
    told("BdW", coverage);
    expect(coverage.without).toBe(0);
    expectCovered(coverage);
  });

  test("BG/BB, 4,000 customers of three ages", () => {
    const truth = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 };
    const record = { unit: "year", frequency: 2, recency: 4, periods: 6 } as const;
    const seen = simulatedOccasions(truth, 20, [3], 1);
    const exact = { ...fitBgBb(seen), parameters: truth };
    const alive = predictOccasions(exact, record, { periods: 5 }).alive.value;
    const coverage = new Coverage();
    for (let seed = 0; seed < POPULATIONS; seed++) {
      const model = fitBgBb(simulatedOccasions(truth, 4000, [6, 7, 8], 4000 + seed));
      const chance = predictOccasions(model, record, { periods: 5 }).alive.interval;
      coverage.count(model.intervals && chance && { ...model.intervals, alive: chance }, { ...truth, alive });
    }
    told("BG/BB", coverage);
    expect(coverage.without).toBe(0);
    expectCovered(coverage);
  });
});

describe("intervals without a model hold the truth", () => {
  test("correlation of frequency and spend where there is none, 1,000 customers", () => {
    const coverage = new Coverage();
    for (let seed = 0; seed < POPULATIONS; seed++) {
      const found = measureSpendIndependence(simulatedSpending({ p: 6, q: 6, v: 15 }, 1000, 6000 + seed));
      if ("abstained" in found) throw new Error("abstained");
      coverage.count({ correlation: found.correlation.interval }, { correlation: 0 });
    }
    told("independence", coverage);
    expectCovered(coverage);
  });

  test("share of refunds over 400 customers", () => {
    const coverage = new Coverage();
    for (let seed = 0; seed < POPULATIONS; seed++) {
      const random = createRandom(7000 + seed);
      const payments: { id: string; amount: number }[] = [];
      for (let i = 0; i < 400; i++) {
        const sales = random.gamma(2, 50);
        payments.push({ id: `c${i}`, amount: sales });
        // one in five gives back a uniform share: a tenth of all sales
        if (random.uniform() < 0.2) payments.push({ id: `c${i}`, amount: -sales * random.uniform() });
      }
      const { share } = measureRefunds(payments, { customer: (row) => row.id, amount: (row) => row.amount });
      if ("abstained" in share) throw new Error("abstained");
      coverage.count({ share: share.interval }, { share: 0.1 });
    }
    told("refunds", coverage);
    expectCovered(coverage);
  });
});
