/** A list by falling score, with sums down to each place. */
export interface RankedList {
  readonly n: number;
  /** Scores, falling. */
  readonly scores: Float64Array;
  /** Margin that the first k customers promise, k from 0 to n. */
  readonly worth: Float64Array;
}

/** Sorts the scores of the list; `margin` is that of one yes where the score is a chance. */
export function rankList(scores: Float64Array, margin: number): RankedList {
  const n = scores.length;
  const falling = scores.slice().sort().reverse();
  const worth = new Float64Array(n + 1);
  let total = 0;
  for (let k = 0; k < n; k++) {
    total += (falling[k] as number) * margin;
    worth[k + 1] = total;
  }
  return { n, scores: falling, worth };
}

/** How many customers of the list have this score or a higher one, or only a higher one. */
export function placesTo({ scores, n }: RankedList, score: number, inclusive: boolean): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    const here = scores[middle] as number;
    if (here > score || (inclusive && here === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}
