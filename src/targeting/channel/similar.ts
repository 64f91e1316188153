import type { Estimate } from "../../core/estimate.ts";
import { fitLogistic, type LogisticFit } from "../../math/logistic.ts";
import { normalQuantile } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { ANSWERS, type AnswerTable, BOUGHT, NEVER } from "./read.ts";

/** Who is asked how often they bought: all who answered for the channel, or those of them who are open to it. */
export type Asked = "all" | "open";

/** How often customers have bought through one channel: in all, and by their other answers and their segment. */
export interface ChannelModel {
  readonly channel: number;
  readonly n: number;
  readonly bought: number;
  /** Absent where nothing is learned, or too few bought, or did not, to learn from. */
  readonly fit: LogisticFit | undefined;
}

/** Customers of either kind below which the rate of all is used. */
const FEWEST = 10;
/** Strength of the ridge, in customers: one answer of one customer moves little. */
const RIDGE = 2;

/** Rows of those asked. */
function askedOf({ codes }: AnswerTable, channel: number, asked: Asked, rows: ArrayLike<number>): number[] {
  const column = codes[channel] as Int8Array;
  return Array.from(rows).filter((row) => (column[row] as number) > (asked === "all" ? -1 : NEVER));
}

/** How often all who were asked have bought, whatever else they answered. */
export function countChannel(table: AnswerTable, channel: number, asked: Asked, rows: ArrayLike<number>): ChannelModel {
  const codes = table.codes[channel] as Int8Array;
  const own = askedOf(table, channel, asked, rows);
  return { channel, n: own.length, bought: own.filter((row) => codes[row] === BOUGHT).length, fit: undefined };
}

/** Learns how the purchase through one channel goes with the answers for the others and the segment. */
export function fitChannel(table: AnswerTable, channel: number, asked: Asked, rows: ArrayLike<number>): ChannelModel {
  const codes = table.codes[channel] as Int8Array;
  const own = askedOf(table, channel, asked, rows);
  const outcomes = own.map((row) => (codes[row] === BOUGHT ? 1 : 0));
  const bought = outcomes.reduce<number>((sum, outcome) => sum + outcome, 0);
  const n = own.length;
  if (bought < FEWEST || n - bought < FEWEST) return { channel, n, bought, fit: undefined };
  const predictors = table.codes.flatMap((column, k) =>
    k === channel ? [] : [{ codes: own.map((row) => column[row] as number), levels: ANSWERS.length }],
  );
  if (table.segments.length > 1) {
    predictors.push({ codes: own.map((row) => table.segmentOf[row] as number), levels: table.segments.length });
  }
  return { channel, n, bought, fit: fitLogistic(predictors, outcomes, { ridge: RIDGE }) };
}

/** Positions of the coefficients that one customer's answers and segment switch on, the intercept first. */
function switchedOn(table: AnswerTable, channel: number, row: number): number[] {
  const on = [0];
  let at = 1;
  table.codes.forEach((column, k) => {
    if (k === channel) return;
    const code = column[row] as number;
    if (code >= 0) on.push(at + code);
    at += ANSWERS.length;
  });
  const segment = table.segmentOf[row] as number;
  if (table.segments.length > 1 && segment >= 0) on.push(at + segment);
  return on;
}

/** Log-odds of having bought, by all who were asked. */
export function overallLogOdds({ n, bought }: ChannelModel): number {
  return Math.log((bought + 0.5) / (n - bought + 0.5));
}

/** Log-odds of having bought, by similar customers; by all where there is no model. */
export function logOddsOf(table: AnswerTable, model: ChannelModel, row: number): number {
  const { channel, fit } = model;
  if (fit === undefined) return overallLogOdds(model);
  return switchedOn(table, channel, row).reduce(
    (sum, j) => sum + (j === 0 ? fit.intercept : (fit.coefficients[j - 1] as number)),
    0,
  );
}

/** Share of similar customers who have bought, with its interval on the log-odds scale; of all where there is no model. */
export function chanceOf(table: AnswerTable, model: ChannelModel, row: number, level: number): Estimate | undefined {
  const { fit, n, channel } = model;
  if (fit === undefined) return overallChance(model, level);
  const on = switchedOn(table, channel, row);
  const width = fit.coefficients.length + 1;
  let variance = 0;
  for (const a of on) for (const b of on) variance += fit.covariance[a * width + b] as number;
  const centre = logOddsOf(table, model, row);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  const chance = (x: number): number => 1 / (1 + Math.exp(-x));
  return {
    value: chance(centre),
    n,
    interval: { lower: chance(centre - reach), upper: chance(centre + reach), level },
  };
}

/** Share of all who were asked who have bought; `undefined` where nobody was. */
function overallChance({ n, bought }: ChannelModel, level: number): Estimate | undefined {
  return n === 0 ? undefined : { value: bought / n, n, interval: wilsonInterval(bought, n, level) };
}
