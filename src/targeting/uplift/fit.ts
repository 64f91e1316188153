import {
  requireColumn,
  requireNumber,
  requireObject,
  requireOneOf,
  requireSameLength,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { indicesOf } from "../../math/outcomes.ts";
import { binFeatures } from "../table/bin.ts";
import { isBinned, requireBinnedTable, requireFeatureTable } from "../table/check.ts";
import type { BinnedTable, FeatureTable } from "../table/types.ts";
import type { TreeFeature } from "../tree/types.ts";
import { type Arms, readArms } from "./arms.ts";
import { columnsOf } from "./design.ts";
import { growTree } from "./grow.ts";
import { dealHonest } from "./honest.ts";
import { fitTransformed, fitTwoModels } from "./learners.ts";
import type { FitUpliftOptions, UpliftColumn, UpliftModel, UpliftModelBase } from "./types.ts";

/** A table and its arms, read once, from which models of any of its rows are learned. */
export interface UpliftData {
  readonly arms: Arms;
  readonly options: FitUpliftOptions;
  readonly features: readonly TreeFeature[];
  /** For the tree. */
  readonly binned?: BinnedTable;
  /** For the regressions. */
  readonly table?: FeatureTable;
  readonly columns?: readonly UpliftColumn[];
}

/**
 * Learns for whom contact changes something, from customers of whom chance decided who was contacted.
 *
 * - `tree`: segments, parted where the uplifts of both sides differ beyond chance. Missing values take a side of their
 *   own at each split, categories are ordered by their effect.
 * - `two_model`: one regression for the contacted, one for the control group; the difference is the uplift.
 * - `class_transformation`: one regression of "contacted and yes, or not contacted and no", customers weighted so that
 *   both arms count the same; of amounts, of the outcome divided by its arm's share, sign turned in the control group.
 *
 * Regressions are logistic for yes/no and linear for amounts, both with a ridge.
 *
 * @param table - Customers as columns from {@link readFeatures}, or for the tree their groups from {@link binFeatures}.
 * @param treated - 1 or true for a contacted customer, 0 or false for one of the control group; both must occur.
 * @param outcomes - 0 or 1 (true or false), or amounts, one per customer.
 * @param options - `method`; `outcome`, `level`; for the tree `maxDepth`, `minPerArm`, `significance`, `honest`; for the
 * others `ridge`.
 * @returns A plain JSON model. A tree without `honest` carries a note that its figures flatter, one that found nothing
 * to part says so.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`, `unknown_id`,
 * `duplicate_id`, `no_convergence` (a regression that does not settle).
 * @example
 * ```ts
 * const rows = Array.from({ length: 800 }, (_, i) => ({ city: i % 2 === 0 ? "Lyon" : "Nice" }));
 * const treated = rows.map((_, i) => (i % 4 < 2 ? 1 : 0));
 * const bought = rows.map((row, i) => (i % 5 === 0 || (treated[i] === 1 && row.city === "Lyon" && i % 3 === 0) ? 1 : 0));
 * const model = fitUplift(readFeatures(rows, ["city"]), treated, bought, { method: "tree" });
 * model.nodes[0].question.left; // => ["Nice"]
 * predictUplift(model, { city: "Lyon" }).uplift.value; // ≈ 0.27
 * ```
 * @see Radcliffe & Surry (2011), Real-World Uplift Modelling with Significance-Based Uplift Trees, 6.2; Athey & Imbens
 * (2016), PNAS 113, 7353–7360, on honest trees; Jaskowski & Jaroszewicz (2012), ICML workshop, on class transformation
 */
export function fitUplift(
  table: FeatureTable | BinnedTable,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  options: FitUpliftOptions,
): UpliftModel {
  const data = readUplift(table, treated, outcomes, options);
  return fitRows(data, indicesOf(data.arms.treated.length));
}

/** Checks everything and brings the table to the form that the method takes. */
export function readUplift(
  table: FeatureTable | BinnedTable,
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  options: FitUpliftOptions,
): UpliftData {
  requireObject(table, "table");
  requireObject(options, "options");
  requireOneOf(options.method, ["two_model", "class_transformation", "tree"], "options.method");
  requireLimits(options);
  const binned = isBinned(table);
  if (binned) requireBinnedTable(table, "table");
  else requireFeatureTable(table, "table");
  requireColumn(treated, "treated");
  if (treated.length !== table.rows) requireSameLength(treated, "treated", { length: table.rows }, "table");
  const arms = readArms(treated, outcomes, options.outcome);
  const features = table.features.map(
    (feature): TreeFeature =>
      feature.kind === "number"
        ? { id: feature.id, kind: "number" }
        : { id: feature.id, kind: "category", levels: Array.from(feature.levels) },
  );
  if (options.method === "tree") {
    return { arms, options, features, binned: binned ? table : binFeatures(table) };
  }
  if (binned) {
    throw new ClienteleError(
      "invalid_type",
      `table holds groups, method ${show(options.method)} needs the values; pass the table from readFeatures`,
      { name: "table" },
    );
  }
  return { arms, options, features, table, columns: columnsOf(table) };
}

function requireLimits(options: FitUpliftOptions): void {
  const { level = 0.95, maxDepth = 4, minPerArm = 100, significance = 0.05, ridge = 1 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(maxDepth, "options.maxDepth", { min: 0, max: 20, integer: true });
  requireNumber(minPerArm, "options.minPerArm", { min: 2, max: 1e9, integer: true });
  requireNumber(significance, "options.significance", { above: 0, max: 1 });
  requireNumber(ridge, "options.ridge", { above: 0, max: 1e9 });
}

/** Learns a model from the listed rows. */
export function fitRows(
  { arms, options, features, binned, table, columns }: UpliftData,
  rows: Uint32Array,
): UpliftModel {
  const { method, level = 0.95, maxDepth = 4, minPerArm = 100, significance = 0.05, honest, ridge = 1 } = options;
  let treated = 0;
  for (const row of rows) treated += arms.treated[row] as number;
  const notes: Reason[] = [];
  const first = arms.outcomes[rows[0] as number] as number;
  if (rows.every((row) => arms.outcomes[row] === first)) {
    notes.push({ code: "all_values_equal", params: { n: rows.length, value: first } });
  }
  const base: UpliftModelBase = {
    kind: "uplift",
    version: 1,
    outcome: arms.kind,
    features,
    level,
    fittedOn: { treated, control: rows.length - treated, notes },
  };
  if (binned !== undefined) {
    const parts = honest === undefined ? { structure: rows, estimates: rows } : dealHonest(rows, arms, honest);
    const nodes = growTree(binned, arms, parts, { maxDepth, minPerArm, significance });
    if (nodes.length === 1) notes.push({ code: "uplift_tree_no_split", params: { n: rows.length, significance } });
    else if (honest === undefined)
      notes.push({ code: "uplift_tree_not_honest", params: { leaves: (nodes.length + 1) / 2 } });
    return { ...base, method: "tree", nodes };
  }
  const design = { table: table as FeatureTable, columns: columns as readonly UpliftColumn[] };
  return method === "two_model"
    ? { ...base, method, columns: design.columns, ...fitTwoModels(design, arms, rows, ridge) }
    : {
        ...base,
        method: "class_transformation",
        columns: design.columns,
        transformed: fitTransformed(design, arms, rows, ridge),
      };
}
