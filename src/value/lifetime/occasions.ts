import { betaSteps, logOccasions } from "../chances/likelihood.ts";
import type { Discounting } from "./discount.ts";
import { betaNodes } from "./mixture.ts";

/** Chance that a customer has not left by the last occasion seen. */
function occasionAlive([alpha, beta, gamma, delta]: readonly number[], x: number, last: number, n: number): number {
  const use = betaSteps(alpha as number, beta as number, n);
  const leave = betaSteps(gamma as number, delta as number, n);
  return Math.exp(use.log(x, n - x) + leave.log(0, n) - logOccasions(use, leave, x, last, n));
}

/**
 * Discounted purchases still to come at set occasions, the next one being one period away. Infinity where nothing is
 * discounted, nothing ends and γ is not above 1.
 *
 * The sum over occasions is taken under the mean over the chance to leave, so that it is exact for any horizon; without
 * one it equals the closed form with a hypergeometric function.
 *
 * @see Fader, Hardie & Shang (2010), Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing Science
 * 29, equation 14
 * @internal
 */
export function occasionPurchases(
  point: readonly number[],
  {
    frequency: x,
    recency,
    periods: n,
  }: { readonly frequency: number; readonly recency: number; readonly periods: number },
  { length, force }: Discounting,
): number {
  const [alpha, beta, gamma, delta] = point as [number, number, number, number];
  const each = (occasionAlive(point, x, recency, n) * (alpha + x)) / (alpha + beta + n);
  if (length === Number.POSITIVE_INFINITY && force === 0) {
    return gamma > 1 ? (each * (delta + n)) / (gamma - 1) : Number.POSITIVE_INFINITY;
  }
  const occasions = Math.floor(length + 1e-9);
  if (occasions === 0) return 0;
  const leaving = betaNodes(gamma, delta + n, Math.min(1, force + 1 / occasions));
  let total = 0;
  for (let i = 0; i < leaving.at.length; i++) {
    const leave = leaving.at[i] as number;
    const fall = force - Math.log1p(-leave);
    const left = Math.exp(-fall);
    const sum =
      fall * occasions < 1e-15
        ? occasions
        : left === 0
          ? 0
          : (left * Math.expm1(-fall * occasions)) / Math.expm1(-fall);
    total += (leaving.weight[i] as number) * sum;
  }
  return each * total;
}
