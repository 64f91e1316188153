import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../shared/data");

/** Whether the public data sets lie beside the project. */
export const hasSharedData: boolean = existsSync(root);

/** Text of one public data set, such as `telco/telco-customer-churn.csv`. */
export function readSharedText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Rows of a comma-separated set as records of text, quotes honoured. */
export function readSharedCsv(path: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(readSharedText(path));
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
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
    describe.skip(`${name} (skipped: no ../shared/data beside the project; needs ${sets.join(", ")})`, body);
  }
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") {
      row.push(cell.replace(/\r$/, ""));
      rows.push(row);
      row = [];
      cell = "";
    } else cell += char;
  }
  if (cell !== "" || row.length > 0) {
    row.push(cell.replace(/\r$/, ""));
    rows.push(row);
  }
  return rows;
}
