import { requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { copyNumbers, isBinned, requireCode, requireFeatureTable } from "../table/check.ts";
import type { Feature, FeatureTable } from "../table/types.ts";
import { routeRows, routerOf } from "../tree/router.ts";
import { cellOf } from "./design.ts";
import { requireUpliftModel } from "./model-check.ts";
import { linked } from "./regression.ts";
import type { UpliftModel, UpliftRegression, UpliftTreeModel } from "./types.ts";

/** A field of the model as the table holds it: numbers, or for each row the position in the model's levels, −1 unknown. */
type Column = Float64Array | Int32Array;

/**
 * The expected uplift of every customer of a table: the score by which a list is drawn.
 *
 * @param model - From {@link fitUplift} or `loadModel`.
 * @param table - Customers as columns, with at least the model's fields; fields are found by name.
 * @returns One uplift per customer, in the outcome's unit: the value that {@link predictUplift} gives.
 * @throws `ClienteleError` `invalid_model`, `unknown_id` (a field of the model that the table lacks), `invalid_type`,
 * `length_mismatch`, `not_finite`, `out_of_range`, `empty_input`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 40) }));
 * const table = readFeatures(rows, ["age"]);
 * const treated = rows.map((_, i) => (i % 7 < 3 ? 1 : 0));
 * const bought = rows.map(({ age }, i) => (i % 3 === 0 || (treated[i] === 1 && age > 40) ? 1 : 0));
 * const model = fitUplift(table, treated, bought, { method: "two_model" });
 * const scores = predictUpliftColumn(model, table);
 * scores[0] === predictUplift(model, rows[0]).uplift.value; // => true
 * ```
 */
export function predictUpliftColumn(model: UpliftModel, table: FeatureTable): Float64Array {
  requireUpliftModel(model);
  requireObject(table, "table");
  if (isBinned(table)) {
    throw new ClienteleError("invalid_type", "table must hold values, from readFeatures, not groups", {
      name: "table",
    });
  }
  requireFeatureTable(table, "table");
  const columns = columnsUsed(model, table);
  if (model.method === "tree") return treeColumn(model, columns, table.rows);
  if (model.method === "two_model") {
    const treated = meansOf(model, model.treated, columns, table.rows);
    const control = meansOf(model, model.control, columns, table.rows);
    for (let i = 0; i < treated.length; i++) treated[i] = (treated[i] as number) - (control[i] as number);
    return treated;
  }
  const means = meansOf(model, model.transformed, columns, table.rows);
  if (model.outcome === "yes_no") for (let i = 0; i < means.length; i++) means[i] = 2 * (means[i] as number) - 1;
  return means;
}

/** The columns that the model asks about; of the others it is only checked that the table has them. */
function columnsUsed(model: UpliftModel, table: FeatureTable): (Column | undefined)[] {
  const used = new Set(
    model.method === "tree"
      ? model.nodes.flatMap((node) => ("question" in node ? [node.question.feature] : []))
      : model.columns.map(({ feature }) => feature),
  );
  return model.features.map((_, f) => columnOf(model, f, table, used.has(f)));
}

function columnOf(model: UpliftModel, f: number, table: FeatureTable, used: boolean): Column | undefined {
  const field = model.features[f] as UpliftModel["features"][number];
  const at = table.features.findIndex(({ id }) => id === field.id);
  const feature: Feature | undefined = table.features[at];
  if (feature === undefined) {
    throw new ClienteleError("unknown_id", `table lacks the model's field "${field.id}"; read it with readFeatures`, {
      id: field.id,
    });
  }
  const name = `table.features[${at}]`;
  if (feature.kind !== field.kind) {
    throw new ClienteleError("invalid_type", `${name} holds a ${feature.kind}, the model has a ${field.kind}`, {
      id: field.id,
    });
  }
  if (!used) return undefined;
  if (feature.kind === "number") {
    const values = new Float64Array(table.rows);
    copyNumbers(feature.values, values, `${name}.values`);
    return values;
  }
  const levels = field.kind === "category" ? field.levels : [];
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const own = Int32Array.from(feature.levels, (level) => codeOf.get(level) ?? -1);
  const codes = new Int32Array(table.rows);
  for (let i = 0; i < codes.length; i++) {
    const code = feature.codes[i] as number;
    requireCode(code, own.length, `${name}.codes`, i);
    codes[i] = code < 0 ? -1 : (own[code] as number);
  }
  return codes;
}

/** Means of a regression for every row, added in the order in which {@link predictUplift} adds them. */
function meansOf(
  model: Exclude<UpliftModel, UpliftTreeModel>,
  { intercept, coefficients }: UpliftRegression,
  columns: readonly (Column | undefined)[],
  rows: number,
): Float64Array {
  const eta = new Float64Array(rows).fill(intercept);
  model.columns.forEach((column, c) => {
    const coefficient = coefficients[c] as number;
    const values = columns[column.feature] as Column;
    if (column.kind === "level") {
      const feature = model.features[column.feature];
      const code = feature?.kind === "category" ? feature.levels.indexOf(column.level) : -1;
      for (let i = 0; i < rows; i++) if (values[i] === code) eta[i] = (eta[i] as number) + coefficient;
    } else {
      for (let i = 0; i < rows; i++) eta[i] = (eta[i] as number) + coefficient * cellOf(column, values[i] as number);
    }
  });
  for (let i = 0; i < rows; i++) eta[i] = linked(eta[i] as number, model.outcome);
  return eta;
}

function treeColumn(
  { nodes, features }: UpliftTreeModel,
  columns: readonly (Column | undefined)[],
  rows: number,
): Float64Array {
  // codes are positions in the model's own levels, so there are none that it does not know
  const levels = features.map((feature) => (feature.kind === "category" ? feature.levels : []));
  const router = routerOf(
    nodes,
    (f) => levels[f] as readonly string[],
    (f) => new Set(levels[f]),
  );
  const uplift = nodes.map(({ treated, control }) => treated.mean - control.mean);
  return Float64Array.from(routeRows(router, columns, rows), (end) => uplift[end] as number);
}
