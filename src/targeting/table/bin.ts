import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { binNumbers } from "./bin-numbers.ts";
import { copyCodes, copyNumbers, MISSING_BIN, requireFeatureTable, requireWeights } from "./check.ts";
import type {
  BinFeaturesOptions,
  BinnedCategory,
  BinnedFeature,
  BinnedTable,
  CategoryFeature,
  FeatureTable,
} from "./types.ts";

/**
 * Cuts every field into at most 255 groups once, so that many trees can be learned from the same customers fast.
 *
 * @param table - Customers as columns. Not mutated.
 * @param options - `bins`: most groups of a field of numbers, from 2 to 255, default 255. `weights`: weight of each
 * customer, at least 0, so that groups hold about the same weight. A field with no more values than `bins` gets one
 * group per value; any other gets groups of about equal weight, a frequent value one of its own. A field of
 * categories gets one group per level.
 * @returns The groups. They depend on the values alone, not on the order of the customers.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `length_mismatch`, `not_finite`, `duplicate_id`, `unknown_id`,
 * `out_of_range` (a field of more than 255 levels: merge the rare ones first).
 * @example
 * ```ts
 * const table = readFeatures([{ age: 31 }, { age: 45 }, { age: 45 }, { age: null }], ["age"]);
 * const [age] = binFeatures(table).features;
 * Array.from(age.bins); // => [0, 1, 1, 255]
 * Array.from(age.cuts); // => [38]
 * ```
 * @see Ke et al. (2017), NeurIPS 30, 3146–3154 (histograms of at most 255 groups)
 */
export function binFeatures(table: FeatureTable, options: BinFeaturesOptions = {}): BinnedTable {
  requireFeatureTable(table, "table");
  requireObject(options, "options");
  const { bins = MISSING_BIN, weights } = options;
  requireNumber(bins, "options.bins", { min: 2, max: MISSING_BIN, integer: true });
  if (weights !== undefined) requireWeights(weights, table.rows, "options.weights");
  const values = new Float64Array(table.rows);
  const cellOf = new Int32Array(table.rows);
  const features = table.features.map((feature, f): BinnedFeature => {
    if (feature.kind === "category") return binCategory(feature, `table.features[${f}]`);
    const missing = copyNumbers(feature.values, values, `table.features[${f}].values`);
    return binNumbers({ id: feature.id, values, known: table.rows - missing, weights, cellOf }, bins);
  });
  return { rows: table.rows, features };
}

function binCategory(feature: CategoryFeature, where: string): BinnedCategory {
  const { id, levels } = feature;
  if (levels.length > MISSING_BIN) {
    throw new ClienteleError(
      "out_of_range",
      `${where} (${id}) has ${levels.length} levels; at most 255 can be grouped: merge the rare ones into one level`,
      { id, levels: levels.length },
    );
  }
  const bins = new Uint8Array(feature.codes.length);
  copyCodes(feature, MISSING_BIN, bins, `${where}.codes`);
  return { id, kind: "category", bins, levels };
}
