import { normalQuantile } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { type AnswerTable, NEVER } from "./read.ts";
import type { ChannelMap, SegmentOpenness } from "./types.ts";

/** Openness by segment, each drawn towards all customers. */
export function openBySegment(
  { channels, codes, segmentOf, segments }: AnswerTable,
  level: number,
): ChannelMap["segments"] {
  const byChannel = codes.map((column) => {
    const counts = segments.map(() => ({ n: 0, open: 0 }));
    for (let i = 0; i < column.length; i++) {
      const cell = counts[segmentOf[i] as number];
      const code = column[i] as number;
      if (cell === undefined || code < 0) continue;
      cell.n++;
      if (code > NEVER) cell.open++;
    }
    return shrink(counts);
  });
  return segments.map((segment, s) => ({
    segment,
    customers: segmentOf.filter((own) => own === s).length,
    openness: channels.flatMap((channel, j) => {
      const cell = byChannel[j]?.[s];
      return cell === undefined ? [] : [opennessOf(channel, cell, level)];
    }),
  }));
}

interface ShrunkCell {
  readonly n: number;
  readonly open: number;
  readonly rate: number;
  readonly weight: number;
  readonly variance: number;
}

/**
 * Draws the rates of groups towards that of all by what chance alone would make them differ; the variance between groups
 * by moments, as in DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177–188. `undefined` where nobody answered.
 */
function shrink(counts: readonly { readonly n: number; readonly open: number }[]): (ShrunkCell | undefined)[] {
  const n = counts.reduce((sum, cell) => sum + cell.n, 0);
  if (n === 0) return counts.map(() => undefined);
  const all = counts.reduce((sum, cell) => sum + cell.open, 0) / n;
  const chance = all * (1 - all);
  const asked = counts.filter((cell) => cell.n > 0);
  const scatter = asked.reduce((sum, cell) => sum + cell.n * (cell.open / cell.n - all) ** 2, 0);
  const size = n - asked.reduce((sum, cell) => sum + cell.n ** 2, 0) / n;
  const between = size > 0 ? Math.max(0, (scatter - (asked.length - 1) * chance) / size) : 0;
  return counts.map((cell) => {
    const weight = cell.n === 0 || between === 0 ? 0 : between / (between + chance / cell.n);
    const rate = cell.n === 0 ? all : weight * (cell.open / cell.n) + (1 - weight) * all;
    // what is left of the doubt about the segment, and the doubt about all
    const own = cell.n === 0 ? between : (weight * chance) / cell.n;
    return { ...cell, rate, weight, variance: own + (1 - weight) ** 2 * (chance / n) };
  });
}

function opennessOf(channel: string, { n, open, rate, weight, variance }: ShrunkCell, level: number): SegmentOpenness {
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  return {
    channel,
    n,
    ...(n > 0 && { rate: { value: open / n, n, interval: wilsonInterval(open, n, level) } }),
    shrunk: { value: rate, n, interval: { lower: Math.max(0, rate - reach), upper: Math.min(1, rate + reach), level } },
    weight,
  };
}
