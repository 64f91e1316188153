import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { LoyaltyPart, SatisfactionPart, ScorePart, WeightedScore } from "./types.ts";

/** Weights that sum to one, in the fixed order of the parts; parts without weight are left out. */
export function weightShares<Part extends string>(
  weights: Readonly<Partial<Record<Part, number>>>,
  order: readonly Part[],
): ReadonlyMap<Part, number> {
  requireObject(weights, "options.weights");
  for (const name of Object.keys(weights)) requireOneOf(name, order, "a part of options.weights");
  const stated = order.map((part) => weights[part] ?? 0);
  let largest = 0;
  order.forEach((part, i) => {
    requireNumber(stated[i] as number, `options.weights.${part}`, { min: 0 });
    largest = Math.max(largest, stated[i] as number);
  });
  if (largest === 0) {
    throw new ClienteleError("out_of_range", "options.weights must hold at least one weight above 0", { weights });
  }
  // scaled first, so that huge weights cannot overflow their sum
  const total = stated.reduce((sum, weight) => sum + weight / largest, 0);
  return new Map(
    order.map((part, i) => [part, (stated[i] as number) / largest / total] as const).filter(([, share]) => share > 0),
  );
}

/** Combines what is known by weight; what is not known is carried by the rest, and said. */
export function combine<Part extends LoyaltyPart | SatisfactionPart>(
  shares: ReadonlyMap<Part, number>,
  fulfilment: (part: Part) => number | undefined,
): WeightedScore<Part> | Abstention {
  const rows = [...shares].map(([part, weightShare]) => ({ part, weightShare, value: fulfilment(part) }));
  const coverage = rows.reduce((sum, { value, weightShare }) => sum + (value === undefined ? 0 : weightShare), 0);
  const missing = rows.filter(({ value }) => value === undefined);
  if (missing.length === rows.length) {
    return { abstained: { code: "loyalty_score_unanswered", params: { missing: missing.map(({ part }) => part) } } };
  }
  const fulfilled = rows.reduce((sum, { value = 0, weightShare }) => sum + value * weightShare, 0);
  const score = bounded((100 * fulfilled) / coverage);
  const complete = missing.length === 0;
  return {
    score,
    coverage: complete ? 1 : coverage,
    lowest: complete ? score : bounded(100 * fulfilled),
    highest: complete ? score : bounded(100 * (fulfilled + 1 - coverage)),
    parts: rows.map(
      ({ part, weightShare, value }): ScorePart<Part> => ({
        part,
        weightShare,
        ...(value !== undefined && { value }),
        points: value === undefined ? 0 : (100 * value * weightShare) / coverage,
      }),
    ),
    notes: missing.map(({ part, weightShare }) => ({ code: "loyalty_part_missing", params: { part, weightShare } })),
  };
}

/** A rounding error must not lead out of 0–100. */
function bounded(score: number): number {
  return Math.min(100, Math.max(0, score));
}
