import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { fitLogistic } from "../../math/logistic.ts";
import { type DesignBlock, fieldBlock, interactionBlock, requireSize, tenureBlock } from "./design.ts";
import { notesOf } from "./notes.ts";
import { coefficientsBefore } from "./orthogonal.ts";
import { type FieldShape, shapeOf, tenureShape, widthOf } from "./shape.ts";
import { type MonthRows, monthRows, type ReadTable, readTable } from "./table.ts";
import { dealMonths, lineOf, logOddsOutOfFold, meanSurprise, pays } from "./tune.ts";
import type { ChurnField, ChurnInteraction, ChurnModel, ChurnShape, ChurnTable, FitChurnOptions } from "./types.ts";

/** Fewer customers that left, or months in which somebody stayed, carry no model. */
const NEEDED = 10;
const RIDGES = [0.1, 1, 10, 100] as const;

/**
 * Learns each customer's monthly chance to leave from tenure and what is known about them: a logistic regression over
 * months under watch, which is a hazard in discrete time, made for contracts that run by the month.
 *
 * The curve over tenure is a smooth spline; numbers may bend; coefficients are drawn towards zero by a ridge that is
 * chosen on customers the fit has not seen, and chances are bent back where those customers show them to be off.
 *
 * @param table - Columns `tenure`, `left`, `covariates`, and `customers` where one has several rows. See
 * {@link ChurnRows} for the two kinds of rows. Not mutated.
 * @param options - `rows`: `"months"` or `"stays"`, which cannot be guessed: of the same file, the first reads `left` as
 * "left in the last month", the second as "left at that tenure, out of all who ever joined". `shapes`, `interactions`,
 * `ridge`, `calibration`, `folds`, `seed`, `level`.
 * @returns A plain JSON model with notes on its data; an abstention with fewer than ten leavers or ten months stayed.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`,
 * `inconsistent`.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * model.fittedOn.months; // => 600
 * predictChurn(model, { tenure: 12, covariates: { plan: "month" } }, { horizonMonths: 1 }).horizons[0].chance.value; // ≈ 0.16
 * ```
 * @see Singer & Willett (1993), Journal of Educational Statistics 18; Tutz & Schmid (2016), Modeling Discrete
 * Time-to-Event Data, chapter 3; le Cessie & van Houwelingen (1992), Applied Statistics 41, on the ridge
 */
export function fitChurn(table: ChurnTable, options: FitChurnOptions): ChurnModel | Abstention {
  const asked = readOptions(options);
  const read = readTable(table, asked.rows);
  requireNames(read, asked.shapes, asked.interactions);
  const months = monthRows(read, asked.rows);
  const leaving = months.tenure.filter((_, i) => months.left[i] === 1);
  const stayed = months.n - leaving.length;
  if (leaving.length < NEEDED || stayed < NEEDED) {
    return { abstained: { code: "churn_one_outcome", params: { left: leaving.length, stayed, needed: NEEDED } } };
  }
  const shapes: FieldShape[] = [];
  const constant: string[] = [];
  for (const column of read.columns) {
    const shape = shapeOf(column, Object.hasOwn(asked.shapes, column.id) ? asked.shapes[column.id] : undefined);
    if (shape === undefined) constant.push(column.id);
    else shapes.push(shape);
  }
  const tenure = tenureShape(months.tenure, leaving);
  requireSize([tenure, ...shapes], months.n);
  const fields = shapes.map((shape) =>
    fieldBlock(shape, read.columns.find(({ id }) => id === shape.id) as ReadTable["columns"][number], months),
  );
  const main = [tenureBlock(tenure, months), ...fields];
  const chosen = choose(main, tenure, read, months, asked);
  const blocks = [...main, ...chosen.interactions];
  const fit = fitAll(blocks, months, chosen.ridge);
  const notes = notesOf(shapes, fields, constant, months);
  if (!fit.converged) notes.push({ code: "churn_not_settled", params: { iterations: fit.iterations } });
  let at = 0;
  const part = ({ width, averages }: DesignBlock): Pick<ChurnField, "coefficients" | "averages"> => {
    // adding 0 makes 0 of −0, which JSON does not carry
    const coefficients = Array.from(fit.coefficients.slice(at, at + width), (beta) => beta + 0);
    at += width;
    return { coefficients, averages };
  };
  return {
    kind: "churn",
    version: 1,
    rows: asked.rows,
    level: asked.level,
    ridge: fit.ridge,
    intercept: fit.intercept,
    tenure: { ...tenure, ...part(main[0] as DesignBlock) },
    fields: shapes.map((shape, k) => ({ ...shape, ...part(fields[k] as DesignBlock) })),
    interactions: chosen.interactions.map((block): ChurnInteraction => ({ id: block.id, ...part(block) })),
    covariance: Array.from(fit.covariance, (cell) => cell + 0),
    calibration: chosen.calibration,
    fittedOn: {
      months: months.n,
      customers: read.customers === undefined ? read.n : new Set(Array.from(read.customers)).size,
      leavers: leaving.length,
      ridges: chosen.ridges,
      notes,
    },
  };
}

type Asked = Required<Omit<FitChurnOptions, "ridge">> & { readonly ridges: readonly number[]; readonly given: boolean };

function readOptions(options: FitChurnOptions): Asked {
  requireObject(options, "options");
  const { rows, shapes = {}, interactions = [], ridge, calibration = "auto" } = options;
  const { folds = 5, seed = 1, level = 0.95 } = options;
  requireOneOf(rows, ["months", "stays"], "options.rows");
  requireObject(shapes, "options.shapes");
  if (!Array.isArray(interactions)) {
    throw new ClienteleError("invalid_type", `options.interactions must be a list, got ${show(interactions)}`, {
      name: "options.interactions",
    });
  }
  requireOneOf(calibration, ["auto", "none"], "options.calibration");
  requireNumber(folds, "options.folds", { min: 2, max: 20, integer: true });
  requireNumber(seed, "options.seed", { min: -1e15, max: 1e15, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const ridges = ridge === undefined ? RIDGES : typeof ridge === "number" ? [ridge] : ridge;
  if (!Array.isArray(ridges) || ridges.length === 0 || ridges.length > 50) {
    throw new ClienteleError("invalid_type", `options.ridge must be a number or up to 50 of them, got ${show(ridge)}`, {
      name: "options.ridge",
    });
  }
  // without any, a level of which nobody left would have no finite coefficient
  for (const [i, one] of ridges.entries()) requireNumber(one, `options.ridge[${i}]`, { min: 1e-3, max: 1e6 });
  const sorted = [...new Set(ridges)].sort((a, b) => a - b);
  return { rows, shapes, interactions, calibration, folds, seed, level, ridges: sorted, given: sorted.length === 1 };
}

function requireNames(
  table: ReadTable,
  shapes: Readonly<Record<string, ChurnShape>>,
  interactions: readonly string[],
): void {
  const kinds = new Map(table.columns.map(({ id, kind }) => [id, kind]));
  for (const id of [...Object.keys(shapes), ...interactions]) {
    requireOneOf(id, [...kinds.keys()], "options.shapes and options.interactions name covariates:");
  }
  for (const id of Object.keys(shapes)) {
    requireOneOf(shapes[id] as string, ["straight", "spline", "groups"], `options.shapes.${id}`);
    if (kinds.get(id) === "category") {
      throw new ClienteleError("inconsistent", `options.shapes.${id} bends a category; only numbers have a shape`, {
        name: id,
      });
    }
  }
}

interface Chosen {
  readonly ridge: number;
  readonly ridges: ChurnModel["fittedOn"]["ridges"];
  readonly interactions: readonly DesignBlock[];
  readonly calibration: ChurnModel["calibration"];
}

/** Chooses ridge, interactions and calibration on customers that the fit has not seen. */
function choose(
  main: readonly DesignBlock[],
  tenure: FieldShape,
  table: ReadTable,
  months: MonthRows,
  asked: Asked,
): Chosen {
  const none = { intercept: 0, slope: 1 };
  const first = asked.ridges[0] as number;
  if (asked.given && asked.interactions.length === 0 && asked.calibration === "none") {
    return { ridge: first, ridges: [], interactions: [], calibration: none };
  }
  const dealt = dealMonths(table, months, asked.folds, asked.seed);
  const tried = logOddsOutOfFold(main, dealt, asked.ridges);
  const ridges = tried.map((logOdds, k) => ({
    ridge: asked.ridges[k] as number,
    logLoss: meanSurprise(logOdds, dealt.left),
  }));
  // of equally good ones the stronger
  const best = ridges.reduce((least, { logLoss }, k) => (logLoss <= (ridges[least]?.logLoss ?? 0) ? k : least), 0);
  const ridge = asked.ridges[best] as number;
  let current = tried[best] as Float64Array;
  const interactions: DesignBlock[] = [];
  for (const id of [...new Set(asked.interactions)].sort()) {
    const field = main.find((block) => block.kind === "field" && block.id === id);
    // a column that says the same of everybody has no effect that could change
    if (field === undefined || tenure.kind === "category" || widthOf(tenure) === 0) continue;
    const block = interactionBlock(field, tenure, months);
    const [logOdds] = logOddsOutOfFold([...main, ...interactions, block], dealt, [ridge]) as [Float64Array];
    if (!pays(current, logOdds, dealt, table)) continue;
    interactions.push(block);
    current = logOdds;
  }
  return {
    ridge,
    ridges: asked.given ? [] : ridges,
    interactions,
    calibration: asked.calibration === "none" ? none : lineOf(current, dealt.left, asked.level),
  };
}

function fitAll(
  blocks: readonly DesignBlock[],
  { left }: MonthRows,
  ridge: number,
): NonNullable<ReturnType<typeof fitLogistic>> & { readonly ridge: number } {
  const predictors = blocks.flatMap(({ predictors }) => predictors);
  // columns that repeat one another to the last digit may need a stronger one
  for (let strength = ridge; strength <= 1e9; strength *= 10) {
    const fit = fitLogistic(predictors, left, { ridge: strength });
    if (fit !== undefined) return { ...asColumns(fit, blocks), ridge: strength };
  }
  throw new ClienteleError(
    "no_convergence",
    "no coefficients fit this table; bring its numbers to a smaller scale",
    {},
  );
}

/** Coefficients and covariance of the columns as they were before they were set apart. */
function asColumns<F extends { readonly coefficients: Float64Array; readonly covariance: Float64Array }>(
  fit: F,
  blocks: readonly DesignBlock[],
): F {
  const coefficients = fit.coefficients.slice();
  const covariance = fit.covariance.slice();
  const p = coefficients.length + 1;
  let at = 0;
  for (const { mixing, width } of blocks) {
    coefficientsBefore(mixing, coefficients, at);
    for (let k = 0; k < p; k++) coefficientsBefore(mixing, covariance, (at + 1) * p + k, p);
    for (let k = 0; k < p; k++) coefficientsBefore(mixing, covariance, k * p + at + 1);
    at += width;
  }
  return { ...fit, coefficients, covariance };
}
