import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { createRandom } from "../../math/random.ts";
import { widthOf } from "./encode.ts";
import { chooseClusters, type JudgedClusters, judgeClusters, STABLE } from "./judge.ts";
import { type Grouping, moveCentres, type Points } from "./k-means.ts";
import { groupByCity, sampleOf } from "./k-medoids.ts";
import type { ColumnPlan } from "./null-rows.ts";
import { profilesOf } from "./profile.ts";
import { testStructure } from "./structure.ts";
import { type ClusterTable, readTable } from "./table.ts";
import type { Cluster, ClusterCandidate, ClusterModel, ClusterStructure, FitClustersOptions } from "./types.ts";

/** Rows on which numbers of clusters are judged, resampled, and tested against rows without clusters. */
const JUDGED = 1500;
const RESAMPLED = 600;
const TESTED = 400;
/** Rows below which no clusters are looked for. */
const LEAST = 12;
/** Share of unknown cells from which a field is named in a note. */
const MANY_MISSING = 0.05;

/**
 * Finds groups of alike customers in fields of numbers and names, tells what sets each apart, and says where there are no
 * groups but one cloud.
 *
 * Numbers are scaled by median and robust spread (long upper tails by logarithm first; far-out values pulled in), names
 * weigh on average as much as numbers. The number of clusters is the one with the best mean silhouette among those that
 * come out stable from resampled rows. Whether there are clusters at all is tested against rows with the same spread,
 * skew and correlation but without clusters.
 *
 * @param rows - One row a customer, at least 12. Not mutated; their order does not matter.
 * @param options - `fields` to look at (at most 500 columns, a name being one; at most 50 names a field); `method`, `k`,
 * `most`, `logs`, `weights`, `falseClaims`, `resamples`, `level`, `seed`.
 * @returns A plain JSON model with one cluster where none are found and `k` is left out; where `k` is given it is
 * followed, and `structure.found` still tells. Above 1,500 rows silhouettes, above 600 stability and above 400 the test
 * rest on samples; centres and profiles on all rows. An abstention where there are too few rows, or nothing differs.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`, `length_mismatch`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 60 }, (_, i) => ({ orders: (i % 2) * 20 + (i % 7), plan: i % 2 ? "pro" : "free" }));
 * const model = fitClusters(rows, { fields: { orders: (row) => row.orders, plan: (row) => row.plan } });
 * model.clusters.map((cluster) => cluster.n); // => [30, 30]
 * model.structure.found; // => true
 * ```
 * @see Arthur & Vassilvitskii (2007), k-means++; Schubert & Rousseeuw (2021), FasterPAM; Rousseeuw (1987), silhouettes;
 * Hennig (2007), stability; Tibshirani, Walther & Hastie (2001), gap
 */
export function fitClusters<T>(rows: ArrayLike<T>, options: FitClustersOptions<T>): ClusterModel | Abstention {
  requireObject(options, "options");
  requireColumn(rows, "rows");
  const { method = "means", k, most = 8, falseClaims = 0.05, resamples = 20, level = 0.95, seed = 1 } = options;
  requireOneOf(method, ["means", "medoids"], "options.method");
  if (k !== undefined) requireNumber(k, "options.k", { min: 1, max: 50, integer: true });
  requireNumber(most, "options.most", { min: 2, max: 15, integer: true });
  requireNumber(falseClaims, "options.falseClaims", { min: 0.01, max: 0.5 });
  requireNumber(resamples, "options.resamples", { min: 10, max: 500, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const random = createRandom(seed);
  const table = readTable(rows, options, method);
  const { points, fields } = table;
  const needed = Math.max(LEAST, 3 * (k ?? 2));
  if (points.n < needed) return { abstained: { code: "too_few_rows", params: { n: points.n, needed } } };
  if (fields.length === 0) return { abstained: { code: "clusters_nothing_differs", params: { n: points.n } } };
  const judgedRows = sampleOf(points, JUDGED, random.fork(1));
  const resampled = sampleOf(judgedRows, method === "means" ? RESAMPLED : RESAMPLED / 2, random.fork(2));
  const distinct = distinctRows(resampled, Math.max(most, k ?? 2) + 1);
  const last = Math.min(most, Math.floor(points.n / 3), distinct - 1);
  if (Math.max(2, last) > distinct || distinct < (k ?? 2)) {
    return { abstained: { code: "clusters_few_kinds", params: { n: points.n, kinds: distinct } } };
  }
  const structure = testStructure(
    sampleOf(judgedRows, TESTED, random.fork(3)),
    columnsOf(table),
    Math.max(2, last),
    falseClaims,
    random.fork(4),
  );
  const judge = (number: number): JudgedClusters =>
    judgeClusters(judgedRows, resampled, number, method, resamples, random.fork(100 + number));
  const numbers = k === undefined ? Array.from({ length: Math.max(1, last - 1) }, (_, i) => i + 2) : k > 1 ? [k] : [];
  const judged = k === undefined && !structure.found ? [] : numbers.map(judge);
  const chosen = judged.length === 0 ? undefined : chooseClusters(judged);
  const grouping = chosen === undefined ? oneGroup(points) : allRows(points, chosen.grouping, method);
  const by = k !== undefined ? "given" : chosen === undefined ? "no_structure" : "silhouette";
  return {
    kind: "clusters",
    version: 1,
    method,
    fields,
    clusters: clustersOf(table, grouping, chosen, level),
    structure,
    level,
    fittedOn: {
      rows: points.n,
      seed,
      by,
      candidates: judged.map(({ k, silhouette, stability, agreement }): ClusterCandidate => {
        return { k, silhouette, stability, agreement };
      }),
      judged: judgedRows.n,
      notes: notesOf(table, structure, chosen, by),
    },
  };
}

/** Different rows, counted up to a limit; rows stand in the order of their contents. */
function distinctRows({ n, p, x }: Points, limit: number): number {
  let count = 1;
  for (let i = 1; i < n && count < limit; i++) {
    for (let d = 0; d < p; d++) {
      if (x[i * p + d] === x[(i - 1) * p + d]) continue;
      count++;
      break;
    }
  }
  return count;
}

function columnsOf({ fields }: ClusterTable): ColumnPlan {
  const [numbers, names]: [number[], [number, number][]] = [[], []];
  let from = 0;
  for (const field of fields) {
    if (field.kind === "number") numbers.push(from);
    else names.push([from, widthOf(field)]);
    from += widthOf(field);
  }
  return { numbers, names };
}

function oneGroup({ n, p, x }: Points): Grouping {
  const centres = new Float64Array(p);
  for (let i = 0; i < n; i++)
    for (let d = 0; d < p; d++) centres[d] = (centres[d] as number) + (x[i * p + d] as number);
  return { k: 1, centres: centres.map((total) => total / n), groups: new Int32Array(n), cost: 0 };
}

/** From the rows that were judged to all rows. */
function allRows(points: Points, found: Grouping, method: "means" | "medoids"): Grouping {
  if (found.groups.length === points.n) return found;
  if (method === "means") return moveCentres(points, found.centres);
  return { k: found.k, centres: found.centres, ...groupByCity(points, found.centres) };
}

function clustersOf(
  table: ClusterTable,
  { k, centres, groups }: Grouping,
  judged: JudgedClusters | undefined,
  level: number,
): Cluster[] {
  const { n, p } = table.points;
  const sizes = new Float64Array(k);
  for (const g of groups) sizes[g] = (sizes[g] as number) + 1;
  const centreOf = (g: number): number[] => Array.from(centres.subarray(g * p, (g + 1) * p));
  const order = Array.from({ length: k }, (_, g) => g).sort((a, b) => {
    const bySize = (sizes[b] as number) - (sizes[a] as number);
    if (bySize !== 0) return bySize;
    const [left, right] = [centreOf(a), centreOf(b)];
    const at = left.findIndex((cell, d) => cell !== right[d]);
    return at < 0 ? 0 : (left[at] as number) - (right[at] as number);
  });
  const profiles = k === 1 ? [[]] : profilesOf(table, groups, k, level);
  return order.map((g, place): Cluster => {
    const size = sizes[g] as number;
    return {
      id: `c${place + 1}`,
      n: size,
      share: { value: size / n, n, interval: wilsonInterval(size, n, level) },
      centre: centreOf(g),
      ...(judged !== undefined && {
        silhouette: judged.silhouettes[g] as number,
        stability: judged.stabilities[g] as number,
      }),
      profile: profiles[g] as Cluster["profile"],
    };
  });
}

function notesOf(
  { fields, points, constant }: ClusterTable,
  structure: ClusterStructure,
  chosen: JudgedClusters | undefined,
  by: ClusterModel["fittedOn"]["by"],
): Reason[] {
  const { pValue, found } = structure;
  const notes: Reason[] = [];
  if (!found)
    notes.push({
      code: by === "given" && chosen !== undefined ? "clusters_cut_a_cloud" : "clusters_none",
      params: { pValue },
    });
  if (chosen !== undefined && chosen.stability < STABLE) {
    notes.push({ code: "clusters_unstable", params: { stability: chosen.stability, needed: STABLE } });
  }
  for (const field of fields) {
    const share = field.missing / points.n;
    if (share > MANY_MISSING) notes.push({ code: "clusters_missing", params: { field: field.id, share } });
  }
  for (const field of constant) notes.push({ code: "clusters_constant", params: { field } });
  return notes;
}
