export { binFeatures } from "./table/bin.ts";
export { readFeatures } from "./table/read.ts";
export type * from "./table/types.ts";
export type * from "./tree/types.ts";
export { fitUplift } from "./uplift/fit.ts";
export { measureUplift, measureUpliftCurve } from "./uplift/measure.ts";
export { predictUplift } from "./uplift/predict.ts";
export { predictUpliftColumn } from "./uplift/predict-column.ts";
export type * from "./uplift/types.ts";
