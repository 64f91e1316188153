import { formatNumber } from "../format.ts";

/** A count with its noun in English: `1 deal`, `1,200 deals`. The number as it is written decides. */
export function counted(n: number, one: string, many: string, digits: number = 0): string {
  const text = formatNumber(n, digits);
  return `${text} ${text === "1" ? one : many}`;
}
