import { requireColumn } from "../core/checks.ts";

/** One encoding channel of a Vega-Lite specification. */
export type Channel = Readonly<Record<string, unknown>>;

/**
 * A channel for a measured number.
 *
 * @param field - Field of the data rows.
 * @param title - Axis or legend title, unit included; an empty text hides the title.
 * @param more - Further channel properties (`scale`, `stack`, `axis`…).
 * @returns A Vega-Lite channel definition.
 * @example
 * ```ts
 * quantity("share", "Share of customers").type; // => "quantitative"
 * ```
 */
export function quantity(field: string, title: string, more: Channel = {}): Channel {
  return { field, type: "quantitative", title: title === "" ? null : title, ...more };
}

/**
 * A channel for names in a given order.
 *
 * @param field - Field of the data rows.
 * @param title - Axis or legend title; an empty text hides the title.
 * @param order - The names in the order in which they are to be drawn.
 * @param more - Further channel properties.
 * @returns A Vega-Lite channel definition.
 * @throws `ClienteleError` `invalid_type` when `order` is not a list.
 * @example
 * ```ts
 * category("tier", "", ["Top", "Large"]).sort; // => ["Top", "Large"]
 * ```
 */
export function category(field: string, title: string, order: readonly string[], more: Channel = {}): Channel {
  requireColumn(order, "order");
  return { field, type: "nominal", title: title === "" ? null : title, sort: Array.from(order), ...more };
}

/**
 * A channel that colours names by the package's palette in a fixed order, so that a name keeps its colour from chart
 * to chart.
 *
 * @param field - Field of the data rows.
 * @param order - The names in order.
 * @param colors - One colour per name.
 * @param legend - Legend title, or `undefined` to show no legend.
 * @returns A Vega-Lite channel definition.
 * @throws `ClienteleError` `invalid_type` when `order` or `colors` is not a list.
 * @example
 * ```ts
 * colored("tier", ["Top"], ["#0072B2"]).legend; // => null
 * ```
 */
export function colored(field: string, order: readonly string[], colors: readonly string[], legend?: string): Channel {
  requireColumn(order, "order");
  requireColumn(colors, "colors");
  return {
    field,
    type: "nominal",
    scale: { domain: Array.from(order), range: Array.from(colors).slice(0, order.length) },
    legend: legend === undefined ? null : { title: legend === "" ? null : legend },
  };
}

/** Vega format of amounts: 1.2k, 3.4M. */
export const AMOUNT_FORMAT: string = "~s";

/** Vega format of shares: 12 %. */
export const SHARE_FORMAT: string = ".0%";
