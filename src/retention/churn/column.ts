import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { predictSurvivalColumn } from "../hazard/predict-column.ts";
import type { StayModel } from "../hazard/predict-types.ts";
import type { Covariates } from "../types.ts";
import { calibratedChance, requireCalibration } from "./calibrate.ts";
import { fillField, MOST_HORIZON, MOST_LOG_ODDS, requireChurnModel } from "./evaluate.ts";
import { type CurvePiece, piecesOf } from "./pieces.ts";
import { isStayModel } from "./predict.ts";
import { positionOf } from "./shape.ts";
import { isUnknown, MOST_MONTHS, type ReadColumn, readColumn } from "./table.ts";
import type { ChurnCalibration, ChurnField, ChurnModel, ChurnNumberField, ChurnTable } from "./types.ts";

/**
 * The chance to leave of a whole book at once: a million customers in a moment.
 *
 * @param model - From {@link fitChurn}, {@link fitCox} (without strata), {@link fitAft}, {@link fitDiscreteHazard}, or
 * `loadModel`. A model of stays that watched nobody that long gives the chance to leave as far as it watched.
 * @param table - `tenure` and `covariates` as columns; columns of the model that are left out count as not known, but a
 * model of stays needs all of them.
 * @param options - `horizonMonths`, whole, from 1 to 600; `calibration` for it.
 * @returns One chance per row: that which {@link predictChurn} gives, to the last digits.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * const chances = predictChurnColumn(model, table, { horizonMonths: 3 });
 * chances[0] > 2 * chances[1]; // => true
 * ```
 */
export function predictChurnColumn(
  model: ChurnModel | StayModel,
  table: Pick<ChurnTable, "tenure" | "covariates">,
  options: { readonly horizonMonths: number; readonly calibration?: ChurnCalibration },
): Float64Array {
  const stays = isStayModel(model);
  if (!stays) requireChurnModel(model);
  requireObject(table, "table");
  requireObject(options, "options");
  const { horizonMonths, calibration } = options;
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: MOST_HORIZON, integer: true });
  const { tenure, covariates } = table;
  requireObject(covariates, "table.covariates");
  requireColumn(tenure, "table.tenure");
  const n = tenure.length;
  const months = tenureColumn(tenure, n);
  if (calibration !== undefined) requireCalibration(calibration, [horizonMonths]);
  const chances = stays
    ? predictSurvivalColumn(model, covariates as Covariates, { horizon: horizonMonths, ages: months }).survival.map(
        (stay) => 1 - stay,
      )
    : chancesOf(model, months, linearColumn(model, covariates, n), horizonMonths);
  return calibration === undefined ? chances : chances.map((chance) => calibratedChance(calibration, chance));
}

function tenureColumn(tenure: ArrayLike<number>, n: number): Float64Array {
  const months = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const age = tenure[i] as number;
    if (!(typeof age === "number" && age >= 0 && age <= MOST_MONTHS)) {
      requireNumber(age, `table.tenure[${i}]`, { min: 0, max: MOST_MONTHS });
    }
    months[i] = age;
  }
  return months;
}

/** Log-odds without tenure, and how they drift per share of the tenures seen. */
interface LinearColumn {
  readonly base: Float64Array;
  readonly drift: Float64Array | undefined;
}

function linearColumn(model: ChurnModel, covariates: ChurnTable["covariates"], n: number): LinearColumn {
  const base = new Float64Array(n).fill(model.intercept);
  const drift = model.interactions.length > 0 ? new Float64Array(n) : undefined;
  for (const field of model.fields) {
    const column = Object.hasOwn(covariates, field.id) ? covariates[field.id] : undefined;
    const read = column === undefined ? undefined : readColumn(column, field.id, n);
    addField(field, field.coefficients, read, base);
    const changing = model.interactions.find(({ id }) => id === field.id);
    if (changing !== undefined && drift !== undefined) addField(field, changing.coefficients, read, drift);
  }
  return { base, drift };
}

/** Adds coefficients times the field's columns, row by row. */
function addField(
  field: ChurnField,
  coefficients: readonly number[],
  column: ReadColumn | undefined,
  total: Float64Array,
): void {
  const cells = new Float64Array(field.coefficients.length);
  const of = (cell: unknown): number => {
    fillField(field, cell, cells, 0);
    let sum = 0;
    for (let k = 0; k < cells.length; k++) sum += (cells[k] as number) * (coefficients[k] as number);
    return sum;
  };
  const n = total.length;
  if (column === undefined) {
    const none = of(undefined);
    for (let i = 0; i < n; i++) total[i] = (total[i] as number) + none;
    return;
  }
  if (column.kind === "number" && field.kind === "number") {
    const { values } = column;
    const at = curveOf(field, coefficients);
    const none = of(undefined);
    for (let i = 0; i < n; i++) {
      const x = values[i] as number;
      total[i] = (total[i] as number) + (Number.isNaN(x) ? none : at(x));
    }
    return;
  }
  // what repeats is worked out once
  const seen = new Map<string | number | undefined, number>();
  const values: ArrayLike<string | number | undefined> = column.values;
  let before: string | number | undefined;
  let adds = of(undefined);
  for (let i = 0; i < n; i++) {
    const cell = values[i];
    if (cell !== before) {
      const known = seen.get(cell) ?? of(isUnknown(cell) ? undefined : cell);
      seen.set(cell, known);
      before = cell;
      adds = known;
    }
    total[i] = (total[i] as number) + adds;
  }
}

/** A field's curve by its cubic pieces, level beyond the ends. */
function curveOf(field: ChurnNumberField, coefficients: readonly number[]): (x: number) => number {
  const pieces = piecesOf(field, coefficients);
  const last = pieces.at(-1);
  const at = ({ from, value, slope, bend, twist }: CurvePiece, x: number): number => {
    const d = x - from;
    return value + d * (slope + d * (bend + d * twist));
  };
  if (last === undefined) return () => 0;
  const top = at(last, field.max);
  return (x) => {
    if (x <= field.min) return 0;
    for (const piece of pieces) if (x <= piece.upTo) return at(piece, x);
    return top;
  };
}

/** One minus the product of the monthly chances to stay. */
function chancesOf(
  model: ChurnModel,
  tenure: Float64Array,
  { base, drift }: LinearColumn,
  months: number,
): Float64Array {
  const { intercept, slope } = model.calibration;
  const field = model.tenure as ChurnField & ChurnNumberField;
  const curve = curveOf(field, field.coefficients);
  // what tenure adds, by whole month; other tenures are worked out as they come
  const oldest = tenure.reduce((most, age) => Math.max(most, age), 0) + months;
  const adds = Float64Array.from({ length: Math.floor(oldest) + 1 }, (_, age) => curve(age));
  const chances = new Float64Array(tenure.length);
  for (let i = 0; i < tenure.length; i++) {
    const start = base[i] as number;
    const from = tenure[i] as number;
    const whole = Number.isInteger(from);
    let hazard = 0;
    for (let k = 0; k < months; k++) {
      const age = from + k;
      let logOdds = start + (whole ? (adds[age] as number) : curve(age));
      if (drift !== undefined) logOdds += (drift[i] as number) * positionOf(field, age);
      const bent = Math.min(MOST_LOG_ODDS, Math.max(-MOST_LOG_ODDS, intercept + slope * logOdds));
      hazard += Math.log1p(Math.exp(bent));
    }
    chances[i] = -Math.expm1(-hazard);
  }
  return chances;
}
