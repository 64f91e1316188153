import { countBelow } from "../../math/count-below.ts";
import { binFeatures } from "../table/bin.ts";
import {
  copyCodes,
  copyNumbers,
  isBinned,
  MISSING_BIN,
  requireBinnedTable,
  requireFeatureTable,
} from "../table/check.ts";
import type { BinnedTable, Feature, FeatureTable } from "../table/types.ts";
import { binsByRow } from "./histogram.ts";
import type { TreeFeature } from "./types.ts";

/** A field as codes that rise with its values: groups of a histogram, or one code per value. */
export interface TreeColumn {
  readonly feature: TreeFeature;
  /** Code of each customer; `missing` where the value is not known. */
  readonly codes: Uint8Array | Int32Array;
  /** Number of codes, and the code of those not known. */
  readonly size: number;
  readonly missing: number;
  /** Lowest and highest value of each code; fields of numbers alone. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Customers by rising value, those not known last; made by the exact method for fields of numbers alone. */
  readonly order: Int32Array | undefined;
}

/** All fields, made ready for one of the two methods. */
export interface TreeColumns {
  readonly method: "exact" | "histogram";
  readonly rows: number;
  readonly columns: readonly TreeColumn[];
  /** The codes of all fields customer by customer; histogram method alone. */
  readonly byRow: Uint8Array | undefined;
}

const NONE: Float64Array = /* @__PURE__ */ new Float64Array(0);

/** The most customers for whom every value is looked at, unless asked otherwise. */
const MOST_EXACT = 100_000;

/** Checks a table and makes it ready for growing trees. */
export function treeColumns(
  table: FeatureTable | BinnedTable,
  asked: "exact" | "histogram" | undefined,
  weights: ArrayLike<number> | undefined,
): TreeColumns {
  const binned = isBinned(table);
  if (binned) {
    // a table that a tree was grown from has been checked: a second tree need not look at every cell again
    if (!turned.has(table)) requireBinnedTable(table, "table");
    return asked === "exact" ? exactOfBinned(table) : histogramColumns(table);
  }
  requireFeatureTable(table, "table");
  const method = asked ?? (table.rows <= MOST_EXACT ? "exact" : "histogram");
  if (method === "histogram") return histogramColumns(binFeatures(table, weights === undefined ? {} : { weights }));
  const columns = table.features.map((feature, f) => exactColumn(feature, table.rows, f));
  return { method, rows: table.rows, columns, byRow: undefined };
}

/** Tables of groups, customer by customer: turned with the first tree, and there for every further one. */
const turned: WeakMap<BinnedTable, Uint8Array> = /* @__PURE__ */ new WeakMap();

function histogramColumns(table: BinnedTable): TreeColumns {
  const columns = groupColumns(table);
  const byRow = turned.get(table) ?? binsByRow(columns, table.rows);
  turned.set(table, byRow);
  return { method: "histogram", rows: table.rows, columns, byRow };
}

function groupColumns(table: BinnedTable): readonly TreeColumn[] {
  return table.features.map((feature): TreeColumn => {
    const { bins: codes, id } = feature;
    const common = { codes, missing: MISSING_BIN, order: undefined };
    if (feature.kind === "category") {
      const { kind, levels } = feature;
      return { ...common, feature: { id, kind, levels }, size: levels.length, lowest: NONE, highest: NONE };
    }
    const { kind, lowest, highest } = feature;
    return { ...common, feature: { id, kind }, size: lowest.length, lowest, highest };
  });
}

/** A table of groups looked at group by group: the exact method takes each group for one value. */
function exactOfBinned(table: BinnedTable): TreeColumns {
  return {
    method: "exact",
    rows: table.rows,
    byRow: undefined,
    columns: groupColumns(table).map((column) =>
      column.feature.kind === "category"
        ? column
        : { ...column, order: orderOf(column.codes, column.size, column.missing) },
    ),
  };
}

function exactColumn(feature: Feature, rows: number, f: number): TreeColumn {
  const { id } = feature;
  const codes = new Int32Array(rows);
  if (feature.kind === "category") {
    const { kind, levels } = feature;
    const missing = levels.length;
    copyCodes(feature, missing, codes, `table.features[${f}].codes`);
    return {
      feature: { id, kind, levels },
      codes,
      size: missing,
      missing,
      lowest: NONE,
      highest: NONE,
      order: undefined,
    };
  }
  const values = new Float64Array(rows);
  const unknown = copyNumbers(feature.values, values, `table.features[${f}].values`);
  // NaN sorts last
  const sorted = values.slice().sort();
  let size = 0;
  for (let i = 0; i < rows - unknown; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[size++] = sorted[i] as number;
  }
  const distinct = sorted.slice(0, size);
  for (let i = 0; i < rows; i++) codes[i] = rankOf(values[i] as number, distinct);
  const order = orderOf(codes, size, size);
  return { feature: { id, kind: "number" }, codes, size, missing: size, lowest: distinct, highest: distinct, order };
}

/** Position of a value that is there; the number of values for NaN. */
function rankOf(value: number, distinct: Float64Array): number {
  if (Number.isNaN(value)) return distinct.length;
  return countBelow(distinct, value);
}

/** Rows by rising code, rows of equal code in their own order, those not known last. */
function orderOf(codes: Uint8Array | Int32Array, size: number, missing: number): Int32Array {
  const next = new Int32Array(size + 2);
  for (let i = 0; i < codes.length; i++) {
    const at = (codes[i] === missing ? size : (codes[i] as number)) + 1;
    next[at] = (next[at] as number) + 1;
  }
  for (let k = 1; k < next.length; k++) next[k] = (next[k] as number) + (next[k - 1] as number);
  const order = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const at = codes[i] === missing ? size : (codes[i] as number);
    const place = next[at] as number;
    order[place] = i;
    next[at] = place + 1;
  }
  return order;
}
