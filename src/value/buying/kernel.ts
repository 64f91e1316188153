import { purchasesUntilStop } from "./geometric.ts";
import { newStopping, stoppingIntegral } from "./stopping.ts";
import type { BuyingKind } from "./types.ts";

/** The four parameters of a model in the order of its type: r, alpha, then a and b or s and beta. @internal */
export type BuyingPoint = ArrayLike<number>;

const stopping = newStopping();

/**
 * The chance that a customer with x repeats, the last at t_x, is still live at T.
 *
 * @see Fader, Hardie, Lee (2005) with Fader, Hardie (2008) for BG/NBD; Fader, Hardie (2005) for Pareto/NBD
 * @internal
 */
export function aliveChance(kind: BuyingKind, point: BuyingPoint, x: number, recency: number, age: number): number {
  const r = point[0] as number;
  const alpha = point[1] as number;
  const third = point[2] as number;
  const fourth = point[3] as number;
  let u: number;
  if (kind === "pareto_nbd") {
    if (age === recency) return 1;
    stoppingIntegral(r + x, alpha, third, fourth, recency, age, stopping, false);
    u = stopping.log + (r + x) * Math.log(alpha + age) + third * Math.log(fourth + age);
  } else {
    const tosses = x + (kind === "mbg_nbd" ? 1 : 0);
    if (tosses === 0) return 1;
    u = Math.log(third) - Math.log(fourth + (tosses - 1)) + (r + x) * Math.log((alpha + age) / (alpha + recency));
  }
  return 1 / (1 + Math.exp(u));
}

/** Purchases expected within the next t of a customer who is live at T. @internal */
export function purchasesIfAlive(kind: BuyingKind, point: BuyingPoint, x: number, age: number, t: number): number {
  const rho = (point[0] as number) + x;
  const rate = (point[1] as number) + age;
  const third = point[2] as number;
  const fourth = point[3] as number;
  if (kind === "pareto_nbd") {
    const span = Math.log1p(t / (fourth + age));
    // (1 − e^(−(s−1)·span))/(s − 1), which at s = 1 is the span itself
    const bent = (third - 1) * span;
    const lived = bent === 0 ? span : (span * -Math.expm1(-bent)) / bent;
    return (rho / rate) * (fourth + age) * lived;
  }
  return purchasesUntilStop(rho, t / rate, third, fourth + x + (kind === "mbg_nbd" ? 1 : 0));
}

/** The chance that a customer who is live at T buys nothing within the next t. @internal */
export function silenceIfAlive(kind: BuyingKind, point: BuyingPoint, x: number, age: number, t: number): number {
  const rho = (point[0] as number) + x;
  const rate = (point[1] as number) + age;
  const still = Math.exp(-rho * Math.log1p(t / rate));
  if (kind !== "pareto_nbd" || t === 0) return still;
  const s = point[2] as number;
  const beta = (point[3] as number) + age;
  const stays = Math.exp(-s * Math.log1p(t / beta));
  stoppingIntegral(rho, rate, s, beta, 0, t, stopping, false);
  const stopped = Math.exp(stopping.log + rho * Math.log(rate) + s * Math.log(beta));
  return Math.min(1, still * stays + stopped);
}

/** Purchases expected of a new customer within t of the first one, which is not counted. @internal */
export function purchasesOfNew(kind: BuyingKind, point: BuyingPoint, t: number): number {
  return aliveChance(kind, point, 0, 0, 0) * purchasesIfAlive(kind, point, 0, 0, t);
}
