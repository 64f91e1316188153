/**
 * Colours that stay apart for colour-blind readers and in grey print: Okabe & Ito's qualitative set, with the dark
 * ones first.
 *
 * @see Okabe & Ito (2008), Color Universal Design.
 */
export const chartPalette: readonly string[] = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#6B6B6B",
  "#F0E442",
];

/** Ink, paper and helper greys of every chart; each passes a contrast of 4.5 : 1 on white where it carries text. */
export const chartInk: Readonly<Record<"text" | "muted" | "grid" | "good" | "bad" | "neutral", string>> = {
  text: "#1F2933",
  muted: "#52606D",
  grid: "#D9E2EC",
  good: "#0072B2",
  bad: "#D55E00",
  neutral: "#6B6B6B",
};

const FONT = "'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

// built inside a call marked as pure: bundlers cannot see that reading the inks has no effect, and would otherwise keep
// the theme for a user who draws nothing
/** Vega-Lite `config` shared by every chart of the package: print-sized type, quiet grid, the palette above. */
export const chartTheme: Readonly<Record<string, unknown>> = /* @__PURE__ */ (() => ({
  background: "#FFFFFF",
  font: FONT,
  padding: 12,
  view: { stroke: null },
  range: { category: chartPalette },
  title: {
    fontSize: 16,
    fontWeight: 600,
    anchor: "start",
    color: chartInk.text,
    subtitleColor: chartInk.muted,
    subtitleFontSize: 12,
    offset: 14,
  },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 500,
    labelColor: chartInk.text,
    titleColor: chartInk.muted,
    gridColor: chartInk.grid,
    domainColor: chartInk.muted,
    tickColor: chartInk.muted,
    labelLimit: 260,
    titlePadding: 8,
    // short numbers share one unit on an axis, and nothing at all has none
    labelExpr: "replace(datum.label, regexp('^0[kMGT]$'), '0')",
  },
  legend: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 500,
    labelColor: chartInk.text,
    titleColor: chartInk.muted,
    labelLimit: 260,
  },
  header: { labelFontSize: 12, titleFontSize: 12, labelColor: chartInk.text, titleColor: chartInk.muted },
  bar: { color: chartInk.good },
  line: { color: chartInk.good, strokeWidth: 2.5 },
  point: { color: chartInk.good, filled: true, size: 60 },
  rule: { color: chartInk.text },
  text: { color: chartInk.text, fontSize: 12 },
  area: { color: chartInk.good, opacity: 0.25 },
}))();
