import { choleskyFactor } from "../../math/cholesky.ts";
import { type RankDraws, simulateRanks } from "../portfolio/ranks.ts";
import type { RankDoubt } from "../portfolio/types.ts";
import { type Complete, choiceChances } from "./complete.ts";
import { combined, covarianceOf, estimateOf, type Figure, meanFigure } from "./influence.ts";
import { addSlopes, type ChoiceRule, type Modelled, modelled, ruleVariance } from "./rule.ts";
import type { Survey } from "./survey.ts";
import type { PurchaseMove } from "./types.ts";

interface MoveOptions {
  readonly step: number;
  readonly draws: RankDraws;
}

/** What each criterion's mending would do to our share, best first, with the doubt of the ranking. */
export function movesOf(rows: Complete, rule: ChoiceRule, survey: Survey, options: MoveOptions): PurchaseMove[] {
  const { step, draws } = options;
  const { level } = draws;
  const { criteria, scale, suppliers } = survey;
  const changes = criteria.map((_, c) => raised(rows, rule, c, step, scale).change);
  const order = criteria
    .map((_, c) => c)
    .sort(
      (a, b) =>
        (changes[b] as Modelled).value - (changes[a] as Modelled).value ||
        ((criteria[a] as string) < (criteria[b] as string) ? -1 : 1),
    );
  const ranked = order.map((c) => changes[c] as Modelled);
  const doubt = ranksOf(ranked, rule, draws);
  return order.map((c, i): PurchaseMove => {
    const change = ranked[i] as Modelled;
    const { best, gap } = bestRival(rows, c);
    const matched = raised(rows, rule, c, gap.value, scale);
    // where the gap itself is in doubt, so is what closing it brings
    const matching = combined(matched.change.value, [
      [matched.change, 1],
      [gap, matched.byStep],
    ]);
    return {
      criterion: criteria[c] as string,
      change: estimateOf(change, level, ruleVariance(rule, change.slopes, change.slopes)),
      bestRival: suppliers[best] as string,
      gap: estimateOf(gap, level),
      matching: estimateOf(matching, level, ruleVariance(rule, matched.change.slopes, matched.change.slopes)),
      rank: i + 1,
      ...(doubt[i] as RankDoubt),
    };
  });
}

/** The rival with the best mean rating on a criterion, and by how much it is better than ours. */
function bestRival(rows: Complete, c: number): { best: number; gap: Figure } {
  const mean = (s: number) =>
    meanFigure(rows.n, (i) => rows.ratings[(i * rows.suppliers + s) * rows.criteria + c] as number);
  let best = 1;
  let rating = mean(1);
  for (let s = 2; s < rows.suppliers; s++) {
    const other = mean(s);
    if (other.value > rating.value) [best, rating] = [s, other];
  }
  const ours = mean(0);
  const gap = combined(rating.value - ours.value, [
    [rating, 1],
    [ours, -1],
  ]);
  return { best, gap };
}

/** Change of our share where our rating on a criterion moves by a step for everyone, as far as the scale lets it. */
function raised(
  rows: Complete,
  rule: ChoiceRule,
  c: number,
  step: number,
  scale: Survey["scale"],
): { change: Modelled; byStep: number } {
  const { n, suppliers, criteria, totals } = rows;
  const gains = new Float64Array(n);
  const slopes = new Float64Array(rule.parameters);
  const before = new Float64Array(suppliers);
  const after = new Float64Array(suppliers);
  const moved = new Float64Array(suppliers);
  let byStep = 0;
  for (let i = 0; i < n; i++) {
    const from = i * suppliers;
    const weight = rows.weights[i * criteria + c] as number;
    const rating = rows.ratings[from * criteria + c] as number;
    const target = Math.min(scale.max, Math.max(scale.min, rating + step));
    for (let s = 0; s < suppliers; s++) moved[s] = totals[from + s] as number;
    moved[0] = (moved[0] as number) + weight * (target - rating);
    choiceChances(rule.sensitivity, rule.constants, totals, from, before);
    choiceChances(rule.sensitivity, rule.constants, moved, 0, after);
    const chance = after[0] as number;
    // nothing moved is no change, to the last bit
    gains[i] = target === rating ? 0 : chance - (before[0] as number);
    addSlopes(slopes, after, moved, 0, 0, 1 / n);
    addSlopes(slopes, before, totals, from, 0, -1 / n);
    if (target === rating + step) byStep += (rule.sensitivity * weight * chance * (1 - chance)) / n;
  }
  return {
    change: modelled(
      meanFigure(n, (i) => gains[i] as number),
      slopes,
      rule,
    ),
    byStep,
  };
}

/** Ranks of the changes, drawn together as they move together. */
function ranksOf(changes: readonly Modelled[], rule: ChoiceRule, draws: RankDraws): RankDoubt[] {
  const k = changes.length;
  const covariance = new Float64Array(k * k);
  let trace = 0;
  changes.forEach((a, i) => {
    changes.forEach((b, j) => {
      if (j < i) return;
      const cell = covarianceOf(a, b) + ruleVariance(rule, a.slopes, b.slopes);
      covariance[i * k + j] = cell;
      covariance[j * k + i] = cell;
      if (i === j) trace += cell;
    });
  });
  // a hair on the diagonal keeps changes that move as one from being called singular
  for (let i = 0; i < k; i++) covariance[i * (k + 1)] = (covariance[i * (k + 1)] as number) + 1e-9 * trace;
  const factor = trace > 0 ? choleskyFactor(covariance, k) : undefined;
  const normal = new Float64Array(k);
  return simulateRanks(
    k,
    (random, out) => {
      for (let i = 0; i < k; i++) normal[i] = random.normal();
      for (let i = 0; i < k; i++) {
        let sum = (changes[i] as Modelled).value;
        if (factor !== undefined) {
          for (let j = 0; j <= i; j++) sum += (factor.lower[i * k + j] as number) * (normal[j] as number);
        }
        out[i] = sum;
      }
    },
    draws,
  );
}
