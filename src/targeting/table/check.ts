import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { BinnedFeature, BinnedTable, CategoryFeature, Feature, FeatureTable } from "./types.ts";

/** Group of customers whose value is not known. */
export const MISSING_BIN = 255;

/** Refuses what is no table; the values themselves are checked by {@link copyNumbers} and {@link copyCodes} as they are read. */
export function requireFeatureTable(table: FeatureTable, name: string): void {
  requireShape(table, name);
  for (let f = 0; f < table.features.length; f++) {
    const feature = table.features[f] as Feature;
    const where = `${name}.features[${f}]`;
    if (feature.kind === "number") {
      requireRows(feature.values, table.rows, `${where}.values`);
    } else {
      requireLevels(feature.levels, `${where}.levels`);
      requireRows(feature.codes, table.rows, `${where}.codes`);
    }
  }
}

/** Refuses also a table of groups, where the values themselves are needed. */
export function requireValueTable(table: FeatureTable, name: string): void {
  if (isBinned(table)) {
    throw new ClienteleError("invalid_type", `${name} must hold the values of the fields, not their groups`, {});
  }
  requireFeatureTable(table, name);
}

/** Refuses what is no table of groups, or whose groups do not exist. */
export function requireBinnedTable(table: BinnedTable, name: string): void {
  requireShape(table, name);
  for (let f = 0; f < table.features.length; f++) {
    const feature = table.features[f] as BinnedFeature;
    const where = `${name}.features[${f}]`;
    if (!(feature.bins instanceof Uint8Array)) {
      throw new ClienteleError("invalid_type", `${where}.bins must be a Uint8Array, as binFeatures makes it`, {
        index: f,
      });
    }
    requireRows(feature.bins, table.rows, `${where}.bins`);
    let groups: number;
    if (feature.kind === "number") {
      requireCuts(feature.cuts, where);
      groups = feature.cuts.length + 1;
      requireRows(feature.lowest, groups, `${where}.lowest`);
      requireRows(feature.highest, groups, `${where}.highest`);
    } else {
      requireLevels(feature.levels, `${where}.levels`);
      groups = feature.levels.length;
    }
    if (groups > MISSING_BIN) {
      throw new ClienteleError("out_of_range", `${where} has ${groups} groups; at most 255 are allowed`, { index: f });
    }
    const { bins } = feature;
    for (let i = 0; i < bins.length; i++) {
      const bin = bins[i] as number;
      if (bin >= groups && bin !== MISSING_BIN) {
        throw new ClienteleError("out_of_range", `${where}.bins[${i}] is ${bin}, but there are ${groups} groups`, {
          index: i,
        });
      }
    }
  }
}

/** Tells the two kinds of table apart by what their first field holds. */
export function isBinned(table: FeatureTable | BinnedTable): table is BinnedTable {
  const first: unknown = (table as { features?: ArrayLike<unknown> } | null | undefined)?.features?.[0];
  return typeof first === "object" && first !== null && "bins" in first;
}

function requireShape(table: FeatureTable | BinnedTable, name: string): void {
  requireObject(table, name);
  requireNumber(table.rows, `${name}.rows`, { min: 0, integer: true });
  if (table.rows === 0) throw new ClienteleError("empty_input", `${name} must hold at least one row`, { name });
  requireNonEmpty(table.features, `${name}.features`);
  const ids: string[] = [];
  for (let f = 0; f < table.features.length; f++) {
    const feature = table.features[f] as Feature | BinnedFeature;
    requireObject(feature, `${name}.features[${f}]`);
    if (typeof feature.id !== "string" || feature.id === "") {
      throw new ClienteleError("invalid_type", `${name}.features[${f}].id must be a name, got ${show(feature.id)}`, {
        index: f,
      });
    }
    if (feature.kind !== "number" && feature.kind !== "category") {
      const kind: unknown = (feature as { kind: unknown }).kind;
      throw new ClienteleError(
        "unknown_id",
        `${name}.features[${f}].kind must be number or category, got ${show(kind)}`,
        { index: f },
      );
    }
    ids.push(feature.id);
  }
  requireUnique(ids, `${name}.features`);
}

function requireRows(column: ArrayLike<unknown>, rows: number, name: string): void {
  requireColumn(column, name);
  if (column.length !== rows) {
    throw new ClienteleError("length_mismatch", `${name} has ${column.length} entries where ${rows} are needed`, {
      name,
    });
  }
}

function requireLevels(levels: readonly string[], name: string): void {
  requireColumn(levels, name);
  for (let k = 0; k < levels.length; k++) {
    const level: unknown = levels[k];
    if (typeof level !== "string" || level === "") {
      throw new ClienteleError("invalid_type", `${name}[${k}] must be text that is not empty, got ${show(level)}`, {
        index: k,
      });
    }
  }
  requireUnique(levels, name);
}

function requireCuts(cuts: Float64Array, where: string): void {
  requireColumn(cuts, `${where}.cuts`);
  for (let k = 0; k < cuts.length; k++) {
    const above = k === 0 ? Number.NEGATIVE_INFINITY : (cuts[k - 1] as number);
    if (!(Number.isFinite(cuts[k]) && (cuts[k] as number) > above)) {
      throw new ClienteleError("inconsistent", `${where}.cuts must be finite and rise; look at entry ${k}`, {
        index: k,
      });
    }
  }
}

/**
 * Copies a field's numbers into `to`; −0 becomes 0, so that equal numbers have equal bits.
 *
 * @returns How many are not known.
 */
export function copyNumbers(values: ArrayLike<number>, to: Float64Array, name: string): number {
  let missing = 0;
  const typed = ArrayBuffer.isView(values);
  for (let i = 0; i < to.length; i++) {
    const value = values[i] as number;
    if (!typed && typeof value !== "number") {
      throw new ClienteleError(
        "invalid_type",
        `${name}[${i}] must be a number, or NaN where not known; got ${show(value)}`,
        {
          index: i,
        },
      );
    }
    // NaN − NaN and ∞ − ∞ are both NaN
    if (value - value !== 0) {
      if (!Number.isNaN(value)) {
        throw new ClienteleError("not_finite", `${name}[${i}] is ${value}; use NaN where the value is not known`, {
          index: i,
        });
      }
      missing++;
      to[i] = Number.NaN;
    } else to[i] = value + 0;
  }
  return missing;
}

/**
 * Copies the positions of a field's levels into `to`, with `unknown` for those not known.
 *
 * @returns How many are not known.
 */
export function copyCodes(
  { codes, levels }: CategoryFeature,
  unknown: number,
  to: Uint8Array | Int32Array | Float64Array,
  name: string,
): number {
  let missing = 0;
  for (let i = 0; i < to.length; i++) {
    const code = codes[i] as number;
    requireCode(code, levels.length, name, i);
    if (code < 0) missing++;
    to[i] = code < 0 ? unknown : code;
  }
  return missing;
}

/** Refuses a position outside the levels. */
export function requireCode(code: number, levels: number, name: string, index: number): void {
  if (!Number.isInteger(code) || code < -1 || code >= levels) {
    throw new ClienteleError(
      "out_of_range",
      `${name}[${index}] must be a whole number from -1 (not known) to ${levels - 1}, got ${show(code)}`,
      { index },
    );
  }
}

/** Refuses weights that are no finite numbers of at least 0, or all 0. */
export function requireWeights(weights: ArrayLike<number>, rows: number, name: string): void {
  requireRows(weights, rows, name);
  let any = false;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (!(typeof weight === "number" && weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new ClienteleError(
        "out_of_range",
        `${name}[${i}] must be a finite number of at least 0, got ${show(weight)}`,
        {
          index: i,
        },
      );
    }
    if (weight > 0) any = true;
  }
  if (!any) throw new ClienteleError("empty_input", `${name} must hold at least one weight above 0`, { name });
}
