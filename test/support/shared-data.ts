import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";
import { parseRecordsOf } from "./csv.ts";

const beside = resolve(dirname(fileURLToPath(import.meta.url)), "../../../shared/data");

/** `CLIENTELE_DATA` names another folder; CI names one that does not exist, to see that the tests pass without. */
const root = process.env["CLIENTELE_DATA"] ?? beside;

/** Whether the public data sets lie beside the project. */
export const hasSharedData: boolean = existsSync(root);

/** Text of one public data set, such as `telco/telco-customer-churn.csv`. */
export function readSharedText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Rows of a comma-separated set as records of text, quotes honoured. */
export function readSharedCsv(path: string): Record<string, string>[] {
  return parseRecordsOf(readSharedText(path));
}

/**
 * A group of tests over real data. Where `../shared/data` is absent it is skipped and says so; where it exists (as in
 * CI) a missing file fails, so that nothing is skipped unseen.
 */
export function describeWithData(name: string, sets: readonly string[], body: () => void): void {
  if (hasSharedData) {
    describe(name, () => {
      test.each(sets)("data set %s is there", (path) => {
        if (!existsSync(join(root, path))) throw new Error(`missing data set ${path} in ../shared/data`);
      });
      body();
    });
  } else {
    // the body is not run: it may read the data while the tests are being collected
    describe(`${name} (skipped: no ../shared/data beside the project)`, () => {
      test.skip(`needs ${sets.join(", ")}`, () => {});
    });
  }
}
