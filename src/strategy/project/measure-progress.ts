import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/day.ts";
import type { OgsmFinding, OgsmMeasure } from "./goal-types.ts";

/** Beyond this no figure is measured; differences of two stay finite. */
const LARGEST = 1e15;

/** How far a node is and how far the calendar asks it to be. */
export interface Standing {
  readonly progress?: number;
  readonly expected?: number;
  /** Past its due date and not there. */
  readonly overdue: boolean;
}

/** Reads one measure: its share of the way, the share of its time, and what it lacks. */
export function readMeasure(
  measure: OgsmMeasure,
  name: string,
  start: number,
  asOf: number,
): { readonly standing: Standing; readonly findings: readonly OgsmFinding[] } {
  const { id, owner, baseline, target, actual } = measure;
  for (const field of ["baseline", "target", "actual"] as const) {
    const value = measure[field];
    if (value !== undefined) requireNumber(value, `${name}.${field}`, { min: -LARGEST, max: LARGEST });
  }
  const since = measure.since === undefined ? start : toDay(measure.since, `${name}.since`);
  const due = measure.due === undefined ? undefined : toDay(measure.due, `${name}.due`);
  if (due !== undefined && due < since) {
    throw new ClienteleError("inconsistent", `${name}.due lies before its start; exchange the two`, { name });
  }
  const findings: OgsmFinding[] = [];
  if (owner === undefined) findings.push({ code: "ogsm_no_owner", params: { measure: id } });
  if (baseline === undefined || target === undefined)
    findings.push({ code: "ogsm_no_target", params: { measure: id } });
  if (due === undefined) findings.push({ code: "ogsm_no_due", params: { measure: id } });
  if (actual === undefined) findings.push({ code: "ogsm_no_actual", params: { measure: id } });
  if (baseline !== undefined && baseline === target) findings.push({ code: "ogsm_no_way", params: { measure: id } });
  const progress = progressOf(baseline, target, actual);
  const past = due !== undefined && asOf > due;
  const overdue = past && progress !== undefined && progress < 1;
  if (overdue && due !== undefined) {
    findings.push({ code: "ogsm_overdue", params: { measure: id, days: asOf - due, progress } });
  }
  // days are counted whole: the due day itself is the last of them
  const expected = due === undefined ? undefined : Math.min(1, Math.max(0, (asOf - since) / (due + 1 - since)));
  if (progress === undefined || expected === undefined) return { standing: { overdue: false }, findings };
  return { standing: { progress, expected, overdue }, findings };
}

function progressOf(baseline?: number, target?: number, actual?: number): number | undefined {
  if (baseline === undefined || target === undefined || actual === undefined || baseline === target) return undefined;
  const progress = (actual - baseline) / (target - baseline);
  // a way shorter than the digits of its ends has no share that could be told
  return Number.isFinite(progress) ? progress : undefined;
}
