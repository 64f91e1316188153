export { type Chart, type ChartOptions, defineChart } from "./chart.ts";
export { AMOUNT_FORMAT, type Channel, category, colored, quantity, SHARE_FORMAT } from "./encode.ts";
export { type ChartFrame, chartFrame } from "./frame.ts";
export { textWidth } from "./text.ts";
export { chartInk, chartPalette, chartTheme } from "./theme.ts";
