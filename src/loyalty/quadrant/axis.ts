import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { LoyaltyAxis, LoyaltyAxisName, LoyaltyModel, LoyaltyPosition, LoyaltyQuadrant } from "./types.ts";

/**
 * The quadrants in the order in which columns index them and summaries list them: apostle, hostage, mercenary,
 * defector, then the zone of indifference.
 */
export const loyaltyQuadrants: readonly LoyaltyQuadrant[] = [
  "apostle",
  "hostage",
  "mercenary",
  "defector",
  "indifferent",
];

/** Position of the zone of indifference in {@link loyaltyQuadrants}. */
const INDIFFERENT = 4;

/** Where a rating lies on its axis. The upper cut is asked first, so that every number has one answer. */
export function positionOf({ low, high }: LoyaltyAxis, value: number): LoyaltyPosition {
  return value >= high ? "high" : value <= low || low === high ? "low" : "between";
}

/** Index into {@link loyaltyQuadrants}. A customer between the cuts on either axis is indifferent. */
export function indexAt(satisfaction: LoyaltyPosition, loyalty: LoyaltyPosition): number {
  if (satisfaction === "between" || loyalty === "between") return INDIFFERENT;
  return (satisfaction === "high" ? 0 : 1) + (loyalty === "high" ? 0 : 2);
}

/** Index into {@link loyaltyQuadrants} by the two ratings. */
export function quadrantIndex(axes: LoyaltyAxes, satisfaction: number, loyalty: number): number {
  return indexAt(positionOf(axes.satisfaction, satisfaction), positionOf(axes.loyalty, loyalty));
}

/** Both axes, as a model and a summary hold them. */
export type LoyaltyAxes = Readonly<Record<LoyaltyAxisName, LoyaltyAxis>>;

/** Refuses a model that was built or edited by hand into something that cannot place a customer. */
export function requireLoyaltyModel(model: LoyaltyModel): void {
  requireObject(model, "model");
  if (model.kind !== "loyalty") refuse("model.kind", 'must be "loyalty"');
  requireAxes(model, "model");
}

/** Refuses axes whose cuts do not lie in order on their scale. */
export function requireAxes(axes: LoyaltyAxes, name: string): void {
  for (const axis of ["satisfaction", "loyalty"] as const) {
    if (!isSoundAxis(axes[axis])) {
      refuse(`${name}.${axis}`, "needs min <= low <= high <= max and high > min");
    }
  }
}

function refuse(name: string, rule: string): never {
  throw new ClienteleError("invalid_model", `${name} ${rule}`, { name });
}

/** True where every rating of the scale has one position and both low and high can occur. */
export function isSoundAxis(axis: LoyaltyAxis | null | undefined): boolean {
  if (typeof axis?.scale !== "object" || axis.scale === null) return false;
  const { low, high } = axis;
  const { min, max } = axis.scale;
  const finite = [min, max, max - min, low, high].every(Number.isFinite);
  return finite && min <= low && low <= high && high <= max && high > min;
}

/** Refuses a single rating that is no number or lies outside its scale. */
export function requireRating(value: number, axis: LoyaltyAxis, name: LoyaltyAxisName): void {
  requireNumber(value, name, axis.scale);
}
