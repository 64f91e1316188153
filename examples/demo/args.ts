import { parseArgs } from "node:util";
import { isClienteleError, type Locale, type RatingScale, toDay } from "clientele";
import type { Assumptions } from "./assemble.ts";
import { plainNumber } from "./read.ts";
import { type TableName, tableNames, tables } from "./tables.ts";
import { BOOK, BOOK_AS_OF, stageIds } from "./usage.ts";

/** What the user asked for on the command line. */
export interface Request extends Assumptions {
  /** Files to read, by table; absent tables are left out of the brief. */
  readonly files: ReadonlyMap<TableName, string>;
  /** Own column names: `customers.value` → `Annual turnover`. */
  readonly columns: ReadonlyMap<string, string>;
  readonly out: string;
  /** Language of the terminal; the page has both. */
  readonly locale: Locale;
}

/** A mistake on the command line, told to the user without a stack trace. */
export class UsageError extends Error {}

/** What is true of the example book and of no other; its README says so. */
const BOOK_QUOTA = 10_000_000;
const BOOK_MARGIN_RATE = 0.35;
const BOOK_POINT_VALUE = 0.01;

const OPTIONS = [
  "as-of",
  "horizon",
  "quota",
  "target",
  "budget",
  "seed",
  "scale",
  "margin",
  "point-value",
  "out",
  "lang",
] as const;

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export function parseRequest(argv: readonly string[]): Request | "help" {
  const values = parsed(argv);
  if (values["help"] === true) return "help";
  const locale = values["lang"] ?? "en";
  if (locale !== "en" && locale !== "zh") throw new UsageError(`--lang must be en or zh, got "${String(locale)}"`);
  const own = tableNames.filter((name) => values[name] !== undefined);
  const files = new Map<TableName, string>(
    own.length > 0
      ? own.map((name) => [name, String(values[name])])
      : tableNames.map((name) => [name, `${BOOK}/${tables[name].file}`]),
  );
  if (own.length > 0 && values["as-of"] === undefined) {
    throw new UsageError("your own files need the day of the brief: add --as-of YYYY-MM-DD");
  }
  const ofBook = (value: number): number | undefined => (own.length > 0 ? undefined : value);
  return {
    files,
    columns: columnMap((values["map"] ?? []) as string[]),
    stages: stageMap((values["stage"] ?? []) as string[]),
    asOf: day(values["as-of"] ?? BOOK_AS_OF),
    horizonDays: wholeNumber(values["horizon"], "horizon", 90),
    quota: values["quota"] === undefined ? ofBook(BOOK_QUOTA) : positive(values["quota"], "quota"),
    target: values["target"] === undefined ? undefined : positive(values["target"], "target"),
    budget: values["budget"] === undefined ? undefined : positive(values["budget"], "budget"),
    marginRate: values["margin"] === undefined ? ofBook(BOOK_MARGIN_RATE) : rate(values["margin"]),
    pointValue:
      values["point-value"] === undefined ? ofBook(BOOK_POINT_VALUE) : positive(values["point-value"], "point-value"),
    scale: scale(values["scale"] ?? "1-10"),
    seed: wholeNumber(values["seed"], "seed", 1),
    out: String(values["out"] ?? "out/brief.html"),
    locale,
  };
}

function parsed(argv: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        ...Object.fromEntries([...tableNames, ...OPTIONS].map((name) => [name, { type: "string" as const }])),
        map: { type: "string", multiple: true },
        stage: { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
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

function stageMap(entries: readonly string[]): Map<string, string> {
  const stages = new Map<string, string>();
  for (const entry of entries) {
    const [, own = "", stage = ""] = /^(.+)=([^=]+)$/.exec(entry) ?? [];
    if (own.trim() === "" || !stageIds.includes(stage)) {
      throw new UsageError(`--stage ${entry}: expected OWN=STAGE with STAGE one of ${stageIds.join(", ")}`);
    }
    stages.set(own, stage);
  }
  return stages;
}

function day(value: unknown): string {
  const text = String(value);
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) toDay(text);
    else throw new UsageError();
    return text;
  } catch (error) {
    if (!(error instanceof UsageError) && !isClienteleError(error)) throw error;
    throw new UsageError(`--as-of must be a date such as 2026-03-31, got "${text}"`);
  }
}

function scale(value: unknown): RatingScale {
  const [, low = "", high = ""] = /^(-?[\d.]+)\s*[-–]\s*(-?[\d.]+)$/.exec(String(value)) ?? [];
  const [min, max] = [plainNumber(low), plainNumber(high)];
  if (min === undefined || max === undefined || min >= max) {
    throw new UsageError(`--scale must be MIN-MAX such as 1-10, got "${String(value)}"`);
  }
  return { min, max };
}

function rate(value: unknown): number {
  const number = plainNumber(String(value));
  if (number === undefined || number < 0 || number > 1) {
    throw new UsageError(`--margin must be a share from 0 to 1 such as 0.35, got "${String(value)}"`);
  }
  return number;
}

function positive(value: unknown, name: string): number {
  const number = plainNumber(String(value));
  if (number === undefined || number <= 0) throw new UsageError(`--${name} must be a positive number, got "${value}"`);
  return number;
}

function wholeNumber(value: unknown, name: string, fallback: number): number {
  if (value === undefined) return fallback;
  const number = positive(value, name);
  if (!Number.isSafeInteger(number)) throw new UsageError(`--${name} must be a whole number, got "${value}"`);
  return number;
}
