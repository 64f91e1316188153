import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import { cohortLabels } from "../../core/labels/cohort.ts";
import type { Locale } from "../../core/locale.ts";
import type { Cohort, CohortTable } from "./types.ts";

/** Newest cohorts drawn at most. */
const MOST_COHORTS = 60;
/** Pixels of a cell that carries its share as text; narrower ones are left plain. */
const WIDE = 34;
const CELL_WIDTH = 46;
const NARROW = 14;
const CELL_HEIGHT = 24;
const SMALLEST = 40;
/** Share of its own colour that a running cell shows. */
const PALE = 0.35;
const SHADES = ["#F4F8FB", "#0072B2"];
/** Above this part of the darkest share the ground is dark. */
const DARK = 0.75;

const WORDS = {
  en: {
    title: "Customers kept, by period of start",
    cohort: "Start (customers)",
    all: "All",
    age: { day: "Days", week: "Weeks", month: "Months", quarter: "Quarters", year: "Years" },
    since: "since the start",
    share: "Share kept",
    running: "pale cells still run",
    newest: "newest cohorts shown",
  },
  zh: {
    title: "各批客户的留存",
    cohort: "起始时期（客户数）",
    all: "全部",
    age: { day: "天", week: "周", month: "月", quarter: "季", year: "年" },
    since: "自起始以来",
    share: "留存比例",
    running: "浅色单元格仍在进行中",
    newest: "仅显示最新各批",
  },
} as const;

interface Cell {
  readonly row: number;
  readonly age: number;
  readonly share: number;
  readonly text: string;
  readonly complete: boolean;
}

/**
 * Draws the triangle of cohorts by age, the darker the more customers are kept beyond their first period, with all
 * cohorts pooled in the last row; cells that still run are pale.
 *
 * @param table - From {@link measureCohorts}. Beyond 60 cohorts the newest are drawn.
 * @param options - `locale`, `width` and `height` in pixels (default 46 × 24 a cell, narrower beyond 24 ages).
 * @returns A Vega-Lite specification as plain data.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another language.
 * @example
 * ```ts
 * const rows = ["2026-01-05", "2026-01-20", "2026-02-02"].map((start, i) => ({ start, end: i === 0 ? "2026-03-01" : null }));
 * const options = { definition: "subscribed", start: (c) => c.start, end: (c) => c.end, by: "month", asOf: "2026-05-31" };
 * cohortChart(measureCohorts(rows, options), { locale: "zh" }).title.text; // => "各批客户的留存"
 * ```
 */
export function cohortChart(table: CohortTable, options: ChartOptions = {}): Chart {
  requireTable(table);
  const shown = table.cohorts.slice(-MOST_COHORTS);
  const columns = Math.max(1, table.pooled.length, ...shown.map(({ cells }) => cells.length));
  const lines = shown.length + 1;
  const cell = columns > 24 ? NARROW : CELL_WIDTH;
  const { locale, width, height } = chartFrame(
    options,
    Math.max(SMALLEST, columns * cell),
    Math.max(SMALLEST, lines * CELL_HEIGHT),
    SMALLEST,
  );
  const words = WORDS[locale];
  const rows = [
    ...shown.flatMap(({ cells }, row) =>
      cells.map(({ age, share, complete }): Cell => cellOf(row, age, share.value, complete)),
    ),
    ...table.pooled.map(({ age, share }): Cell => cellOf(shown.length, age, share.value, true)),
  ];
  const darkest = darkestOf(rows);
  const names = [...shown.map(nameOf), `${words.all} (${formatNumber(table.customers)})`];
  const widest = Math.min(200, Math.max(...names.map(textWidth)));
  const every = Math.ceil(columns / Math.max(1, Math.floor(width / 28)));
  const x = {
    field: "age",
    type: "ordinal",
    scale: { domain: Array.from({ length: columns }, (_, i) => i), paddingInner: 0.05, paddingOuter: 0 },
    axis: {
      title: locale === "en" ? `${words.age[table.by]} ${words.since}` : `${words.since}（${words.age[table.by]}）`,
      orient: "top",
      labelAngle: 0,
      ticks: false,
      domain: false,
      values: Array.from({ length: Math.ceil(columns / every) }, (_, i) => i * every),
    },
  };
  const y = {
    field: "row",
    type: "ordinal",
    scale: { domain: Array.from({ length: lines }, (_, i) => i), paddingInner: 0.07, paddingOuter: 0 },
    axis: {
      title: words.cohort,
      labelExpr: `${JSON.stringify(names)}[datum.value]`,
      ticks: false,
      domain: false,
      labelPadding: 8,
      labelLimit: 200,
      minExtent: widest,
      titlePadding: 14,
    },
  };
  const wide = width / columns >= WIDE && height / lines >= 14;
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(table, rows, locale) },
    width,
    height,
    data: { values: rows },
    layer: [
      {
        mark: { type: "rect" },
        encoding: {
          x,
          y,
          color: quantity("share", wide ? "" : words.share, {
            scale: { domain: [0, darkest], range: SHADES, clamp: true },
            // without a text in each cell the shades have to say what they mean
            legend: wide ? null : { format: SHARE_FORMAT, tickCount: 4 },
          }),
          opacity: { condition: { test: "datum.complete", value: 1 }, value: PALE },
        },
      },
      ...(wide
        ? [
            {
              mark: { type: "text", fontSize: 11 },
              encoding: {
                x,
                y,
                text: { field: "text", type: "nominal" },
                color: {
                  condition: { test: `datum.complete && datum.share > ${DARK * darkest}`, value: "#FFFFFF" },
                  value: chartInk.text,
                },
              },
            },
          ]
        : []),
    ],
  });
}

/** Share at which the shade is full: everybody is there at age 0, and would leave all later ages in one pale shade. */
function darkestOf(cells: readonly Cell[]): number {
  const most = cells.reduce((best, { age, share }) => (age > 0 && share > best ? share : best), 0);
  return most === 0 ? 1 : Math.min(1, Math.ceil(most * 20) / 20);
}

function cellOf(row: number, age: number, share: number, complete: boolean): Cell {
  return { row, age, share, complete, text: share > 0 && share < 0.005 ? "<1%" : `${formatNumber(share * 100)}%` };
}

function nameOf({ id, customers }: Cohort): string {
  return `${id} (${formatNumber(customers)})`;
}

function subtitleOf(table: CohortTable, cells: readonly Cell[], locale: Locale): string {
  const words = WORDS[locale];
  const parts = [
    cohortLabels.cohortDefinition[table.definition][locale],
    locale === "en" ? `data up to ${table.asOf}` : `数据截至 ${table.asOf}`,
    ...(cells.some(({ complete }) => !complete) ? [words.running] : []),
    ...(table.cohorts.length > MOST_COHORTS ? [`${MOST_COHORTS} ${words.newest}`] : []),
  ];
  return parts.join(locale === "en" ? "; " : "；");
}

function requireTable(table: CohortTable): void {
  requireObject(table, "table");
  requireOneOf(table.definition, ["active", "subscribed"], "table.definition");
  requireOneOf(table.by, ["day", "week", "month", "quarter", "year"], "table.by");
  requireNumber(table.customers, "table.customers", { min: 0 });
  requireText(table.asOf, "table.asOf");
  requireColumn(table.cohorts, "table.cohorts");
  requireColumn(table.pooled, "table.pooled");
  Array.from(table.cohorts).forEach((cohort, i) => {
    requireObject(cohort, `table.cohorts[${i}]`);
    requireText(cohort.id, `table.cohorts[${i}].id`);
    requireNumber(cohort.customers, `table.cohorts[${i}].customers`, { min: 0 });
    requireColumn(cohort.cells, `table.cohorts[${i}].cells`);
    Array.from(cohort.cells).forEach((cell, j) => {
      requireAge(cell, `table.cohorts[${i}].cells[${j}]`);
    });
  });
  Array.from(table.pooled).forEach((cell, i) => {
    requireAge(cell, `table.pooled[${i}]`);
  });
}

function requireAge(cell: { age: number; share: { value: number } }, name: string): void {
  requireObject(cell, name);
  requireNumber(cell.age, `${name}.age`, { min: 0, max: 400, integer: true });
  requireObject(cell.share, `${name}.share`);
  requireNumber(cell.share.value, `${name}.share.value`, { min: 0, max: 1 });
}

function requireText(value: unknown, name: string): void {
  if (typeof value === "string") return;
  throw new ClienteleError("invalid_type", `${name} must be text, got ${show(value)}`, { name });
}
