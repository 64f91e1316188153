import type { ChartOptions } from "../../chart/chart.ts";
import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Label } from "../../core/locale.ts";
import type { DriverFigure, DriverFindings, DriverImportance, DriverPerformance } from "./types.ts";

/** Options of {@link importancePerformanceChart}. */
export interface ImportanceChartOptions extends ChartOptions {
  /** Rating from which performance is high, in scale points; default the mean of the drivers' means. */
  readonly performanceCut?: number;
  /** Share of R² from which a driver is important, in (0, 1); default an equal share, one over the number of drivers. */
  readonly importanceCut?: number;
  /** Names to show instead of the drivers' ids, such as `{ wifi: "机上网络" }`. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The four fields in Martilla and James' order: important first, poorly rated first. */
export type Field = "concentrate" | "keep" | "low" | "overkill";
export const FIELDS: readonly Field[] = ["concentrate", "keep", "low", "overkill"];
export const FIELD_NAMES: Readonly<Record<Field, Label>> = {
  concentrate: { en: "Concentrate here", zh: "优先改进" },
  keep: { en: "Keep up the good work", zh: "继续保持" },
  low: { en: "Low priority", zh: "次要改进" },
  overkill: { en: "Possible overkill", zh: "可能投入过多" },
};
/** Places in the palette: act, keep, leave, look again. */
export const FIELD_COLORS: readonly number[] = [1, 2, 6, 0];

/** One driver with both figures and the field it lies in. */
export interface Point {
  readonly driver: string;
  readonly name: string;
  readonly importance: number;
  readonly importanceLower?: number;
  readonly importanceUpper?: number;
  readonly performance: number;
  readonly performanceLower: number;
  readonly performanceUpper: number;
  readonly n: number;
  readonly field: Field;
}

/** Where the two axes are cut. */
export interface Cuts {
  readonly performance: number;
  readonly importance: number;
}

const RATING = { min: -1e15, max: 1e15 };
const SHARE = { min: 0, max: 1 + 1e-9 };

/** Pairs both figures of each driver, checked, and names the field it lies in. */
export function pointsOf(
  drivers: DriverFindings,
  performance: readonly DriverPerformance[],
  options: ImportanceChartOptions,
): { readonly points: readonly Point[]; readonly left: number; readonly cuts: Cuts } {
  const { names = {} } = options;
  requireObject(names, "options.names");
  const shares = sharesOf(drivers);
  const ratings = ratingsOf(performance);
  const found = shares.flatMap(({ driver, share }) => {
    const rating = ratings.get(driver);
    return share === undefined || rating === undefined ? [] : [{ driver, share, rating }];
  });
  if (found.length === 0) {
    throw new ClienteleError("inconsistent", "no driver has both a share and a performance; measure both for one set", {
      name: "performance",
    });
  }
  const mean = found.reduce((total, { rating }) => total + rating.value / found.length, 0);
  const { performanceCut: performanceAt = mean, importanceCut: importanceAt = 1 / shares.length } = options;
  const cuts = { performance: performanceAt, importance: importanceAt };
  requireNumber(cuts.performance, "options.performanceCut", RATING);
  requireNumber(cuts.importance, "options.importanceCut", { above: 0, max: 1 });
  const points = found.map(({ driver, share: { value, interval }, rating }): Point => {
    const good = rating.value >= cuts.performance;
    return {
      driver,
      name: String(Object.hasOwn(names, driver) ? names[driver] : driver),
      importance: value,
      ...(interval === undefined ? {} : { importanceLower: interval.lower, importanceUpper: interval.upper }),
      performance: rating.value,
      performanceLower: rating.interval.lower,
      performanceUpper: rating.interval.upper,
      n: rating.n,
      field: value >= cuts.importance ? (good ? "keep" : "concentrate") : good ? "overkill" : "low",
    };
  });
  return { points, left: shares.length - points.length, cuts };
}

function sharesOf(drivers: DriverFindings): readonly DriverImportance[] {
  requireObject(drivers, "drivers");
  requireNumber(drivers.n, "drivers.n", { min: 1, integer: true });
  requireObject(drivers.rSquared, "drivers.rSquared");
  requireNumber(drivers.rSquared.value, "drivers.rSquared.value", SHARE);
  requireNonEmpty(drivers.drivers, "drivers.drivers");
  const rows = Array.from(drivers.drivers);
  rows.forEach((row, i) => {
    requireObject(row, `drivers.drivers[${i}]`);
    requireId(row.driver, `drivers.drivers[${i}].driver`);
    if (row.share !== undefined) requireFigure(row.share, `drivers.drivers[${i}].share`);
  });
  requireUnique(
    rows.map(({ driver }) => driver),
    "drivers.drivers",
  );
  return rows;
}

function requireFigure(figure: DriverFigure, name: string): void {
  requireObject(figure, name);
  requireNumber(figure.value, `${name}.value`, SHARE);
  if (figure.interval === undefined) return;
  requireObject(figure.interval, `${name}.interval`);
  requireNumber(figure.interval.lower, `${name}.interval.lower`, { min: 0, max: figure.value });
  requireNumber(figure.interval.upper, `${name}.interval.upper`, { min: figure.value, max: SHARE.max });
}

function ratingsOf(performance: readonly DriverPerformance[]): ReadonlyMap<string, DriverPerformance> {
  requireColumn(performance, "performance");
  const rows = Array.from(performance);
  rows.forEach((row, i) => {
    const name = `performance[${i}]`;
    requireObject(row, name);
    requireId(row.driver, `${name}.driver`);
    requireNumber(row.value, `${name}.value`, RATING);
    requireObject(row.interval, `${name}.interval`);
    requireNumber(row.interval.lower, `${name}.interval.lower`, RATING);
    requireNumber(row.interval.upper, `${name}.interval.upper`, RATING);
  });
  requireUnique(
    rows.map(({ driver }) => driver),
    "performance",
  );
  return new Map(rows.map((row) => [row.driver, row]));
}

function requireId(id: unknown, name: string): void {
  if (typeof id !== "string") throw new ClienteleError("invalid_type", `${name} must be text`, { name });
}
