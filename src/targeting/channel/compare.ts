import { regularizedBeta } from "../../math/beta.ts";
import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { normalQuantile } from "../../math/normal.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { type AnswerTable, NEVER } from "./read.ts";
import type { ChannelPair, OpennessComparison } from "./types.ts";

/** Whether the same customers are more open to some channels than to others. */
export function compareOpenness(table: AnswerTable, level: number): OpennessComparison {
  const { channels } = table;
  const pairs: Omit<ChannelPair, "adjusted">[] = [];
  for (let a = 0; a < channels.length; a++) {
    for (let b = a + 1; b < channels.length; b++) {
      const pair = pairOf(table, a, b, level);
      if (pair !== undefined) pairs.push(pair);
    }
  }
  const adjusted = adjustPValues(
    pairs.map(({ p }) => p),
    "holm",
  );
  return {
    overall: cochran(table),
    pairs: pairs.map((pair, i) => ({ ...pair, adjusted: adjusted[i] as number })),
  };
}

/** Cochran (1950), Biometrika 37, 256–266, on customers with an answer for every channel. */
function cochran({ channels, codes, ids }: AnswerTable): OpennessComparison["overall"] {
  const k = channels.length;
  const totals = new Float64Array(k);
  let n = 0;
  let spread = 0;
  for (let i = 0; i < ids.length; i++) {
    if (codes.some((column) => (column[i] as number) < 0)) continue;
    n++;
    let open = 0;
    codes.forEach((column, j) => {
      if ((column[i] as number) === NEVER) return;
      totals[j] = (totals[j] as number) + 1;
      open++;
    });
    spread += open * (k - open);
  }
  if (spread === 0) return { abstained: { code: "channel_no_contrast", params: { n } } };
  const mean = totals.reduce((sum, total) => sum + total, 0) / k;
  const between = totals.reduce((sum, total) => sum + (total - mean) ** 2, 0);
  const statistic = (k * (k - 1) * between) / spread;
  return { statistic, df: k - 1, p: chiSquaredSurvival(statistic, k - 1), n };
}

/**
 * Exact McNemar test on customers open to one of two channels alone, and their difference with the interval of Agresti &
 * Min (2005), Statistics in Medicine 24, 729–740: half a customer more in each of the four cells.
 */
function pairOf(
  { channels, codes }: AnswerTable,
  a: number,
  b: number,
  level: number,
): Omit<ChannelPair, "adjusted"> | undefined {
  const [first, second] = [codes[a] as Int8Array, codes[b] as Int8Array];
  let n = 0;
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < first.length; i++) {
    const [x, y] = [first[i] as number, second[i] as number];
    if (x < 0 || y < 0) continue;
    n++;
    if (x > NEVER && y === NEVER) onlyFirst++;
    if (x === NEVER && y > NEVER) onlySecond++;
  }
  if (n === 0) return undefined;
  const fewer = Math.min(onlyFirst, onlySecond);
  const discordant = onlyFirst + onlySecond;
  // P(X ≤ k) of a fair coin thrown m times is the beta distribution at ½ with m − k and k + 1
  const p = discordant === 0 ? 1 : Math.min(1, 2 * regularizedBeta(0.5, discordant - fewer, fewer + 1));
  const size = n + 2;
  const centre = (onlyFirst - onlySecond) / size;
  const reach =
    (normalQuantile((1 + level) / 2) * Math.sqrt(discordant + 1 - (onlyFirst - onlySecond) ** 2 / size)) / size;
  const value = (onlyFirst - onlySecond) / n;
  const interval = {
    lower: Math.max(-1, Math.min(value, centre - reach)),
    upper: Math.min(1, Math.max(value, centre + reach)),
    level,
  };
  return { first: channels[a] as string, second: channels[b] as string, difference: { value, n, interval }, p };
}
