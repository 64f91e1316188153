import { verdictOf } from "../fit/notes.ts";
import type { FitReport } from "../types.ts";
import type { BuyingNote } from "./types.ts";

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
