import type { Abstention } from "../../core/estimate.ts";
import { verdictOf } from "../fit/notes.ts";
import type { FitReport } from "../types.ts";
import type { BuyingPoint } from "./kernel.ts";
import type { BuyingKind, BuyingNote } from "./types.ts";

/** What a reader of a fitted model must know about it. */
export function notesOf(report: FitReport, customers: number, repeatCustomers: number): readonly BuyingNote[] {
  if (repeatCustomers === 0) return [{ code: "buying_no_repeats", params: { customers } }];
  const verdict = verdictOf(report);
  if (verdict === undefined) return [];
  if (verdict === "sloping") {
    return [{ code: "buying_not_converged", params: { gradientNorm: report.gradientNorm } }];
  }
  return [{ code: "buying_not_identifiable", params: { customers, repeatShare: repeatCustomers / customers } }];
}

/** Why purchases without end and discount have no mean: a (or s) of this customer does not exceed 1. */
export function endlessMean(kind: BuyingKind, point: BuyingPoint): Abstention {
  const parameter = kind === "pareto_nbd" ? "s" : "a";
  return { abstained: { code: "buying_endless_mean", params: { parameter, value: point[2] as number } } };
}
