import { ClienteleError } from "../../core/errors.ts";
import { calibrationLine } from "../../math/calibration-line.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { fitLogistic } from "../../math/logistic.ts";
import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { fitPlatt } from "../../math/platt.ts";
import { type DesignBlock, logOddsOf, takePredictors } from "./design.ts";
import type { MonthRows, ReadTable } from "./table.ts";
import type { ChurnLine } from "./types.ts";

/** Months with the part that each was dealt into for choosing out of fold. */
export interface DealtRows {
  /** Rows of the design that take part in choosing. */
  readonly rows: Uint32Array;
  /** Part of each of them, and its row in the table. */
  readonly fold: Uint16Array;
  readonly source: Uint32Array;
  readonly left: Uint8Array;
  readonly folds: number;
}

/** With more months than that a sample of customers chooses, for a ridge hardly matters then. */
const ENOUGH_ROWS = 60_000;
const STRONGEST = 1e6;

/** A name of each row that does not hang on its place: what stands in it. */
function contentKeys({ n, tenure, left, columns }: ReadTable): string[] {
  return Array.from({ length: n }, (_, i) =>
    [tenure[i], left[i], ...columns.map(({ values }) => values[i])].map(String).join("\u0001"),
  );
}

/** Deals the rows of a table into parts; rows of one customer fall into one part. */
export function dealTable(table: ReadTable, folds: number, seed: number): Uint16Array {
  const { customers } = table;
  const how = customers !== undefined ? { groups: customers } : { keys: contentKeys(table) };
  return stratifiedFolds(table.left, { folds, seed, ...how });
}

/** Deals months by their customer, after a sample of customers where there are very many months. */
export function dealMonths(table: ReadTable, months: MonthRows, folds: number, seed: number): DealtRows {
  const shares = Math.floor(months.n / ENOUGH_ROWS);
  const sample = shares < 2 ? undefined : dealTable(table, Math.min(1000, shares), seed + 1);
  const part = dealTable(table, folds, seed);
  const rows: number[] = [];
  for (let i = 0; i < months.n; i++) if (sample === undefined || sample[months.source[i] as number] === 0) rows.push(i);
  const source = Uint32Array.from(rows, (i) => months.source[i] as number);
  return {
    rows: Uint32Array.from(rows),
    fold: Uint16Array.from(source, (i) => part[i] as number),
    source,
    left: Uint8Array.from(rows, (i) => months.left[i] as number),
    folds,
  };
}

/** Log-odds of every dealt row by fits that have not seen its part, one column per ridge. */
export function logOddsOutOfFold(
  blocks: readonly DesignBlock[],
  { rows, fold, left, folds }: DealtRows,
  ridges: readonly number[],
): Float64Array[] {
  const predictors = blocks.flatMap((block) => block.predictors);
  const result = ridges.map(() => new Float64Array(rows.length));
  for (let k = 0; k < folds; k++) {
    const inside: number[] = [];
    const outside: number[] = [];
    for (let i = 0; i < rows.length; i++) (fold[i] === k ? outside : inside).push(i);
    if (inside.length === 0 || outside.length === 0) continue;
    const rowsOf = (dealt: readonly number[]): Uint32Array => Uint32Array.from(dealt, (i) => rows[i] as number);
    const learned = takePredictors(predictors, rowsOf(inside));
    const held = takePredictors(predictors, rowsOf(outside));
    const outcomes = Float64Array.from(inside, (i) => left[i] as number);
    ridges.forEach((ridge, r) => {
      const { intercept, coefficients } = fitRows(learned, outcomes, ridge);
      const column = result[r] as Float64Array;
      logOddsOf(held, intercept, coefficients, outside.length).forEach((logOdds, j) => {
        column[outside[j] as number] = logOdds;
      });
    });
  }
  return result;
}

function fitRows(
  predictors: readonly LogisticPredictor[],
  outcomes: Float64Array,
  ridge: number,
): { readonly intercept: number; readonly coefficients: ArrayLike<number> } {
  // with a ridge too weak for the machine's digits, ever stronger ones
  for (let strength = ridge; strength < STRONGEST; strength *= 100) {
    const fit = fitLogistic(predictors, outcomes, { ridge: strength });
    if (fit !== undefined) return fit;
  }
  throw new ClienteleError("no_convergence", "no coefficients fit this table; bring its numbers to a smaller scale");
}

/** Negative logarithm of the chance that log-odds give to what happened. */
function surprise(logOdds: number, left: number): number {
  return Math.max(logOdds, 0) - left * logOdds + Math.log1p(Math.exp(-Math.abs(logOdds)));
}

/** Mean surprise of log-odds, in nats. */
export function meanSurprise(logOdds: Float64Array, left: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < logOdds.length; i++) total += surprise(logOdds[i] as number, left[i] as number);
  return total / logOdds.length;
}

/** Whether other log-odds surprise less by more than the standard error of the gain, customers being drawn anew. */
export function pays(before: Float64Array, after: Float64Array, dealt: DealtRows, table: ReadTable): boolean {
  const gains = new Map<string | number, number>();
  let total = 0;
  for (let i = 0; i < before.length; i++) {
    const left = dealt.left[i] as number;
    const gain = surprise(before[i] as number, left) - surprise(after[i] as number, left);
    const row = dealt.source[i] as number;
    const customer = table.customers?.[row] ?? row;
    gains.set(customer, (gains.get(customer) ?? 0) + gain);
    total += gain;
  }
  const mean = total / gains.size;
  let spread = 0;
  for (const gain of gains.values()) spread += (gain - mean) ** 2;
  return total > Math.sqrt((spread * gains.size) / Math.max(1, gains.size - 1));
}

/** No bend, unless chances out of fold are provably too bold or too timid. */
export function lineOf(logOdds: Float64Array, left: Uint8Array, level: number): ChurnLine {
  const line = calibrationLine(logOdds.map(chanceOfLogOdds), left, { level });
  if (line === undefined || (line.slope.interval.lower <= 1 && line.slope.interval.upper >= 1)) {
    return { intercept: 0, slope: 1 };
  }
  const { intercept, slope } = fitPlatt(logOdds, left);
  // a score that points the wrong way out of fold tells nothing
  return slope > 0 ? { intercept, slope } : { intercept: 0, slope: 1 };
}
