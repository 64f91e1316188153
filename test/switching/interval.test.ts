import { describe, expect, test } from "vitest";
import { defaultSwitchingModel, defineSwitchingModel, scoreSwitchingCosts } from "../../src/switching/index.ts";
import { expectClose } from "../support/close.ts";
import { indexCoverage } from "./interval-coverage.ts";

/** Normal quantile 0.975, from tables. */
const Z = 1.959963984540054;
const two = defineSwitchingModel({ weights: { agreements: 3, habits: 1 } });
const answers = { id: "a", evidence: { agreements: 0.5, habits: 0.5 } };

describe("the interval of the index", () => {
  test("is the spread of a weighted mean of doubtful answers", () => {
    const { index, interval } = scoreSwitchingCosts(answers, two, { evidenceSd: 0.1 });
    const sd = 100 * Math.sqrt((0.75 * 0.1) ** 2 + (0.25 * 0.1) ** 2);
    expectClose((interval?.upper as number) - (index as number), Z * sd, 1e-9);
    expectClose((index as number) - (interval?.lower as number), Z * sd, 1e-9);
  });

  test("takes single answers at their own doubt, and widens where a judge errs the same way everywhere", () => {
    const own = { ...answers, evidenceSd: { agreements: 0.2 } };
    const apart = scoreSwitchingCosts(own, two, { evidenceSd: 0.1 }).interval;
    expectClose((apart?.upper as number) - 50, Z * 100 * Math.hypot(0.75 * 0.2, 0.25 * 0.1), 1e-9);
    const together = scoreSwitchingCosts(own, two, { evidenceSd: 0.1, evidenceCorrelation: 1 }).interval;
    expectClose((together?.upper as number) - 50, Z * 100 * (0.75 * 0.2 + 0.25 * 0.1), 1e-9);
  });

  test("is a point where the answers are certain and the weights stated, and never leaves the scale", () => {
    expect(scoreSwitchingCosts(answers, two, { evidenceSd: 0 }).interval).toEqual({
      lower: 50,
      upper: 50,
      level: 0.95,
    });
    const full = scoreSwitchingCosts({ id: "a", evidence: { agreements: 1 } }, two, { level: 0.5 }).interval;
    expect(full?.upper).toBe(100);
    expect(full?.level).toBe(0.5);
  });

  test("holds for each facet by its own levers, and is absent where there is no index", () => {
    const { facets } = scoreSwitchingCosts({ id: "a", evidence: { habits: 0.5 } }, two, { evidenceSd: 0.1 });
    expectClose(facets.procedural.interval?.upper as number, 50 + Z * 10, 1e-9);
    expect(facets.financial.interval).toBeUndefined();
    expect(scoreSwitchingCosts({ id: "a", evidence: {} }, two).interval).toBeUndefined();
  });

  test("carries the doubt of learned weights: a weight moves the index by how far its answer lies from it", () => {
    const learned = { ...two, doubt: { levers: ["agreements"] as const, covariance: [0.01] } };
    const account = { id: "a", evidence: { agreements: 1, habits: 0 } };
    const { interval } = scoreSwitchingCosts(account, learned, { evidenceSd: 0, level: 0.5 });
    // index 75; d index / d weight = 1 − 0.75, standard deviation 0.1; normal quantile 0.75 is 0.6745 (tables)
    expectClose((interval?.upper as number) - 75, 0.6744897501960817 * 2.5, 1e-9);
    const facet = scoreSwitchingCosts(account, learned, { evidenceSd: 0 }).facets.financial.interval;
    expect([facet?.lower, facet?.upper]).toEqual([100, 100]);
  });

  test.each([
    [5, 0.15, 0],
    [12, 0.1, 0.3],
  ])("covers the true index of %s doubtful answers as often as it says", (levers, sd, correlation) => {
    const share = indexCoverage({ accounts: 1000, levers, sd, correlation, seed: 11 });
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.98);
  });

  test("errs on the wide side where true answers stand at the ends of the scale, which swallow errors", () => {
    const share = indexCoverage({ accounts: 1000, levers: 8, sd: 0.15, correlation: 0, seed: 3, anchors: true });
    expect(share).toBeGreaterThanOrEqual(0.95);
    expect(share).toBeLessThan(0.995);
  });
});

test("half a doubt is refused", () => {
  const broken = { ...defaultSwitchingModel, doubt: { levers: ["habits"] as const, covariance: [] } };
  expect(() => scoreSwitchingCosts(answers, broken)).toThrow(/model\.doubt/);
});
