import { requireObject } from "../core/checks.ts";
import type { Locale } from "../core/locale.ts";
import { chartTheme } from "./theme.ts";

/**
 * A finished chart: a Vega-Lite 5 specification as plain data. Notebooks that know `Symbol.for("Jupyter.display")`
 * (Deno's kernel among them) draw it as it stands; anything else hands it to a Vega-Lite renderer.
 */
export interface Chart {
  readonly $schema: string;
  readonly [field: string]: unknown;
}

/** What every chart function of the package accepts besides its data. */
export interface ChartOptions {
  /** Language of titles, axes and labels; default `"en"`. */
  readonly locale?: Locale;
  /** Width of the plotting area in pixels; default 560. */
  readonly width?: number;
  /** Height of the plotting area in pixels; each chart has its own default. */
  readonly height?: number;
}

const SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
const MIME = "application/vnd.vegalite.v5+json";

/**
 * Completes a Vega-Lite specification with the package's theme and makes it show itself in notebooks.
 *
 * @param spec - A Vega-Lite 5 specification without `$schema`; its own `config` entries win over the theme's.
 * @returns The specification as plain data. The notebook hook is not enumerable: `JSON.stringify`, spreading and deep
 * comparison see the specification alone.
 * @throws `ClienteleError` `invalid_type` when `spec` is not an object.
 * @example
 * ```ts
 * const chart = defineChart({ data: { values: [{ tier: "top", n: 3 }] }, mark: "bar", encoding: { x: { field: "n", type: "quantitative" } } });
 * chart.$schema; // => "https://vega.github.io/schema/vega-lite/v5.json"
 * Symbol.for("Jupyter.display") in chart; // => true
 * ```
 * @see https://vega.github.io/vega-lite/docs/spec.html
 */
export function defineChart(spec: Readonly<Record<string, unknown>>): Chart {
  requireObject(spec, "spec");
  const own = (spec["config"] ?? {}) as Readonly<Record<string, unknown>>;
  const chart: Chart = { $schema: SCHEMA, ...spec, config: { ...chartTheme, ...own } };
  Object.defineProperty(chart, Symbol.for("Jupyter.display"), { value: () => ({ [MIME]: { ...chart } }) });
  return chart;
}
