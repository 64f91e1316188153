export type * from "./table/types.ts";
export type * from "./tree/types.ts";
