import { confidenceSequenceMultiplier } from "../../math/confidence-sequence.ts";
import { noncentralTCdf, noncentralTSurvival } from "../../math/noncentral-t.ts";
import { normalCdf, normalQuantile, normalSurvival } from "../../math/normal.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { type SequentialBehaviour, sequentialBehaviour } from "./sequential.ts";
import type { ExperimentDesign } from "./types.ts";

/** Units of one comparison: customers, or clusters where whole clusters are split. Fractions are allowed. */
export interface ComparedUnits {
  readonly control: number;
  readonly treated: number;
}

/** Standard errors of one comparison, in `unit`s of the metric. */
interface ComparisonErrors {
  /** True change over all treated customers. */
  readonly difference: number;
  /** Standard error of the difference where the effect is there. */
  readonly error: number;
  /** Standard error that the test uses, which for a pooled test is that of no effect. */
  readonly testError: number;
  /** What one stands for in the metric: the larger standard deviation, so that no amount overflows. */
  readonly unit: number;
  /** Of the t distribution; absent for the normal one. */
  readonly df?: number;
}

/** Shift beyond which a power cannot be told from one; also the limit of the noncentral t. */
const LARGEST_SHIFT = 1e3;
/** Standard deviations beyond which an effect is as good as endless; its fourth power stays a double. */
const LARGEST_CHANGE = 1e50;
/** Fewest degrees of freedom that fractional sizes may leave. */
const SMALLEST_DF = 1;

/** Standard errors and degrees of freedom of a comparison of `units` where the reached change by `effect`. */
function comparisonErrors(design: ExperimentDesign, effect: number, units: ComparedUnits): ComparisonErrors {
  const { reached, correlation, designEffect, clusters, observed } = design;
  const perUnit = observed * (clusters?.size ?? 1);
  const n1 = units.control * perUnit;
  const n2 = units.treated * perUnit;
  // observed customers count, and the covariate and the clusters scale every variance alike
  const factor = designEffect * (1 - correlation * correlation);
  if (design.kind === "rate") {
    const p1 = design.baseline as number;
    const p2 = p1 + reached * effect;
    if (design.test === "arcsine") {
      const difference = 2 * (Math.asin(Math.sqrt(p2)) - Math.asin(Math.sqrt(p1)));
      const error = Math.sqrt(1 / n1 + 1 / n2);
      return { difference, error, testError: error, unit: 1 };
    }
    const error = Math.sqrt(factor * ((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2));
    const p = (n1 * p1 + n2 * p2) / (n1 + n2);
    const testError = design.test === "pooled" ? Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2)) : error;
    return { difference: reached * effect, error, testError, unit: 1, ...clusterDf(design, units) };
  }
  const one = design.standardDeviation as number;
  const two = design.treatedStandardDeviation ?? one;
  const unit = Math.max(one, two);
  const change = Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, effect / unit));
  // a mixture of reached and not reached spreads more than either
  const variance2 = (two / unit) ** 2 + reached * (1 - reached) * change * change;
  const v1 = (factor * (one / unit) ** 2) / n1;
  const v2 = (factor * variance2) / n2;
  const error = Math.sqrt(v1 + v2);
  const df = (v1 + v2) ** 2 / (v1 ** 2 / Math.max(n1 - 1, 0.5) + v2 ** 2 / Math.max(n2 - 1, 0.5));
  const welch = design.test === "welch" ? { df: Math.max(SMALLEST_DF, df) } : {};
  return { difference: reached * change, error, testError: error, unit, ...welch, ...clusterDf(design, units) };
}

function clusterDf({ test }: ExperimentDesign, { control, treated }: ComparedUnits): { readonly df?: number } {
  return test === "cluster" ? { df: Math.max(SMALLEST_DF, control + treated - 2) } : {};
}

/** Half-width, in the metric's unit, of the interval that the test reports at its end. */
export function intervalHalfWidth(design: ExperimentDesign, effect: number, units: ComparedUnits): number {
  const test = design.test === "arcsine" ? "unpooled" : design.test;
  const { error, unit, df } = comparisonErrors({ ...design, test }, effect, units);
  const { sequential, comparisonLevel, sides } = design;
  if (sequential === undefined) return criticalValue(design, df) * error * unit;
  const alpha = 1 - comparisonLevel;
  const { tuning } = sequential;
  return confidenceSequenceMultiplier(observedBy(design, units), { alpha, tuning, sides }) * error * unit;
}

function criticalValue({ comparisonLevel, sides }: ExperimentDesign, df?: number): number {
  const outer = (1 - comparisonLevel) / (sides === "two" ? 2 : 1);
  return df === undefined ? -normalQuantile(outer) : -studentTQuantile(outer, df);
}

/** Observations of a sequential comparison at its last look. */
function observedBy({ observed }: ExperimentDesign, { control, treated }: ComparedUnits): number {
  return Math.max(1, (control + treated) * observed);
}

/** The chance that a comparison of `units` finds that the reached change by `effect`. */
export function comparisonPower(design: ExperimentDesign, effect: number, units: ComparedUnits): number {
  if (design.sequential !== undefined) return sequentialComparison(design, effect, units).power;
  const { difference, error, testError, df } = comparisonErrors(design, effect, units);
  const shift = Math.min(LARGEST_SHIFT, Math.abs(difference) / error);
  const limit = criticalValue(design, df) * (testError / error);
  const above = df === undefined ? normalSurvival(limit - shift) : noncentralTSurvival(limit, df, shift);
  if (design.sides === "one") return above;
  return above + (df === undefined ? normalCdf(-limit - shift) : noncentralTCdf(-limit, df, shift));
}

/** Power and average end of a sequential comparison with `units` at its last look. */
export function sequentialComparison(
  design: ExperimentDesign,
  effect: number,
  units: ComparedUnits,
): SequentialBehaviour {
  const { sequential, sides, comparisonLevel } = design;
  const { difference, error } = comparisonErrors(design, effect, units);
  const { tuning, looks } = sequential as NonNullable<typeof sequential>;
  return sequentialBehaviour({
    size: observedBy(design, units),
    shift: Math.min(LARGEST_SHIFT, Math.abs(difference) / error),
    alpha: 1 - comparisonLevel,
    sides,
    tuning,
    looks,
  });
}
