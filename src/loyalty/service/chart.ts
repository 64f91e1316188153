import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, category, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { type ServiceLight, serviceLabels } from "../../core/labels/service.ts";
import type { Locale } from "../../core/locale.ts";
import type { ServiceClockFigures, ServiceFigures, ServiceGrouping, ServiceMeasurement } from "./types.ts";

/** Options of {@link serviceChart}. */
export interface ServiceChartOptions extends ChartOptions {
  /** Draws the groups of this grouping instead of whole clocks; it must have been measured. */
  readonly by?: ServiceGrouping;
}

type Signal = ServiceLight | "none";

const ROW_HEIGHT = 30;
const SMALLEST = 120;

/** Pixels right of the words at the end of a row: renderers that lack the theme's fonts draw them wider than measured. */
const AIR = 40;
const SIGNALS: readonly Signal[] = ["green", "amber", "red", "none"];

/** Okabe & Ito's colours nearest to the lamps; the shape says the same to those who see no difference. */
const COLORS: Readonly<Record<Signal, string>> = {
  green: "#009E73",
  amber: "#E69F00",
  red: "#D55E00",
  none: chartInk.neutral,
};
const SHAPES: Readonly<Record<Signal, string>> = {
  green: "circle",
  amber: "diamond",
  red: "triangle-down",
  none: "cross",
};

const WORDS = {
  en: { title: "Promises kept", none: "No light", axis: "Share of cases within the limit", target: "bar: target" },
  zh: { title: "服务承诺兑现率", none: "无灯", axis: "时限内办结的比例", target: "竖线：目标" },
} as const;

/**
 * Draws the share of promises kept by clock, or by group, with its interval against the target. The light is told by
 * colour, shape and word.
 *
 * @param measurement - From {@link measureService}.
 * @param options - `by` to draw groups; `locale`; `width` (default 420) and `height` in pixels, at least 120; the
 * default height grows with the rows.
 * @returns A Vega-Lite specification. Where no share can be told, the row stays empty and says so.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another language or a grouping
 * that was not measured.
 * @example
 * ```ts
 * const events = [{ clock: "waiting", started: "2026-05-04T09:00Z", ended: "2026-05-04T09:10Z" }];
 * const clocks = [{ id: "waiting", limitHours: 0.25, targetShare: 0.9 }];
 * const measurement = measureService(events, { clocks, asOf: "2026-05-04T18:00Z" });
 * serviceChart(measurement, { locale: "zh" }).title.text; // => "服务承诺兑现率"
 * ```
 */
export function serviceChart(measurement: ServiceMeasurement, options: ServiceChartOptions = {}): Chart {
  const { locale, width, height: given } = chartFrame(options, 420, SMALLEST, SMALLEST);
  const rows = rowsOf(measurement, options.by, locale);
  const height = options.height === undefined ? Math.max(SMALLEST, rows.length * ROW_HEIGHT) : given;
  const labels = rows.map(({ label }) => label);
  const words = WORDS[locale];
  const extent = 12 + Math.max(0, ...labels.map(textWidth));
  const y = category("label", "", labels, {
    axis: { labelLimit: 0, labelPadding: 12, minExtent: extent, maxExtent: extent, ticks: false, domain: false },
  });
  const low = Math.min(1, ...rows.flatMap(({ lower = 1, target }) => [lower, target]));
  const scale = { domain: [Math.max(0, Math.floor((low - 0.02) * 10) / 10), 1], nice: false, zero: false };
  const x = (field: string): Channel =>
    quantity(field, words.axis, { scale, axis: { format: SHARE_FORMAT, tickCount: 5, labelFlush: false } });
  const lamp = (range: Readonly<Record<Signal, string>>): Channel => ({
    field: "signal",
    type: "nominal",
    scale: { domain: SIGNALS, range: SIGNALS.map((signal) => range[signal]) },
    legend: null,
  });
  const drawn = rows.filter(({ share }) => share !== undefined);
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(measurement, rows, locale) },
    width,
    height,
    padding: { left: 12, top: 12, right: AIR, bottom: 12 },
    layer: [
      {
        data: { values: rows },
        mark: { type: "tick", color: chartInk.text, thickness: 2, size: 0.7 * ROW_HEIGHT, opacity: 1 },
        encoding: { x: x("target"), y },
      },
      // Vega warns of a layer without a single row
      ...(drawn.length === 0
        ? []
        : [
            {
              data: { values: drawn },
              mark: { type: "rule", strokeWidth: 3 },
              encoding: { x: x("lower"), x2: { field: "upper" }, y, color: lamp(COLORS) },
            },
            {
              data: { values: drawn },
              mark: { type: "point", filled: true, size: 150, opacity: 1, stroke: "#FFFFFF", strokeWidth: 1 },
              encoding: { x: x("share"), y, color: lamp(COLORS), shape: lamp(SHAPES) },
            },
          ]),
      {
        data: { values: rows },
        mark: { type: "text", align: "left", dx: 14, fontSize: 12, color: chartInk.text },
        encoding: { x: { value: width }, y, text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

interface Row {
  readonly label: string;
  readonly text: string;
  readonly signal: Signal;
  readonly target: number;
  readonly n: number;
  readonly share?: number;
  readonly lower?: number;
  readonly upper?: number;
}

function rowsOf(measurement: ServiceMeasurement, by: ServiceGrouping | undefined, locale: Locale): readonly Row[] {
  requireObject(measurement, "measurement");
  const { clocks, level } = measurement;
  requireNumber(level, "measurement.level", { above: 0, below: 1 });
  if (!Array.isArray(clocks) || clocks.length === 0) {
    throw new ClienteleError("invalid_type", `measurement.clocks must be a list of clocks, got ${show(clocks)}`, {});
  }
  if (by !== undefined) requireOneOf(by, ["tier", "region", "customerId"], "options.by");
  const rows = (clocks as readonly ServiceClockFigures[]).flatMap((figures, i): readonly Row[] => {
    requireObject(figures, `measurement.clocks[${i}]`);
    const { clock, targetShare, groups } = figures;
    requireNumber(targetShare, `measurement.clocks[${i}].targetShare`, { above: 0, max: 1 });
    const known: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = serviceLabels.serviceClock;
    const name = Object.hasOwn(known, clock) ? (known[clock] as { en: string; zh: string })[locale] : String(clock);
    if (by === undefined) return [rowOf(figures, name, targetShare, locale)];
    if (!Array.isArray(groups)) {
      throw new ClienteleError("invalid_type", `measurement.clocks[${i}].groups must be a list`, {});
    }
    return (groups as ServiceClockFigures["groups"])
      .filter((group) => group.by === by)
      .map((group) => rowOf(group, `${name} · ${group.id ?? "–"}`, targetShare, locale));
  });
  if (rows.length > 0) return rows;
  throw new ClienteleError("unknown_id", `options.by ${show(by)} was not measured; ask measureService for it`, { by });
}

function rowOf(figures: ServiceFigures, label: string, target: number, locale: Locale): Row {
  const { share, light, n } = figures;
  requireNumber(n, "n of a clock or group", { min: 0, integer: true });
  requireObject(share, "share of a clock or group");
  const signal = typeof light === "string" && SIGNALS.includes(light) ? light : "none";
  const lamp = signal === "none" ? WORDS[locale].none : serviceLabels.serviceLight[signal][locale];
  if ("abstained" in share) return { label, text: `${lamp} (n = ${formatNumber(n)})`, signal, target, n };
  requireObject(share.interval, "share.interval of a clock or group");
  const { lower, upper } = share.interval;
  for (const [name, figure] of Object.entries({ value: share.value, lower, upper })) {
    requireNumber(figure, `share ${name} of a clock or group`, { min: 0, max: 1 });
  }
  const text = `${lamp} ${formatShare(share.value)} (n = ${formatNumber(n)})`;
  return { label, text, signal, target, n, share: share.value, lower, upper };
}

function subtitleOf({ level }: ServiceMeasurement, rows: readonly Row[], locale: Locale): string {
  const total = formatNumber(rows.reduce((sum, { n }) => sum + n, 0));
  const { target } = WORDS[locale];
  return locale === "zh"
    ? `共 ${total} 次计时；横线：${formatShare(level)} 区间；${target}`
    : `${total} timed runs; line: ${formatShare(level)} interval; ${target}`;
}
