import { requireNonEmpty, requireNumber, requireObject, requireSameLength, show } from "../../core/checks.ts";
import { columnOf } from "../../core/column.ts";
import { ClienteleError } from "../../core/errors.ts";
import { directionOf, RFM_DIMENSIONS } from "./cuts.ts";
import { MOST_SCORES } from "./segments.ts";
import type { RfmColumnSummary, RfmDimension, RfmFigureColumns, RfmFigures, RfmModel, RfmSummary } from "./types.ts";

/** The three columns that are scored, checked, and the money of each customer. */
export type ScoredColumns = Readonly<Record<RfmDimension, Float64Array>> & { readonly value: Float64Array };

/** The figure of a customer in each dimension. */
export function figureOf(figures: RfmFigures, dimension: RfmDimension, monetary: "sum" | "mean"): number {
  if (dimension === "recency") return figures.recencyDays;
  if (dimension === "frequency") return figures.frequency;
  return monetary === "sum" ? figures.monetary : figures.meanAmount;
}

/** Brings figures as columns to checked columns, the scored money among them. */
export function scoredColumns(columns: RfmFigureColumns, monetary: "sum" | "mean", name: string): ScoredColumns {
  requireObject(columns, name);
  const recency = wholeFigures(columns.recencyDays, `${name}.recencyDays`);
  const frequency = wholeFigures(columns.frequency, `${name}.frequency`);
  const value = columnOf(columns.monetary, {}, `${name}.monetary`);
  const scored = monetary === "sum" ? value : columnOf(columns.meanAmount, {}, `${name}.meanAmount`);
  requireSameLength(recency, `${name}.recencyDays`, frequency, `${name}.frequency`);
  requireSameLength(recency, `${name}.recencyDays`, value, `${name}.monetary`);
  requireSameLength(recency, `${name}.recencyDays`, scored, `${name}.meanAmount`);
  return { recency, frequency, monetary: scored, value };
}

function wholeFigures(column: ArrayLike<number>, name: string): Float64Array {
  const values = columnOf(column, {}, name);
  for (let i = 0; i < values.length; i++) {
    if ((values[i] as number) < 0) requireNumber(values[i] as number, `${name}[${i}]`, { min: 0 });
  }
  return values;
}

/** The columns of either form of a summary with at least one customer. */
export function columnsOfSummary(summary: RfmSummary | RfmColumnSummary, monetary: "sum" | "mean"): ScoredColumns {
  requireObject(summary, "summary");
  requireNonEmpty(summary.customers, "summary.customers");
  if (typeof summary.asOf !== "string") {
    throw new ClienteleError("invalid_type", `summary must come from summarizeRfm, got asOf ${show(summary.asOf)}`, {
      name: "summary",
    });
  }
  const { customers } = summary;
  if (customers instanceof Int32Array) {
    const columns = scoredColumns(summary as RfmColumnSummary, monetary, "summary");
    requireSameLength(customers, "summary.customers", columns.recency, "summary.recencyDays");
    return columns;
  }
  const rows = customers as RfmSummary["customers"];
  for (let i = 0; i < rows.length; i++) requireObject(rows[i], `summary.customers[${i}]`);
  return scoredColumns(
    {
      recencyDays: Array.from(rows, (row) => row.recencyDays),
      frequency: Array.from(rows, (row) => row.frequency),
      monetary: Array.from(rows, (row) => row.monetary),
      meanAmount: Array.from(rows, (row) => row.meanAmount),
    },
    monetary,
    "summary",
  );
}

/** Refuses what is not a usable RFM model; JSON from outside goes through `loadModel` first. */
export function requireRfmModel(model: RfmModel): void {
  requireObject(model, "model");
  const { kind, scores, cuts, weights, monetary, segments } = model;
  const invalid = (what: string): ClienteleError =>
    new ClienteleError("invalid_model", `model must be an "rfm" model from fitRfm: ${what}`, { kind });
  if (kind !== "rfm") throw invalid(`its kind is ${show(kind)}`);
  if (!Number.isInteger(scores) || scores < 2 || scores > MOST_SCORES) throw invalid("scores must be 2 to 9");
  if (monetary !== "sum" && monetary !== "mean") throw invalid(`monetary is ${show(monetary)}`);
  for (const dimension of RFM_DIMENSIONS) {
    const own: unknown = cuts?.[dimension];
    if (!Array.isArray(own) || !descends(own, scores, directionOf(dimension))) throw invalid(`cuts.${dimension}`);
    const weight: unknown = weights?.[dimension];
    if (typeof weight !== "number" || !(weight >= 0 && weight <= 1)) throw invalid(`weights.${dimension}`);
  }
  if (!Array.isArray(segments?.rules) || !Number.isInteger(segments.scores)) throw invalid("segments");
  for (const rule of segments.rules as readonly unknown[]) {
    if (!Array.isArray((rule as { readonly blocks?: unknown } | null)?.blocks)) throw invalid("segments.rules");
  }
}

function descends(cuts: readonly unknown[], scores: number, direction: 1 | -1): boolean {
  let above = scores + 1;
  let bound = Number.POSITIVE_INFINITY;
  for (const cut of cuts as readonly ({ readonly score?: unknown; readonly bound?: unknown } | null)[]) {
    const { score, bound: next } = cut ?? {};
    if (typeof score !== "number" || !Number.isInteger(score) || score < 2 || score >= above) return false;
    if (typeof next !== "number" || !Number.isFinite(next) || direction * next >= bound) return false;
    above = score;
    bound = direction * next;
  }
  return true;
}

/** Refuses figures of one customer that cannot be scored. */
export function requireFigures(figures: RfmFigures, monetary: "sum" | "mean"): void {
  requireObject(figures, "figures");
  requireNumber(figures.recencyDays, "figures.recencyDays", { min: 0 });
  requireNumber(figures.frequency, "figures.frequency", { min: 0 });
  if (monetary === "sum") requireNumber(figures.monetary, "figures.monetary");
  else requireNumber(figures.meanAmount, "figures.meanAmount");
}
