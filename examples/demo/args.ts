import { parseArgs } from "node:util";
import type { Locale } from "clientele";
import { type TableName, tableNames, tables } from "./tables.ts";

/** What the user asked for on the command line. */
export interface Request {
  /** Files to read, by table; absent tables are left out of the brief. */
  readonly files: ReadonlyMap<TableName, string>;
  /** Own column names: `customers.value` → `Annual turnover`. */
  readonly columns: ReadonlyMap<string, string>;
  readonly asOf: string;
  readonly horizonDays: number;
  readonly quota: number | undefined;
  readonly seed: number;
  readonly out: string;
  /** Language of the terminal; the page has both. */
  readonly locale: Locale;
}

/** A mistake on the command line, told to the user without a stack trace. */
export class UsageError extends Error {}

const BOOK = "examples/book";
/** The day on which the example book was drawn. */
const BOOK_AS_OF = "2026-06-30";
const BOOK_QUOTA = 10_000_000;

export const usage: string = `Usage: npm run demo -- [options]

Without options the brief is made from the example book in ${BOOK}.
With one or more of your own files, only those are read, and sections without data say so:

${tableNames.map((name) => `  --${name.padEnd(14)} FILE   ${tables[name].help}`).join("\n")}

  --map TABLE.FIELD=COLUMN   your column for a field, such as --map customers.value=Turnover (repeatable)
  --as-of YYYY-MM-DD         the day of the brief (default: the book's ${BOOK_AS_OF}; needed with your own dated files)
  --horizon DAYS             how far the forecast looks (default 90)
  --quota AMOUNT             what the funnel is asked to bring within the horizon
  --seed NUMBER              seed of the simulation (default 1)
  --out FILE                 where the page goes (default out/brief.html)
  --lang en|zh               language in the terminal (the page has both)

Fields by table (fields marked * are needed):
${tableNames.map((name) => `  ${name}: ${tables[name].fields.map((f) => `${f.field}${f.required ? "*" : ""}`).join(", ")}`).join("\n")}
`;

export function parseRequest(argv: readonly string[]): Request | "help" {
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        ...Object.fromEntries(tableNames.map((name) => [name, { type: "string" as const }])),
        map: { type: "string", multiple: true },
        "as-of": { type: "string" },
        horizon: { type: "string" },
        quota: { type: "string" },
        seed: { type: "string" },
        out: { type: "string" },
        lang: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values["help"] === true) return "help";
  const locale = values["lang"] ?? "en";
  if (locale !== "en" && locale !== "zh") throw new UsageError(`--lang must be en or zh, got "${String(locale)}"`);
  const own = tableNames.filter((name) => values[name] !== undefined);
  const files = new Map<TableName, string>(
    own.length > 0
      ? own.map((name) => [name, String(values[name])])
      : tableNames.map((name) => [name, `${BOOK}/${tables[name].file}`]),
  );
  const dated = own.filter((name) => name !== "links");
  if (dated.length > 0 && values["as-of"] === undefined) {
    throw new UsageError("your own files need the day of the brief: add --as-of YYYY-MM-DD");
  }
  return {
    files,
    columns: columnMap((values["map"] ?? []) as string[]),
    asOf: String(values["as-of"] ?? BOOK_AS_OF),
    horizonDays: wholeNumber(values["horizon"], "horizon", 90),
    quota: values["quota"] !== undefined ? positive(values["quota"], "quota") : own.length > 0 ? undefined : BOOK_QUOTA,
    seed: wholeNumber(values["seed"], "seed", 1),
    out: String(values["out"] ?? "out/brief.html"),
    locale,
  };
}

function columnMap(entries: readonly string[]): Map<string, string> {
  const columns = new Map<string, string>();
  for (const entry of entries) {
    const [, table = "", field = "", column = ""] = /^([\w-]+)\.(\w+)=(.+)$/.exec(entry) ?? [];
    const known = tableNames.find((name) => name === table);
    if (known === undefined || !tables[known].fields.some((f) => f.field === field)) {
      throw new UsageError(`--map ${entry}: expected TABLE.FIELD=COLUMN with a table and a field from the list below`);
    }
    columns.set(`${table}.${field}`, column);
  }
  return columns;
}

function positive(value: unknown, name: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0)
    throw new UsageError(`--${name} must be a positive number, got "${value}"`);
  return number;
}

function wholeNumber(value: unknown, name: string, fallback: number): number {
  if (value === undefined) return fallback;
  const number = positive(value, name);
  if (!Number.isInteger(number)) throw new UsageError(`--${name} must be a whole number, got "${value}"`);
  return number;
}
