import type { NumberRange } from "../../core/checks.ts";

// What a setting may be, whether it comes with the options or in a design that was built by hand.

export const TREATMENTS: NumberRange = { min: 1, max: 100, integer: true };
/** Customers of a treated arm for one of the control. */
export const RATIO: NumberRange = { min: 1e-3, max: 1e3 };
export const POSITIVE_SHARE: NumberRange = { above: 0, max: 1 };
/** Customers in a cluster. */
export const CLUSTER_SIZE: NumberRange = { min: 1, max: 1e9 };
export const TUNING: NumberRange = { min: 1, max: 1e15 };
export const LOOKS: NumberRange = { min: 1, max: 100, integer: true };
