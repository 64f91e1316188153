import { ClienteleError } from "../../core/errors.ts";

/** Points of the best possible answers. */
const FULL = 100;

/** One question with its share of the whole and, where it was answered, what the answer counts for in [0, 1]. */
export interface WeighedItem {
  readonly share: number;
  readonly value?: number;
}

/** What a set of questions comes to. */
export interface Weighed {
  /** Share of the weight that is answered, in [0, 1]. */
  readonly coverage: number;
  /** 0 to 100 over what is answered; absent where nothing with weight is. */
  readonly score?: number;
  /** The score if all open questions got the worst answers, and if they got the best. */
  readonly range: readonly [lowest: number, highest: number];
}

/** Shares that sum to one from weights; refuses weights that are all 0. */
export function sharesOf(weights: readonly number[], name: string): number[] {
  const largest = Math.max(...weights);
  if (!(largest > 0))
    throw new ClienteleError("inconsistent", `at least one of ${name} must weigh more than 0`, { name });
  // scaled first, so that tiny weights keep their ratio
  const total = weights.reduce((sum, weight) => sum + weight / largest, 0);
  return weights.map((weight) => weight / largest / total);
}

/**
 * Weighs answers. Sums run in the fixed order of the questions, and rounding is monotone: a better answer never lowers
 * the score, an answer more never lowers the coverage, to the last bit.
 */
export function weigh(items: readonly WeighedItem[]): Weighed {
  let whole = 0;
  let answered = 0;
  let points = 0;
  let best = 0;
  for (const { share, value } of items) {
    whole += share;
    if (value !== undefined) answered += share;
    points += share * (value ?? 0);
    best += share * (value ?? 1);
  }
  if (whole === 0) return { coverage: 0, range: [0, FULL] };
  const coverage = answered === whole ? 1 : answered / whole;
  const low = bounded((FULL * points) / whole);
  const high = bounded((FULL * best) / whole);
  if (answered === 0) return { coverage, range: [low, high] };
  const score = Math.max(low, Math.min(high, bounded((FULL * points) / answered)));
  return { coverage, score, range: [low, high] };
}

function bounded(score: number): number {
  return Math.min(FULL, Math.max(0, score));
}
