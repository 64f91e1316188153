import { requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { bandAt } from "../calendar/exposure.ts";
import type { SegmentField } from "../segments/types.ts";
import type { FunnelModel } from "../types.ts";
import { type ChanceBin, chanceTable, type FieldClasses, OLDEST_DAYS } from "./chance-table.ts";
import { LONGEST_HORIZON, requireFunnelModel } from "./deal.ts";

/** Open deals in columns, one row each; a column left out is known of no deal, a missing cell not of that one. */
export interface DealColumns {
  /** Id of the open stage. */
  readonly stage: ArrayLike<string>;
  /** Days in the stage, 0 to below 36,525; only whole ones count. */
  readonly ageDays: ArrayLike<number>;
  readonly product?: ArrayLike<string | null | undefined>;
  readonly region?: ArrayLike<string | null | undefined>;
  readonly owner?: ArrayLike<string | null | undefined>;
  /** Listed amount, 0 or more. */
  readonly amount?: ArrayLike<number | null | undefined>;
  /** How often the promised close date was put off, 0 or more. */
  readonly pushes?: ArrayLike<number | null | undefined>;
  /** Days since the last activity, or since the deal began, 0 or more. */
  readonly silenceDays?: ArrayLike<number | null | undefined>;
  /** Days from the first stage to the entry of this one, 0 or more; missing for a deal in its first stage. */
  readonly wayDays?: ArrayLike<number | null | undefined>;
}

/** The column of each field of segments. */
export const COLUMN_OF: Readonly<Record<SegmentField, Exclude<keyof DealColumns, "stage" | "ageDays">>> = {
  product: "product",
  region: "region",
  owner: "owner",
  size: "amount",
  pushes: "pushes",
  silence: "silenceDays",
  pace: "wayDays",
};

/** Which fields of segments have a column. */
export function fieldsIn(columns: object): SegmentField[] {
  return (Object.keys(COLUMN_OF) as SegmentField[]).filter(
    (field) => (columns as Readonly<Record<string, unknown>>)[COLUMN_OF[field]] !== undefined,
  );
}

/**
 * The chance to be won within a fixed horizon for a whole book at once, from stage, age in whole days and segments: the
 * same figures that {@link funnelToSql} looks up. Calendar and season are left aside, so that they hold on any day.
 *
 * @param model - From {@link fitFunnel}.
 * @param columns - Open deals, one row each.
 * @param options - `horizonDays`, 0 to 3,650.
 * @returns One chance per row. For a model without calendar and season it is what {@link predictDeal} gives at that age.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `unknown_id` (a stage that is not an open one of the model),
 * `not_finite`, `out_of_range` (also more than 10,000 combinations of segments, or 20,000 different chances),
 * `length_mismatch`.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01", smooth: false });
 * const chances = predictDealColumn(model, { stage: ["bid", "bid"], ageDays: [0, 30] }, { horizonDays: 20 });
 * chances[0]; // ≈ 0.2
 * chances[1]; // ≈ 0.74
 * ```
 */
export function predictDealColumn(
  model: FunnelModel,
  columns: DealColumns,
  options: { readonly horizonDays: number },
): Float64Array {
  requireFunnelModel(model);
  requireObject(columns, "columns");
  requireObject(options, "options");
  requireNumber(options.horizonDays, "options.horizonDays", { min: 0, max: LONGEST_HORIZON });
  const { stage, ageDays } = columns;
  requireSameLength(stage, "columns.stage", ageDays, "columns.ageDays");
  const fields = fieldsIn(columns);
  for (const field of fields) {
    const column = columns[COLUMN_OF[field]] as ArrayLike<unknown>;
    requireSameLength(stage, "columns.stage", column, `columns.${COLUMN_OF[field]}`);
  }
  const table = chanceTable(model, options.horizonDays, fields);
  const position = new Map(model.stages.map(({ id }, i) => [id, i]));
  const readers = fields.map((field) => {
    const name = `columns.${COLUMN_OF[field]}`;
    const column = columns[COLUMN_OF[field]] as ArrayLike<unknown>;
    const classes = table.fields.find((one) => one.field === field);
    return (row: number): number => partOf(column[row], `${name}[${row}]`, field, classes);
  });
  return Float64Array.from({ length: stage.length }, (_, row) => {
    const at = position.get(stage[row] as string);
    if (at === undefined) {
      throw new ClienteleError(
        typeof stage[row] === "string" ? "unknown_id" : "invalid_type",
        `columns.stage[${row}] must be an open stage of the model, got ${show(stage[row])}`,
        { index: row },
      );
    }
    const age = ageDays[row] as number;
    requireNumber(age, `columns.ageDays[${row}]`, { min: 0, below: OLDEST_DAYS });
    let combination = 0;
    for (const read of readers) combination += read(row);
    const kind = table.kindOf[combination] as number;
    return chanceAt((table.bins[kind] as readonly (readonly ChanceBin[])[])[at] as readonly ChanceBin[], age);
  });
}

/** A cell's part in the number of its combination; checked also where the model knows nothing of its field. */
function partOf(cell: unknown, name: string, field: SegmentField, classes: FieldClasses | undefined): number {
  if (cell === null || cell === undefined) return 0;
  if (field === "product" || field === "region" || field === "owner") {
    if (typeof cell !== "string") {
      throw new ClienteleError("invalid_type", `${name} must be text, got ${show(cell)}`, { name });
    }
    return classes === undefined ? 0 : (classes.classOf.get(cell) ?? 0) * classes.stride;
  }
  requireNumber(cell as number, name, { min: 0 });
  if (classes === undefined) return 0;
  return (classes.classOf.get(String(bandAt(classes.edges ?? [], cell as number))) ?? 0) * classes.stride;
}

function chanceAt(bins: readonly ChanceBin[], age: number): number {
  let low = 0;
  let high = bins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((bins[middle] as ChanceBin).fromAge <= age) low = middle;
    else high = middle - 1;
  }
  return (bins[low] as ChanceBin).chance;
}
