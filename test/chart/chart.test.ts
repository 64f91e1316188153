import { expect, test } from "vitest";
import { category, chartInk, chartPalette, chartTheme, colored, defineChart, quantity } from "../../src/chart/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";

const rows = chartPalette.map((color, i) => ({ name: `Series ${i + 1}`, value: 10 - i, color }));
const names = rows.map((row) => row.name);
const palette = () =>
  defineChart({
    title: { text: "The palette, in order", subtitle: "legible in grey print and for colour-blind readers" },
    data: { values: rows },
    mark: "bar",
    encoding: {
      y: category("name", "", names),
      x: quantity("value", "Value"),
      color: colored("name", names, chartPalette),
    },
  });

test("a chart is plain data that Vega-Lite's own schema accepts and a renderer draws", async () => {
  expectValidChart(palette());
  const svg = await writePicture(palette(), "palette");
  for (const color of chartPalette) expect(svg).toContain(color);
});

test("a notebook shows the chart through Jupyter's display hook, and nothing else sees the hook", () => {
  const chart = palette();
  const hook = Symbol.for("Jupyter.display");
  const bundle = (chart as unknown as Record<symbol, () => Record<string, unknown>>)[hook]?.();
  expect(bundle).toEqual({ "application/vnd.vegalite.v5+json": JSON.parse(JSON.stringify(chart)) });
  expect(Object.getOwnPropertySymbols({ ...chart })).toEqual([]);
});

test("own configuration wins over the theme", () => {
  expect(defineChart({ mark: "bar", config: { background: "#EEEEEE" } })["config"]).toMatchObject({
    background: "#EEEEEE",
    font: chartTheme["font"],
  });
  for (const bad of [undefined, null, "bar", []]) {
    expect(() => defineChart(bad as never)).toThrow(expect.objectContaining({ code: "invalid_type" }));
  }
});

/** Relative luminance and contrast, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, b2] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b2;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test("text inks are readable on white paper", () => {
  for (const ink of [chartInk.text, chartInk.muted, chartInk.good, chartInk.neutral])
    expect(contrast(ink, "#FFFFFF")).toBeGreaterThanOrEqual(4.5);
});
