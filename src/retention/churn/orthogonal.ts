/** Per column the shares of those before it that were taken out: column = own part + Σ share · part before. */
export type Mixing = readonly (readonly number[])[];

/**
 * Takes out of each column, in place, what those before it say already. The columns of a spline say nearly the same, so
 * that a gentle bend needs large coefficients against one another, which a ridge would forbid; apart, it needs small ones.
 */
export function setApart(columns: readonly Float64Array[]): Mixing {
  const n = columns[0]?.length ?? 0;
  const means = columns.map((column) => column.reduce((sum, x) => sum + x, 0) / n);
  const product = (a: number, b: number): number => {
    const [first, second] = [columns[a] as Float64Array, columns[b] as Float64Array];
    const [mean, other] = [means[a] as number, means[b] as number];
    let total = 0;
    for (let i = 0; i < n; i++) total += ((first[i] as number) - mean) * ((second[i] as number) - other);
    return total;
  };
  return columns.map((column, k) => {
    const shares: number[] = [];
    for (let j = 0; j < k; j++) {
      const size = product(j, j);
      const share = size > 0 ? product(j, k) / size : 0;
      const before = columns[j] as Float64Array;
      for (let i = 0; i < n; i++) column[i] = (column[i] as number) - share * (before[i] as number);
      means[k] = (means[k] as number) - share * (means[j] as number);
      shares.push(share);
    }
    return shares;
  });
}

/** Means of the columns as they were, from those of their own parts. */
export function meansBefore(mixing: Mixing, means: readonly number[]): number[] {
  return means.map((mean, k) => (mixing[k] ?? []).reduce((sum, share, j) => sum + share * (means[j] as number), mean));
}

/** Turns coefficients of own parts, in `values` from `at` in steps of `step`, into those of the columns, in place. */
export function coefficientsBefore(mixing: Mixing, values: Float64Array, at: number, step: number = 1): void {
  for (let k = mixing.length - 1; k >= 0; k--) {
    let value = values[at + k * step] as number;
    for (let later = k + 1; later < mixing.length; later++) {
      value -= (mixing[later]?.[k] as number) * (values[at + later * step] as number);
    }
    values[at + k * step] = value;
  }
}
