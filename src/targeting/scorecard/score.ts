import { requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { normalQuantile } from "../../math/normal.ts";
import { copyCodes, copyNumbers, requireFeatureTable } from "../table/check.ts";
import type { Feature, FeatureTable } from "../table/types.ts";
import { hasSay, type Reading, rangeOf, readCell, requireScorecard } from "./read.ts";
import type {
  ScorecardBin,
  ScorecardColumns,
  ScorecardContribution,
  ScorecardField,
  ScorecardModel,
  ScorecardRecord,
  ScorecardScore,
} from "./types.ts";

/**
 * The score of one customer: points that add up, and the chance of a yes that they stand for.
 *
 * @param model - From {@link fitScorecard} or `loadModel(scorecardModelSpec, …)`.
 * @param record - A plain record with the card's fields; what is absent is not known.
 * @returns Points (base and fields, a whole number), log-odds, chance with its interval, and what each field adds.
 * @throws `ClienteleError` `invalid_model`, `invalid_type` (text where the card has a number), `not_finite`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 50) }));
 * const yes = rows.map((row, i) => ((row.age > 45 ? 4 : 1) > i % 7 ? 1 : 0));
 * const card = fitScorecard(readFeatures(rows, ["age"]), yes);
 * const { points, contributions } = scoreScorecard(card, { age: 50 });
 * points === card.basePoints + contributions[0].points; // => true
 * ```
 */
export function scoreScorecard(model: ScorecardModel, record: ScorecardRecord): ScorecardScore {
  requireScorecard(model);
  return scoreOf(model, readRecord(model, record));
}

/** The group of each field that a record belongs to. */
export function readRecord(model: ScorecardModel, record: ScorecardRecord): Reading[] {
  requireObject(record, "record");
  return model.fields.map((field) =>
    readCell(field, Object.hasOwn(record, field.id) ? record[field.id] : undefined, `record.${field.id}`),
  );
}

export function scoreOf(model: ScorecardModel, readings: readonly Reading[]): ScorecardScore {
  let points = model.basePoints;
  let logOdds = model.intercept;
  const contributions = model.fields.map((field, f): ScorecardContribution => {
    const { bin, value } = readings[f] as Reading;
    const line = field.bins[bin] as ScorecardBin;
    points += line.points;
    logOdds += line.logOdds;
    return {
      field: field.id,
      ...(value === undefined ? {} : { value }),
      bin,
      points: line.points,
      logOdds: line.logOdds,
    };
  });
  const interval = intervalOf(model, readings, logOdds);
  return {
    points,
    logOdds,
    chance: chanceOfLogOdds(logOdds),
    ...(interval === undefined ? {} : { interval }),
    contributions,
  };
}

/** Doubt in the coefficients and, where they rest on weights of evidence, in those too. */
function intervalOf(model: ScorecardModel, readings: readonly Reading[], logOdds: number): Interval | undefined {
  const { covariance, coding, level, fittedOn } = model;
  if (covariance === undefined) return undefined;
  const used: { readonly at: number; readonly x: number }[] = [{ at: 0, x: 1 }];
  let variance = 0;
  let at = 1;
  model.fields.forEach((field, f) => {
    if (!hasSay(field, coding)) return;
    const { bin } = readings[f] as Reading;
    if (coding === "bins") {
      used.push({ at: at + bin, x: 1 });
      at += field.bins.length;
      return;
    }
    const line = field.bins[bin] as ScorecardBin;
    used.push({ at, x: line.woe });
    at++;
    variance += (field.coefficient?.value ?? 0) ** 2 * evidenceVariance(line, fittedOn);
  });
  for (const a of used) {
    for (const b of used) {
      const [row, column] = a.at >= b.at ? [a.at, b.at] : [b.at, a.at];
      variance += a.x * b.x * (covariance[(row * (row + 1)) / 2 + column] as number);
    }
  }
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  return { lower: chanceOfLogOdds(logOdds - reach), upper: chanceOfLogOdds(logOdds + reach), level };
}

/** Variance of a weight of evidence beyond that of the base rate, from its counts. */
function evidenceVariance({ n, events, woe }: ScorecardBin, { rows, events: yes }: ScorecardModel["fittedOn"]): number {
  if (woe === 0 || n === 0) return 0;
  const half = events === 0 || events === n ? 0.5 : 0;
  return Math.max(0, 1 / (events + half) + 1 / (n - events + half) - 1 / yes - 1 / (rows - yes));
}

/**
 * The scores of many customers at once.
 *
 * @param model - From {@link fitScorecard} or `loadModel`.
 * @param table - Customers as columns with all fields of the card, in any order; further fields are passed over.
 * @returns Points, log-odds and chance of each customer, to the last bit as {@link scoreScorecard} gives them.
 * @throws `ClienteleError` `invalid_model`, `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`,
 * `out_of_range`, `duplicate_id`, `unknown_id` where the table lacks a field of the card.
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 50) }));
 * const table = readFeatures(rows, ["age"]);
 * const card = fitScorecard(table, rows.map((row, i) => ((row.age > 45 ? 4 : 1) > i % 7 ? 1 : 0)));
 * scoreScorecardColumn(card, table).points[7] === scoreScorecard(card, rows[7]).points; // => true
 * ```
 */
export function scoreScorecardColumn(model: ScorecardModel, table: FeatureTable): ScorecardColumns {
  requireScorecard(model);
  requireFeatureTable(table, "table");
  const { rows } = table;
  const points = new Int32Array(rows).fill(model.basePoints);
  const logOdds = new Float64Array(rows).fill(model.intercept);
  for (const field of model.fields) {
    const at = table.features.findIndex(({ id }) => id === field.id);
    if (at < 0) {
      throw new ClienteleError("unknown_id", `table has no field ${field.id}, which the card asks for`, {
        id: field.id,
      });
    }
    const codes = groupsOf(field, table.features[at] as Feature, rows, `table.features[${at}]`);
    const linePoints = Int32Array.from(field.bins, (bin) => bin.points);
    const lineOdds = Float64Array.from(field.bins, (bin) => bin.logOdds);
    for (let i = 0; i < rows; i++) {
      const code = codes[i] as number;
      points[i] = (points[i] as number) + (linePoints[code] as number);
      logOdds[i] = (logOdds[i] as number) + (lineOdds[code] as number);
    }
  }
  return { points, logOdds, chance: logOdds.map(chanceOfLogOdds) };
}

function groupsOf(field: ScorecardField, feature: Feature, rows: number, name: string): Int32Array {
  if (feature.kind !== field.kind) {
    throw new ClienteleError("invalid_type", `${name} (${field.id}) must be a field of kind ${field.kind}`, { name });
  }
  const codes = new Int32Array(rows);
  const missing = field.bins.length - 1;
  if (feature.kind === "number") {
    const values = new Float64Array(rows);
    copyNumbers(feature.values, values, `${name}.values`);
    for (let i = 0; i < rows; i++) {
      const value = values[i] as number;
      codes[i] = Number.isNaN(value) ? missing : rangeOf(field, value);
    }
    return codes;
  }
  const groupOf = [...feature.levels.map((level) => readCell(field, level, name).bin), missing];
  copyCodes(feature, feature.levels.length, codes, `${name}.codes`);
  return codes.map((code) => groupOf[code] as number);
}
