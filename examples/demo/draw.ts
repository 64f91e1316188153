import type { Chart } from "clientele";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { measureTextWithoutCanvas } from "./text-metrics.ts";

measureTextWithoutCanvas();

/** Draws a chart as SVG without a browser. `prefix` keeps the ids of several pictures on one page apart. */
export async function drawSvg(chart: Chart, prefix: string): Promise<string> {
  const spec = compile(JSON.parse(JSON.stringify(chart)) as TopLevelSpec).spec;
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  const svg = await view.toSVG();
  view.finalize();
  return svg.replace(/\b(id="|url\(#|href="#)/g, `$1${prefix}-`);
}
