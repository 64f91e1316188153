import { requireNumber } from "../core/checks.ts";
import type { SwitchingBand } from "./types.ts";

/** Quarters of the scale: a convention for talking about a book, not a finding. Each band includes its lower bound. */
export const switchingBandBounds: readonly (readonly [band: SwitchingBand, from: number, to: number])[] = [
  ["free", 0, 25],
  ["loose", 25, 50],
  ["held", 50, 75],
  ["bound", 75, 100],
];

/**
 * Names how firmly a customer is held: free below 25, loose below 50, held below 75, bound from there. The cuts are
 * quarters of the scale, a convention and no finding.
 *
 * @param index - A switching index, 0–100.
 * @returns The band; `labelOf("hold", band)` names it in two languages.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * assignSwitchingBand(25); // => "loose"
 * labelOf("hold", assignSwitchingBand(80), "zh"); // => "牢固绑定"
 * ```
 */
export function assignSwitchingBand(index: number): SwitchingBand {
  requireNumber(index, "index", { min: 0, max: 100 });
  return bandOf(index);
}

/** {@link assignSwitchingBand} for an index known to be good. */
export function bandOf(index: number): SwitchingBand {
  return index < 25 ? "free" : index < 50 ? "loose" : index < 75 ? "held" : "bound";
}
