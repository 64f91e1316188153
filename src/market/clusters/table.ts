import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { mixedCells, type NameCells, type NumberCells } from "../rows/field.ts";
import { categoryField, numberField, scaledNumber, widthOf } from "./encode.ts";
import type { Points } from "./k-means.ts";
import type { ClusterField, FitClustersOptions } from "./types.ts";

/** Rows read and scaled, in an order of their own, so that the order in which they were given does not matter. */
export interface ClusterTable {
  readonly fields: readonly ClusterField[];
  readonly cells: readonly (NumberCells | NameCells)[];
  readonly points: Points;
  /** Row of the data behind each point. */
  readonly order: Uint32Array;
  /** Fields left out because all rows are alike. */
  readonly constant: readonly string[];
}

/** Reads and scales all fields. */
export function readTable<T>(
  rows: ArrayLike<T>,
  options: FitClustersOptions<T>,
  method: "means" | "medoids",
): ClusterTable {
  requireColumn(rows, "rows");
  const { fields, logs = "auto", weights = {} } = options;
  requireObject(fields, "options.fields");
  requireObject(weights, "options.weights");
  if (logs !== "auto") {
    requireColumn(logs, "options.logs");
    for (let i = 0; i < logs.length; i++) requireOneOf(logs[i] as string, Object.keys(fields), `options.logs[${i}]`);
  }
  for (const id of Object.keys(weights)) requireOneOf(id, Object.keys(fields), "options.weights");
  const ids = Object.keys(fields).sort();
  if (ids.length === 0) throw new ClienteleError("empty_input", "options.fields must name at least one field", {});
  const kept: ClusterField[] = [];
  const cells: (NumberCells | NameCells)[] = [];
  const constant: string[] = [];
  for (const id of ids) {
    const read = fields[id];
    if (typeof read !== "function" && typeof read !== "object") {
      throw new ClienteleError(
        "invalid_type",
        `options.fields.${id} must be a function or a column, got ${show(read)}`,
        { id },
      );
    }
    const weight = Object.hasOwn(weights, id) ? (weights[id] as number) : 1;
    requireNumber(weight, `options.weights.${id}`, { above: 0, max: 100 });
    const column = mixedCells(rows, read as never, `fields.${id}`);
    const field =
      column.kind === "number" ? numberField(id, column, logs, weight) : categoryField(id, column, method, weight);
    if (field === undefined) {
      constant.push(id);
      continue;
    }
    kept.push(field);
    cells.push(column);
  }
  const p = kept.reduce((total, field) => total + widthOf(field), 0);
  requireNumber(p, "columns of all fields together", { max: 500 });
  const n = rows.length;
  const x = new Float64Array(n * p);
  let from = 0;
  kept.forEach((field, f) => {
    const column = cells[f] as NumberCells | NameCells;
    if (field.kind === "number") {
      const { values } = column as NumberCells;
      for (let i = 0; i < n; i++) x[i * p + from] = scaledNumber(field, values[i] as number);
    } else {
      const { codes } = column as NameCells;
      const unknown = field.levels.length - 1;
      for (let i = 0; i < n; i++) {
        const code = codes[i] as number;
        x[i * p + from + (code < 0 ? unknown : code)] = field.size;
      }
    }
    from += widthOf(field);
  });
  const order = contentOrder(x, n, p);
  const sorted = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    const row = order[i] as number;
    sorted.set(x.subarray(row * p, (row + 1) * p), i * p);
  }
  return { fields: kept, cells, points: { n, p, x: sorted }, order, constant };
}

/** Rows by their contents: equal rows are interchangeable. */
function contentOrder(x: Float64Array, n: number, p: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  return order.sort((a, b) => {
    for (let d = 0, u = a * p, v = b * p; d < p; d++, u++, v++) {
      const apart = (x[u] as number) - (x[v] as number);
      if (apart !== 0) return apart;
    }
    return 0;
  });
}
