/** One record of a file with the line on which it begins, so that a message can point at it. */
export interface CsvRow {
  /** Line number, from 1, counted over all lines of the file. */
  readonly line: number;
  /** Cells by column name. The object has no prototype, so that a column may be called `__proto__`. */
  readonly cells: Record<string, string>;
}

/** What is wrong with a file, and where. */
export interface CsvProblem {
  readonly line: number;
  readonly message: string;
}

/** A file read: the good rows, and a problem for everything else. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly problems: readonly CsvProblem[];
}

/**
 * Reads RFC 4180 text: quoted cells may hold commas, line breaks and doubled quotes. Also accepted: a byte order mark,
 * line ends of any system, a missing last line end, blank lines, a quote inside an unquoted cell. Column names lose
 * surrounding spaces, cells keep theirs.
 *
 * @param text - The whole file.
 * @returns The rows with as many cells as the header; each other one is a problem with its line number.
 * @example
 * ```ts
 * readCsv('id,name\nG1,"Acme, Ltd"\nG2\n').rows[0]?.cells["name"]; // => "Acme, Ltd"
 * readCsv('id,name\nG1,"Acme, Ltd"\nG2\n').problems; // => [{ line: 3, message: "has 1 cell where the header has 2" }]
 * ```
 */
export function readCsv(text: string): CsvTable {
  const { records, problems } = splitRecords(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const [first, ...rest] = records;
  const broken = problems[0];
  if (broken !== undefined && (first === undefined || broken.line < first.line)) {
    // the row below must not pass for the header
    const message = `${broken.message}; it should name the columns, so nothing below it could be read`;
    return { header: [], rows: [], problems: [{ line: broken.line, message }] };
  }
  if (first === undefined) {
    const message = "the file is empty: the first line must name the columns";
    return { header: [], rows: [], problems: [{ line: 1, message }] };
  }
  const header = first.cells.map((name) => name.trim());
  problems.push(...headerProblems(header, first.line));
  const undecoded = text.indexOf("\uFFFD");
  if (undecoded >= 0) {
    const line = text.slice(0, undecoded).split(/\r\n|\r|\n/).length;
    problems.push({ line, message: "holds characters that are not UTF-8: save the file as CSV UTF-8" });
  }
  const rows: CsvRow[] = [];
  for (const { line, cells } of rest) {
    if (cells.length !== header.length) {
      const found = `${cells.length} cell${cells.length === 1 ? "" : "s"}`;
      problems.push({ line, message: `has ${found} where the header has ${header.length}` });
      continue;
    }
    const named: Record<string, string> = Object.create(null);
    // the first of two columns with one name keeps it
    for (let i = header.length - 1; i >= 0; i--) named[header[i] as string] = cells[i] as string;
    rows.push({ line, cells: named });
  }
  return { header, rows, problems: problems.sort((a, b) => a.line - b.line) };
}

interface RawRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function headerProblems(header: readonly string[], line: number): CsvProblem[] {
  const problems: CsvProblem[] = [];
  const only = header.length === 1 ? (header[0] as string) : "";
  const other = only.includes(";") ? "semicolons" : only.includes("\t") ? "tabs" : undefined;
  if (other !== undefined) problems.push({ line, message: `separates its columns by ${other}: commas are needed` });
  const seen = new Map<string, number>();
  header.forEach((name, i) => {
    const before = seen.get(name);
    if (name === "") problems.push({ line, message: `column ${i + 1} has no name` });
    else if (before === undefined) seen.set(name, i);
    else
      problems.push({ line, message: `column ${i + 1} is named "${name}" like column ${before + 1}, which is kept` });
  });
  return problems;
}

/** Where scanning stopped, and on which line. */
interface Place {
  readonly at: number;
  readonly line: number;
}

function splitRecords(text: string): { records: RawRecord[]; problems: CsvProblem[] } {
  const records: RawRecord[] = [];
  const problems: CsvProblem[] = [];
  let place: Place = { at: 0, line: 1 };
  while (place.at < text.length) {
    const { cells, broken, next } = scanRecord(text, place);
    if (broken !== undefined) problems.push(broken);
    else if (text.slice(place.at, next.at).trim() !== "") records.push({ line: place.line, cells });
    place = next;
  }
  return { records, problems };
}

/** One record; a broken quote gives it up and goes on with the line below that quote, so that no good row is lost. */
function scanRecord(text: string, start: Place): { cells: string[]; broken?: CsvProblem; next: Place } {
  const cells: string[] = [];
  let { at, line } = start;
  for (;;) {
    if (text[at] === '"') {
      const quoted = scanQuoted(text, at);
      const after = quoted.end === undefined ? undefined : text[quoted.end];
      if (quoted.end === undefined || !(after === undefined || after === "," || isLineEnd(after))) {
        const message =
          quoted.end === undefined
            ? "opens a quote that is never closed"
            : `has text after the closing quote in column ${cells.length + 1}: a quote inside a cell is doubled`;
        const end = lineEndFrom(text, at);
        return { cells, broken: { line, message }, next: { at: end + lineEndLength(text, end), line: line + 1 } };
      }
      cells.push(quoted.value);
      line += quoted.lines;
      at = quoted.end;
    } else {
      const from = at;
      while (at < text.length && text[at] !== "," && !isLineEnd(text[at] as string)) at++;
      cells.push(text.slice(from, at));
    }
    if (text[at] !== ",") return { cells, next: { at: at + lineEndLength(text, at), line: line + 1 } };
    at++;
  }
}

/** The value of a quoted cell, the place behind it (absent when the file ends first) and the line ends within. */
function scanQuoted(text: string, opening: number): { value: string; end: number | undefined; lines: number } {
  let at = opening + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: "", end: undefined, lines: 0 };
    if (text[quote + 1] !== '"') {
      const inner = text.slice(opening + 1, quote);
      return { value: inner.replaceAll('""', '"'), end: quote + 1, lines: inner.split(/\r\n|\r|\n/).length - 1 };
    }
    at = quote + 2;
  }
}

function isLineEnd(char: string): boolean {
  return char === "\n" || char === "\r";
}

function lineEndFrom(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isLineEnd(text[at] as string)) at++;
  return at;
}

function lineEndLength(text: string, at: number): number {
  return text[at] === "\r" && text[at + 1] === "\n" ? 2 : at < text.length ? 1 : 0;
}
