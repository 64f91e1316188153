import { betaQuantile } from "../../math/beta-distribution.ts";
import { logBeta } from "../../math/gamma.ts";
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

/** Steps of how far segments may lie apart, from hardly at all to anything. */
const STEPS = 40;

/**
 * Draws the rates of groups towards that of all by what chance alone would make them differ: rates are taken for a beta
 * distribution around a common mean, and its width is averaged over all that the answers allow, each standard deviation
 * from 0 to the widest being as likely beforehand (Gelman 2006, Bayesian Analysis 1, 515–534). A few groups tell little
 * of how far groups lie apart; one width alone would make intervals too narrow. `undefined` where nobody answered.
 */
function shrink(counts: readonly { readonly n: number; readonly open: number }[]): (ShrunkCell | undefined)[] {
  const asked = counts.filter((cell) => cell.n > 0);
  if (asked.length === 0) return counts.map(() => undefined);
  const widths = Array.from({ length: STEPS }, (_, k) => widthAt((k + 0.5) / STEPS, asked));
  const most = widths.reduce((high, { log }) => Math.max(high, log), Number.NEGATIVE_INFINITY);
  const likely = widths.map(({ log }) => Math.exp(log - most));
  const total = likely.reduce((sum, own) => sum + own, 0);
  return counts.map(({ n, open }) => {
    let weight = 0;
    let rate = 0;
    let square = 0;
    widths.forEach(({ strength, mean, doubt }, k) => {
      const share = (likely[k] as number) / total;
      const own = n / (strength + n);
      const middle = (strength * mean + open) / (strength + n);
      const spread = (middle * (1 - middle)) / (strength + n + 1) + (1 - own) ** 2 * doubt;
      weight += share * own;
      rate += share * middle;
      square += share * (middle * middle + spread);
    });
    return { n, open, rate, weight, variance: Math.max(0, square - rate * rate) };
  });
}

interface Width {
  /** Answers that the common mean counts for beside those of a group. */
  readonly strength: number;
  readonly mean: number;
  /** Variance of the mean. */
  readonly doubt: number;
  /** Log-likelihood of the answers, the mean integrated out by Laplace. */
  readonly log: number;
}

/** One width of the distribution of rates; `step` in (0, 1). */
function widthAt(step: number, asked: readonly { readonly n: number; readonly open: number }[]): Width {
  // the standard deviation as a share of the widest is step²: finer where it is small
  const strength = 1 / step ** 4 - 1;
  let size = 0;
  let open = 0;
  for (const cell of asked) {
    const counts = (strength + 1) / (strength + cell.n);
    size += cell.n * counts;
    open += cell.open * counts;
  }
  // half an answer of either kind: all open of three do not prove that everybody is
  const mean = (open + 0.5) / (size + 1);
  const doubt = (mean * (1 - mean)) / (size + 2);
  const a = strength * mean;
  const b = strength * (1 - mean);
  let log = Math.log(doubt) / 2 + Math.log(step);
  for (const cell of asked) log += logBeta(a + cell.open, b + cell.n - cell.open) - logBeta(a, b);
  return { strength, mean, doubt, log };
}

/** The interval is that of the beta distribution with the mean and variance found. */
function opennessOf(channel: string, { n, open, rate, weight, variance }: ShrunkCell, level: number): SegmentOpenness {
  const size = (rate * (1 - rate)) / variance - 1;
  const bound = (p: number): number => betaQuantile(p, size * rate, size * (1 - rate));
  const interval = {
    lower: Math.min(rate, bound((1 - level) / 2)),
    upper: Math.max(rate, bound((1 + level) / 2)),
    level,
  };
  return {
    channel,
    n,
    ...(n > 0 && { rate: { value: open / n, n, interval: wilsonInterval(open, n, level) } }),
    shrunk: { value: rate, n, interval },
    weight,
  };
}
