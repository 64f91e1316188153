import type { Random } from "../../src/math/index.ts";
import { planMailing } from "../../src/targeting/index.ts";

/** Chances that scatter around a base rate. */
export const drawChances = (random: Random, n: number, base: number): number[] =>
  Array.from({ length: n }, () => random.beta(4 * base, 4 * (1 - base)));

export const drawOutcomes = (random: Random, chances: readonly number[]): number[] =>
  chances.map((p) => (random.uniform() < p ? 1 : 0));

/** Profit of the first customers if the chances are right. */
export const truePlan = (chances: readonly number[], customers: number, value: number, cost: number): number =>
  [...chances]
    .sort((a, b) => b - a)
    .slice(0, customers)
    .reduce((sum, p) => sum + value * p - cost, 0);

/** A world of mailings: size of the past one, base rate, value of a yes where a contact costs 1. */
export type MailingWorld = readonly [past: number, base: number, value: number];

/**
 * How often the judged profit's interval and the range of the cut-off hold the truth, and by how many standard errors
 * the judged and the apparent profit are off on average. The noise of the truly best list, which is zero on average, is
 * taken off, so that few runs tell.
 */
export function coverageOfMailing([size, base, value]: MailingWorld, runs: number, random: Random) {
  const list = drawChances(random, 2000, base);
  const best = list.filter((p) => p > 1 / value).length;
  const tally = { covered: 0, shares: 0, judged: 0, apparent: 0 };
  for (let run = 0; run < runs; run++) {
    const chances = drawChances(random, size, base);
    const outcomes = drawOutcomes(random, chances);
    const plan = planMailing(list, {
      contactCost: 1,
      valuePerResponse: value,
      replicates: 100,
      seed: run,
      past: { chances, outcomes },
    });
    const { heldOut, wander } = plan;
    if (heldOut === undefined || "abstained" in heldOut || wander === undefined) throw new Error("nothing measured");
    const truth = truePlan(list, plan.best.customers, value, 1);
    const noise = (plan.rule.measured?.value ?? 0) - plan.rule.expected;
    const error = (heldOut.interval.upper - heldOut.interval.lower) / (2 * 1.96);
    if (heldOut.interval.lower <= truth && truth <= heldOut.interval.upper) tally.covered += 1 / runs;
    if (wander.lower <= best / 2000 && best / 2000 <= wander.upper) tally.shares += 1 / runs;
    tally.judged += (heldOut.value - truth - noise) / error / runs;
    tally.apparent += (plan.best.profit - truth - noise) / error / runs;
  }
  return tally;
}
