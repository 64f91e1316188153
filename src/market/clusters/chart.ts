import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { clustersLabels } from "../../core/labels/clusters.ts";
import type { Locale } from "../../core/locale.ts";
import { requireModel } from "./assign.ts";
import type { ClusterModel, ClusterProfile } from "./types.ts";

const SMALLEST = 240;
/** Rows of the chart at most: those that tell clusters apart best. */
const MOST_ROWS = 16;
/** Effects from here on are drawn in full colour. */
const FULL = 2;

const WORDS = {
  en: { title: "What sets the clusters apart", unknown: "unknown", cluster: "Cluster", legend: "Against the rest" },
  zh: { title: "各类客户的差异", unknown: "未知", cluster: "第", legend: "与其余相比" },
} as const;

/** Options of {@link clusterChart}. */
export interface ClusterChartOptions extends ChartOptions {
  /** Names of clusters by id; default "Cluster 1" and so on. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * Draws what sets groups apart: a column a cluster, a row a field or name, coloured by how far it lies from the rest.
 * Cells hold the typical number, or the share of a name.
 *
 * @param model - From {@link fitClusters} or `loadModel`, with at least two clusters.
 * @param options - `locale`, `names`, `width` (default 560) and `height` (default 30 a row) in pixels, at least 240.
 * @returns A Vega-Lite specification. At most 16 rows are drawn, those with the largest effects; a field with two names
 * has one row. With one cluster the title says so and nothing is drawn.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 60 }, (_, i) => ({ orders: (i % 2) * 20 + (i % 7), plan: i % 2 ? "pro" : "free" }));
 * const model = fitClusters(rows, { fields: { orders: (row) => row.orders, plan: (row) => row.plan } });
 * clusterChart(model, { locale: "zh" }).title.text; // => "各类客户的差异"
 * ```
 */
export function clusterChart(model: ClusterModel, options: ClusterChartOptions = {}): Chart {
  requireModel(model);
  const rows = rowsOf(model);
  const { locale, width, height } = chartFrame(options, 560, Math.max(SMALLEST, 34 * rows.length), SMALLEST);
  const words = WORDS[locale];
  const nameOf = (id: string): string => {
    const own: unknown =
      options.names !== undefined && Object.hasOwn(options.names ?? {}, id) ? options.names[id] : undefined;
    if (typeof own === "string") return own;
    const number = id.replace(/^c/, "");
    return locale === "en" ? `${words.cluster} ${number}` : `第 ${number} 类`;
  };
  const heads = model.clusters.map(({ id, n, share }) => {
    requireNumber(n, "model.clusters.n", { min: 0 });
    return `${nameOf(id)}|${formatNumber(n)} (${formatShare(share?.value ?? Number.NaN, 0)})`;
  });
  const rowName = ({ id, level }: ChartRow): string =>
    level === undefined ? id : `${id}: ${level === "" ? words.unknown : level}`;
  const cells = rows.flatMap((row) =>
    heads.flatMap((head, c) => {
      const profile = row.cells[c];
      if (profile === undefined) return [];
      const effect = effectOf(profile);
      const text =
        profile.kind === "category"
          ? formatShare(profile.share, 0)
          : profile.typical === undefined
            ? "–"
            : formatNumber(profile.typical, Math.abs(profile.typical) >= 100 ? 0 : 1);
      const shade = Math.max(-FULL, Math.min(FULL, effect));
      return [
        {
          cluster: head,
          row: rowName(row),
          effect: shade,
          text,
          ink: Math.abs(shade) > 1.1 ? "#FFFFFF" : chartInk.text,
        },
      ];
    }),
  );
  const names = rows.map(rowName);
  const x = category("cluster", "", heads, {
    axis: {
      orient: "top",
      labelAngle: 0,
      labelExpr: "split(datum.value, '|')",
      ticks: false,
      domain: false,
      labelPadding: 20,
    },
  });
  const y = category("row", "", names, {
    axis: {
      ticks: false,
      domain: false,
      labelLimit: 260,
      minExtent: Math.min(260, Math.max(40, ...names.map(textWidth))),
    },
  });
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(model, locale) },
    width,
    height,
    resolve: { scale: { color: "independent" } },
    layer: [
      {
        data: { values: cells },
        mark: { type: "rect", stroke: "#FFFFFF", strokeWidth: 2 },
        encoding: {
          x,
          y,
          color: quantity("effect", words.legend, {
            scale: { domain: [-FULL, 0, FULL], range: [chartInk.bad, "#F4F6F8", chartInk.good], interpolate: "rgb" },
            legend: {
              orient: "bottom",
              direction: "horizontal",
              gradientLength: 200,
              values: [-FULL, 0, FULL],
              labelExpr:
                locale === "en"
                  ? "datum.value < 0 ? 'much lower' : datum.value > 0 ? 'much higher' : 'alike'"
                  : "datum.value < 0 ? '低得多' : datum.value > 0 ? '高得多' : '相同'",
            },
          }),
        },
      },
      {
        data: { values: cells },
        mark: { type: "text", fontSize: 12 },
        encoding: {
          x,
          y,
          text: { field: "text", type: "nominal" },
          color: {
            field: "ink",
            type: "nominal",
            scale: { domain: ["#FFFFFF", chartInk.text], range: ["#FFFFFF", chartInk.text] },
            legend: null,
          },
        },
      },
    ],
  });
}

/** One row: a field of numbers or one name, with its profile in each cluster. */
interface ChartRow {
  readonly id: string;
  readonly level?: string;
  readonly cells: readonly (ClusterProfile | undefined)[];
}

function effectOf(profile: ClusterProfile): number {
  if (profile.kind === "number") return profile.difference.value;
  return 2 * Math.asin(Math.sqrt(profile.share)) - 2 * Math.asin(Math.sqrt(profile.rest));
}

/** Rows that tell clusters apart best, the largest effect first. */
function rowsOf(model: ClusterModel): ChartRow[] {
  const rows: { readonly row: ChartRow; readonly effect: number }[] = [];
  for (const field of model.fields) {
    // the second of two names mirrors the first
    const levels =
      field.kind === "number" ? [undefined] : field.levels.length === 2 ? field.levels.slice(1) : field.levels;
    for (const level of levels) {
      const cells = model.clusters.map((cluster) => {
        if (!Array.isArray(cluster.profile)) {
          throw new ClienteleError("invalid_model", `cluster ${cluster.id} has no profile; fit it again`, {});
        }
        return (cluster.profile as readonly ClusterProfile[]).find(
          (one) => one.id === field.id && (one.kind === "number" || one.level === level),
        );
      });
      const effect = Math.max(0, ...cells.map((cell) => (cell === undefined ? 0 : Math.abs(effectOf(cell)))));
      if (cells.some((cell) => cell !== undefined)) {
        rows.push({ row: { id: field.id, ...(level !== undefined && { level }), cells }, effect });
      }
    }
  }
  return rows
    .sort((a, b) => b.effect - a.effect)
    .slice(0, MOST_ROWS)
    .map(({ row }) => row);
}

function subtitleOf({ structure, clusters, method, fittedOn }: ClusterModel, locale: Locale): string[] {
  const zh = locale === "zh";
  const p = formatNumber(structure?.pValue ?? Number.NaN, 3);
  const n = formatNumber(fittedOn?.rows ?? Number.NaN);
  if (clusters.length < 2)
    return [zh ? `共 ${n} 位客户；没有聚类（p = ${p}）` : `${n} customers; no clusters (p = ${p})`];
  const how = clustersLabels.clusterMethod[method][locale];
  const found = structure?.found === true;
  return zh
    ? [
        `共 ${n} 位客户，${how}；单元格为典型值或占比`,
        `${found ? "确有聚类" : "未见聚类，分界线切开了连续体"}（p = ${p}）`,
      ]
    : [
        `${n} customers, ${how.toLowerCase()}; cells: typical value or share`,
        found ? `Clusters are there (p = ${p})` : `No clusters: the borders cut through one cloud (p = ${p})`,
      ];
}
