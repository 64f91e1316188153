import { type Problem, printable, type Source } from "../page/source.ts";

/** A row that was refused, with what could be read of it. */
export interface RefusedRow {
  readonly line: number;
  /** Values by field. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/** One file after reading: the good rows, and everything that was refused. Each row is counted once. */
export interface Reading<T = Readonly<Record<string, unknown>>> extends Source {
  readonly rows: readonly T[];
  /** Line in the file of each row. */
  readonly lines: readonly number[];
  readonly refused: readonly RefusedRow[];
  /** The file's column of each field. */
  readonly columns: ReadonlyMap<string, string>;
}

/** What is wrong with a row. */
export interface Fault {
  readonly field?: string;
  readonly reason: string;
}

/** A reading of which nothing could be taken. */
export function nothingRead<T>(file: string, problems: readonly Problem[], warnings: readonly Problem[]): Reading<T> {
  const none = { rows: [], lines: [], rejected: 0, refused: [], later: 0 };
  return { file, ...none, problems, warnings, columns: new Map() };
}

/** A problem of one line, told with the column name that the file uses. */
export function problemAt<T>({ file, columns }: Reading<T>, line: number, { field, reason }: Fault): Problem {
  const column = field === undefined ? undefined : (columns.get(field) ?? field);
  return { file, line, ...(column === undefined ? {} : { column }), reason };
}

/** Takes out the rows of the given lines as refused, and adds the problems that say why. */
export function refuseLines<T>(
  reading: Reading<T>,
  gone: ReadonlySet<number>,
  problems: readonly Problem[],
): Reading<T> {
  const { kept, out } = split(reading, (_, line) => gone.has(line));
  return {
    ...reading,
    ...kept,
    problems: [...reading.problems, ...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    rejected: reading.rejected + out.length,
    refused: [...reading.refused, ...out.map(({ row, line }) => ({ line, cells: row as Record<string, unknown> }))],
  };
}

/** Refuses each row that has a fault; the rest is kept. */
export function refuseRows<T>(reading: Reading<T>, faultOf: (row: T, line: number) => Fault | undefined): Reading<T> {
  const gone = new Set<number>();
  const problems: Problem[] = [];
  reading.rows.forEach((row, i) => {
    const line = reading.lines[i] as number;
    const fault = faultOf(row, line);
    if (fault === undefined) return;
    gone.add(line);
    problems.push(problemAt(reading, line, fault));
  });
  return gone.size === 0 ? reading : refuseLines(reading, gone, problems);
}

/** Refuses rows that point to an id that is nowhere defined. */
export function keepKnown<T>(
  reading: Reading<T>,
  field: keyof T & string,
  known: ReadonlySet<string>,
  where: string,
): Reading<T> {
  return refuseRows(reading, (row) => {
    const id = row[field];
    if (id === undefined || known.has(String(id))) return undefined;
    return { field, reason: `${quoted(String(id))} is not among the ${where}` };
  });
}

/** Leaves out the rows that lie after the day of the brief; they are counted, not refused. */
export function leaveLater<T>(reading: Reading<T>, isLater: (row: T) => boolean): Reading<T> {
  const { kept, out } = split(reading, isLater);
  return { ...reading, ...kept, later: reading.later + out.length };
}

function split<T>(reading: Reading<T>, leaves: (row: T, line: number) => boolean) {
  const kept: { rows: T[]; lines: number[] } = { rows: [], lines: [] };
  const out: { row: T; line: number }[] = [];
  reading.rows.forEach((row, i) => {
    const line = reading.lines[i] as number;
    if (leaves(row, line)) out.push({ row, line });
    else {
      kept.rows.push(row);
      kept.lines.push(line);
    }
  });
  return { kept, out };
}

/** A cell as a message quotes it: short, on one line, without characters that steer a terminal. */
export function quoted(cell: string): string {
  const chars = [...printable(cell)];
  return `"${chars.length > 60 ? `${chars.slice(0, 59).join("")}…` : chars.join("")}"`;
}
