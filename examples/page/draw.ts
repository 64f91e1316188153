import { type Chart, isClienteleError } from "clientele";
import type { TopLevelSpec } from "vega-lite";
import type { Brief, Section } from "./document.ts";
import type { DrawnPicture } from "./page.ts";
import { measureTextWithoutCanvas } from "./text-metrics.ts";

/** Loaded with the first picture: whoever mistypes an option or a file's name is answered at once. */
async function loadVega() {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  measureTextWithoutCanvas(vega);
  return { vega, compile };
}
let loading: ReturnType<typeof loadVega> | undefined;

/** Draws a chart as SVG without a browser. `prefix` keeps the ids of several pictures on one page apart. */
async function drawSvg(chart: Chart, prefix: string): Promise<string> {
  loading ??= loadVega();
  const { vega, compile } = await loading;
  const spec = compile(JSON.parse(JSON.stringify(chart)) as TopLevelSpec).spec;
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  const svg = await view.toSVG();
  view.finalize();
  return svg.replace(/\b(id="|url\(#|href="#)/g, `$1${prefix}-`);
}

/** Draws every picture of a brief in both languages. */
export async function drawBrief(
  brief: Brief,
  onStep: (step: string) => void = () => {},
): Promise<ReadonlyMap<Section, readonly DrawnPicture[]>> {
  const drawn = new Map<Section, readonly DrawnPicture[]>();
  for (const section of brief.sections) {
    if (section.pictures.length > 0) onStep(`drawing ${section.title.en}`);
    const pictures: DrawnPicture[] = [];
    for (const [i, { caption, chart }] of section.pictures.entries()) {
      try {
        const en = await drawSvg(chart("en"), `${section.id}-${i}-en`);
        const zh = await drawSvg(chart("zh"), `${section.id}-${i}-zh`);
        pictures.push({ caption, svg: { en, zh } });
      } catch (error) {
        // a picture that cannot be drawn is left out; its figures stand in the tables
        if (!isClienteleError(error)) throw error;
      }
    }
    drawn.set(section, pictures);
  }
  return drawn;
}
