import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { normalCdf, normalPdf, normalQuantile } from "../../math/normal.ts";
import type { LiftEffect } from "./types.ts";

/** What was believed of an effect before the experiment: a normal distribution. */
export interface EffectPrior {
  /** Effect expected beforehand, in the effect's unit; of the logarithm of the ratio for a `"log"` effect. */
  readonly mean: number;
  /** How uncertain that was, above 0: two of three effects of past campaigns lay within this of the mean. */
  readonly standardDeviation: number;
}

/** Options of {@link measureLiftPosterior}. */
export interface LiftPosteriorOptions {
  /** Left out: flat, every effect was equally likely beforehand. */
  readonly prior?: EffectPrior;
  /** Probability that the credible interval holds the effect, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What is believed of an effect after the experiment. */
export interface LiftPosterior {
  /** Median of the effect, with its credible interval. */
  readonly effect: Estimate;
  /** Probability that the treated arm is the better one. */
  readonly chanceToWin: number;
  /** What is lost on average, in the effect's unit, by choosing the one arm where the other is better. */
  readonly risk: { readonly control: number; readonly treated: number };
  /** The prior as it was used; left out where flat. */
  readonly prior?: EffectPrior;
}

/**
 * Says how likely the campaign is better, how much better, and what choosing wrongly would cost, from the effect that
 * was measured and what was believed before. It may be read at any time, but stopping at the first good look still
 * favours winners: the prior is what guards against that.
 *
 * @param effect - An effect of {@link measureLift} (`absolute`, `relative` or `adjusted.absolute`).
 * @param options - `prior` (normal; default flat), `level` (default 0.95).
 * @returns Median, credible interval, chance to win and risk of either choice.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`; `inconsistent` for an effect whose interval does
 * not come from its standard error (`"fieller"`).
 * @example
 * ```ts
 * const rate = (n, successes) => ({ kind: "rate", n, successes });
 * const lift = measureLift(rate(100, 51), rate(100, 49), { relativeMethod: "delta" });
 * const posterior = measureLiftPosterior(lift.relative);
 * posterior.chanceToWin; // ≈ 0.60918
 * posterior.risk.control; // ≈ 0.0814
 * measureLiftPosterior(lift.relative, { prior: { mean: 0, standardDeviation: 0.05 } }).chanceToWin; // ≈ 0.5355
 * ```
 * @see Gelman et al., Bayesian Data Analysis (2013), section 2.5; Stucchio, Bayesian A/B testing at VWO (2015), on risk
 */
export function measureLiftPosterior(effect: LiftEffect, options: LiftPosteriorOptions = {}): LiftPosterior {
  requireObject(effect, "effect");
  requireObject(options, "options");
  const { prior, level = 0.95 } = options;
  requireNumber(effect.value, "effect.value");
  requireNumber(effect.n, "effect.n", { min: 0 });
  requireNumber(effect.standardError, "effect.standardError", { above: 0 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (effect.method === "fieller") {
    throw new ClienteleError("inconsistent", 'a "fieller" effect is skewed; measure it with relativeMethod "delta"', {
      method: effect.method,
    });
  }
  const log = effect.method === "log";
  if (log) requireNumber(effect.value, "effect.value", { above: -1 });
  const { mean, deviation } = combine(log ? Math.log1p(effect.value) : effect.value, effect.standardError, prior);
  const half = -normalQuantile((1 - level) / 2) * deviation;
  const shown = (value: number): number => (log ? Math.min(Number.MAX_VALUE, Math.expm1(value)) : value);
  const z = mean / deviation;
  if (!Number.isFinite(z) || !Number.isFinite(mean + half)) {
    throw new ClienteleError("out_of_range", "effect, standard error and prior are too far apart for a double", {
      mean,
      deviation,
    });
  }
  return {
    effect: {
      value: shown(mean),
      n: effect.n,
      interval: { lower: shown(mean - half), upper: shown(mean + half), level },
    },
    chanceToWin: normalCdf(z),
    risk: log ? logRisk(mean, deviation) : { control: loss(mean, deviation), treated: loss(-mean, deviation) },
    ...(prior === undefined ? {} : { prior: { mean: prior.mean, standardDeviation: prior.standardDeviation } }),
  };
}

/** Precision-weighted mean of prior and measurement. */
function combine(
  value: number,
  error: number,
  prior: EffectPrior | undefined,
): { readonly mean: number; readonly deviation: number } {
  if (prior === undefined) return { mean: value, deviation: error };
  requireObject(prior, "options.prior");
  requireNumber(prior.mean, "options.prior.mean");
  requireNumber(prior.standardDeviation, "options.prior.standardDeviation", { above: 0 });
  const { standardDeviation } = prior;
  const total = Math.hypot(error, standardDeviation);
  const weight = (standardDeviation / total) ** 2;
  const deviation = error * (standardDeviation / total);
  return { mean: prior.mean + weight * (value - prior.mean), deviation };
}

/** Mean of max(effect, 0): what keeping the control forgoes. */
export function loss(mean: number, deviation: number): number {
  const z = mean / deviation;
  return Math.max(0, mean * normalCdf(z) + deviation * normalPdf(z));
}

/** The same for a lift whose logarithm is normal. */
function logRisk(mean: number, deviation: number): LiftPosterior["risk"] {
  const z = mean / deviation;
  const raised = mean + (deviation * deviation) / 2;
  const grow = (share: number): number => (share === 0 ? 0 : Math.exp(Math.min(700, raised + Math.log(share))));
  return {
    control: Math.max(0, grow(normalCdf(z + deviation)) - normalCdf(z)),
    treated: Math.max(0, normalCdf(-z) - grow(normalCdf(-z - deviation))),
  };
}
