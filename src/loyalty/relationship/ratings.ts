import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { AgreementRating, AgreementScale } from "./agreement-types.ts";
import { requireId } from "./answers.ts";

/** A value as it is stored: a number, or a text with its type before it. */
type Stored = number | string;

/** Ratings by unit, units in the order of their ids. */
export interface RatingTable {
  /** Per unit its ratings by rater. */
  readonly units: readonly ReadonlyMap<string, Stored>[];
  readonly raters: readonly string[];
}

/** Squares of larger numbers overflow. */
const LARGEST = 1e150;

/** Reads ratings row by row; each rater rates a unit once. */
export function readRatings(ratings: readonly AgreementRating[], scale: AgreementScale): RatingTable {
  requireNonEmpty(ratings, "ratings");
  const byUnit = new Map<string, Map<string, Stored>>();
  const raters = new Set<string>();
  for (let i = 0; i < ratings.length; i++) {
    const row = ratings[i] as AgreementRating;
    const where = `ratings[${i}]`;
    requireObject(row, where);
    requireId(row.unit, `${where}.unit`);
    requireId(row.rater, `${where}.rater`);
    const unit = byUnit.get(row.unit) ?? new Map<string, Stored>();
    if (unit.has(row.rater)) {
      throw new ClienteleError(
        "duplicate_id",
        `${where} rates ${show(row.unit)} by ${show(row.rater)} a second time; keep one rating of each rater`,
        { index: i, unit: row.unit, rater: row.rater },
      );
    }
    unit.set(row.rater, readValue(row.value, scale, `${where}.value`));
    byUnit.set(row.unit, unit);
    raters.add(row.rater);
  }
  // sums of floating numbers depend on their order; rows come in any
  const ids = [...byUnit.keys()].sort();
  return { units: ids.map((id) => byUnit.get(id) as Map<string, Stored>), raters: [...raters].sort() };
}

function readValue(value: unknown, scale: AgreementScale, name: string): Stored {
  if (scale === "nominal" && (typeof value === "string" || typeof value === "boolean")) {
    return `${typeof value}:${value}`;
  }
  if (typeof value !== "number") {
    throw new ClienteleError(
      "invalid_type",
      `${name} must be a number${scale === "nominal" ? ", a text or a truth value" : ""}, got ${show(value)}; leave rows without a rating out`,
      { name },
    );
  }
  requireNumber(value, name, { min: scale === "ratio" ? 0 : -LARGEST, max: LARGEST });
  return value === 0 ? 0 : value;
}
