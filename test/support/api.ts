import { readdirSync } from "node:fs";

/** Names of the modules that exist, in alphabetical order. */
export const moduleNames: readonly string[] = readdirSync("src", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
