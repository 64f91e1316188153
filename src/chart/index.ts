export { type Chart, type ChartOptions, defineChart } from "./chart.ts";
export { AMOUNT_FORMAT, type Channel, category, colored, quantity, SHARE_FORMAT } from "./encode.ts";
export { chartInk, chartPalette, chartTheme } from "./theme.ts";
