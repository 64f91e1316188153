import type { Interval } from "../core/estimate.ts";
import type { ArmFigures } from "./arms.ts";

/** Halvings after which two neighbouring doubles remain. */
const HALVINGS = 1100;

/** Newton steps from half the digits to all of them, with one to spare. */
const POLISH = 3;

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

/**
 * Control rate that maximises the likelihood under p₁ − p₂ = δ: the root of a cubic in closed form.
 *
 * The linear coefficient carries the control arm's n. A widely used implementation (statsmodels up to 0.14) carries its
 * successes there, so that its rates miss the maximum and its interval is off.
 */
export function restrictedRate(treated: ArmFigures, control: ArmFigures, delta: number): number {
  const n = treated.n + control.n;
  const successes = treated.successes + control.successes;
  const quadratic = ((treated.n + 2 * control.n) * delta - n - successes) / n;
  const linear = ((control.n * delta - n - 2 * control.successes) * delta + successes) / n;
  const constant = (control.successes * delta * (1 - delta)) / n;
  const q = (quadratic / 3) ** 3 - (quadratic * linear) / 6 + constant / 2;
  const radius = Math.sign(q || 1) * Math.sqrt(Math.max(0, (quadratic / 3) ** 2 - linear / 3));
  const cosine = radius === 0 ? 1 : Math.min(1, Math.max(-1, q / radius ** 3));
  const angle = (Math.PI + Math.acos(cosine)) / 3;
  const inside = (rate: number): number => Math.min(Math.min(1, 1 - delta), Math.max(Math.max(0, -delta), rate));
  let root = inside(2 * radius * Math.cos(angle) - quadratic / 3);
  // the arc cosine keeps half the digits where two roots are close; Newton's steps bring the others back
  for (let i = 0; i < POLISH; i++) {
    const value = ((root + quadratic) * root + linear) * root + constant;
    const slope = (3 * root + 2 * quadratic) * root + linear;
    const next = inside(root - value / slope);
    if (!(Math.abs(((next + quadratic) * next + linear) * next + constant) < Math.abs(value))) break;
    root = next;
  }
  return root;
}
