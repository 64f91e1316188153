import type { Outcome } from "./journeys.ts";

/** Sums of a rule's credits by channel: of the credit, of its square, and of its product with the journey's outcome. */
export interface Tally {
  readonly credit: number[];
  readonly squares: number[];
  readonly products: number[];
}

/** Credits of one outcome by channel, with their variances over repeated samples of as many journeys. */
export interface Credits {
  readonly credit: Float64Array;
  readonly variance: Float64Array;
  readonly shareVariance: Float64Array;
}

export function emptyTally(channels: number = 0): Tally {
  const zeros = (): number[] => new Array<number>(channels).fill(0);
  return { credit: zeros(), squares: zeros(), products: zeros() };
}

/** Adds a share of journeys whose outcomes sum to `sum` and whose squared outcomes sum to `squares`. */
export function addCredit(tally: Tally, channel: number, fraction: number, sum: number, squares: number): void {
  tally.credit[channel] = (tally.credit[channel] ?? 0) + fraction * sum;
  tally.squares[channel] = (tally.squares[channel] ?? 0) + fraction * fraction * squares;
  tally.products[channel] = (tally.products[channel] ?? 0) + fraction * squares;
}

/**
 * Credits of a rule. A credit is a sum over independent journeys, so with n of them its variance is that of one
 * journey's credit times n; a share is a ratio of two such sums, linearised.
 */
export function creditsOf({ credit, squares, products }: Tally, { total, totalSquares }: Outcome, n: number): Credits {
  const credits = Float64Array.from(credit);
  return {
    credit: credits,
    variance: credits.map((sum, c) => Math.max(0, (squares[c] as number) - (sum * sum) / n)),
    shareVariance: credits.map((sum, c) => {
      const share = sum / total;
      const around = (squares[c] as number) - 2 * share * (products[c] as number) + share * share * totalSquares;
      return Math.max(0, around) / (total * total);
    }),
  };
}

/** Sum of (a + b·u)² over journeys with n, Σu and Σu²: around the mean, so that nothing cancels below zero. */
export function squaredInfluence(a: number, b: number, n: number, sum: number, squares: number): number {
  if (n === 0) return 0;
  const center = a + (b * sum) / n;
  return n * center * center + b * b * Math.max(0, squares - (sum * sum) / n);
}
