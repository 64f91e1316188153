import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { compareGroups } from "../groups/compare.ts";
import type { GroupComparison } from "../groups/types.ts";
import { mixedCells, type NameCells, type NumberCells, requireSpread } from "../rows/field.ts";
import { associateCategories } from "./categories.ts";
import { associateNumbers } from "./numbers.ts";
import type {
  Association,
  CategoryAssociation,
  MeasureAssociationOptions,
  MixedAssociation,
  NumberAssociation,
} from "./types.ts";

/**
 * How closely do two fields go together: two figures, two kinds of categories, or a figure and a category?
 *
 * Figures: Pearson, Spearman and Kendall with intervals, a test for bend, and the row that pulls most; `read` says which to
 * believe. Categories: Cramér's V without its bias, chi-squared, and reshuffled tables where cells are thin. A figure and a
 * category: the correlation ratio, Welch's ω² and ranks. Going together is not cause.
 *
 * @param rows - One row per customer, deal or month, at least one with both fields. Not mutated.
 * @param options - `x` and `y` read a row or are columns as long as the rows; numbers are measured, texts and booleans are
 * categories, `undefined` or `null` is missing and counted. `level`, default 0.95; `seed` of reshufflings, default 1.
 * @returns An association whose `kind` says which of the three it is. What too few or equal rows cannot tell is an
 * abstention.
 * @throws ClienteleError `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (also for more than 500 categories),
 * `length_mismatch`; the row is named.
 * @example
 * ```ts
 * const visits = [1, 2, 3, 4, 5, 6];
 * const found = measureAssociation(visits, { x: visits, y: [2, 1, 4, 3, 7, 6] });
 * found.pearson.value; // ≈ 0.8537
 * found.spearman.value; // ≈ 0.8286
 * found.pearson.interval.lower; // ≈ 0.14
 * const table = measureAssociation(visits, { x: [..."aaabbb"], y: [true, true, true, false, false, false] });
 * table.cramersV.value; // ≈ 1
 * ```
 * @see Bonett & Wright (2000), Psychometrika 65; Bergsma (2013), Journal of the Korean Statistical Society 42
 */
export function measureAssociation<T>(rows: ArrayLike<T>, options: MeasureAssociationOptions<T>): Association {
  requireObject(options, "options");
  const { level = 0.95, seed = 1 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(seed, "options.seed", { integer: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  const x = mixedCells(rows, options.x, "x");
  const y = mixedCells(rows, options.y, "y");
  const kept = Uint32Array.from({ length: rows.length }, (_, i) => i).filter((i) => isKnown(x, i) && isKnown(y, i));
  const missing = rows.length - kept.length;
  if (kept.length === 0) {
    throw new ClienteleError("empty_input", "rows must hold at least one row of which both x and y are known", {
      name: "rows",
    });
  }
  if (x.kind === "number") requireSpread(take(x, kept), "x");
  if (y.kind === "number") requireSpread(take(y, kept), "y");
  if (x.kind === "number" && y.kind === "number") {
    const { kind, n, ...found } = associateNumbers(take(x, kept), take(y, kept), kept, level);
    return { kind, n, missing, ...found } satisfies NumberAssociation;
  }
  if (x.kind === "name" && y.kind === "name") {
    requireFew(x, "x");
    requireFew(y, "y");
    const codes = (cells: NameCells) => ({
      codes: Int32Array.from(kept, (i) => cells.codes[i] as number),
      names: cells.names,
    });
    const { kind, n, ...found } = associateCategories(codes(x), codes(y), level, seed);
    return { kind, n, missing, ...found } satisfies CategoryAssociation;
  }
  const number = x.kind === "number" ? "x" : "y";
  const [figure, group] = (x.kind === "number" ? [x, y] : [y, x]) as [NumberCells, NameCells];
  const values = take(figure, kept);
  const comparison = compareGroups(values, {
    group: Array.from(kept, (i) => group.names[group.codes[i] as number] as string),
    level,
  });
  const ratio = correlationRatio(comparison, values);
  const { n, groups, means, ranks, read, reasons } = comparison;
  return {
    kind: "number_category",
    number,
    n,
    missing,
    level,
    groups,
    ...(ratio !== undefined && { correlationRatio: ratio }),
    means,
    ranks,
    read,
    reasons,
  } satisfies MixedAssociation;
}

/** A table of more categories cannot be read, and hardly be held. */
const MOST_CATEGORIES = 500;

function requireFew({ names }: NameCells, name: string): void {
  if (names.length <= MOST_CATEGORIES) return;
  throw new ClienteleError(
    "out_of_range",
    `${name} holds ${names.length} categories, more than ${MOST_CATEGORIES}; group them more coarsely`,
    { name, categories: names.length },
  );
}

function isKnown(cells: NumberCells | NameCells, i: number): boolean {
  return cells.kind === "number" ? !Number.isNaN(cells.values[i]) : (cells.codes[i] as number) >= 0;
}

function take({ values }: NumberCells, kept: Uint32Array): Float64Array {
  return Float64Array.from(kept, (i) => values[i] as number);
}

/** η = √(SSB / SST); absent where nothing varies. */
function correlationRatio({ groups }: GroupComparison, values: Float64Array): number | undefined {
  const within = groups.reduce((total, { n, sd = 0 }) => total + (n - 1) * sd ** 2, 0);
  const grand = groups.reduce((total, { n, mean }) => total + mean.value * (n / values.length), 0);
  const between = groups.reduce((total, { n, mean }) => total + n * (mean.value - grand) ** 2, 0);
  const varies = values.some((value) => value !== values[0]);
  return varies && between + within > 0 ? Math.min(1, Math.sqrt(between / (between + within))) : undefined;
}
