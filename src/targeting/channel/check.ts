import type { Abstention, Estimate } from "../../core/estimate.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { type AnswerTable, BOUGHT } from "./read.ts";
import { type ChannelModel, fitChannel, logOddsOf, overallLogOdds } from "./similar.ts";
import type { ChannelCheck } from "./types.ts";

/** Customers with a pair of channels to order, below which nothing is hidden. */
const FEWEST = 30;

/**
 * Hides each customer's answer for one channel after the other and asks both methods, which never saw the customer, how
 * likely a purchase there was. Of two channels, one bought through and one not, the one bought through should come first.
 */
export function checkOnHidden(
  table: AnswerTable,
  { folds, seed, level }: { readonly folds: number; readonly seed: number; readonly level: number },
): ChannelCheck | Abstention {
  const { ids, order } = table;
  const keys = Array.from(order, (row) => ids[row] as string);
  const part = stratifiedFolds(new Uint8Array(ids.length), { folds, seed, keys });
  const similar: number[] = [];
  const overall: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const seen = order.filter((_, i) => part[i] !== fold);
    const hidden = order.filter((_, i) => part[i] === fold);
    if (seen.length === 0 || hidden.length === 0) continue;
    const models = table.channels.map((_, channel) => fitChannel(table, channel, "all", seen));
    const all = models.map(overallLogOdds);
    for (const row of hidden) {
      const judged = pairsOf(table, models, all, row);
      if (judged === undefined) continue;
      similar.push(judged.similar);
      overall.push(judged.overall);
    }
  }
  const n = similar.length;
  if (n < FEWEST) return { abstained: { code: "channel_check_thin", params: { n, needed: FEWEST } } };
  return {
    n,
    similar: meanOf(similar, level, 0),
    overall: meanOf(overall, level, 0),
    gain: meanOf(
      similar.map((share, i) => share - (overall[i] as number)),
      level,
      -1,
    ),
  };
}

/** Share of a customer's pairs that each method puts in the right order, similar customers' own odds and those of `all`; `undefined` without a pair. */
function pairsOf(
  table: AnswerTable,
  models: readonly ChannelModel[],
  all: readonly number[],
  row: number,
): { readonly similar: number; readonly overall: number } | undefined {
  const bought: number[] = [];
  const others: number[] = [];
  table.codes.forEach((column, channel) => {
    const code = column[row] as number;
    if (code >= 0) (code === BOUGHT ? bought : others).push(channel);
  });
  if (bought.length === 0 || others.length === 0) return undefined;
  const own = models.map((model) => logOddsOf(table, model, row));
  let similar = 0;
  let overall = 0;
  for (const a of bought) {
    for (const b of others) {
      similar += half(own, a, b);
      overall += half(all, a, b);
    }
  }
  const pairs = bought.length * others.length;
  return { similar: similar / pairs, overall: overall / pairs };
}

/** 1 in the right order, 0 in the wrong one, ½ where tied. */
function half(odds: readonly number[], a: number, b: number): number {
  const gap = (odds[a] as number) - (odds[b] as number);
  return gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
}

/** Mean over customers, each counting once, with Student's interval. */
function meanOf(values: readonly number[], level: number, lowest: number): Estimate {
  const n = values.length;
  const value = values.reduce((sum, x) => sum + x, 0) / n;
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (n - 1) / n;
  const reach = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance);
  return { value, n, interval: { lower: Math.max(lowest, value - reach), upper: Math.min(1, value + reach), level } };
}
