import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { commitmentKinds } from "../money.ts";
import type { LockInForecast } from "./types.ts";

/** Refuses what {@link forecastLockIn} did not make. */
export function requireForecast(forecast: LockInForecast): void {
  requireObject(forecast, "forecast");
  requireOneOf(forecast.side, ["ours", "rival"], "forecast.side");
  requireNumber(forecast.n, "forecast.n", { min: 0, integer: true });
  if (forecast.meanCoverage !== undefined) {
    requireNumber(forecast.meanCoverage, "forecast.meanCoverage", { min: 0, max: 1 });
  }
  requireRows(forecast.months, "forecast.months");
  if (forecast.months.length < 2) {
    throw new ClienteleError("invalid_type", "forecast.months must hold the start and at least one month", {});
  }
  for (const [i, row] of forecast.months.entries()) {
    const name = `forecast.months[${i}]`;
    requireObject(row, name);
    requireText(row.day, `${name}.day`);
    requireNumber(row.month, `${name}.month`, { min: 0 });
    requireObject(row.money, `${name}.money`);
    requireNumber(row.money.total, `${name}.money.total`, { min: 0 });
    requireObject(row.money.byKind, `${name}.money.byKind`);
    for (const kind of commitmentKinds)
      requireNumber(row.money.byKind[kind], `${name}.money.byKind.${kind}`, { min: 0 });
    for (const count of ["bound", "free", "unknown", "comingFree", "valueComingFree"] as const) {
      requireNumber(row[count], `${name}.${count}`, { min: 0 });
    }
    requireObject(row.meanIndex, `${name}.meanIndex`);
    if (!("abstained" in row.meanIndex)) requireNumber(row.meanIndex.value, `${name}.meanIndex.value`);
  }
  requireRows(forecast.calendar, "forecast.calendar");
  for (const [i, row] of forecast.calendar.entries()) {
    requireObject(row, `forecast.calendar[${i}]`);
    requireText(row.id, `forecast.calendar[${i}].id`);
    requireText(row.freeOn, `forecast.calendar[${i}].freeOn`);
    if (row.noticeBy !== undefined) requireText(row.noticeBy, `forecast.calendar[${i}].noticeBy`);
    if (row.value !== undefined) requireNumber(row.value, `forecast.calendar[${i}].value`, { min: 0 });
  }
  requireRows(forecast.reasons, "forecast.reasons");
}

function requireRows(rows: readonly unknown[], name: string): void {
  if (!Array.isArray(rows)) throw new ClienteleError("invalid_type", `${name} must be an array, got ${show(rows)}`, {});
}

function requireText(text: string, name: string): void {
  if (typeof text !== "string") throw new ClienteleError("invalid_type", `${name} must be text, got ${show(text)}`, {});
}
