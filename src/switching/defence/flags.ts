/** Whether a number is among those that stand as bits. */
export function has(mask: number, number: number): boolean {
  return ((mask >> number) & 1) === 1;
}

/** Numbers below 31 as bits. */
export function bits(numbers: readonly number[]): number {
  return numbers.reduce((mask, number) => mask | (1 << number), 0);
}
