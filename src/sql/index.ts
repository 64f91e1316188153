export { dialects } from "./dialect.ts";
export { sqlNumber } from "./number.ts";
export { sqlName, sqlText } from "./quote.ts";
export type { Dialect, SqlColumn, SqlOptions } from "./types.ts";
