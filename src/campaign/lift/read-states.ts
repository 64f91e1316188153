import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LiftKind, LiftState, NamedState } from "./arm-types.ts";
import { comomentsFromSums, MAX_N, requireNumbers } from "./comoments.ts";
import { outcomeColumns, requireState } from "./state.ts";

/** Options of {@link readLiftStates}: what the query was written with. */
export interface ReadLiftStatesOptions {
  /** Default `"mean"`. */
  readonly measures?: LiftKind;
  /** How many covariates the query had; default 0. */
  readonly covariates?: number;
  readonly bound?: number;
  readonly centres?: readonly number[];
}

/**
 * Turns the answer of `liftStateSql` into states that `measureLift`, `measureArms` and `mergeLiftStates` take.
 *
 * @param rows - The query's rows as records by column name; numbers may come as numbers, big integers or text.
 * @param options - What the query was written with: `measures` (default `"mean"`), `covariates` (how many), `bound`,
 * `centres`.
 * @returns One state per arm, by id; rows that the query refused are counted in `excluded`.
 * @throws `ClienteleError` `invalid_type` (a column is missing or no number), `duplicate_id`, `inconsistent` (totals that
 * no rows have), `out_of_range`, `not_finite`, `length_mismatch`, `unknown_id`.
 * @example
 * ```ts
 * const rows = [
 *   { arm: "mailed", n: 3n, refused: 1, capped: 0, sum_0: 12, product_0_0: 74 },
 *   { arm: "left alone", n: 2n, refused: 0, capped: 0, sum_0: 4, product_0_0: 16 },
 * ];
 * const [control, mailed] = readLiftStates(rows);
 * mailed.arm.comoments; // => [[26]]
 * measureLift(mailed.arm, control.arm).cautions.map((reason) => reason.code); // => ["lift_rows_excluded"]
 * ```
 */
export function readLiftStates(
  rows: readonly Readonly<Record<string, unknown>>[],
  options: ReadLiftStatesOptions = {},
): NamedState[] {
  requireColumn(rows, "rows");
  requireObject(options, "options");
  const { measures = "mean", covariates = 0, bound, centres } = options;
  requireOneOf(measures, ["rate", "mean", "ratio"], "options.measures");
  requireNumber(covariates, "options.covariates", { min: 0, max: 1000, integer: true });
  if (bound !== undefined) requireNumber(bound, "options.bound");
  const width = outcomeColumns(measures) + covariates;
  if (centres !== undefined) requireNumbers(centres, "options.centres", width);
  const places = Array.from({ length: width }, (_, i) => i);
  const states = Array.from(rows, (row, at): NamedState => {
    const name = `rows[${at}]`;
    requireObject(row, name);
    const cell = (column: string): number => numberOf(row[column], `${name}.${column}`);
    const n = cell("n");
    requireNumber(n, `${name}.n`, { min: 0, max: MAX_N, integer: true });
    const total = (column: string): number => (n === 0 ? 0 : cell(column));
    const sums = places.map((i) => total(`sum_${i}`));
    const products = places.map((i) => places.map((j) => total(`product_${Math.min(i, j)}_${Math.max(i, j)}`)));
    const found = comomentsFromSums({ n, sums, products }, name);
    const excluded = cell("refused");
    const arm: LiftState = {
      kind: "state",
      measures,
      n,
      means: sums.map((sum, i) => (n === 0 ? 0 : (sum + n * (centres?.[i] ?? 0)) / n)),
      comoments: found.comoments,
      ...(bound === undefined ? {} : { bound, capped: total("capped") }),
      ...(excluded === 0 ? {} : { excluded }),
    };
    requireState(arm, name);
    return { id: idOf(row["arm"], name), arm };
  });
  requireUnique(
    states.map(({ id }) => id),
    "rows",
  );
  return states.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function idOf(id: unknown, name: string): string {
  if ((typeof id === "string" && id !== "") || typeof id === "bigint" || Number.isFinite(id)) return String(id);
  throw new ClienteleError("invalid_type", `${name}.arm must be text or a number, got ${show(id)}`, { name });
}

/** Drivers hand over large counts as big integers, and decimals as text. */
function numberOf(cell: unknown, name: string): number {
  const number = typeof cell === "bigint" || (typeof cell === "string" && cell.trim() !== "") ? Number(cell) : cell;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new ClienteleError("invalid_type", `${name} must be a number, got ${show(cell)}`, { name });
}
