import { requireFinite, requireNonEmpty, requireOneOf, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { UpliftOutcomeKind } from "./types.ts";

/** Who was contacted and what came of it, checked. */
export interface Arms {
  /** 1 for a contacted customer, 0 for one of the control group. */
  readonly treated: Uint8Array;
  readonly outcomes: Float64Array;
  readonly treatedN: number;
  readonly kind: UpliftOutcomeKind;
}

/** Both columns checked: both arms hold customers, outcomes are yes or no, or amounts. */
export function readArms(
  treated: ArrayLike<number | boolean>,
  outcomes: ArrayLike<number | boolean>,
  kind: UpliftOutcomeKind | undefined,
): Arms {
  requireNonEmpty(treated, "treated");
  requireSameLength(treated, "treated", outcomes, "outcomes");
  if (kind !== undefined) requireOneOf(kind, ["yes_no", "amount"], "options.outcome");
  const n = treated.length;
  const flags = new Uint8Array(n);
  const values = new Float64Array(n);
  let treatedN = 0;
  let binary = true;
  for (let i = 0; i < n; i++) {
    const flag = treated[i];
    if (flag === 1 || flag === true) {
      flags[i] = 1;
      treatedN++;
    } else if (flag !== 0 && flag !== false) {
      throw new ClienteleError(
        typeof flag === "number" ? "out_of_range" : "invalid_type",
        `treated[${i}] must be 1 (contacted) or 0 (control), got ${show(flag)}`,
        { name: "treated", index: i },
      );
    }
    const outcome = outcomes[i];
    const value = outcome === true ? 1 : outcome === false ? 0 : outcome;
    if (typeof value !== "number" || !Number.isFinite(value)) requireFinite([value as number], `outcomes (row ${i})`);
    if (value !== 0 && value !== 1) {
      binary = false;
      if (kind === "yes_no") {
        throw new ClienteleError("out_of_range", `outcomes[${i}] must be 0 or 1, got ${value}; amounts need "amount"`, {
          name: "outcomes",
          index: i,
        });
      }
      if (Math.abs(value as number) > LARGEST_AMOUNT) {
        throw new ClienteleError("out_of_range", `outcomes[${i}] must lie within ±1e100; use a larger unit`, {
          name: "outcomes",
          index: i,
        });
      }
    }
    values[i] = value as number;
  }
  if (treatedN === 0 || treatedN === n) {
    throw new ClienteleError(
      "empty_input",
      `treated must name both contacted customers and a control group; all ${n} are ${treatedN === 0 ? 0 : 1}`,
      { name: "treated", n },
    );
  }
  return { treated: flags, outcomes: values, treatedN, kind: kind ?? (binary ? "yes_no" : "amount") };
}

/** Sums of squares of a hundred million such amounts stay inside a double. */
const LARGEST_AMOUNT = 1e100;
