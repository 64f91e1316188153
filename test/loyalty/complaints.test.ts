import { describe, expect, test } from "vitest";
import { compareWaves, measureComplaints } from "../../src/loyalty/index.ts";
import { logGamma } from "../../src/math/gamma.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { codeOf } from "./support.ts";

describe("the complaint rate", () => {
  // regenerate: scipy.stats.chi2.ppf(.025, 2 * x) / 2 and chi2.ppf(.975, 2 * x + 2) / 2
  test.each([
    [0, 0, 3.6888794541139354],
    [3, 0.6186721228956014, 8.767273069742323],
    [120, 99.4919256259387, 143.49058536935226],
  ])("of %d complaints has Garwood's exact interval", (complaints, lower, upper) => {
    const { interval, value } = measureComplaints({ complaints, exposure: 1 });
    expect(value).toBe(complaints);
    expectClose(interval.lower, lower, 1e-10);
    expectClose(interval.upper, upper, 1e-10);
  });

  test("refers to the units asked for, and rows add up", () => {
    const rows = [
      { complaints: 2, exposure: 700 },
      { complaints: 1, exposure: 500 },
    ];
    const { dispersion, ...rate } = measureComplaints(rows, { per: 1000 });
    expect(rate).toEqual(measureComplaints({ complaints: 3, exposure: 1200 }, { per: 1000 }));
    expect(rate.value).toBe(2.5);
    expect(dispersion).toBeLessThan(1);
  });

  test("says so where complaints come in clusters", () => {
    const months = [1, 0, 2, 1, 25, 0, 1, 1, 0, 2, 1, 0].map((complaints) => ({ complaints, exposure: 1000 }));
    const [note] = measureComplaints(months).notes;
    expect(note?.code).toBe("complaints_clustered");
    expect(measureComplaints(months.map((row) => ({ ...row, complaints: 3 }))).notes).toEqual([]);
  });

  test("exactly, the interval covers at least as often as it says, for any true rate", () => {
    for (const mean of [0.3, 1, 2.5, 7, 20, 60]) {
      let covered = 0;
      for (let x = 0; x < 200; x++) {
        const { lower, upper } = measureComplaints({ complaints: x, exposure: 1 }).interval;
        if (lower <= mean && mean <= upper) covered += Math.exp(x * Math.log(mean) - mean - logGamma(x + 1));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
      expect(covered).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  test("refuses what is no count and no exposure", () => {
    for (const row of [
      undefined,
      null,
      3,
      [],
      {},
      { complaints: 1 },
      { complaints: 1.5, exposure: 2 },
      { complaints: 1, exposure: 0 },
      { complaints: -1, exposure: 1 },
      { complaints: 1, exposure: Number.NaN },
    ]) {
      expect(codeOf(() => measureComplaints(row as never))).toMatch(
        /^(empty_input|invalid_type|not_finite|out_of_range|inconsistent)$/,
      );
    }
    expect(codeOf(() => measureComplaints({ complaints: 0, exposure: 0 }))).toBe("out_of_range");
  });
});

describe("two complaint rates", () => {
  const before = measureComplaints({ complaints: 18, exposure: 2500 }, { per: 1000 });
  const after = measureComplaints({ complaints: 35, exposure: 2800 }, { per: 1000 });

  // regenerate: beta quantiles of the conditional binomial in scipy, ratio = p / (1 − p) · 2500 / 2800
  test("their ratio and p-value are those of the conditional exact test", () => {
    const { ratio, pValue, difference } = compareWaves(before, after);
    expectClose(ratio?.value ?? 0, 1.7361111111111112, 1e-12);
    expectClose(ratio?.interval.lower ?? 0, 0.9569748868750029, 1e-10);
    expectClose(ratio?.interval.upper ?? 0, 3.2561142558545844, 1e-10);
    expectClose(pValue, 0.07173163761073156, 1e-10);
    expectClose(difference, 12.5 - 7.2, 1e-12);
  });

  test("swapped, the sign flips and the ratio turns over", () => {
    const there = compareWaves(before, after);
    const back = compareWaves(after, before);
    expectClose(back.difference, -there.difference, 1e-12);
    expectClose(back.interval.lower, -there.interval.upper, 1e-10);
    expectClose(back.pValue, there.pValue, 1e-12);
    expectClose(back.ratio?.interval.lower ?? 0, 1 / (there.ratio?.interval.upper ?? 0), 1e-10);
  });

  test("without complaints before there is no ratio; without any there is no change", () => {
    const none = measureComplaints({ complaints: 0, exposure: 2500 }, { per: 1000 });
    expect(compareWaves(none, after).ratio).toBeUndefined();
    expect(compareWaves(before, none).ratio?.interval.lower).toBe(0);
    expect(compareWaves(none, none)).toMatchObject({ difference: 0, pValue: 1 });
    expect(codeOf(() => compareWaves(before, measureComplaints({ complaints: 1, exposure: 9 })))).toBe("inconsistent");
  });

  test("ratio and difference cover the truth at least as often as they say, within the error of 600 runs", () => {
    let [ratios, differences] = [0, 0];
    for (let run = 0; run < 600; run++) {
      const random = createRandom(run);
      const b = measureComplaints({ complaints: random.poisson(36), exposure: 1500 });
      const x = measureComplaints({ complaints: random.poisson(16), exposure: 1000 });
      const { ratio } = compareWaves(x, b);
      if (ratio && ratio.interval.lower <= 1.5 && 1.5 <= (ratio.interval.upper ?? Infinity)) ratios++;
      const { lower, upper } = compareWaves(x, b).interval;
      if (lower <= 0.008 && 0.008 <= upper) differences++;
    }
    expect(ratios / 600).toBeGreaterThan(0.935);
    expect(differences / 600).toBeGreaterThan(0.935);
  });
});
