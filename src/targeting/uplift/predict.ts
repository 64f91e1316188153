import { requireFinite, requireObject } from "../../core/checks.ts";
import type { Estimate, Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { goesLeft, type RecordCell, readCell } from "../tree/record.ts";
import { cellOf } from "./design.ts";
import { around, figuresOf } from "./figures.ts";
import { requireUpliftModel } from "./model-check.ts";
import { linked } from "./regression.ts";
import type {
  UpliftColumn,
  UpliftLeaf,
  UpliftModel,
  UpliftPrediction,
  UpliftRegression,
  UpliftTransformed,
  UpliftTreeModel,
  UpliftTwoModel,
} from "./types.ts";

/** What a customer's record holds by the fields of a model; undefined where it is not known. */
type Cells = readonly RecordCell[];

/**
 * What contact would change for a customer like this one, with the rates on both sides and what the figure rests on.
 *
 * @param model - From {@link fitUplift} or `loadModel`.
 * @param record - The customer's fields by name. A field that is absent, null, NaN or empty text is not known; other
 * fields are ignored.
 * @returns The uplift with n and interval, and with the tree also the segment. It is the mean over such customers: whether
 * this one would answer only because of the contact cannot be observed.
 * @throws `ClienteleError` `invalid_model`, `invalid_type` (text where the model has numbers), `not_finite`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 40) }));
 * const treated = rows.map((_, i) => (i % 7 < 3 ? 1 : 0));
 * const bought = rows.map(({ age }, i) => (i % 3 === 0 || (treated[i] === 1 && age > 40) ? 1 : 0));
 * const model = fitUplift(readFeatures(rows, ["age"]), treated, bought, { method: "two_model" });
 * predictUplift(model, { age: 55 }).uplift.value > 0.5; // => true
 * predictUplift(model, { age: 22 }).uplift.interval.lower < 0.1; // => true
 * ```
 * @see Kane, Lo & Zheng (2014), Journal of Marketing Analytics 2, 218–238
 */
export function predictUplift(model: UpliftModel, record: Readonly<Record<string, unknown>>): UpliftPrediction {
  requireUpliftModel(model);
  requireObject(record, "record");
  const cells = model.features.map((feature) => readCell(record, feature));
  switch (model.method) {
    case "tree":
      return predictTree(model, cells);
    case "two_model":
      return predictTwoModels(model, cells);
    default:
      return { uplift: predictTransformed(model, cells) };
  }
}

function predictTree({ nodes, outcome, level }: UpliftTreeModel, cells: Cells): UpliftPrediction {
  let node = nodes[0];
  while (node !== undefined && "question" in node) {
    node = nodes[goesLeft(node.question, cells[node.question.feature]) ? node.left : node.right];
  }
  const { treated, control, leaf } = node as UpliftLeaf;
  return { ...figuresOf(outcome, treated, control, level), leaf };
}

/** Linear predictor of a regression and its variance. */
interface Predictor {
  readonly eta: number;
  readonly variance: number;
}

function predictorOf(columns: readonly UpliftColumn[], regression: UpliftRegression, cells: Cells): Predictor {
  const { coefficients, covariance, intercept } = regression;
  const p = coefficients.length + 1;
  const index = [0];
  const value = [1];
  columns.forEach((column, c) => {
    const cell = cells[column.feature];
    const x = column.kind === "level" ? Number(cell === column.level) : cellOf(column, (cell ?? Number.NaN) as number);
    if (x === 0) return;
    index.push(c + 1);
    value.push(x);
  });
  let eta = intercept;
  let variance = 0;
  for (let k = 0; k < index.length; k++) {
    if (k > 0) eta += (coefficients[(index[k] as number) - 1] as number) * (value[k] as number);
    for (let l = 0; l < index.length; l++) {
      const cell = covariance[(index[k] as number) * p + (index[l] as number)] as number;
      variance += cell * (value[k] as number) * (value[l] as number);
    }
  }
  requireFinite([eta, variance], "model gives this record a figure beyond numbers: record");
  return { eta, variance: Math.max(0, variance) };
}

/** Derivative of the mean by the linear predictor. */
const steepness = (mean: number, kind: UpliftModel["outcome"]): number => (kind === "yes_no" ? mean * (1 - mean) : 1);

function predictTwoModels(
  { columns, treated, control, outcome, level }: UpliftTwoModel,
  cells: Cells,
): UpliftPrediction {
  const z = normalQuantile((1 + level) / 2);
  const arm = (regression: UpliftRegression) => {
    const { eta, variance } = predictorOf(columns, regression, cells);
    const half = z * Math.sqrt(variance);
    const value = linked(eta, outcome);
    const interval: Interval = { lower: linked(eta - half, outcome), upper: linked(eta + half, outcome), level };
    const estimate: Estimate = { value, n: regression.n, interval };
    return { estimate, variance: variance * steepness(value, outcome) ** 2 };
  };
  const a = arm(treated);
  const c = arm(control);
  const value = a.estimate.value - c.estimate.value;
  const interval = within(around(value, z * Math.sqrt(a.variance + c.variance), level), outcome);
  return { uplift: { value, n: treated.n + control.n, interval }, treated: a.estimate, control: c.estimate };
}

function predictTransformed({ columns, transformed, outcome, level }: UpliftTransformed, cells: Cells): Estimate {
  const { eta, variance } = predictorOf(columns, transformed, cells);
  const mean = linked(eta, outcome);
  const scale = outcome === "yes_no" ? 2 : 1;
  const value = outcome === "yes_no" ? 2 * mean - 1 : mean;
  const half = normalQuantile((1 + level) / 2) * scale * steepness(mean, outcome) * Math.sqrt(variance);
  return { value, n: transformed.n, interval: within(around(value, half, level), outcome) };
}

/** A difference of rates lies between −1 and 1. */
function within({ lower, upper, level }: Interval, kind: UpliftModel["outcome"]): Interval {
  return kind === "yes_no" ? { lower: Math.max(-1, lower), upper: Math.min(1, upper), level } : { lower, upper, level };
}
