import { requireColumn, requireObject, show, throwNotFinite } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Covariates } from "../types.ts";
import type { CovariateCoding } from "./types.ts";

/** One column of the fitted model: a number, or one level of a category against its reference. */
export interface DesignTerm {
  readonly column: string;
  readonly level?: string;
  /** What was taken off and divided by: mean and standard deviation of a number, 0 and 1 for a level. */
  readonly centre: number;
  readonly scale: number;
}

/** Covariates as numbers of like size: numbers in standard deviations from their mean, levels as 0 and 1. */
export interface Design {
  readonly coding: readonly CovariateCoding[];
  readonly terms: readonly DesignTerm[];
  /** One column per term. */
  readonly columns: readonly Float64Array[];
  /** Names of columns in which every row says the same; they carry no term. */
  readonly constant: readonly string[];
}

/** More terms than that would need minutes and gigabytes. */
const MOST_TERMS = 1000;
/** A spread outside cannot be squared without leaving the range of numbers. */
const NARROWEST = 1e-130;
const WIDEST = 1e153;
/** A spread of less than so many of its mean is rounding. */
const FLAT = 1e-12;

/** Checks covariates, names the reference level of every category, and brings all to like size. */
export function designOf(
  covariates: Covariates,
  n: number,
  weights: Float64Array | undefined,
  references: Readonly<Record<string, string>>,
): Design {
  requireObject(covariates, "covariates");
  requireObject(references, "options.references");
  const coding: CovariateCoding[] = [];
  const terms: DesignTerm[] = [];
  const columns: Float64Array[] = [];
  const constant: string[] = [];
  for (const name of Object.keys(covariates)) {
    const column = covariates[name] as ArrayLike<number | string>;
    requireRows(column, name, n);
    if (typeof column[0] === "string") {
      const { levels, reference, codes } = levelsOf(column, name, references);
      coding.push({ kind: "category", name, reference, levels });
      if (levels.length === 1) constant.push(name);
      levels.forEach((level, code) => {
        if (level === reference) return;
        terms.push({ column: name, level, centre: 0, scale: 1 });
        columns.push(Float64Array.from(codes, (c) => (c === code ? 1 : 0)));
      });
    } else {
      const numbers = numbersOf(column as ArrayLike<number>, name);
      const spread = spreadOf(numbers, weights, name);
      coding.push({ kind: "number", name, centre: spread?.centre ?? (numbers[0] as number) });
      if (spread === undefined) constant.push(name);
      else {
        terms.push({ column: name, ...spread });
        const { centre, scale } = spread;
        for (let i = 0; i < n; i++) numbers[i] = ((numbers[i] as number) - centre) / scale;
        columns.push(numbers);
      }
    }
    if (terms.length > MOST_TERMS) {
      throw new ClienteleError(
        "out_of_range",
        `covariates make more than ${MOST_TERMS} coefficients; gather rare levels of covariates.${name}`,
        { name, terms: terms.length },
      );
    }
  }
  for (const name of Object.keys(references)) requireReference(name, references, coding);
  return { coding, terms, columns, constant };
}

function requireRows(column: ArrayLike<unknown>, name: string, n: number): void {
  requireColumn(column, `covariates.${name}`);
  if (column.length !== n) {
    throw new ClienteleError(
      "length_mismatch",
      `covariates.${name} has ${column.length} rows and stays.durations has ${n}; they must have the same number`,
      { name, rows: column.length, expected: n },
    );
  }
}

/** Refuses a reference for what is no category, or that no row has. */
function requireReference(
  name: string,
  references: Readonly<Record<string, string>>,
  coding: readonly CovariateCoding[],
): void {
  const code = coding.find((one) => one.name === name);
  if (code?.kind === "category") return;
  throw new ClienteleError(
    "unknown_id",
    `options.references.${name} names ${code === undefined ? "no covariate" : "a column of numbers, which has no levels"}`,
    { name, reference: references[name] },
  );
}

function numbersOf(column: ArrayLike<number>, name: string): Float64Array {
  const numbers = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const cell: unknown = column[i];
    if (typeof cell !== "number" || !Number.isFinite(cell)) throwNotFinite(cell, `covariates.${name}`, i);
    numbers[i] = cell as number;
  }
  return numbers;
}

function levelsOf(
  column: ArrayLike<number | string>,
  name: string,
  references: Readonly<Record<string, string>>,
): { readonly levels: readonly string[]; readonly reference: string; readonly codes: Uint32Array } {
  const counts = new Map<string, number>();
  for (let i = 0; i < column.length; i++) {
    const level = column[i];
    if (typeof level !== "string") {
      throw new ClienteleError(
        "invalid_type",
        `covariates.${name}[${i}] must be a text as the first is, got ${show(level)}`,
        { name, index: i },
      );
    }
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const levels = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const asked = Object.hasOwn(references, name) ? references[name] : undefined;
  if (asked !== undefined && !counts.has(asked)) {
    throw new ClienteleError(
      "unknown_id",
      `options.references.${name} is ${show(asked)}, which no row has; its levels are ${levels.slice(0, 20).join(", ")}`,
      { name, reference: asked },
    );
  }
  // of equally frequent levels the first by its characters, so that the order of rows decides nothing
  const common = levels.reduce((best, level) =>
    (counts.get(level) as number) > (counts.get(best) as number) ? level : best,
  );
  const place = new Map(levels.map((level, code) => [level, code]));
  const codes = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) codes[i] = place.get(column[i] as string) as number;
  return { levels, reference: asked ?? common, codes };
}

/** Mean and standard deviation, measured within the range so that no square overflows; `undefined` when all are equal. */
function spreadOf(
  column: Float64Array,
  weights: Float64Array | undefined,
  name: string,
): { readonly centre: number; readonly scale: number } | undefined {
  let low = column[0] as number;
  let high = low;
  for (let i = 1; i < column.length; i++) {
    const x = column[i] as number;
    if (x < low) low = x;
    else if (x > high) high = x;
  }
  if (low === high) return undefined;
  const range = high - low;
  if (!(range >= NARROWEST && range <= WIDEST)) {
    throw new ClienteleError(
      "out_of_range",
      `covariates.${name} spreads over ${range}, more or less than can be squared; scale it`,
      { name, range },
    );
  }
  let total = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < column.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const u = ((column[i] as number) - low) / range;
    const delta = u - first;
    total += weight;
    first += delta * (weight / total);
    second += weight * delta * (u - first);
  }
  const deviation = Math.sqrt(Math.max(0, second) / total);
  const centre = low + range * first;
  const scale = range * deviation;
  return scale > FLAT * Math.abs(centre) && scale > 0 ? { centre, scale } : undefined;
}
