import type { FitReport } from "../types.ts";
import type { BuyingNote } from "./types.ts";

/** What a reader of a fitted model must know about it. */
export function notesOf(
  { converged, identifiable, gradientNorm }: FitReport,
  customers: number,
  repeatCustomers: number,
): readonly BuyingNote[] {
  if (repeatCustomers === 0) return [{ code: "buying_no_repeats", params: { customers } }];
  if (!converged) return [{ code: "buying_not_converged", params: { gradientNorm } }];
  if (identifiable) return [];
  const repeatShare = repeatCustomers / customers;
  return [{ code: "buying_not_identifiable", params: { customers, repeatShare } }];
}
