/** Variance of a column over its rows, as the logistic fit scales it; 1 where it does not vary. */
export function varianceOfColumn(column: ArrayLike<number>): number {
  let mean = 0;
  let spread = 0;
  for (let i = 0; i < column.length; i++) {
    const delta = (column[i] as number) - mean;
    mean += delta / (i + 1);
    spread += delta * ((column[i] as number) - mean);
  }
  return spread / column.length;
}
