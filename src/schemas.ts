export * from "./campaign/schema.ts";
export * from "./funnel/schema.ts";
export * from "./loyalty/schema.ts";
export * from "./switching/schema.ts";
export * from "./tiering/schema.ts";
