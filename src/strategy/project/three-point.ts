import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Random } from "../../math/random.ts";
import type { ThreePoint } from "./types.ts";

/** Beyond this nobody plans; sums of it stay far from the limits of a double. */
export const MOST = 1e6;

/** Reads a number, which is sure, or three guesses. */
export function readThreePoint(value: number | ThreePoint, name: string, max: number = MOST): ThreePoint {
  const bounds = { min: 0, max };
  if (typeof value !== "object") {
    requireNumber(value, name, bounds);
    return { optimistic: value, mostLikely: value, pessimistic: value };
  }
  requireObject(value, name);
  const { optimistic, mostLikely, pessimistic } = value;
  requireNumber(optimistic, `${name}.optimistic`, bounds);
  requireNumber(mostLikely, `${name}.mostLikely`, bounds);
  requireNumber(pessimistic, `${name}.pessimistic`, bounds);
  if (optimistic > mostLikely || mostLikely > pessimistic) {
    throw new ClienteleError(
      "inconsistent",
      `${name} must rise from optimistic over mostLikely to pessimistic, got ${optimistic}, ${mostLikely}, ${pessimistic}`,
      { name },
    );
  }
  return { optimistic, mostLikely, pessimistic };
}

/**
 * Mean of three guesses, (a + 4m + b) / 6: exact for the beta distribution that {@link drawThreePoint} draws from.
 *
 * @see Malcolm, Roseboom, Clark, Fazar, Application of a technique for research and development program evaluation,
 * Operations Research 7 (1959), appendix
 */
export function threePointMean({ optimistic, mostLikely, pessimistic }: ThreePoint): number {
  // from the middle outwards, so that a sure figure comes back as it is
  return mostLikely + (optimistic - mostLikely + (pessimistic - mostLikely)) / 6;
}

/** Standard deviation by PERT's rule, (b − a) / 6; the beta distribution itself has a little more or less. */
export function threePointDeviation({ optimistic, pessimistic }: ThreePoint): number {
  return (pessimistic - optimistic) / 6;
}

/** A draw from beta(1 + 4s, 5 − 4s) between the ends, s being where the most likely lies between them. */
export function drawThreePoint({ optimistic, mostLikely, pessimistic }: ThreePoint, random: Random): number {
  const range = pessimistic - optimistic;
  if (range === 0) return mostLikely;
  const skew = (4 * (mostLikely - optimistic)) / range;
  return optimistic + range * random.beta(1 + skew, 5 - skew);
}
