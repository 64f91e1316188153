import { logBetaRatio } from "../../math/beta-ratio.ts";
import { digamma } from "../../math/gamma.ts";
import type { LogLikelihood } from "../fit/maximize.ts";
import type { TenureState } from "./types.ts";

/** Largest t^c: beyond it survival no longer changes by a double's digits. */
const LARGEST_POWER = 1e200;

/** Largest size of ln c in a search: chances to leave that change faster are a step. */
const LARGEST_LOG_C = 3;

/** t^c, which is t itself for the sBG model. */
function powerOf(t: number, c: number): number {
  return c === 1 ? t : Math.min(LARGEST_POWER, t ** c);
}

/** Growth of t^c in period t, without the cancellation of the two powers. */
function growthOf(t: number, c: number): number {
  if (t === 1 || c === 1) return 1;
  const grown = powerOf(t - 1, c) * Math.expm1(c * Math.log1p(1 / (t - 1)));
  return Math.min(grown, LARGEST_POWER);
}

/**
 * ln S(t): share of the starters still there after t periods. t need not be whole.
 *
 * @see Fader, Hardie, Liu, Davin & Steenburgh (2018), equation 6; c = 1 is Fader & Hardie (2007), equation 6
 */
export function logSurvival(parameters: readonly number[], t: number): number {
  const [alpha, beta, c = 1] = parameters as [number, number, number?];
  return t === 0 ? 0 : logBetaRatio(alpha, beta, powerOf(t, c));
}

/** ln r(t): share of those there after t − 1 periods who stay through period t, a whole number from 1. */
export function logRetention(parameters: readonly number[], t: number): number {
  const [alpha, beta, c = 1] = parameters as [number, number, number?];
  if (c === 1) return -Math.log1p(alpha / (beta + (t - 1)));
  return logBetaRatio(alpha, beta + powerOf(t - 1, c), growthOf(t, c));
}

/** Log-likelihood of staying and leaving, period by period, in ln α and ln β; exact however few leave. */
export function sbgLikelihood({ stayed, left }: Pick<TenureState, "stayed" | "left">): LogLikelihood {
  return (point, gradient) => {
    const [alpha, beta] = [Math.exp(point[0] as number), Math.exp(point[1] as number)];
    let [total, byAlpha, byBeta] = [0, 0, 0];
    for (let t = 0; t < stayed.length; t++) {
      const [there, gone] = [stayed[t] as number, left[t] as number];
      const after = beta + t;
      const churn = alpha / (alpha + after);
      total -= there * Math.log1p(alpha / after);
      if (gone > 0) total += gone * ((point[0] as number) - Math.log(alpha + after));
      byAlpha += gone * (1 - churn) - there * churn;
      byBeta += ((there * churn) / after - gone / (alpha + after)) * beta;
    }
    gradient[0] = byAlpha;
    gradient[1] = byBeta;
    return total;
  };
}

/** The same in ln α, ln β and ln c. */
export function bdwLikelihood({ stayed, left }: Pick<TenureState, "stayed" | "left">): LogLikelihood {
  return (point, gradient) => {
    if (Math.abs(point[2] as number) > LARGEST_LOG_C) return Number.NaN;
    const [alpha, beta, c] = Array.from(point, Math.exp) as [number, number, number];
    let [total, byAlpha, byBeta, byC] = [0, 0, 0, 0];
    let before = slopesAt(alpha, beta, 0, 0);
    for (let t = 1; t <= stayed.length; t++) {
      const [there, gone] = [stayed[t - 1] as number, left[t - 1] as number];
      const log = logRetention([alpha, beta, c], t);
      const power = powerOf(t, c);
      const after = slopesAt(alpha, beta, power, c * power * Math.log(t));
      total += there * log;
      let weight = there;
      if (gone > 0) {
        const churn = -Math.expm1(log);
        total += gone * Math.log(churn);
        weight -= gone * (Math.exp(log) / churn);
      }
      byAlpha += weight * (after.alpha - before.alpha);
      byBeta += weight * (after.beta - before.beta);
      byC += weight * (after.c - before.c);
      before = after;
    }
    gradient[0] = alpha * byAlpha;
    gradient[1] = beta * byBeta;
    gradient[2] = byC;
    return total;
  };
}

/** Slopes of ln S at s = t^c by α, by β and by ln c, up to what is the same for every s. */
function slopesAt(
  alpha: number,
  beta: number,
  s: number,
  growth: number,
): { readonly alpha: number; readonly beta: number; readonly c: number } {
  const own = digamma(beta + s);
  const both = digamma(alpha + beta + s);
  return { alpha: -both, beta: own - both, c: growth === 0 ? 0 : growth * (own - both) };
}
