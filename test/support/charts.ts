import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { Ajv } from "ajv";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { expect } from "vitest";
import { measureTextWithoutCanvas } from "../../examples/page/text-metrics.ts";
import type { Chart } from "../../src/chart/index.ts";

measureTextWithoutCanvas(vega);

const require = createRequire(import.meta.url);
const schema = JSON.parse(readFileSync(require.resolve("vega-lite/build/vega-lite-schema.json"), "utf8"));
const ajv = new Ajv({ allErrors: false, strict: false, validateFormats: false });
const validate = ajv.compile(schema);

/** Named one by one where they are: to look through all fonts of a machine for each picture takes seconds. */
const FONT_FILES = [
  "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
  "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
  "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
].filter((file) => existsSync(file));
const FONT = {
  loadSystemFonts: FONT_FILES.length === 0,
  fontFiles: FONT_FILES,
  defaultFontFamily: "DejaVu Sans",
  sansSerifFamily: "DejaVu Sans",
};

/** The specification against the official Vega-Lite JSON Schema, and that JSON carries it whole. */
export function expectValidChart(chart: Chart): void {
  const wire = JSON.parse(JSON.stringify(chart));
  expect(wire).toEqual({ ...chart });
  expect(validate(wire), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  expect(Symbol.for("Jupyter.display") in chart).toBe(true);
}

/** Draws the chart without a browser; fails on any warning or error of the compiler or the renderer. */
export async function renderSvg(chart: Chart): Promise<string> {
  const problems: string[] = [];
  const note = (...args: readonly unknown[]) => {
    problems.push(args.map(String).join(" "));
    return logger;
  };
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger } as never;
  const spec = compile(JSON.parse(JSON.stringify(chart)) as TopLevelSpec, { logger }).spec;
  const view = new vega.View(vega.parse(spec), { renderer: "none", logger });
  const svg = await view.toSVG();
  view.finalize();
  expect(problems).toEqual([]);
  return svg;
}

/** Writes the picture to `out/charts/<name>.png`, so that a person can look at it before it ships. */
export async function writePicture(chart: Chart, name: string): Promise<string> {
  const svg = await renderSvg(chart);
  mkdirSync("out/charts", { recursive: true });
  writeFileSync(
    `out/charts/${name}.png`,
    new Resvg(svg, {
      fitTo: { mode: "zoom", value: 2 },
      background: "white",
      font: FONT,
    })
      .render()
      .asPng(),
  );
  return svg;
}
