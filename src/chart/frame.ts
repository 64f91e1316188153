import { requireNumber, requireObject, requireOneOf } from "../core/checks.ts";
import type { Locale } from "../core/locale.ts";
import type { ChartOptions } from "./chart.ts";

/** Language and size of a chart, checked and complete. */
export interface ChartFrame {
  readonly locale: Locale;
  /** Pixels of the plotting area. */
  readonly width: number;
  readonly height: number;
}

/** No picture is wider or higher than this many pixels. */
const LARGEST = 10_000;

/**
 * Fills in what a caller left open of a chart's language and size, and refuses what no picture can have.
 *
 * @param options - As the caller gave them.
 * @param width - Default width in pixels.
 * @param height - Default height in pixels.
 * @param smallest - Least width and height in pixels at which the chart can be read; default 1.
 * @returns Language, width and height.
 * @throws `ClienteleError` `invalid_type`, `unknown_id` for another language, `out_of_range` or `not_finite` for a bad
 * size.
 * @example
 * ```ts
 * chartFrame({ locale: "zh" }, 560, 300); // => { locale: "zh", width: 560, height: 300 }
 * ```
 */
export function chartFrame(options: ChartOptions, width: number, height: number, smallest: number = 1): ChartFrame {
  requireObject(options, "options");
  const { locale = "en", width: wide = width, height: high = height } = options;
  requireOneOf(locale, ["en", "zh"], "options.locale");
  requireNumber(wide, "options.width", { min: smallest, max: LARGEST });
  requireNumber(high, "options.height", { min: smallest, max: LARGEST });
  return { locale, width: wide, height: high };
}
