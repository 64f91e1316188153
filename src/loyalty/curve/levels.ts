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
