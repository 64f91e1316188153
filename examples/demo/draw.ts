import type { Chart } from "clientele";
import type { TopLevelSpec } from "vega-lite";
import { measureTextWithoutCanvas } from "./text-metrics.ts";

/** Loaded with the first picture: whoever mistypes an option or a file's name is answered at once. */
async function loadVega() {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  measureTextWithoutCanvas(vega);
  return { vega, compile };
}
let loading: ReturnType<typeof loadVega> | undefined;

/** Draws a chart as SVG without a browser. `prefix` keeps the ids of several pictures on one page apart. */
export async function drawSvg(chart: Chart, prefix: string): Promise<string> {
  loading ??= loadVega();
  const { vega, compile } = await loading;
  const spec = compile(JSON.parse(JSON.stringify(chart)) as TopLevelSpec).spec;
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  const svg = await view.toSVG();
  view.finalize();
  return svg.replace(/\b(id="|url\(#|href="#)/g, `$1${prefix}-`);
}
