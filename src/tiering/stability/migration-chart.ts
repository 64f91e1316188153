import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { tierStabilityLabels } from "../../core/labels/tier-stability.ts";
import { tieringLabels } from "../../core/labels/tiering.ts";
import { type Label, type Locale, labelIn } from "../../core/locale.ts";
import { requireCounts } from "./migration-counts.ts";
import type { MigrationCounts } from "./migration-types.ts";

const TEXT = {
  title: { en: "Where the customers of each tier went", zh: "各层级客户的去向" },
  before: { en: "Tier before", zh: "原层级" },
  after: { en: "Tier after", zh: "现层级" },
} as const satisfies Readonly<Record<string, Label>>;

/** Blues from paper to the ink of good news; text turns white where the ground is dark. */
const SHADES = ["#F4F8FB", "#0072B2"];
const DARK = 0.75;

const CELL_WIDTH = 96;
const CELL_HEIGHT = 54;

/** One cell of the matrix. */
interface Cell {
  readonly row: number;
  readonly column: number;
  readonly count: string;
  readonly detail: string;
  /** Share of the row in [0, 1]; −1 where the row holds nobody. */
  readonly share: number;
}

/**
 * Draws the migration matrix: for each tier before, how many customers went to which tier, as counts and as shares of
 * the row; who left stands in the last column, who joined in the last row.
 *
 * @param migration - From `compareTiers`, or any matrix of whole counts.
 * @param options - `locale`, `width` and `height` of the matrix (pixels, default 96 × 54 per cell).
 * @returns A Vega-Lite specification as plain data; the darker a cell, the larger its share of the row.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `length_mismatch`,
 * `duplicate_id`, `inconsistent`, `unknown_id`.
 * @example
 * ```ts
 * const tiers = ["gold", "base"];
 * const migration = { tiers, rows: [{ from: "gold", to: [80, 15], left: 5 }, { from: "base", to: [30, 350], left: 20 }] };
 * migrationChart(migration).title.text; // => "Where the customers of each tier went"
 * ```
 */
export function migrationChart(migration: MigrationCounts, options: ChartOptions = {}): Chart {
  const { tiers, rows, joined } = requireCounts(migration, "migration");
  const anyJoined = joined.some((count) => count > 0);
  const anyLeft = rows.some((row) => (row[tiers.length] as number) > 0);
  const lines = tiers.length + (anyJoined ? 1 : 0);
  const columns = tiers.length + (anyLeft ? 1 : 0);
  const { locale, width, height } = chartFrame(options, columns * CELL_WIDTH, lines * CELL_HEIGHT, 40);
  // Vega shows no label that is called like a property of every object, so that one begins with a sign of no width
  const name = (tier: string): string => (tier in {} ? `\u200b${tier}` : labelIn(tieringLabels.tier, tier, locale));
  const names = tiers.map(name);
  const left = tierStabilityLabels.migration.left[locale];
  const entered = tierStabilityLabels.migration.joined[locale];
  const counts = rows.map((row) => (anyLeft ? row : row.slice(0, -1)));
  const cells = counts.flatMap((row, i) => cellsOf(row, i));
  if (anyJoined) cells.push(...cellsOf(joined, tiers.length));
  const rowLabels = [...names, ...(anyJoined ? [entered] : [])];
  const columnLabels = [...names, ...(anyLeft ? [left] : [])];
  // by place rather than by name: two tiers may share a label, and "__proto__" is no key
  const axis = (labels: readonly string[], title: string, more: object): object => ({
    title,
    labels: true,
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    ticks: false,
    domain: false,
    grid: false,
    labelPadding: 8,
    ...more,
  });
  const ordinal = (field: string, size: number, own: object): object => ({
    field,
    type: "ordinal",
    scale: { domain: Array.from({ length: size }, (_, i) => i), paddingInner: 0.04, paddingOuter: 0 },
    axis: own,
  });
  const x = ordinal(
    "column",
    columns,
    axis(columnLabels, TEXT.after[locale], {
      orient: "top",
      labelAngle: 0,
      labelLimit: Math.floor(width / columns) - 4,
    }),
  );
  const widest = Math.min(260, Math.max(...rowLabels.map(textWidth)));
  const y = ordinal(
    "row",
    lines,
    axis(rowLabels, TEXT.before[locale], { labelLimit: 260, minExtent: widest, titlePadding: 12 }),
  );
  const words = (field: string, dy: number, size: number, weight: number): object => ({
    mark: { type: "text", dy, fontSize: size, fontWeight: weight },
    encoding: {
      x,
      y,
      text: { field, type: "nominal" },
      color: { condition: { test: `datum.share > ${DARK}`, value: "#FFFFFF" }, value: chartInk.text },
    },
  });
  return defineChart({
    title: { text: TEXT.title[locale], subtitle: subtitle(counts, joined, locale, anyJoined) },
    data: { values: cells },
    width,
    height,
    layer: [
      {
        mark: { type: "rect" },
        encoding: {
          x,
          y,
          color: {
            condition: { test: "datum.share < 0", value: "#FFFFFF" },
            ...quantity("share", "", { scale: { domain: [0, 1], range: SHADES }, legend: null }),
          },
        },
      },
      words("count", -8, 14, 600),
      words("detail", 10, 11, 400),
    ],
  });
}

function cellsOf(row: readonly number[], place: number): Cell[] {
  const whole = row.reduce((n, count) => n + count, 0);
  return row.map((count, column) => ({
    row: place,
    column,
    count: formatNumber(count),
    detail: whole === 0 ? "–" : formatShare(count / whole),
    share: whole === 0 ? -1 : count / whole,
  }));
}

function subtitle(
  rows: readonly (readonly number[])[],
  joined: readonly number[],
  locale: Locale,
  anyJoined: boolean,
): string {
  const total = (counts: readonly number[]): number => counts.reduce((n, count) => n + count, 0);
  const before = formatNumber(total(rows.map(total)));
  const came = formatNumber(total(joined));
  if (locale === "en") {
    return `${before} customers before${anyJoined ? `, ${came} joined` : ""}; below each count its share of the row`;
  }
  return `原有 ${before} 户${anyJoined ? `，新增 ${came} 户` : ""}；数字下方为占该行的比例`;
}
