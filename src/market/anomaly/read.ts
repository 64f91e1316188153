import { requireFunction, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type Series, seriesOf } from "../trend/points.ts";
import type { DetectAnomaliesOptions } from "./types.ts";

/** Checked data and choices of `detectAnomalies`. */
export interface AnomalyInput {
  readonly series: Series;
  readonly shape: "series" | "cross_section";
  readonly trend: "level" | "line" | "local";
  readonly season: number;
  readonly window: number;
  readonly counts: boolean;
  /** In the order of the series; 1 for each row where there is none. */
  readonly exposure: Float64Array;
  readonly tails: number | "auto";
  readonly rate: number;
  readonly control: "family" | "discovery";
  readonly level: number;
  readonly ids?: readonly string[];
}

/** Periods that make a level that moves, where nothing else is said. */
const SHORTEST_WINDOW = 25;

export function readAnomalyInput<T>(data: ArrayLike<T>, options: DetectAnomaliesOptions<T>): AnomalyInput {
  requireObject(options, "options");
  const { shape = "series", trend = "line", control = "family", counts = false, tails = "auto" } = options;
  requireOneOf(shape, ["series", "cross_section"], "options.shape");
  requireOneOf(trend, ["level", "line", "local"], "options.trend");
  requireOneOf(control, ["family", "discovery"], "options.control");
  if (typeof tails === "number") requireNumber(tails, "options.tails", { min: 2.5, max: 1000 });
  else requireOneOf(tails, ["auto", "normal"], "options.tails");
  const { rate = 0.05, level = 0.95, unitValue, id, exposure } = options;
  requireNumber(rate, "options.rate", { above: 0, max: 0.5 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (unitValue !== undefined) requireNumber(unitValue, "options.unitValue", { min: -1e100, max: 1e100 });
  if (shape === "cross_section" && (options.date !== undefined || options.season !== undefined)) {
    throw new ClienteleError("inconsistent", 'options.date and season belong to shape: "series"; leave them out', {});
  }
  if (exposure !== undefined && !counts) {
    throw new ClienteleError("inconsistent", "options.exposure needs counts: true", { name: "options.exposure" });
  }
  const series = seriesOf(data, options);
  const season = options.season ?? 1;
  const window = options.window ?? 2 * Math.floor(Math.max(SHORTEST_WINDOW, 3 * season) / 2) + 1;
  requireNumber(window, "options.window", { min: 5, max: 9999, integer: true });
  if (window % 2 === 0) {
    throw new ClienteleError("out_of_range", `options.window must be odd, got ${window}`, { name: "options.window" });
  }
  if (counts) requireCounts(series);
  if (exposure !== undefined) requireFunction(exposure, "options.exposure");
  if (id !== undefined) requireFunction(id, "options.id");
  return {
    series,
    shape,
    trend: shape === "cross_section" ? "level" : trend,
    season,
    window,
    counts,
    exposure: Float64Array.from(series.rows, (row) => {
      if (exposure === undefined) return 1;
      const own: number = exposure(data[row] as T, row);
      requireNumber(own, `exposure of series[${row}]`, { above: 0, max: 1e100 });
      return own;
    }),
    tails: tails === "normal" ? Number.POSITIVE_INFINITY : tails,
    rate,
    control,
    level,
    ...(id !== undefined && { ids: Array.from(series.rows, (row) => String(id(data[row] as T, row))) }),
  };
}

function requireCounts({ values, rows }: Series): void {
  values.forEach((value, i) => {
    requireNumber(value, `series[${rows[i]}]`, { min: 0, max: 1e9, integer: true });
  });
}
