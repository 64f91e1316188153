/** Customers with the same two ratings. */
export interface RatedPair {
  readonly satisfaction: number;
  readonly loyalty: number;
  readonly n: number;
}

/** Counts equal pairs, by satisfaction, then loyalty, so that the order of customers is forgotten. */
export function tallyPairs(satisfaction: Float64Array, loyalty: Float64Array): readonly RatedPair[] {
  const columns = new Map<number, Map<number, number>>();
  for (let i = 0; i < satisfaction.length; i++) {
    const [s, l] = [satisfaction[i] as number, loyalty[i] as number];
    const column = columns.get(s) ?? new Map<number, number>();
    columns.set(s, column);
    column.set(l, (column.get(l) ?? 0) + 1);
  }
  return [...columns]
    .sort(([a], [b]) => a - b)
    .flatMap(([s, column]) =>
      [...column].sort(([a], [b]) => a - b).map(([l, n]) => ({ satisfaction: s, loyalty: l, n })),
    );
}
