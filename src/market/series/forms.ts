import type { SmoothingForm } from "../../math/exponential-smoothing.ts";
import { canCarry } from "../../math/fit-smoothing.ts";

const LETTERS = { none: "N", additive: "A", damped: "Ad", multiplicative: "M" } as const;

/** The usual name of a form. */
export function codeOf({ error, trend, season }: SmoothingForm): string {
  return `ETS(${LETTERS[error]},${LETTERS[trend]},${LETTERS[season]})`;
}

/**
 * The fifteen stable forms that a series can carry, the simplest first; additive errors with a season that multiplies
 * are left out, as their variance has no end.
 *
 * @see Hyndman et al. (2008), section 2.5 and chapter 15
 */
export function formsFor(y: Float64Array, seasonLength: number): SmoothingForm[] {
  const forms: SmoothingForm[] = [];
  for (const season of ["none", "additive", "multiplicative"] as const) {
    if (season !== "none" && seasonLength < 2) continue;
    for (const trend of ["none", "additive", "damped"] as const) {
      for (const error of ["additive", "multiplicative"] as const) {
        if (season === "multiplicative" && error === "additive") continue;
        const form: SmoothingForm = { error, trend, season, seasonLength: season === "none" ? 1 : seasonLength };
        if (canCarry(y, form)) forms.push(form);
      }
    }
  }
  return forms;
}
