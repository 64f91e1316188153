import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { LiftArmId } from "../../core/labels/campaign.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { CovariateSums, LiftArm, LiftKind, NamedArm, ReceivedCounts } from "./arm-types.ts";
import { type Comoments, comomentsFromSums, MAX_N, requireCovariates } from "./comoments.ts";
import { outcomeColumns, requireState } from "./state.ts";

/** Roundings of a mean, squared, that deviations of equal values from it may show. */
const STATE_ROUNDING = (8 * Number.EPSILON) ** 2;

/** An arm condensed to what every method works on. */
export interface ArmFigures {
  readonly n: number;
  /** Rate, mean or ratio. */
  readonly value: number;
  /** Variance of one customer's outcome: p(1 − p) of a rate, the sample variance of amounts, linearised for a ratio. */
  readonly variance: number;
  /** Squared standard error of the value. */
  readonly error: number;
  /** Successes of a rate arm. */
  readonly successes: number;
  /** Sum of squared deviations of the (linearised) outcome. */
  readonly spread: number;
  /** Means of the covariates. */
  readonly covariateMeans: readonly number[];
  /** Comoments of the covariates. */
  readonly covariates: readonly (readonly number[])[];
  /** Comoments of the (linearised) outcome with each covariate. */
  readonly withValue: readonly number[];
  /** A ratio's mean denominator with its squared standard error. */
  readonly base?: { readonly mean: number; readonly error: number };
  readonly received?: { readonly n: number; readonly value?: number };
}

/** What an arm measures. */
export function kindOf(arm: LiftArm): LiftKind {
  return arm.kind === "state" ? arm.measures : arm.kind;
}

/** Checks an arm; `undefined` where it holds nobody. */
export function readArm(arm: LiftArm, name: LiftArmId): ArmFigures | undefined {
  const figures = comomentsOf(arm, name);
  const received = receivedOf(arm, name);
  if (figures.n === 0) return undefined;
  return { ...figuresOf(kindOf(arm), figures, arm.kind === "state"), ...(received === undefined ? {} : { received }) };
}

function comomentsOf(arm: LiftArm, name: LiftArmId): Comoments {
  if (arm.kind === "state") {
    requireState(arm, name);
    return arm;
  }
  const { n, covariates } = arm;
  requireNumber(n, `${name}.n`, { min: 0, max: MAX_N, integer: true });
  if (arm.kind === "rate") {
    const { successes } = arm;
    requireNumber(successes, `${name}.successes`, { min: 0, integer: true });
    if (successes > n) {
      throw new ClienteleError("inconsistent", `${name} counts ${successes} successes among ${n} customers`, { name });
    }
    return withCovariates(n, [successes], [[successes]], covariates, name);
  }
  requireNumber(arm.sum, `${name}.sum`);
  requireNumber(arm.sumOfSquares, `${name}.sumOfSquares`, { min: 0 });
  if (arm.kind === "mean") return withCovariates(n, [arm.sum], [[arm.sumOfSquares]], covariates, name);
  requireNumber(arm.baseSum, `${name}.baseSum`);
  requireNumber(arm.baseSumOfSquares, `${name}.baseSumOfSquares`, { min: 0 });
  requireNumber(arm.crossProduct, `${name}.crossProduct`);
  const products = [
    [arm.sumOfSquares, arm.crossProduct],
    [arm.crossProduct, arm.baseSumOfSquares],
  ];
  return withCovariates(n, [arm.sum, arm.baseSum], products, covariates, name);
}

/** Appends the covariates' totals to those of the outcome. */
function withCovariates(
  n: number,
  sums: readonly number[],
  products: readonly (readonly number[])[],
  covariates: CovariateSums | undefined,
  name: LiftArmId,
): Comoments {
  if (covariates === undefined) return comomentsFromSums({ n, sums, products }, name);
  requireCovariates(covariates, `${name}.covariates`, sums.length === 2);
  const across = [covariates.withValue, covariates.withBase ?? []];
  const all = [
    ...products.map((row, i) => [...row, ...(across[i] as readonly number[])]),
    ...covariates.products.map((row, j) => [...sums.map((_, i) => across[i]?.[j] as number), ...row]),
  ];
  return comomentsFromSums({ n, sums: [...sums, ...covariates.sums], products: all }, name);
}

function figuresOf(kind: LiftKind, { n, means, comoments }: Comoments, state: boolean): ArmFigures {
  const at = (i: number, j: number): number => comoments[i]?.[j] as number;
  const first = outcomeColumns(kind);
  const others = Array.from({ length: means.length - first }, (_, i) => i + first);
  const covariates = others.map((i) => others.map((j) => at(i, j)));
  const covariateMeans = others.map((i) => means[i] as number);
  const value = means[0] as number;
  const noise = state ? STATE_ROUNDING * n * value * value : 0;
  const spread = at(0, 0) > noise ? at(0, 0) : 0;
  const withValue = others.map((i) => at(0, i));
  const common = { n, successes: 0, covariateMeans, covariates };
  if (kind === "rate") {
    const successes = Math.round(value * n);
    const rate = successes / n;
    const variance = rate * (1 - rate);
    return { ...common, value: rate, variance, error: variance / n, successes, spread, withValue };
  }
  if (kind === "mean") {
    const variance = n > 1 ? spread / (n - 1) : 0;
    return { ...common, value, variance, error: variance / n, spread, withValue };
  }
  return ratioFigures(common, [value, means[1] as number], [spread, at(0, 1), at(1, 1)], {
    value: withValue,
    base: others.map((i) => at(1, i)),
  });
}

/**
 * A ratio of means to first order: each customer counts as (value − ratio · base) ÷ mean base.
 *
 * @see Deng, Knoblich & Lu (2018), Applying the delta method in metric analytics, KDD '18, eq. 3
 */
function ratioFigures(
  common: Pick<ArmFigures, "n" | "successes" | "covariateMeans" | "covariates">,
  [numerator, mean]: readonly [number, number],
  [vv, vb, bb]: readonly [number, number, number],
  across: { readonly value: readonly number[]; readonly base: readonly number[] },
): ArmFigures {
  const { n } = common;
  const base = { mean, error: n > 1 ? bb / (n - 1) / n : 0 };
  // the caller abstains; a denominator of zero has no ratio
  if (mean === 0) return { ...common, value: 0, variance: 0, error: 0, spread: 0, withValue: [], base };
  const ratio = numerator / mean;
  const rest = vv - 2 * ratio * vb + ratio * ratio * bb;
  // where value is a multiple of base for every customer, what is left is rounding
  const spread = rest > 4 * Number.EPSILON * (vv + ratio * ratio * bb) ? rest / mean / mean : 0;
  const variance = n > 1 ? spread / (n - 1) : 0;
  if (!Number.isFinite(ratio) || !Number.isFinite(variance)) {
    throw new ClienteleError("out_of_range", "a ratio of the arms exceeds the largest number; use a larger unit", {
      mean,
    });
  }
  const withValue = across.value.map((cell, i) => (cell - ratio * (across.base[i] as number)) / mean);
  return { ...common, value: ratio, variance, error: variance / n, spread, withValue, base };
}

function receivedOf(arm: LiftArm, name: LiftArmId): ArmFigures["received"] {
  const { received, receivedValue } = arm as ReceivedCounts;
  if (received === undefined && receivedValue === undefined) return undefined;
  if (kindOf(arm) === "ratio") {
    throw new ClienteleError("inconsistent", `${name}.received belongs to rates and means; leave it out`, { name });
  }
  requireNumber(received as number, `${name}.received`, { min: 0, max: arm.n, integer: true });
  if (receivedValue === undefined) return { n: received as number };
  requireNumber(receivedValue, `${name}.receivedValue`);
  const total = arm.kind === "rate" ? arm.successes : undefined;
  if (total !== undefined && (receivedValue < 0 || receivedValue > Math.min(total, received as number))) {
    throw new ClienteleError(
      "inconsistent",
      `${name}.receivedValue counts ${receivedValue} responders among ${received} who got the campaign and ${total} who responded`,
      { name },
    );
  }
  return { n: received as number, value: receivedValue };
}

/** Checks what kind of arm it is, before anything else is read. */
export function requireKind(arm: LiftArm, name: LiftArmId): void {
  requireObject(arm, name);
  requireOneOf(arm.kind, ["rate", "mean", "ratio", "state"], `${name}.kind`);
  if (arm.kind === "state") requireOneOf(arm.measures, ["rate", "mean", "ratio"], `${name}.measures`);
}

/** Checks the name of an arm in a list, and that there is an arm. */
export function requireNamed(named: NamedArm, name: string, index: number): void {
  requireObject(named, name);
  if (typeof named.id !== "string" || named.id === "") {
    throw new ClienteleError("invalid_type", `${name}.id must be text, got ${show(named.id)}`, { index });
  }
  requireObject(named.arm, `${name}.arm`);
}

/** The arm's own figure: a rate with Wilson's interval, a mean or a ratio with its t interval. */
export function armEstimate(kind: LiftKind, arm: ArmFigures, level: number): Estimate {
  const { n, value } = arm;
  if (kind === "rate") return { value, n, interval: wilsonInterval(arm.successes, n, level) };
  const half = -studentTQuantile((1 - level) / 2, n - 1) * Math.sqrt(arm.error);
  return { value, n, interval: { lower: value - half, upper: value + half, level } };
}
