import type { ChartOptions } from "../../chart/chart.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Locale } from "../../core/locale.ts";
import { countUpTo } from "../../math/count-below.ts";
import type { StayUnit } from "./types.ts";

/** Steps drawn at most: more than pixels that an eye tells apart. */
const MOST_STEPS = 400;

/** Ages at which the axis is labelled, about. */
const TICKS = 6;

const AGE: Readonly<Record<Locale, Readonly<Record<StayUnit | "none", string>>>> = {
  en: { none: "Age", day: "Age in days", week: "Age in weeks", month: "Age in months", year: "Age in years" },
  zh: { none: "时长", day: "时长（天）", week: "时长（周）", month: "时长（月）", year: "时长（年）" },
};

/** What a chart of stays accepts besides its data. */
export interface StayChartOptions extends ChartOptions {
  /** Unit of the ages, for the axis; not named where left out. */
  readonly unit?: StayUnit;
}

/** Title of the axis of ages. */
export function ageTitle(options: StayChartOptions, locale: Locale): string {
  const { unit } = options;
  if (unit !== undefined) requireOneOf(unit, ["day", "week", "month", "year"], "options.unit");
  return AGE[locale][unit ?? "none"];
}

/** Places of a step curve that are drawn, −1 for the start: all of a short one, evenly spaced ages of a long one. */
export function drawnSteps(times: Float64Array, end: number): number[] {
  const count = countUpTo(times, end);
  if (count <= MOST_STEPS) return Array.from({ length: count + 1 }, (_, i) => i - 1);
  const steps = new Set([-1]);
  for (let i = 1; i <= MOST_STEPS; i++) steps.add(countUpTo(times, (end * i) / MOST_STEPS) - 1);
  return [...steps];
}

/** Round ages from 0 up to the end. */
export function ageTicks(end: number): number[] {
  if (!(end > 0)) return [0];
  const rough = end / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  // an end close to the smallest or largest number leaves no step between
  if (!(step > 0 && end / step <= 2 * TICKS)) return [0];
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}

/** Refuses columns that are missing, of unequal length, or hold what cannot be drawn. */
export function requireColumns(value: object, name: string, columns: readonly string[]): void {
  requireObject(value, name);
  const record = value as Readonly<Record<string, unknown>>;
  const lengths = new Set<number>();
  for (const column of columns) {
    const found = record[column];
    if (!(found instanceof Float64Array)) {
      throw new ClienteleError("invalid_type", `${name}.${column} must be a Float64Array, got ${show(found)}`, {
        name: `${name}.${column}`,
      });
    }
    lengths.add(found.length);
    for (let i = 0; i < found.length; i++) requireNumber(found[i] as number, `${name}.${column}[${i}]`, { min: 0 });
  }
  if (lengths.size > 1) {
    throw new ClienteleError("length_mismatch", `the columns of ${name} must be of one length`, { name });
  }
}
