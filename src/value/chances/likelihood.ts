import type { LogLikelihood } from "../fit/maximize.ts";
import type { OccasionState } from "./types.ts";

/** A beta(a, b) distribution after i successes and j failures, for every i and j up to a number of steps. */
export interface BetaSteps {
  /** ln B(a + i, b + j) / B(a, b): the chance of one such sequence. */
  log(i: number, j: number): number;
  /** Slope of it by ln a. */
  byFirst(i: number, j: number): number;
  /** Slope of it by ln b. */
  bySecond(i: number, j: number): number;
}

/**
 * Adds up the logarithms of the rising products (a)ₖ, (b)ₖ and (a + b)ₖ, each divided by (a + b)ᵏ so that nothing cancels
 * however large they are.
 */
export function betaSteps(a: number, b: number, steps: number): BetaSteps {
  const total = a + b;
  const [logShare, logRest] = [-Math.log1p(b / a), -Math.log1p(a / b)];
  const added = (by: (k: number) => number): Float64Array => {
    const column = new Float64Array(steps + 1);
    for (let k = 0; k < steps; k++) column[k + 1] = (column[k] as number) + by(k);
    return column;
  };
  const first = added((k) => logShare + Math.log1p(k / a));
  const second = added((k) => logRest + Math.log1p(k / b));
  const both = added((k) => Math.log1p(k / total));
  const firstSlope = added((k) => a / (a + k));
  const secondSlope = added((k) => b / (b + k));
  const bothByFirst = added((k) => a / (total + k));
  const bothBySecond = added((k) => b / (total + k));
  return {
    log: (i, j) => (first[i] as number) + (second[j] as number) - (both[i + j] as number),
    byFirst: (i, j) => (firstSlope[i] as number) - (bothByFirst[i + j] as number),
    bySecond: (i, j) => (secondSlope[j] as number) - (bothBySecond[i + j] as number),
  };
}

/** Logarithm of a sum of exponentials in the making, with the mean of a slope under their weights. */
interface Mixture {
  log: number;
  readonly slopes: [number, number, number, number];
}

/** Adds one way in which the customer may have done what they did. */
function add(mixture: Mixture, log: number, slopes: readonly [number, number, number, number]): void {
  const larger = Math.max(mixture.log, log);
  const total =
    larger === Number.NEGATIVE_INFINITY
      ? larger
      : larger + Math.log(Math.exp(mixture.log - larger) + Math.exp(log - larger));
  const share = total === Number.NEGATIVE_INFINITY ? 0 : Math.exp(log - total);
  for (let i = 0; i < 4; i++) {
    const own = mixture.slopes[i] as number;
    mixture.slopes[i] = own + share * ((slopes[i] as number) - own);
  }
  mixture.log = total;
}

/** What one customer did, as likely as the parameters make it, with the slopes by ln α, ln β, ln γ, ln δ. */
function likelihoodOf(use: BetaSteps, leave: BetaSteps, x: number, last: number, n: number): Mixture {
  const here = (used: number, spared: number, left: 0 | 1, stayed: number): [number, number, number, number] => [
    use.byFirst(used, spared),
    use.bySecond(used, spared),
    leave.byFirst(left, stayed),
    leave.bySecond(left, stayed),
  ];
  const mixture: Mixture = { log: use.log(x, n - x) + leave.log(0, n), slopes: here(x, n - x, 0, n) };
  for (let seen = last; seen < n; seen++) {
    add(mixture, use.log(x, seen - x) + leave.log(1, seen), here(x, seen - x, 1, seen));
  }
  return mixture;
}

/** Logarithm of one customer's likelihood. */
export function logOccasions(use: BetaSteps, leave: BetaSteps, x: number, last: number, n: number): number {
  return likelihoodOf(use, leave, x, last, n).log;
}

/**
 * BG/BB log-likelihood of counted cells in ln α, ln β, ln γ, ln δ.
 *
 * @see Fader, Hardie & Shang (2010), equation 5
 */
export function bgBbLikelihood(
  { frequency, recency, periods }: OccasionState,
  counts: ArrayLike<number>,
): LogLikelihood {
  const longest = periods.reduce((most, n) => Math.max(most, n), 0);
  return (point, gradient) => {
    const [alpha, beta, gamma, delta] = Array.from(point, Math.exp) as [number, number, number, number];
    const use = betaSteps(alpha, beta, longest);
    const leave = betaSteps(gamma, delta, longest + 1);
    gradient.fill(0);
    let total = 0;
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const { log, slopes } = likelihoodOf(
        use,
        leave,
        frequency[i] as number,
        recency[i] as number,
        periods[i] as number,
      );
      total += count * log;
      for (let k = 0; k < 4; k++) gradient[k] = (gradient[k] as number) + count * (slopes[k] as number);
    }
    return total;
  };
}
