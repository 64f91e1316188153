import { ClienteleError } from "../../core/errors.ts";
import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { copyNumbers, requireCode } from "../table/check.ts";
import type { CategoryFeature, FeatureTable, NumberFeature } from "../table/types.ts";
import type { UpliftColumn } from "./types.ts";

/** The covariance of more coefficients than that would outgrow the rest of the model. */
const MOST_COLUMNS = 200;

/** The columns that a table is read into; from all its rows, so that folds and arms share them. */
export function columnsOf(table: FeatureTable): UpliftColumn[] {
  const columns: UpliftColumn[] = [];
  const known = new Float64Array(table.rows);
  table.features.forEach((feature, f) => {
    const name = `table.features[${f}]`;
    if (feature.kind === "category") {
      for (let i = 0; i < table.rows; i++) {
        requireCode(feature.codes[i] as number, feature.levels.length, `${name}.codes`, i);
      }
      for (const level of feature.levels) columns.push({ kind: "level", feature: f, level });
      return;
    }
    copyNumbers(feature.values, known, `${name}.values`);
    const { mean, deviation, missing } = spreadOf(feature.id, known);
    columns.push({ kind: "value", feature: f, centre: mean, scale: deviation });
    if (missing) columns.push({ kind: "missing", feature: f });
  });
  if (columns.length > MOST_COLUMNS) {
    throw new ClienteleError(
      "out_of_range",
      `table needs ${columns.length} columns, a regression takes at most ${MOST_COLUMNS}; merge rare levels or use method "tree"`,
      { columns: columns.length },
    );
  }
  return columns;
}

function spreadOf(id: string, values: Float64Array): { mean: number; deviation: number; missing: boolean } {
  let n = 0;
  let mean = 0;
  let m2 = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    n++;
    const delta = value - mean;
    mean += delta / n;
    m2 += delta * (value - mean);
  }
  const deviation = Math.sqrt(m2 / Math.max(1, n));
  if (!Number.isFinite(deviation) || !Number.isFinite(mean)) {
    throw new ClienteleError("out_of_range", `the field "${id}" spreads over more than numbers can hold; scale it`, {
      id,
    });
  }
  const flat = deviation <= 1e-12 * Math.abs(mean) || deviation < 1e-140;
  return { mean, deviation: flat ? 1 : deviation, missing: n < values.length };
}

/** The listed rows as a regression takes them, and as short lists of what is not zero. */
export interface UpliftDesign {
  readonly rows: number;
  readonly predictors: readonly LogisticPredictor[];
  /** Cells per row, the intercept first. */
  readonly width: number;
  /** Coefficient of each cell, 0 for the intercept, rising within a row. */
  readonly index: Uint16Array;
  readonly value: Float64Array;
  readonly coefficients: number;
}

/** Reads the listed rows of a table into the columns. */
export function designOf(table: FeatureTable, columns: readonly UpliftColumn[], rows: Uint32Array): UpliftDesign {
  const n = rows.length;
  const predictors: LogisticPredictor[] = [];
  const firsts: number[] = [];
  for (let c = 0; c < columns.length; ) {
    const column = columns[c] as UpliftColumn;
    const feature = table.features[column.feature];
    firsts.push(c + 1);
    if (column.kind === "level") {
      const { codes, levels } = feature as CategoryFeature;
      const own = new Int32Array(n);
      for (let i = 0; i < n; i++) own[i] = codes[rows[i] as number] as number;
      predictors.push({ codes: own, levels: levels.length });
      c += levels.length;
    } else {
      const { values } = feature as NumberFeature;
      const own = new Float64Array(n);
      for (let i = 0; i < n; i++) own[i] = cellOf(column, values[rows[i] as number] as number);
      predictors.push(own);
      c++;
    }
  }
  const width = predictors.length + 1;
  const index = new Uint16Array(n * width);
  const value = new Float64Array(n * width);
  for (let i = 0; i < n; i++) value[i * width] = 1;
  predictors.forEach((predictor, k) => {
    const first = firsts[k] as number;
    const coded = "codes" in predictor ? predictor.codes : undefined;
    for (let i = 0; i < n; i++) {
      const at = i * width + k + 1;
      const code = coded === undefined ? 0 : (coded[i] as number);
      index[at] = first + Math.max(0, code);
      value[at] = coded !== undefined ? Number(code >= 0) : ((predictor as ArrayLike<number>)[i] as number);
    }
  });
  return { rows: n, predictors, width, index, value, coefficients: columns.length + 1 };
}

/** One number as its column holds it. */
export function cellOf(column: UpliftColumn, value: number): number {
  if (column.kind === "missing") return Number.isNaN(value) ? 1 : 0;
  if (column.kind === "level" || Number.isNaN(value)) return 0;
  return (value - column.centre) / column.scale;
}
