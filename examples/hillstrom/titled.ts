import type { Chart } from "clientele";

/** The same chart under a title that says what of: several of one kind stand on the page. */
export function titled(name: string, chart: Chart): Chart {
  return { ...chart, title: { ...(chart.title as object), text: name } };
}
