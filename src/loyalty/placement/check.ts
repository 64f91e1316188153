import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { isSoundAxis } from "../quadrant/axis.ts";
import { requireRatings } from "../quadrant/ratings.ts";
import type { LoyaltyAxis, LoyaltyAxisName } from "../quadrant/types.ts";
import { cellsOf } from "./posterior.ts";
import { MOST_BINS } from "./true-axis.ts";
import type { PlacementAxis, PlacementModel, PlacementRating } from "./types.ts";

/** Completes an axis with how its question is answered, and refuses what does not fit. */
export function placementAxis(axis: LoyaltyAxis, rating: PlacementRating, name: string): PlacementAxis {
  requireObject(rating, name);
  const { errorSd, answers = "whole", truth = "graded" } = rating;
  const { min, max } = axis.scale;
  requireNumber(errorSd, `${name}.errorSd`, { min: 0, max: max - min });
  requireOneOf(answers, ["whole", "graded"], `${name}.answers`);
  requireOneOf(truth, ["whole", "graded"], `${name}.truth`);
  if (answers === "whole" && !(Number.isInteger(min) && Number.isInteger(max))) {
    throw new ClienteleError(
      "inconsistent",
      `${name}.answers are whole on a scale from ${min} to ${max}; use "graded" or a scale between whole numbers`,
      { name, min, max },
    );
  }
  if (truth === "whole" && (answers !== "whole" || max - min > MOST_BINS)) {
    throw new ClienteleError("inconsistent", `${name}.truth "whole" needs whole answers, at most ${MOST_BINS + 1}`, {
      name,
    });
  }
  return { scale: { min, max }, low: axis.low, high: axis.high, errorSd, answers, truth };
}

/** Refuses ratings outside their scale, and fractions where answers are whole. */
export function requireAnswers(ratings: ArrayLike<number>, axis: PlacementAxis, name: LoyaltyAxisName): void {
  requireRatings(ratings, axis.scale, name);
  if (axis.answers !== "whole") return;
  for (let i = 0; i < ratings.length; i++) {
    const value = ratings[i] as number;
    if (!Number.isInteger(value)) {
      throw new ClienteleError(
        "out_of_range",
        `${name}[${i}] must be a whole number, got ${value}; state answers: "graded" for finer ratings`,
        { name, index: i, value },
      );
    }
  }
}

/** Refuses a model that was built or edited by hand into something that cannot place a customer. */
export function requirePlacement(model: PlacementModel): void {
  requireObject(model, "model");
  if (model.kind !== "loyalty_placement" || !isSoundPlacement(model)) {
    throw new ClienteleError(
      "invalid_model",
      'model must be of kind "loyalty_placement", with sound axes and one weight per cell that sum to 1; fit it again',
      { name: "model" },
    );
  }
}

/** True where both axes can be laid out and the weights are shares of the cells. */
export function isSoundPlacement({ satisfaction, loyalty, weights }: PlacementModel): boolean {
  if (![satisfaction, loyalty].every(isSoundPlacementAxis)) return false;
  if (!Array.isArray(weights) || weights.length !== cellsOf(satisfaction, loyalty)) return false;
  let total = 0;
  for (const weight of weights as readonly unknown[]) {
    if (typeof weight !== "number" || !(weight >= 0)) return false;
    total += weight;
  }
  return Math.abs(total - 1) < 1e-6;
}

function isSoundPlacementAxis(axis: PlacementAxis | null | undefined): boolean {
  if (axis === null || axis === undefined || !isSoundAxis(axis)) return false;
  const { scale, errorSd, answers, truth } = axis;
  const width = scale.max - scale.min;
  if (typeof errorSd !== "number" || !(errorSd >= 0 && errorSd <= width)) return false;
  if (answers === "graded") return truth === "graded";
  if (answers !== "whole" || !Number.isInteger(scale.min) || !Number.isInteger(scale.max)) return false;
  return truth === "graded" || (truth === "whole" && width <= MOST_BINS);
}
