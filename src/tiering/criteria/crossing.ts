/** What one account brings to a pair of scores while the weight of one criterion moves. */
export interface Standing {
  /** Value on the moving criterion in [0, 1], 0 where it is not answered. */
  readonly value: number;
  /** 1 where the moving criterion is answered, else 0. */
  readonly answered: number;
  /** Weighed values of the other criteria that are answered, and their weight. */
  readonly points: number;
  readonly weight: number;
}

/** A lead this small, on a scale of 1, is rounding: the accounts are level. */
const LEVEL = 1e-13;

/**
 * How far a weight can move before the account behind passes the one ahead; Infinity where it never does.
 *
 * With the other weights in their proportions, `x` times the weight of the moving criterion gives an account the score
 * (x·value·answered + points) / (x·answered + weight). One leads the other while the cross product of two such fractions
 * is positive: a quadratic in x, whose first root beyond `x` in the wanted direction is the crossing.
 *
 * @param direction - 1 for a rising, −1 for a falling weight.
 */
export function distanceToPass(ahead: Standing, behind: Standing, x: number, direction: 1 | -1): number {
  const a = ahead.answered * behind.answered * (ahead.value - behind.value);
  const b =
    ahead.value * ahead.answered * behind.weight +
    ahead.points * behind.answered -
    behind.value * behind.answered * ahead.weight -
    behind.points * ahead.answered;
  const c = ahead.points * behind.weight - behind.points * ahead.weight;
  // around the present weight: lead(y) = square·y² + slope·y + lead, y the distance moved
  if (ahead.weight === 0 || behind.weight === 0) {
    // one of them answers nothing else and keeps its one value at any weight above 0: x divides out
    const lead = a * x + b;
    if (lead <= LEVEL) return isTiny(a) && isTiny(b) ? Number.POSITIVE_INFINITY : 0;
    return firstFall(0, direction * a, lead);
  }
  const lead = a * x * x + b * x + c;
  const slope = direction * (2 * a * x + b);
  if (lead <= LEVEL * Math.max(1, x * x)) {
    return isTiny(a) && isTiny(b) && isTiny(c) ? Number.POSITIVE_INFINITY : 0;
  }
  return firstFall(isTiny(a) ? 0 : a, slope, lead);
}

function isTiny(coefficient: number): boolean {
  return Math.abs(coefficient) <= LEVEL;
}

/** The smallest y above 0 from which a·y² + b·y + c is negative, c being positive. */
function firstFall(a: number, b: number, c: number): number {
  if (a === 0) return b < 0 ? -c / b : Number.POSITIVE_INFINITY;
  const discriminant = b * b - 4 * a * c;
  // no root, or a root that only touches zero
  if (discriminant <= 0) return Number.POSITIVE_INFINITY;
  const half = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  const roots = [half / a, half === 0 ? Number.POSITIVE_INFINITY : c / half].filter((root) => root > 0);
  return roots.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...roots);
}
