import type { BuyingPoint } from "../buying/kernel.ts";
import type { BuyingKind } from "../buying/types.ts";
import { type Discounting, discountedStay, slowest } from "./discount.ts";
import { type DecayMixture, geometricMixture, paretoMixture } from "./mixture.ts";

/** Purchases per unit of time of a live customer right now. @internal */
export function presentRate(point: BuyingPoint, x: number, age: number): number {
  return ((point[0] as number) + x) / ((point[1] as number) + age);
}

/** Chances to leave that a live customer has let pass, with those that the law starts from. */
function kept(kind: BuyingKind, point: BuyingPoint, x: number): number {
  return (point[3] as number) + x + (kind === "mbg_nbd" ? 1 : 0);
}

/** The time constant of a law's mixture: α + T, or β + T. @internal */
export function timeConstant(kind: BuyingKind, point: BuyingPoint, age: number): number {
  return age + (point[kind === "pareto_nbd" ? 3 : 1] as number);
}

/** The mixture of exits of a live customer, fit for sums whose slowest decay per time constant is `slow`. @internal */
export function mixtureOf(kind: BuyingKind, point: BuyingPoint, x: number, slow: number): DecayMixture {
  if (kind === "pareto_nbd") return paretoMixture(point[2] as number, slow);
  return geometricMixture((point[0] as number) + x, point[2] as number, kept(kind, point, x), slow);
}

/**
 * Discounted time that a live customer is expected to stay: times their present rate, discounted purchases to come.
 * Infinity where it has no end, because nothing is discounted and a (or s) is not above 1.
 *
 * @internal
 */
export function expectedStay(kind: BuyingKind, point: BuyingPoint, x: number, age: number, plan: Discounting): number {
  const constant = timeConstant(kind, point, age);
  if (plan.length === 0) return 0;
  if (isEndless(plan)) return endlessStay(kind, point, x, constant);
  return discountedStay(mixtureOf(kind, point, x, slowest(plan) * constant), constant, plan);
}

/** Whether all that is still to come is counted, at full price. @internal */
export function isEndless({ length, force }: Discounting): boolean {
  return length === Number.POSITIVE_INFINITY && force === 0;
}

/** The mean of 1 / exit, in closed form. */
function endlessStay(kind: BuyingKind, point: BuyingPoint, x: number, constant: number): number {
  const third = point[2] as number;
  if (third <= 1) return Number.POSITIVE_INFINITY;
  if (kind === "pareto_nbd") return constant / (third - 1);
  return (constant / ((point[0] as number) + x)) * (1 + kept(kind, point, x) / (third - 1));
}
