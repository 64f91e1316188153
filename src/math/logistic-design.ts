import { requireColumn, requireFinite, requireNumber, requireObject, requireSameLength } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** A category as codes: row i has level `codes[i]`, from 0 to `levels` − 1, or none with −1. */
export interface CodedColumn {
  readonly codes: ArrayLike<number>;
  /** Number of levels, a whole number from 1 to 2,000; each gets a coefficient. */
  readonly levels: number;
}

/** One column of numbers, or one category. */
export type LogisticPredictor = ArrayLike<number> | CodedColumn;

/** Rows as short lists of what is not zero: a category of a hundred levels costs one cell a row. @internal */
export interface LogisticDesign {
  readonly rows: number;
  /** Cells per row. */
  readonly width: number;
  /** Coefficient of each cell, 1 and up (0 is the intercept), rising within a row. */
  readonly index: Uint32Array;
  /** Value of each cell: centred and scaled for a number, 1 or 0 for a level. */
  readonly value: Float64Array;
  /** Coefficients without the intercept. */
  readonly columns: number;
  /** What was taken off and divided by, per coefficient; 0 and 1 for a level. */
  readonly centre: Float64Array;
  readonly scale: Float64Array;
}

/** A column that spreads less cannot be divided by its spread without leaving the range of numbers. */
const FLATTEST = 1e-140;
/** More coefficients than that would need minutes and gigabytes. */
const MOST_COLUMNS = 2000;

/** Checks the predictors and lays them out row by row. @internal */
export function logisticDesign(
  predictors: readonly LogisticPredictor[],
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number>,
): LogisticDesign {
  requireColumn(predictors, "predictors");
  const rows = outcomes.length;
  const width = predictors.length;
  const index = new Uint32Array(rows * width);
  const value = new Float64Array(rows * width);
  const centre: number[] = [];
  const scale: number[] = [];
  for (let k = 0; k < width; k++) {
    const predictor = predictors[k] as LogisticPredictor;
    const name = `predictors[${k}]`;
    const first = centre.length + 1;
    if (isCoded(predictor)) {
      const { codes, levels } = predictor;
      requireNumber(levels, `${name}.levels`, { min: 1, max: MOST_COLUMNS, integer: true });
      requireSameLength(codes, `${name}.codes`, outcomes, "outcomes");
      for (let i = 0; i < rows; i++) {
        const code = codes[i] as number;
        if (!(Number.isInteger(code) && code >= -1 && code < levels)) throwCode(code, `${name}.codes`, i, levels);
        index[i * width + k] = first + Math.max(0, code);
        value[i * width + k] = code < 0 ? 0 : 1;
      }
      for (let level = 0; level < levels; level++) {
        centre.push(0);
        scale.push(1);
      }
    } else {
      requireSameLength(predictor, name, outcomes, "outcomes");
      requireFinite(predictor, name);
      const { mean, deviation } = spreadOf(predictor, weights, name);
      for (let i = 0; i < rows; i++) {
        index[i * width + k] = first;
        value[i * width + k] = ((predictor[i] as number) - mean) / deviation;
      }
      centre.push(mean);
      scale.push(deviation);
    }
  }
  requireNumber(centre.length, "coefficients", { max: MOST_COLUMNS });
  return {
    rows,
    width,
    index,
    value,
    columns: centre.length,
    centre: Float64Array.from(centre),
    scale: Float64Array.from(scale),
  };
}

function isCoded(predictor: LogisticPredictor): predictor is CodedColumn {
  if (typeof predictor === "object" && predictor !== null && "codes" in predictor) {
    requireObject(predictor, "predictor");
    requireColumn(predictor.codes, "predictor.codes");
    return true;
  }
  return false;
}

function throwCode(code: unknown, name: string, index: number, levels: number): never {
  throw new ClienteleError(
    "out_of_range",
    `${name}[${index}] must be a whole number from -1 to ${levels - 1}, got ${String(code)}`,
    { name, index, levels },
  );
}

/** Mean and standard deviation; a column that never changes is divided by one and comes out as zeros. */
function spreadOf(
  column: ArrayLike<number>,
  weights: ArrayLike<number>,
  name: string,
): { readonly mean: number; readonly deviation: number } {
  let n = 0;
  let mean = 0;
  let m2 = 0;
  for (let i = 0; i < column.length; i++) {
    const x = column[i] as number;
    const weight = weights[i] as number;
    const delta = x - mean;
    n += weight;
    mean += delta * (weight / n);
    m2 += weight * delta * (x - mean);
  }
  const deviation = Math.sqrt(Math.max(0, m2) / n);
  if (!Number.isFinite(deviation) || !Number.isFinite(mean)) {
    throw new ClienteleError("out_of_range", `${name} spreads over more than numbers can hold; scale it`, { name });
  }
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) && deviation > FLATTEST ? deviation : 1 };
}
