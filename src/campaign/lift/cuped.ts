import type { Abstention } from "../../core/estimate.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import type { ArmFigures } from "./arms.ts";
import { around, effect, negligible, type Reference, welchDf } from "./difference.ts";
import { relativeOf } from "./relative.ts";
import type { AdjustedLift } from "./types.ts";

/** How the caller wants effects judged. */
interface Judgement {
  readonly reference: Reference;
  readonly level: number;
  readonly relativeMethod: "delta" | "fieller";
  readonly theta: "within" | "pooled";
}

/**
 * The lift after subtracting what covariates known before the campaign explain. Their weights are those of a regression
 * within the arms, so the campaign itself explains nothing of them.
 *
 * @see Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data, WSDM '13, eqs. 3–5
 */
export function adjustedLift(
  treated: ArmFigures,
  control: ArmFigures,
  { reference, level, relativeMethod, theta: weighing }: Judgement,
): AdjustedLift | Abstention {
  const gap = treated.covariateMeans.map((mean, i) => mean - (control.covariateMeans[i] as number));
  const theta = weightsOf(treated, control, gap, weighing);
  const balance = balanceOf(treated, control, gap);
  if (theta === undefined || balance === undefined) {
    return { abstained: { code: "lift_covariates_collinear", params: { covariates: treated.covariates.length } } };
  }
  const t = adjust(treated, theta, 1);
  const c = adjust(control, theta, 1);
  const difference = treated.value - control.value - dot(theta, gap);
  const own = reference.df === undefined ? reference : { ...reference, df: welchDf(t, c) };
  const standardError = Math.sqrt(t.error + c.error);
  const plain = errorOf(treated) + errorOf(control);
  if (plain === 0 || !(standardError > 0) || negligible(standardError, difference)) {
    return { abstained: { code: "lift_zero_variance", params: {} } };
  }
  const interval = around(difference, standardError, own, level);
  const test = { standardError, statistic: difference / standardError, reference: own, level };
  // drawn by lot, the covariates' means differ by chance alone: the gradient is taken where they do not
  const ratio = control.value === 0 ? 0 : treated.value / control.value;
  const parts = {
    difference,
    differenceError: t.error + c.error,
    covariance: -(control.spread - dot(theta, control.withValue)) / (control.n - 1) / control.n,
    relativeError: t.error + adjust(control, theta, ratio).error,
  };
  const base = { ...control, error: errorOf(control) };
  return {
    theta,
    absolute: effect("cuped", treated, control, interval, test, difference),
    relative: relativeOf(treated, base, parts, relativeMethod, own, level),
    varianceRatio: (t.error + c.error) / plain,
    balance,
  };
}

/** Weights that explain the outcome best; `undefined` where covariates repeat one another. */
function weightsOf(
  treated: ArmFigures,
  control: ArmFigures,
  gap: readonly number[],
  weighing: Judgement["theta"],
): number[] | undefined {
  // over all rows, what lies between the arms is explained too
  const between = weighing === "within" ? 0 : treated.n * (control.n / (treated.n + control.n));
  const difference = treated.value - control.value;
  const spread = treated.covariates.map((row, i) =>
    row.map(
      (cell, j) => cell + (control.covariates[i]?.[j] as number) + (gap[i] as number) * between * (gap[j] as number),
    ),
  );
  const factor = choleskyFactor(spread.flat(), spread.length);
  if (factor === undefined) return undefined;
  const along = treated.withValue.map(
    (cell, i) => cell + (control.withValue[i] as number) + (gap[i] as number) * between * difference,
  );
  return Array.from(choleskySolve(factor, along));
}

/** The arm's outcome × `ratio` less θ · covariates: its variance and that of its mean. */
function adjust(arm: ArmFigures, theta: readonly number[], ratio: number): ArmFigures {
  const explained = dot(
    theta,
    arm.covariates.map((row) => dot(row, theta)),
  );
  const spread = ratio * ratio * arm.spread - 2 * ratio * dot(theta, arm.withValue) + explained;
  // where covariates explain everything, what is left is rounding
  const noise = 8 * Number.EPSILON * (ratio * ratio * arm.spread + explained);
  const variance = spread > noise ? spread / (arm.n - 1) : 0;
  return { ...arm, variance, error: variance / arm.n };
}

/** Squared standard error with n − 1, for rates as for amounts. */
function errorOf(arm: ArmFigures): number {
  return arm.spread / (arm.n - 1) / arm.n;
}

/** Distance of the covariates' means between the arms against what the lot explains (Mahalanobis, as χ²). */
function balanceOf(
  treated: ArmFigures,
  control: ArmFigures,
  gap: readonly number[],
): AdjustedLift["balance"] | undefined {
  const errors = treated.covariates.map((row, i) =>
    row.map(
      (cell, j) =>
        cell / (treated.n - 1) / treated.n + (control.covariates[i]?.[j] as number) / (control.n - 1) / control.n,
    ),
  );
  const factor = choleskyFactor(errors.flat(), errors.length);
  if (factor === undefined) return undefined;
  const statistic = dot(gap, choleskySolve(factor, gap));
  return { statistic, df: gap.length, pValue: chiSquaredSurvival(statistic, gap.length) };
}
