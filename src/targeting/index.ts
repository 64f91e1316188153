export { binFeatures } from "./table/bin.ts";
export { readFeatures } from "./table/read.ts";
export type * from "./table/types.ts";
export type * from "./tree/types.ts";
