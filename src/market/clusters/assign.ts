import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { scaledNumber, widthOf } from "./encode.ts";
import type { Cluster, ClusterAssignment, ClusterField, ClusterModel, ClusterRecord } from "./types.ts";

/** Distance from a centre over the columns of one field; squared around means. */
type Part = (cell: unknown, name: string, into: Float64Array) => void;

/**
 * Says to which group a customer belongs, and how clearly.
 *
 * @param model - From {@link fitClusters} or `loadModel`.
 * @param record - Fields by name, as they were fitted. Null, undefined and a field that is absent are not known: numbers
 * count as the median, names as unknown. A name that the model never saw is as far from every cluster.
 * @returns The nearest cluster, its distance in robust standard deviations, the next one and how clear the choice is.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 60 }, (_, i) => ({ orders: (i % 2) * 20 + (i % 7), plan: i % 2 ? "pro" : "free" }));
 * const model = fitClusters(rows, { fields: { orders: (row) => row.orders, plan: (row) => row.plan } });
 * const newcomer = assignCluster(model, { orders: 24, plan: "pro" });
 * newcomer.cluster === assignCluster(model, rows[1]).cluster; // => true
 * newcomer.clarity > 0.5; // => true
 * ```
 * @see Rousseeuw (1987) for silhouettes; `clarity` is the same with distances to centres
 */
export function assignCluster(model: ClusterModel, record: ClusterRecord): ClusterAssignment {
  requireModel(model);
  requireObject(record, "record");
  const distances = new Float64Array(model.clusters.length);
  let from = 0;
  for (const field of model.fields) {
    partOf(model, field, from)(
      Object.hasOwn(record, field.id) ? record[field.id] : undefined,
      `record.${field.id}`,
      distances,
    );
    from += widthOf(field);
  }
  if (model.method === "means")
    for (let c = 0; c < distances.length; c++) distances[c] = Math.sqrt(distances[c] as number);
  const order = Array.from(distances, (_, c) => c).sort((a, b) => (distances[a] as number) - (distances[b] as number));
  const [first, second] = order as [number, number | undefined];
  const distance = distances[first] as number;
  const next = second === undefined ? undefined : (distances[second] as number);
  return {
    cluster: (model.clusters[first] as Cluster).id,
    distance,
    ...(second !== undefined && {
      next: (model.clusters[second] as Cluster).id,
      clarity: next !== undefined && next > 0 ? (next - distance) / next : 0,
    }),
  };
}

/**
 * Says for many customers at once to which group each belongs.
 *
 * @param model - From {@link fitClusters} or `loadModel`.
 * @param columns - One column a field of the model, all of one length. NaN, null and undefined are not known.
 * @returns For each row the position of its cluster in `model.clusters`, from 0.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `length_mismatch`, `unknown_id` where a column is
 * absent.
 * @example
 * ```ts
 * const rows = Array.from({ length: 60 }, (_, i) => ({ orders: (i % 2) * 20 + (i % 7), plan: i % 2 ? "pro" : "free" }));
 * const model = fitClusters(rows, { fields: { orders: (row) => row.orders, plan: (row) => row.plan } });
 * const found = assignClusterColumn(model, { orders: [22, 3], plan: ["pro", "free"] });
 * found[0] !== found[1]; // => true
 * ```
 */
export function assignClusterColumn(
  model: ClusterModel,
  columns: Readonly<Record<string, ArrayLike<string | number | boolean | null | undefined>>>,
): Int32Array {
  requireModel(model);
  requireObject(columns, "columns");
  let n: number | undefined;
  const parts: { readonly column: ArrayLike<unknown>; readonly part: Part; readonly name: string }[] = [];
  let from = 0;
  for (const field of model.fields) {
    const column = Object.hasOwn(columns, field.id) ? columns[field.id] : undefined;
    if (column === undefined) {
      throw new ClienteleError("unknown_id", `columns must hold ${field.id}, as the model was fitted with it`, {
        id: field.id,
      });
    }
    requireColumn(column, `columns.${field.id}`);
    if (n !== undefined && column.length !== n) {
      throw new ClienteleError("length_mismatch", `columns.${field.id} has ${column.length} rows, the others ${n}`, {
        id: field.id,
      });
    }
    n = column.length;
    parts.push({ column, part: partOf(model, field, from), name: `columns.${field.id}` });
    from += widthOf(field);
  }
  const out = new Int32Array(n ?? 0);
  const k = model.clusters.length;
  const distances = new Float64Array(k);
  for (let i = 0; i < out.length; i++) {
    distances.fill(0);
    for (const { column, part, name } of parts) part(column[i], name, distances);
    let best = 0;
    for (let c = 1; c < k; c++) if ((distances[c] as number) < (distances[best] as number)) best = c;
    out[i] = best;
  }
  return out;
}

/** What one field adds to the distances from all centres; those of names are worked out once a name. */
function partOf({ method, clusters }: ClusterModel, field: ClusterField, from: number): Part {
  const k = clusters.length;
  const squared = method === "means";
  if (field.kind === "number") {
    const centres = Float64Array.from(clusters, ({ centre }) => centre[from] as number);
    return (cell, name, into) => {
      const value = cell === null || cell === undefined ? Number.NaN : cell;
      if (typeof value !== "number" || value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
        const code = typeof value === "number" ? "not_finite" : "invalid_type";
        throw new ClienteleError(
          code,
          `${name} must be a finite number, or null where it is not known, got ${show(cell)}`,
          {
            name,
          },
        );
      }
      const at = scaledNumber(field, value);
      for (let c = 0; c < k; c++) {
        const apart = at - (centres[c] as number);
        into[c] = (into[c] as number) + (squared ? apart * apart : Math.abs(apart));
      }
    };
  }
  const { levels, size } = field;
  const far = (level: number): Float64Array =>
    Float64Array.from(clusters, ({ centre }) => {
      let total = 0;
      for (let d = 0; d < levels.length; d++) {
        const apart = (d === level ? size : 0) - (centre[from + d] as number);
        total += squared ? apart * apart : Math.abs(apart);
      }
      return total;
    });
  const table = new Map(levels.map((level, d) => [level, far(d)]));
  // a name never seen is as far from every cluster
  const unseen = new Float64Array(k);
  return (cell, name, into) => {
    const known = cell !== null && cell !== undefined && !Number.isNaN(cell);
    if (known && typeof cell !== "string" && typeof cell !== "boolean" && typeof cell !== "number") {
      throw new ClienteleError(
        "invalid_type",
        `${name} must be a name, or null where it is not known, got ${show(cell)}`,
        {
          name,
        },
      );
    }
    const own = table.get(known ? String(cell) : "") ?? unseen;
    for (let c = 0; c < k; c++) into[c] = (into[c] as number) + (own[c] as number);
  };
}

/** Refuses what was edited by hand into something that cannot be read. */
export function requireModel(model: ClusterModel): void {
  requireObject(model, "model");
  const wrong = (what: string): never => {
    throw new ClienteleError("invalid_model", `model is no cluster model: ${what}; load it with loadModel`, {});
  };
  if (model.kind !== "clusters" || model.version !== 1) wrong(`kind ${show(model.kind)}`);
  if (model.method !== "means" && model.method !== "medoids") wrong("method");
  if (!Array.isArray(model.fields) || !Array.isArray(model.clusters) || model.clusters.length === 0)
    wrong("fields or clusters");
  let width = 0;
  for (const field of model.fields) {
    if (typeof field !== "object" || field === null || typeof field.id !== "string") wrong("a field without id");
    if (field.kind === "number") {
      requireNumber(field.centre, `model.fields.${field.id}.centre`);
      requireNumber(field.spread, `model.fields.${field.id}.spread`, { above: 0 });
      requireNumber(field.weight, `model.fields.${field.id}.weight`, { above: 0 });
      if (field.scale === "log") requireNumber(field.unit as number, `model.fields.${field.id}.unit`, { above: 0 });
    } else if (field.kind === "category" && Array.isArray(field.levels)) {
      requireNumber(field.size, `model.fields.${field.id}.size`, { above: 0 });
    } else wrong(`field ${field.id}`);
    width += widthOf(field);
  }
  for (const cluster of model.clusters) {
    const fits = typeof cluster === "object" && cluster !== null && typeof cluster.id === "string";
    if (!fits || !Array.isArray(cluster.centre) || cluster.centre.length !== width) wrong("a cluster of another width");
    if (!cluster.centre.every(Number.isFinite)) wrong("a centre that is not finite");
  }
}
