import { ClienteleError } from "../../core/errors.ts";
import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { type Mixing, meansBefore, setApart } from "./orthogonal.ts";
import { type FieldShape, fillNumber, groupOf, MOST_LEVELS, positionOf, widthOf } from "./shape.ts";
import type { MonthRows, ReadColumn } from "./table.ts";

/** One block of the model's columns: the curve over tenure, a field, or a field whose effect changes with tenure. */
export interface DesignBlock {
  readonly id: string;
  readonly kind: "tenure" | "field" | "interaction";
  readonly predictors: readonly LogisticPredictor[];
  /** Of a spline: how its columns were set apart; those come first. */
  readonly mixing: Mixing;
  /** Number of columns, and their means over the rows. */
  readonly width: number;
  readonly averages: readonly number[];
}

/** More coefficients, or cells, than that would need minutes and gigabytes. */
const MOST_COLUMNS = 500;
const MOST_CELLS = 6e7;

/** Refuses a design that no machine should be asked to carry. */
export function requireSize(shapes: readonly FieldShape[], rows: number): void {
  for (const shape of shapes) {
    if (shape.kind === "category" && shape.levels.length > MOST_LEVELS) {
      throw new ClienteleError(
        "out_of_range",
        `covariates.${shape.id} has ${shape.levels.length} levels, more than ${MOST_LEVELS}; gather the rare ones, or leave the column out`,
        { name: shape.id, levels: shape.levels.length },
      );
    }
  }
  const columns = shapes.reduce((sum, shape) => sum + widthOf(shape), 0);
  const cells = rows * shapes.reduce((sum, shape) => sum + (shape.kind === "number" ? widthOf(shape) : 1), 0);
  if (columns > MOST_COLUMNS || cells > MOST_CELLS) {
    throw new ClienteleError(
      "out_of_range",
      `table makes ${columns} coefficients over ${rows} months; at most ${MOST_COLUMNS} coefficients and ${MOST_CELLS} cells fit: leave columns out or give a sample of customers`,
      { columns, rows },
    );
  }
}

/** Lays one field out over the months. */
export function fieldBlock(shape: FieldShape, column: ReadColumn, { n, source }: MonthRows): DesignBlock {
  const id = shape.id;
  const base = { id, kind: "field" as const, width: widthOf(shape), mixing: [] };
  if (shape.kind === "number") {
    const values = (column as Extract<ReadColumn, { kind: "number" }>).values;
    return { ...base, ...numberBlock(shape, shape.missing, n, (i) => values[source[i] as number] as number) };
  }
  const codes = new Int32Array(n);
  const unknown = base.width - 1;
  if (column.kind === "category" && shape.kind === "category") {
    const code = new Map<string | undefined, number>(shape.levels.map((level, k) => [level, k]));
    if (shape.missing) code.set(undefined, unknown);
    for (let i = 0; i < n; i++) codes[i] = code.get(column.values[source[i] as number]) ?? -1;
  } else if (column.kind === "number" && shape.kind === "groups") {
    for (let i = 0; i < n; i++) {
      const x = column.values[source[i] as number] as number;
      codes[i] = Number.isNaN(x) ? unknown : groupOf(shape.upTo, x);
    }
  }
  const counts = new Float64Array(base.width);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return { ...base, predictors: [{ codes, levels: base.width }], averages: Array.from(counts, (count) => count / n) };
}

/** Lays the curve over tenure out over the months. */
export function tenureBlock(shape: FieldShape, { n, tenure }: MonthRows): DesignBlock {
  const curve = shape as Extract<FieldShape, { kind: "number" }>;
  return {
    id: "tenure",
    kind: "tenure",
    width: widthOf(shape),
    ...numberBlock(curve, false, n, (i) => tenure[i] as number),
  };
}

function numberBlock(
  shape: Extract<FieldShape, { kind: "number" }>,
  missing: boolean,
  n: number,
  valueAt: (i: number) => number,
): Pick<DesignBlock, "predictors" | "averages" | "mixing"> {
  const own = widthOf(shape) - (missing ? 1 : 0);
  const columns = Array.from({ length: own }, () => new Float64Array(n));
  const codes = new Int32Array(missing ? n : 0).fill(-1);
  const cells = new Float64Array(own);
  const sums = new Float64Array(own);
  let known = 0;
  for (let i = 0; i < n; i++) {
    const x = valueAt(i);
    if (Number.isNaN(x)) {
      codes[i] = 0;
      continue;
    }
    fillNumber(shape, x, cells, 0);
    known++;
    for (let k = 0; k < own; k++) {
      (columns[k] as Float64Array)[i] = cells[k] as number;
      sums[k] = (sums[k] as number) + (cells[k] as number);
    }
  }
  const averages = Array.from(sums, (sum) => sum / Math.max(1, known));
  // what is not known counts as the average, beside the coefficient of not being known
  if (missing) {
    for (let i = 0; i < n; i++) {
      if (codes[i] !== 0) continue;
      for (let k = 0; k < own; k++) (columns[k] as Float64Array)[i] = averages[k] as number;
    }
  }
  return {
    mixing: setApart(columns),
    predictors: missing ? [...columns, { codes, levels: 1 }] : columns,
    averages: missing ? [...averages, (n - known) / n] : averages,
  };
}

/** A field's columns times tenure as a share of the tenures seen. */
export function interactionBlock(field: DesignBlock, tenure: FieldShape, rows: MonthRows): DesignBlock {
  const { n } = rows;
  const ends = tenure as Extract<FieldShape, { kind: "number" }>;
  const share = rows.tenure.map((age) => positionOf(ends, age));
  const columns: Float64Array[] = [];
  for (const predictor of field.predictors) {
    if ("codes" in predictor) {
      for (let level = 0; level < predictor.levels; level++) {
        columns.push(share.map((u, i) => (predictor.codes[i] === level ? u : 0)));
      }
    } else columns.push(share.map((u, i) => u * (predictor[i] as number)));
  }
  return {
    id: field.id,
    kind: "interaction",
    predictors: columns,
    width: columns.length,
    mixing: field.mixing,
    averages: meansBefore(
      field.mixing,
      columns.map((column) => column.reduce((sum, x) => sum + x, 0) / n),
    ),
  };
}

/** The rows of predictors that are asked for. */
export function takePredictors(predictors: readonly LogisticPredictor[], rows: Uint32Array): LogisticPredictor[] {
  return predictors.map((predictor) => {
    if (!("codes" in predictor)) {
      const column = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) column[i] = predictor[rows[i] as number] as number;
      return column;
    }
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) codes[i] = predictor.codes[rows[i] as number] as number;
    return { codes, levels: predictor.levels };
  });
}

/** Log-odds of rows by intercept and coefficients. */
export function logOddsOf(
  predictors: readonly LogisticPredictor[],
  intercept: number,
  coefficients: ArrayLike<number>,
  n: number,
): Float64Array {
  const total = new Float64Array(n).fill(intercept);
  let at = 0;
  for (const predictor of predictors) {
    if ("codes" in predictor) {
      for (let i = 0; i < n; i++) {
        const code = predictor.codes[i] as number;
        if (code >= 0) total[i] = (total[i] as number) + (coefficients[at + code] as number);
      }
      at += predictor.levels;
    } else {
      const slope = coefficients[at] as number;
      for (let i = 0; i < n; i++) total[i] = (total[i] as number) + slope * (predictor[i] as number);
      at++;
    }
  }
  return total;
}
