import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { quantiles } from "../../math/quantile.ts";
import type { AccountAttribute } from "./types.ts";

/** Normal data have a standard deviation of 1.4826 median deviations, and of the quartiles' distance by 1.349. */
const MAD_TO_SD = 1.4826;
const IQR_TO_SD = 1 / 1.349;

/** Two values this many robust standard deviations apart are as unlike as two categories. */
const UNLIKE_DEVIATIONS = 3;

/** One attribute of every account: numbers, or codes of categories; NaN where it is not known. */
export interface AttributeColumn {
  readonly id: string;
  readonly kind: "numeric" | "category";
  readonly weight: number;
  readonly cells: Float64Array;
  /** Names of the categories by code; empty for numbers. */
  readonly levels: readonly string[];
  /** Difference that counts as wholly unlike; 0 where the attribute tells nobody apart. */
  readonly unlike: number;
  /** Accounts whose attribute is known. */
  readonly known: number;
}

/** Reads every attribute of every account once into columns. */
export function readAttributes<T>(
  accounts: ArrayLike<T>,
  attributes: readonly AccountAttribute<T>[],
): AttributeColumn[] {
  requireColumn(attributes, "options.attributes");
  if (attributes.length === 0) {
    throw new ClienteleError("empty_input", "options.attributes must hold at least one attribute", {
      name: "options.attributes",
    });
  }
  const columns = Array.from(attributes, (attribute, i) =>
    readAttribute(accounts, attribute, `options.attributes[${i}]`),
  );
  requireUnique(
    columns.map((column) => column.id),
    "options.attributes",
  );
  return columns;
}

function readAttribute<T>(accounts: ArrayLike<T>, attribute: AccountAttribute<T>, name: string): AttributeColumn {
  requireObject(attribute, name);
  const { id, kind, value, weight = 1 } = attribute;
  if (typeof id !== "string") throw new ClienteleError("invalid_type", `${name}.id must be text, got ${show(id)}`);
  requireOneOf(kind, ["numeric", "category"], `${name}.kind`);
  requireNumber(weight, `${name}.weight`, { above: 0, max: 1e6 });
  if (typeof value !== "function") {
    throw new ClienteleError("invalid_type", `${name}.value must be a function of an account, got ${show(value)}`);
  }
  const cells = new Float64Array(accounts.length);
  const codeOf = new Map<string, number>();
  let known = 0;
  for (let i = 0; i < accounts.length; i++) {
    const cell: unknown = value(accounts[i] as T, i);
    if (cell === undefined || cell === null) {
      cells[i] = Number.NaN;
      continue;
    }
    known++;
    cells[i] = kind === "numeric" ? numberOf(cell, id, i) : codeIn(codeOf, cell, id, i);
  }
  const unlike = kind === "numeric" ? unlikeDistance(cells) : codeOf.size > 1 ? 1 : 0;
  return { id, kind, weight, cells, levels: Array.from(codeOf.keys()), unlike, known };
}

function numberOf(cell: unknown, id: string, index: number): number {
  if (typeof cell === "number" && Number.isFinite(cell)) return cell;
  throw new ClienteleError(
    typeof cell === "number" ? "not_finite" : "invalid_type",
    `${id} of accounts[${index}] must be a finite number, or undefined where it is not known, got ${show(cell)}`,
    { attribute: id, index },
  );
}

function codeIn(codeOf: Map<string, number>, cell: unknown, id: string, index: number): number {
  if (typeof cell !== "string" && typeof cell !== "boolean") {
    throw new ClienteleError(
      "invalid_type",
      `${id} of accounts[${index}] must be text or true/false, or undefined where it is not known, got ${show(cell)}`,
      { attribute: id, index },
    );
  }
  const level = String(cell);
  const code = codeOf.get(level) ?? codeOf.size;
  codeOf.set(level, code);
  return code;
}

/**
 * Three robust standard deviations: from the median deviation, from the quartiles where half the values are equal, from
 * the mean deviation where three quarters are.
 */
function unlikeDistance(cells: Float64Array): number {
  const values = cells.filter((cell) => !Number.isNaN(cell));
  if (values.length === 0) return 0;
  const [lower, median, upper] = quantiles(values, [0.25, 0.5, 0.75]) as unknown as [number, number, number];
  const deviations = values.map((value) => Math.min(Math.abs(value - median), Number.MAX_VALUE));
  const middle = quantiles(deviations, [0.5])[0] as number;
  const n = deviations.length;
  // divided before adding, so that no sum of large deviations overflows
  const mean = deviations.reduce((total, deviation) => total + deviation / n, 0);
  const deviation = middle * MAD_TO_SD || (upper - lower) * IQR_TO_SD || mean;
  return Math.min(UNLIKE_DEVIATIONS * deviation, Number.MAX_VALUE);
}
