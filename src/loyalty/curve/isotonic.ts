/** Customers with the same satisfaction, both ratings as shares of their scales. */
export interface CurveLevel {
  /** In [0, 1]. */
  readonly satisfaction: number;
  readonly n: number;
  /** Mean loyalty in [0, 1]. */
  readonly mean: number;
  /** Sum of squared distances of their loyalty from the mean. */
  readonly spread: number;
}

/** Several levels pooled into one, by position in the list of levels. */
export interface IsotonicBlock {
  readonly first: number;
  readonly last: number;
  readonly n: number;
  readonly mean: number;
}

/** Means closer than this share of the scale are one step: they differ by rounding alone. */
const SAME = 1e-12;

/**
 * Pool-adjacent-violators: the non-decreasing means nearest to the levels' own, by least squares.
 *
 * @see Ayer, Brunk, Ewing, Reid & Silverman (1955), Annals of Mathematical Statistics 26; Best & Chakravarti (1990),
 * Mathematical Programming 47
 */
export function poolAdjacentViolators(levels: readonly Pick<CurveLevel, "n" | "mean">[]): IsotonicBlock[] {
  const blocks: IsotonicBlock[] = [];
  levels.forEach(({ n, mean }, i) => {
    let block: IsotonicBlock = { first: i, last: i, n, mean };
    for (let before = blocks.at(-1); before !== undefined && before.mean >= block.mean - SAME; before = blocks.at(-1)) {
      const total = before.n + block.n;
      block = {
        first: before.first,
        last: i,
        n: total,
        // towards the smaller step, so that the pooled mean never leaves its parts
        mean: before.mean + (block.mean - before.mean) * (block.n / total),
      };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks;
}

/** Gathers customers by satisfaction, lowest first; the order of the rows leaves no trace. */
export function levelsOf(satisfaction: Float64Array, loyalty: Float64Array): CurveLevel[] {
  const order = Uint32Array.from(satisfaction, (_, i) => i).sort(
    (a, b) =>
      (satisfaction[a] as number) - (satisfaction[b] as number) || (loyalty[a] as number) - (loyalty[b] as number),
  );
  const levels: CurveLevel[] = [];
  for (let from = 0; from < order.length; ) {
    const value = satisfaction[order[from] as number] as number;
    let to = from;
    let total = 0;
    for (; to < order.length && satisfaction[order[to] as number] === value; to++) {
      total += loyalty[order[to] as number] as number;
    }
    const n = to - from;
    const mean = Math.min(1, total / n);
    let spread = 0;
    for (let i = from; i < to; i++) spread += ((loyalty[order[i] as number] as number) - mean) ** 2;
    levels.push({ satisfaction: value, n, mean, spread });
    from = to;
  }
  return levels;
}
