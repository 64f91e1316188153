import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { digamma, logGamma } from "../../math/gamma.ts";
import type { CovariateRecord } from "../types.ts";
import { aftCurve, type SmoothCurve, smoothAge } from "./aft-curve.ts";
import type { AftModel } from "./aft-types.ts";
import { quadraticForm } from "./cumulative.ts";
import { exponential, normalInterval } from "./effects.ts";
import { requireStayModel } from "./model-check.ts";
import type { PredictedAge } from "./predict-types.ts";

/** Options of {@link predictStay}. */
export interface PredictStayOptions {
  /** Shares of customers who will have left, each in (0, 1); default the median alone, 0.5. */
  readonly shares?: ArrayLike<number>;
  /** Age that the customer has reached already, 0 or more; default 0. Ages are then of those who stayed until then. */
  readonly age?: number;
  /** Nominal coverage, in (0, 1); the model's where left out. */
  readonly level?: number;
}

/** How long one customer will stay, by an accelerated failure time model. */
export interface PredictedStay {
  /** Per share the age by which so many will have left. */
  readonly ages: readonly (PredictedAge | Abstention)[];
  /** Expected age at leaving, seen from age 0; an abstention where it is larger than numbers hold. */
  readonly mean: Estimate | Abstention;
}

/**
 * How long one customer will stay: the ages by which given shares of such customers will have left, and the expected
 * age at leaving. The shape of the model carries both beyond what was watched.
 *
 * @param model - From {@link fitAft} or `loadModel`.
 * @param record - Every covariate of the fit, by name.
 * @param options - `shares`, `age`, `level`.
 * @returns Ages in the unit of the fit, with intervals on the scale of their logarithm (delta method).
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitAft(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * predictStay(model, { complaints: 1 }, { shares: [0.5] }).ages[0].value; // ≈ 8.7
 * predictStay(model, { complaints: 1 }).mean.value; // ≈ 9.5
 * ```
 * @see Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 2
 */
export function predictStay(model: AftModel, record: CovariateRecord, options: PredictStayOptions = {}): PredictedStay {
  requireStayModel(model);
  if (model.kind !== "aft") throw new ClienteleError("invalid_model", 'model.kind must be "aft"; use predictSurvival');
  requireObject(options, "options");
  const { shares = [0.5], age = 0, level = model.level } = options;
  requireColumn(shares, "options.shares");
  requireNumber(age, "options.age", { min: 0 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const curve = aftCurve(model, record);
  const ages = Array.from(shares, (share, k) => {
    requireNumber(share, `options.shares[${k}]`, { above: 0, below: 1 });
    return smoothAge(curve, share, age, level);
  });
  return { ages, mean: meanOf(model, curve, level) };
}

/** E[T] = e^η · Γ(1 + σ) for Weibull, e^(η + σ²/2) for log-normal times. */
function meanOf(model: AftModel, { location, gradient, n }: SmoothCurve, level: number): Estimate | Abstention {
  const scale = model.scale.value;
  const normal = model.distribution === "log_normal";
  const logMean = location + (normal ? scale ** 2 / 2 : scale < 1e300 ? logGamma(1 + scale) : Number.POSITIVE_INFINITY);
  if (!(logMean < 700)) {
    return { abstained: { code: "hazard_age_too_large", params: { logAge: Math.min(logMean, Number.MAX_VALUE) } } };
  }
  const moves = gradient.slice();
  if (model.distribution !== "exponential") {
    moves[moves.length - 1] = normal ? scale ** 2 : scale * digamma(1 + scale);
  }
  const { lower, upper } = normalInterval(logMean, Math.sqrt(quadraticForm(model.covariance, moves)), level);
  return {
    value: Math.exp(logMean),
    n,
    interval: { lower: exponential(lower), upper: exponential(upper), level },
  };
}
