import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, type Channel, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import {
  requireFinite,
  requireNumber,
  requireObject,
  requireOneOf,
  requireSameLength,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { anomalyLabels } from "../../core/labels/anomaly.ts";
import type { Locale } from "../../core/locale.ts";
import { toDay } from "../../time/day.ts";
import type { AnomalyReport } from "./types.ts";

/** Of a longer series every so manieth ordinary row is drawn; anomalies are all drawn. */
const DRAWN = 1500;

/** Names are written beside this many anomalies at most. */
const NAMED = 12;

const TITLE = { en: "What does not belong", zh: "异常值" } as const;
const NAMES = {
  en: { values: "Measured", doubtful: "In doubt", x: "Period", row: "Row" },
  zh: { values: "实际值", doubtful: "存疑", x: "期数", row: "行号" },
} as const;

/**
 * Draws every value in the band where ordinary ones lie, and marks those that do not belong and those in doubt.
 *
 * @param report - From {@link detectAnomalies}.
 * @param options - `locale`, `width` (default 640) and `height` (default 320) in pixels, at least 240.
 * @returns A Vega-Lite specification; dates on the axis where there are dates, the names of up to 12 anomalies beside
 * them. Of more than 1,500 rows an even selection is drawn, and all anomalies.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`, `invalid_date`, `unknown_id`
 * for another language.
 * @example
 * ```ts
 * const report = detectAnomalies([5, 6, 4, 5, 7, 5, 30, 6, 4, 5], { trend: "level" });
 * anomalyChart(report, { locale: "zh" }).title.text; // => "异常值"
 * ```
 */
export function anomalyChart(report: AnomalyReport, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 640, 320, 240);
  requireReport(report);
  const names = NAMES[locale];
  const { rows, shape, anomalies, doubtful } = report;
  const dated = rows.date !== undefined;
  const beside = shape === "cross_section";
  const x: Channel = dated
    ? {
        field: "x",
        type: "temporal",
        title: null,
        scale: { type: "utc" },
        axis: { format: "%Y-%m", tickCount: 8, labelOverlap: true },
      }
    : quantity("x", beside ? names.row : names.x, { axis: { format: "d" } });
  const y = quantity("y", "", { scale: { zero: false }, axis: { format: AMOUNT_FORMAT } });
  const marks = anomalyLabels.anomalyDirection;
  const color = {
    ...colored(
      "series",
      [names.values, names.doubtful, marks.high[locale], marks.low[locale]],
      [chartInk.neutral, chartPalette[4] as string, chartInk.bad, chartInk.good],
      "",
    ),
    legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 28, symbolType: "circle" },
  };
  const at = (place: number): string | number => rows.date?.[place] ?? place;
  const step = Math.ceil(rows.value.length / DRAWN);
  const drawn = rows.value.flatMap((value, i) =>
    i % step === 0
      ? [
          {
            x: at(i),
            y: value,
            lower: rows.lower[i],
            upper: rows.upper[i],
            expected: rows.expected[i],
            series: names.values,
          },
        ]
      : [],
  );
  const places = new Map(rows.index.map((row, i) => [row, i]));
  const odd = anomalies.map(({ index, value, direction, id, date }, rank) => ({
    x: at(places.get(index) ?? 0),
    y: value,
    series: marks[direction][locale],
    name: rank < NAMED ? (id ?? date ?? "") : "",
  }));
  const unsure = doubtful.map(({ index, value }) => ({
    x: at(places.get(index) ?? 0),
    y: value,
    series: names.doubtful,
  }));
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(report, locale) },
    width,
    height,
    layer: [
      {
        data: { values: drawn },
        mark: { type: beside ? "rule" : "area", opacity: beside ? 0.5 : 0.18, color: chartPalette[5] as string },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      ...(beside
        ? []
        : [
            {
              data: { values: drawn },
              mark: { type: "line", strokeWidth: 1, strokeDash: [4, 3], color: chartInk.muted },
              encoding: { x, y: { ...y, field: "expected" } },
            },
            {
              data: { values: drawn },
              mark: { type: "line", strokeWidth: 1, color: chartInk.neutral },
              encoding: { x, y },
            },
          ]),
      {
        data: { values: drawn },
        mark: { type: "circle", size: drawn.length > 200 ? 10 : 30, opacity: 1 },
        encoding: { x, y, color },
      },
      ...(unsure.length === 0
        ? []
        : [{ data: { values: unsure }, mark: { type: "circle", size: 80, opacity: 1 }, encoding: { x, y, color } }]),
      ...(odd.length === 0
        ? []
        : [
            { data: { values: odd }, mark: { type: "circle", size: 110, opacity: 1 }, encoding: { x, y, color } },
            // names stand on the outer side, where the line to the neighbours does not run through them
            ...(["high", "low"] as const).flatMap((side) => {
              const named = odd.filter(({ series, name }) => series === marks[side][locale] && name !== "");
              const mark = { type: "text", dy: side === "high" ? -13 : 15, fontSize: 11 };
              return named.length === 0
                ? []
                : [{ data: { values: named }, mark, encoding: { x, y, text: { field: "name" } } }];
            }),
          ]),
    ],
  });
}

function subtitleOf({ anomalies, doubtful, n, rate, control, level }: AnomalyReport, locale: Locale): string[] {
  const count = formatNumber(anomalies.length);
  const further = formatNumber(doubtful.length);
  const share = formatShare(rate);
  const band = formatShare(level);
  if (locale === "zh") {
    return [
      `${formatNumber(n)} 个数值中有 ${count} 个异常，另有 ${further} 个存疑`,
      `${control === "family" ? `出现任何误报的概率 ${share}` : `异常中误报的比例 ${share}`}；色带：正常值的 ${band} 区间`,
    ];
  }
  return [
    `${count} of ${formatNumber(n)} values, ${further} more in doubt`,
    `${control === "family" ? `${share} chance of any false alarm` : `${share} of alarms may be false`}; band: where ${band} of ordinary values lie`,
  ];
}

function requireReport(report: AnomalyReport): void {
  requireObject(report, "report");
  requireOneOf(report.shape, ["series", "cross_section"], "report.shape");
  requireOneOf(report.control, ["family", "discovery"], "report.control");
  requireNumber(report.n, "report.n", { min: 1, integer: true });
  requireNumber(report.rate, "report.rate", { above: 0, max: 0.5 });
  requireNumber(report.level, "report.level", { above: 0, below: 1 });
  requireObject(report.rows, "report.rows");
  const { rows } = report;
  for (const field of ["value", "index", "expected", "lower", "upper"] as const) {
    requireFinite(rows[field], `report.rows.${field}`);
    requireSameLength(rows[field], `report.rows.${field}`, rows.value, "report.rows.value");
    if (!Array.isArray(rows[field])) fail(`report.rows.${field}`, rows[field]);
  }
  if (rows.date !== undefined) {
    requireSameLength(rows.date, "report.rows.date", rows.value, "report.rows.value");
    for (let i = 0; i < rows.date.length; i++) toDay(rows.date[i] as string, `report.rows.date[${i}]`);
  }
  for (const list of ["anomalies", "doubtful"] as const) {
    const found = report[list];
    if (!Array.isArray(found)) fail(`report.${list}`, found);
    found.forEach((one, i) => {
      requireObject(one, `report.${list}[${i}]`);
      requireOneOf(one.direction, ["high", "low"], `report.${list}[${i}].direction`);
      requireNumber(one.value, `report.${list}[${i}].value`);
      requireNumber(one.index, `report.${list}[${i}].index`, { min: 0, integer: true });
    });
  }
}

function fail(name: string, value: unknown): never {
  throw new ClienteleError("invalid_type", `${name} must be an array, got ${show(value)}`, { name });
}
