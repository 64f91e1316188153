import type { Interval } from "../../core/estimate.ts";
import type { ArmFigures } from "./arms.ts";

/** Halvings after which two neighbouring doubles remain. */
const HALVINGS = 1100;

/**
 * Miettinen and Nurminen's score interval of a difference of rates: all differences δ that the data do not reject when
 * the rates are re-estimated under p₁ − p₂ = δ.
 *
 * @see Miettinen & Nurminen (1985), Comparative analysis of two rates, Statistics in Medicine 4, 213–226, eqs. 8 and 9
 */
export function scoreInterval(treated: ArmFigures, control: ArmFigures, z: number, level: number): Interval {
  const difference = treated.value - control.value;
  const rejected = (delta: number): boolean =>
    (difference - delta) ** 2 > z * z * restrictedVariance(treated, control, delta);
  return { lower: edge(difference, -1, rejected), upper: edge(difference, 1, rejected), level };
}

/** Last difference on the way from the estimate to ±1 that is not rejected. */
function edge(from: number, to: number, rejected: (delta: number) => boolean): number {
  if (from === to || !rejected(to)) return to;
  let inside = from;
  let outside = to;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) break;
    if (rejected(middle)) outside = middle;
    else inside = middle;
  }
  return inside;
}

/** Variance of the difference with the rates re-estimated by maximum likelihood under p₁ − p₂ = δ. */
function restrictedVariance(treated: ArmFigures, control: ArmFigures, delta: number): number {
  const n = treated.n + control.n;
  const p2 = restrictedRate(treated, control, delta);
  const p1 = Math.min(1, Math.max(0, p2 + delta));
  return ((p1 * (1 - p1)) / treated.n + (p2 * (1 - p2)) / control.n) * (n / (n - 1));
}

type Counts = Pick<ArmFigures, "n" | "successes">;

/**
 * Control rate that maximises the likelihood under p₁ − p₂ = δ. The slope of the log-likelihood falls all the way, so
 * halving finds its zero to the last digit; the cubic in closed form loses half the digits where two roots are close.
 *
 * A widely used implementation (statsmodels up to 0.14) holds a wrong coefficient in that cubic: its rates miss the
 * maximum and its interval is off.
 */
export function restrictedRate(treated: Counts, control: Counts, delta: number): number {
  const slope = (rate: number): number =>
    term(treated.successes, rate + delta) -
    term(treated.n - treated.successes, 1 - rate - delta) +
    term(control.successes, rate) -
    term(control.n - control.successes, 1 - rate);
  let low = Math.max(0, -delta);
  let high = Math.min(1, 1 - delta);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** count / rate, and 0 where nothing was counted. */
function term(count: number, rate: number): number {
  return count === 0 ? 0 : count / Math.max(rate, Number.MIN_VALUE);
}
