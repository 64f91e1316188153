import { requireColumn, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { FitTreeOptions, TreeOutcome, TreeOutcomes } from "./types.ts";

/** The outcome as a column: codes of classes (no 0, yes 1), or amounts. */
export type OutcomeColumn =
  | {
      readonly outcome: Exclude<TreeOutcome, { kind: "amount" }>;
      readonly codes: Uint8Array;
      readonly classes: readonly string[];
    }
  | { readonly outcome: { readonly kind: "amount" }; readonly amounts: Float64Array };

/** More classes than this are no classes but names. */
const MOST_CLASSES = 64;
/** Amounts beyond it have squares that no double can sum. */
const LARGEST_AMOUNT = 1e140;

/** Reads the outcome and tells its kind. */
export function readOutcome(outcome: TreeOutcomes, rows: number, asked: FitTreeOptions["outcome"]): OutcomeColumn {
  requireColumn(outcome, "outcome");
  if (outcome.length !== rows) {
    throw new ClienteleError("length_mismatch", `outcome has ${outcome.length} rows and table has ${rows}`, {
      outcome: outcome.length,
      table: rows,
    });
  }
  if (asked !== undefined) requireOneOf(asked, ["yes_no", "class", "amount"], "options.outcome");
  const kind = asked ?? kindOf(outcome);
  if (kind === "class") return readClasses(outcome);
  if (kind === "amount") return { outcome: { kind }, amounts: readAmounts(outcome) };
  const codes = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const cell = outcome[i];
    if (cell === true || cell === 1) codes[i] = 1;
    else if (cell !== false && cell !== 0) throwOutcome(cell, i, "true, false, 1 or 0");
  }
  return { outcome: { kind }, codes, classes: ["no", "yes"] };
}

/** The reason why there is nothing to learn: all of the customers have one outcome. */
export function sameOutcome(column: OutcomeColumn, members: ArrayLike<number>): Abstention | undefined {
  const values = "codes" in column ? column.codes : column.amounts;
  const first = values[members[0] as number] as number;
  const n = members.length;
  for (let i = 1; i < n; i++) if (values[members[i] as number] !== first) return undefined;
  if ("amounts" in column) return { abstained: { code: "all_values_equal", params: { n, value: first } } };
  const { outcome, classes } = column;
  const name = classes[first] as string;
  return { abstained: { code: "tree_one_outcome", params: { n, outcome: outcome.kind, name } } };
}

function kindOf(outcome: TreeOutcomes): "yes_no" | "class" | "amount" {
  if (typeof outcome[0] === "string") return "class";
  if (typeof outcome[0] === "boolean") return "yes_no";
  for (let i = 0; i < outcome.length; i++) if (outcome[i] !== 0 && outcome[i] !== 1) return "amount";
  return "yes_no";
}

function throwOutcome(cell: unknown, index: number, wanted: string): never {
  const code = typeof cell === "number" && !Number.isFinite(cell) ? "not_finite" : "invalid_type";
  throw new ClienteleError(
    code,
    `outcome[${index}] must be ${wanted}, got ${show(cell)}; leave out customers whose outcome is not known`,
    { index },
  );
}

function readAmounts(outcome: TreeOutcomes): Float64Array {
  const amounts = new Float64Array(outcome.length);
  for (let i = 0; i < amounts.length; i++) {
    const cell = outcome[i];
    if (typeof cell !== "number" || !(Math.abs(cell) <= LARGEST_AMOUNT)) {
      throwOutcome(cell, i, "a finite number within ±1e140");
    }
    amounts[i] = cell + 0;
  }
  return amounts;
}

function readClasses(outcome: TreeOutcomes): OutcomeColumn {
  const names = new Set<string>();
  for (let i = 0; i < outcome.length; i++) {
    const cell = outcome[i];
    const known =
      (typeof cell === "string" && cell !== "") ||
      typeof cell === "boolean" ||
      (typeof cell === "number" && Number.isFinite(cell));
    if (!known) throwOutcome(cell, i, "the name of a class");
    names.add(String(cell));
    if (names.size > MOST_CLASSES) {
      throw new ClienteleError(
        "out_of_range",
        `outcome has more than ${MOST_CLASSES} classes by row ${i}; merge rare ones, or give amounts as numbers`,
        { index: i },
      );
    }
  }
  const classes = [...names].sort();
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  const codes = new Uint8Array(outcome.length);
  for (let i = 0; i < codes.length; i++) codes[i] = codeOf.get(String(outcome[i])) as number;
  return { outcome: { kind: "class", classes }, codes, classes };
}
