import type { ChartOptions } from "../chart/chart.ts";
import { requireNumber, requireObject, requireOneOf } from "../core/checks.ts";
import type { Locale } from "../core/locale.ts";

/** Checked options of a chart with its own defaults filled in. */
export function chartFrame(
  options: ChartOptions,
  defaultWidth: number,
  defaultHeight: number,
): { readonly locale: Locale; readonly width: number; readonly height: number } {
  requireObject(options, "options");
  const { locale = "en", width = defaultWidth, height = defaultHeight } = options;
  requireOneOf(locale, ["en", "zh"], "options.locale");
  requireNumber(width, "options.width", { above: 0 });
  requireNumber(height, "options.height", { above: 0 });
  return { locale, width, height };
}
