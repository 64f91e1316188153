import { expect, test } from "vitest";
import { noncentralTCdf, noncentralTSurvival } from "../../src/math/noncentral-t.ts";
import { normalCdf } from "../../src/math/normal.ts";
import { studentTCdf, studentTQuantile } from "../../src/math/student-t.ts";

test("the noncentral t meets the mean of the normal over chi, integrated with 30 digits", () => {
  // mpmath 1.3 quad of Johnson, Kotz & Balakrishnan 31.1 at mp.dps = 30; scipy.stats.nct 1.17 agrees to 13 digits
  for (const [t, df, shift, want] of [
    [2, 10, 1, 0.8076115625303753],
    [1.96, 3, 2.5, 0.2860981714444602],
    [-1.2, 7, 0.5, 0.05664060186572724],
    [3, 1, 2, 0.5248571617336879],
    [12.7, 1, 30, 0.01852690562172603],
    [1.98, 100, 2.8, 0.2069626079323016],
    [1.96, 1e6, 2.8, 0.2004542820551796],
    [2.5, 0.5, 1, 0.5658757014059924],
    [150, 4, 120, 0.6339111265574523],
    [-4, 20, -3, 0.210940799863627],
  ] as const) {
    expect(noncentralTCdf(t, df, shift)).toBeCloseTo(want, 12);
    expect(noncentralTSurvival(t, df, shift)).toBeCloseTo(1 - want, 12);
  }
});

test("without a shift it is Student's t, and with endless degrees of freedom the shifted normal", () => {
  for (const df of [0.7, 2, 5, 30, 1e4, 1e9]) {
    for (const t of [-3, -0.2, 0, 1.5, 6]) expect(noncentralTCdf(t, df, 0)).toBeCloseTo(studentTCdf(t, df), 12);
  }
  for (const t of [-1, 0.5, 2, 3]) expect(noncentralTCdf(t, 1e15, 1.3)).toBeCloseTo(normalCdf(t - 1.3), 10);
});

test("both tails sum to one, mirrored signs swap them, and neither leaves [0, 1] at the ends", () => {
  for (const [t, df, shift] of [
    [1e150, 0.5, 1000],
    [-1e150, 0.5, 1000],
    [0, 3, -1000],
    [7, 2.5, 3],
    [1e-300, 1e15, 1e-300],
  ] as const) {
    const lower = noncentralTCdf(t, df, shift);
    expect(lower).toBeGreaterThanOrEqual(0);
    expect(lower).toBeLessThanOrEqual(1);
    expect(lower + noncentralTSurvival(t, df, shift)).toBeCloseTo(1, 12);
    expect(noncentralTSurvival(-t, df, -shift)).toBeCloseTo(lower, 12);
  }
});

test("the power of a t test is that of scipy", () => {
  // scipy.stats.nct.sf(t.ppf(.975, 48), 48, .8·√12.5)
  expect(noncentralTSurvival(studentTQuantile(0.975, 48), 48, 0.8 * Math.sqrt(12.5))).toBeCloseTo(
    0.791450186722733,
    12,
  );
});

test("bad arguments are refused", () => {
  for (const call of [
    () => noncentralTCdf(0, 0.1, 0),
    () => noncentralTCdf(0, 5, 2000),
    () => noncentralTSurvival(1e200, 5, 0),
  ]) {
    expect(call).toThrow(expect.objectContaining({ code: "out_of_range" }));
  }
});
