import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireText } from "../roi/records.ts";
import type { GrowthOutcome, GrowthPeriod, GrowthRow, GrowthUnit, LeftOutUnit } from "./types.ts";

/** Largest size of a value whose square a double can hold. */
const LARGEST = 1e150;

/** A unit with a value in every period. */
export interface PanelUnit {
  readonly unit: string;
  readonly weight: number;
  /** Row of the first period with the campaign among the periods; absent in the comparison group. */
  readonly start?: number;
  /** One value per period, logarithms where so asked. */
  readonly values: Float64Array;
}

/** Units × periods without holes. */
export interface Panel {
  readonly periods: readonly GrowthPeriod[];
  readonly campaign: readonly (PanelUnit & { readonly start: number })[];
  readonly comparison: readonly PanelUnit[];
  readonly leftOut: readonly LeftOutUnit[];
  /** Size of the largest value. */
  readonly scale: number;
}

/** Checks units and rows, and brings them to a panel in the order of ids and periods, so that input order cannot matter. */
export function readPanel(
  units: readonly GrowthUnit[],
  rows: readonly GrowthRow[],
  outcome: GrowthOutcome,
  missing: "leave_out" | "zero",
): Panel {
  requireColumn(units, "units");
  const ids = Array.from(units, (unit, i) => {
    requireObject(unit, `units[${i}]`);
    requireText(unit.unit, `units[${i}].unit`);
    if (unit.weight !== undefined) requireNumber(unit.weight, `units[${i}].weight`, { min: 1e-6, max: 1e9 });
    return unit.unit;
  });
  requireUnique(ids, "units");
  const cells = readCells(rows, new Set(ids), outcome);
  const kind = kindOf(rows, units);
  const periods = [...new Set(Array.from(rows, ({ period }) => period))].sort((a, b) => (a < b ? -1 : 1));
  for (let i = 0; i < units.length; i++) {
    const { start } = units[i] as GrowthUnit;
    if (start !== undefined) requirePeriod(start, `units[${i}].start`, kind);
  }
  const campaign: (PanelUnit & { readonly start: number })[] = [];
  const comparison: PanelUnit[] = [];
  const leftOut: LeftOutUnit[] = [];
  for (const { unit, start, weight = 1 } of [...units].sort((a, b) => (a.unit < b.unit ? -1 : 1))) {
    const own = cells.get(unit);
    const holes = periods.length - (own?.size ?? 0);
    const place = start === undefined ? undefined : placeOf(periods, start);
    const reason = leaveOut(missing === "zero" ? 0 : holes, periods.length, start, place);
    if (reason !== undefined) {
      leftOut.push({ unit, reason });
      continue;
    }
    const values = Float64Array.from(periods, (period) => own?.get(period) ?? 0);
    if (outcome === "log") {
      if (holes > 0) {
        throw new ClienteleError(
          "inconsistent",
          `options.missing "zero" and outcome "log" exclude each other: unit ${show(unit)} has periods without a value`,
          { unit },
        );
      }
      for (let t = 0; t < values.length; t++) values[t] = Math.log(values[t] as number);
    }
    if (place === undefined) comparison.push({ unit, weight, values });
    else campaign.push({ unit, weight, values, start: place });
  }
  let scale = 0;
  for (const { values } of [...campaign, ...comparison]) {
    for (const value of values) scale = Math.max(scale, Math.abs(value));
  }
  return { periods, campaign, comparison, leftOut, scale };
}

function readCells(
  rows: readonly GrowthRow[],
  known: ReadonlySet<string>,
  outcome: GrowthOutcome,
): Map<string, Map<GrowthPeriod, number>> {
  requireColumn(rows, "rows");
  const cells = new Map<string, Map<GrowthPeriod, number>>();
  const range = outcome === "rate" ? { min: 0, max: 1 } : outcome === "log" ? { above: 0, max: LARGEST } : RANGE;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as GrowthRow;
    requireObject(row, `rows[${i}]`);
    const { unit, period, value } = row;
    requireText(unit, `rows[${i}].unit`);
    if (!known.has(unit)) {
      throw new ClienteleError("unknown_id", `rows[${i}].unit names ${show(unit)}, which is not among the units`, {
        index: i,
        unit,
      });
    }
    requirePeriod(period, `rows[${i}].period`);
    requireNumber(value, `rows[${i}].value`, range);
    const own = cells.get(unit) ?? new Map<GrowthPeriod, number>();
    if (own.has(period)) {
      throw new ClienteleError("duplicate_id", `rows[${i}] repeats period ${show(period)} of unit ${show(unit)}`, {
        index: i,
        unit,
        period,
      });
    }
    cells.set(unit, own.set(period, value));
  }
  return cells;
}

const RANGE = { min: -LARGEST, max: LARGEST };

/** Whether periods are numbers or text; the first row says which. */
function kindOf(rows: readonly GrowthRow[], units: readonly GrowthUnit[]): "number" | "string" | undefined {
  const [first] = rows;
  const kind = typeof (first?.period ?? units.find(({ start }) => start !== undefined)?.start);
  for (let i = 1; i < rows.length; i++) {
    requirePeriod((rows[i] as GrowthRow).period, `rows[${i}].period`, kind as "number" | "string");
  }
  return kind === "number" || kind === "string" ? kind : undefined;
}

/** Refuses what names no period, or is not of the kind of the other periods. */
export function requirePeriod(period: unknown, name: string, kind?: "number" | "string"): void {
  if (typeof period === "number") requireNumber(period, name);
  else requireText(period, name);
  if (kind !== undefined && typeof period !== kind) {
    throw new ClienteleError("inconsistent", `${name} must be a ${kind} like the other periods, got ${show(period)}`, {
      name,
    });
  }
}

function placeOf(periods: readonly GrowthPeriod[], start: GrowthPeriod): number {
  const place = periods.findIndex((period) => period >= start);
  return place === -1 ? periods.length : place;
}

function leaveOut(
  holes: number,
  of: number,
  start: GrowthPeriod | undefined,
  place: number | undefined,
): Reason | undefined {
  if (holes > 0) return { code: "growth_cells_missing", params: { missing: holes, of } };
  if (start === undefined || place === undefined) return undefined;
  if (place === 0) return { code: "growth_no_before", params: { start: String(start) } };
  return place >= of ? { code: "growth_no_after", params: { start: String(start) } } : undefined;
}
