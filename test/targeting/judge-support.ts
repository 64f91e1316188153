import { averagePrecision, createRandom, type Random, rocAuc, rocAucDifference } from "../../src/math/index.ts";
import { type Gains, measureGains } from "../../src/targeting/index.ts";

/** Customers whose score is normal and higher by `gap` for a yes, who spend a skewed amount when they say yes. */
export function drawRanking(random: Random, n: number, rate: number, gap: number, steps?: number) {
  const outcomes = Array.from({ length: n }, () => (random.uniform() < rate ? 1 : 0));
  const scores = outcomes.map((y) => {
    const score = random.normal() + gap * y;
    return steps === undefined ? score : Math.round(score * steps) / steps;
  });
  return { outcomes, scores, amounts: outcomes.map((y) => (y === 1 ? Math.exp(3 + 0.7 * random.normal()) : 0)) };
}

/** How often the intervals of ROC area, precision area and the difference of two equal scores hold the truth. */
export function coverageOfRanking(runs: number, n: number, rate: number, gap: number, seed: number) {
  const random = createRandom(seed);
  // the truth from so many that its own doubt is a tenth of a sample's
  const large = drawRanking(random, Math.max(50_000, 100 * n), rate, gap);
  const truth = {
    auc: rocAuc(large.scores, large.outcomes)?.value ?? 0,
    precision: averagePrecision(large.scores, large.outcomes, { resamples: 20 })?.value ?? 0,
  };
  const hits = { auc: 0, precision: 0, difference: 0 };
  for (let run = 0; run < runs; run++) {
    const { scores, outcomes } = drawRanking(random, n, rate, gap);
    const other = scores.map((score, i) => (score + random.normal() + gap * (outcomes[i] as number)) / 2);
    const first = scores.map((score, i) => (score + random.normal() + gap * (outcomes[i] as number)) / 2);
    const holds = (estimate: { interval: { lower: number; upper: number } } | undefined, value: number) =>
      estimate !== undefined && estimate.interval.lower <= value && value <= estimate.interval.upper ? 1 : 0;
    hits.auc += holds(rocAuc(scores, outcomes), truth.auc);
    hits.precision += holds(averagePrecision(scores, outcomes, { seed: run, resamples: 100 }), truth.precision);
    hits.difference += holds(rocAucDifference(first, other, outcomes)?.difference, 0);
  }
  return { auc: hits.auc / runs, precision: hits.precision / runs, difference: hits.difference / runs };
}

/** How often intervals of the gains of four groups hold the truth: rate, lift, gain, mean amount, lift of money. */
export function coverageOfGains(runs: number, n: number, rate: number, gap: number, seed: number): number[] {
  const random = createRandom(seed);
  const measured = (size: number) => {
    const { scores, outcomes, amounts } = drawRanking(random, size, rate, gap);
    const { groups } = measureGains(scores, outcomes, { groups: 4, amounts }) as Gains;
    return groups.map((group) => [
      group.rate,
      group.lift,
      group.cumulative.gain,
      group.amount?.mean ?? group.rate,
      group.amount?.lift ?? group.rate,
    ]);
  };
  const truth = measured(Math.max(50_000, 100 * n));
  const hits = [0, 0, 0, 0, 0];
  let counted = 0;
  for (let run = 0; run < runs; run++) {
    measured(n).forEach((estimates, g) => {
      // the gain of everybody is 1 by definition
      if (g === 3) return;
      counted++;
      estimates.forEach(({ interval }, k) => {
        const value = truth[g]?.[k]?.value ?? Number.NaN;
        if (interval.lower <= value && value <= interval.upper) hits[k] = (hits[k] as number) + 1;
      });
    });
  }
  return hits.map((count) => count / counted);
}
