import { requireNonEmpty, requireNumber, requireObject, throwNotFinite } from "../../core/checks.ts";
import { type Accessor, columnOf } from "../../core/column.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LoyaltyAxisName, RatingScale } from "./types.ts";

/** Refuses a scale that no answer can lie on. */
export function requireScale(scale: RatingScale, name: string): void {
  requireObject(scale, name);
  requireNumber(scale.min, `${name}.min`);
  requireNumber(scale.max, `${name}.max`, { above: scale.min });
  if (!Number.isFinite(scale.max - scale.min)) {
    throw new ClienteleError("out_of_range", `${name} is wider than the largest number`, { name });
  }
}

/** Names the first rating that is no number or lies outside its scale. */
export function requireRatings(ratings: ArrayLike<number>, scale: RatingScale, name: LoyaltyAxisName): void {
  for (let i = 0; i < ratings.length; i++) {
    const value = ratings[i] as number;
    if (typeof value !== "number" || !Number.isFinite(value)) throwNotFinite(value, name, i);
    if (value < scale.min || value > scale.max) {
      throw new ClienteleError(
        "out_of_range",
        `${name}[${i}] must lie on its scale from ${scale.min} to ${scale.max}, got ${value}; leave unanswered questions out or state the scale that was asked`,
        { name, index: i, value },
      );
    }
  }
}

/** Reads one number per customer; the accessor is named when it is missing or answers no number. */
export function readColumn<T>(customers: ArrayLike<T>, accessor: Accessor<T>, name: string): Float64Array {
  requireNonEmpty(customers, "customers");
  if (typeof accessor !== "function") {
    throw new ClienteleError("invalid_type", `options.${name} must be a function from a row to a number`, { name });
  }
  return columnOf(customers, { value: accessor }, name);
}
