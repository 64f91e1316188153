import { formatNumber } from "../format.ts";

/** How surprising a figure is, alike in both languages; below four digits only that it is less. */
export function pText(p: number): string {
  return p < 0.0001 ? "p < 0.0001" : `p = ${formatNumber(p, 4)}`;
}
