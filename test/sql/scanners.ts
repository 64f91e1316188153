import type { Dialect } from "../../src/sql/index.ts";

/** How an engine reads a quoted token, written from its documentation and not from the code under test. */
interface Scanner {
  readonly quote: string;
  /** Doubling the quote stands for the quote. */
  readonly doubled: boolean;
  /** What a backslash and the character after it stand for; absent where a backslash is a character like any other. */
  readonly escapes?: Readonly<Record<string, string>>;
  readonly newlines: boolean;
}

const common = { n: "\n", r: "\r", t: "\t", b: "\b", "0": "\0", "\\": "\\", "'": "'", '"': '"' };

/**
 * Texts: BigQuery "Lexical structure", ClickHouse "Syntax", Spark "Literals" (any other character after a backslash is
 * itself), Snowflake "String & binary data types", Trino "Literals" (no escapes).
 */
export const textScanners: Readonly<Partial<Record<Dialect, Scanner>>> = {
  clickhouse: { quote: "'", doubled: true, escapes: common, newlines: true },
  spark: { quote: "'", doubled: false, escapes: { ...common, "{": "{" }, newlines: true },
  bigquery: { quote: "'", doubled: false, escapes: { ...common, "`": "`" }, newlines: false },
  snowflake: { quote: "'", doubled: true, escapes: common, newlines: true },
  trino: { quote: "'", doubled: true, newlines: true },
};

/** Names, from the same pages; Spark doubles the backtick and knows no escape inside it. */
export const nameScanners: Readonly<Partial<Record<Dialect, Scanner>>> = {
  clickhouse: { quote: "`", doubled: true, escapes: { ...common, "`": "`" }, newlines: true },
  spark: { quote: "`", doubled: true, newlines: true },
  bigquery: { quote: "`", doubled: false, escapes: { ...common, "`": "`" }, newlines: false },
  snowflake: { quote: '"', doubled: true, newlines: true },
  trino: { quote: '"', doubled: true, newlines: true },
};

/** Reads one quoted token from the beginning, as the engine's lexer would: what it stands for, and what is left over. */
export function scan(source: string, { quote, doubled, escapes, newlines }: Scanner): { value: string; rest: string } {
  if (source[0] !== quote) throw new Error(`no ${quote} at the beginning of ${source}`);
  let value = "";
  for (let i = 1; i < source.length; i++) {
    const char = source[i] as string;
    if (char === quote) {
      if (!doubled || source[i + 1] !== quote) return { value, rest: source.slice(i + 1) };
      i++;
    } else if (char === "\\" && escapes !== undefined) {
      const next = source[++i] as string;
      if (!Object.hasOwn(escapes, next)) throw new Error(`unknown escape \\${next} in ${source}`);
      value += escapes[next];
      continue;
    } else if (!newlines && (char === "\n" || char === "\r")) throw new Error(`raw line break in ${source}`);
    value += char;
  }
  throw new Error(`no end of ${source}`);
}
