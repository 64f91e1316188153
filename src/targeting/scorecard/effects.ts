import type { Estimate } from "../../core/estimate.ts";
import type { LogisticFit } from "../../math/logistic.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { CutField } from "./bin-field.ts";

/** What a field came to mean beside the others. */
export interface FieldEffect {
  /** Per group. */
  readonly logOdds: readonly number[];
  /** On the weight of evidence; with one coefficient per group the slope of these on it. Absent for a field unheard. */
  readonly coefficient?: Estimate;
}

/** Reads coefficients back into log-odds per group. */
export function fieldEffects(
  fit: LogisticFit,
  cuts: readonly CutField[],
  evidence: readonly (readonly number[])[],
  heard: readonly boolean[],
  coding: "woe" | "bins",
  level: number,
): { readonly intercept: number; readonly fields: readonly FieldEffect[] } {
  const p = fit.coefficients.length + 1;
  const z = normalQuantile((1 + level) / 2);
  let intercept = fit.intercept;
  let at = 0;
  const estimate = (value: number, variance: number): Estimate => {
    const reach = z * Math.sqrt(Math.max(0, variance));
    return { value, n: fit.n, interval: { lower: value - reach, upper: value + reach, level } };
  };
  const fields = cuts.map(({ groups }, f): FieldEffect => {
    const woe = evidence[f] as readonly number[];
    if (heard[f] !== true) return { logOdds: groups.map(() => 0) };
    if (coding === "woe") {
      const value = fit.coefficients[at] as number;
      at++;
      return {
        logOdds: woe.map((w) => value * w + 0),
        coefficient: estimate(value, fit.covariance[at * p + at] as number),
      };
    }
    const first = at;
    at += groups.length;
    const raw = groups.map((_, k) => fit.coefficients[first + k] as number);
    // the average customer adds nothing, as with weights of evidence
    const mean = groups.reduce((sum, { n }, k) => sum + n * (raw[k] as number), 0) / fit.n;
    intercept += mean;
    return { logOdds: raw.map((beta) => beta - mean + 0), coefficient: slopeOn(woe, first) };

    function slopeOn(w: readonly number[], from: number): Estimate {
      const centre = groups.reduce((sum, { n }, k) => sum + n * (w[k] as number), 0) / fit.n;
      const weights = groups.map(({ n }, k) => n * ((w[k] as number) - centre));
      const square = groups.reduce((sum, _, k) => sum + (weights[k] as number) * ((w[k] as number) - centre), 0);
      let value = 0;
      let variance = 0;
      weights.forEach((a, i) => {
        value += (a * (raw[i] as number)) / square;
        weights.forEach((b, j) => {
          variance += ((a * b) / square / square) * (fit.covariance[(from + i + 1) * p + from + j + 1] as number);
        });
      });
      return estimate(value, variance);
    }
  });
  return { intercept, fields };
}
