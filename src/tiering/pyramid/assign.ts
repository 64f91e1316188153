import { requireColumn, requireNumber, requireObject, show, throwNotFinite } from "../../core/checks.ts";
import { columnOf } from "../../core/column.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ModelTier, TierModel } from "./types.ts";

/** Refuses what is not a usable tier model; JSON from outside goes through `loadModel` first. */
export function requireTierModel(model: TierModel): void {
  requireObject(model, "model");
  const { kind, tiers, cuts } = model;
  const usable = kind === "tiers" && Array.isArray(tiers) && Array.isArray(cuts) && cuts.length === tiers.length - 1;
  if (!usable) {
    throw new ClienteleError("invalid_model", `model must be a "tiers" model, got kind ${show(kind)}`, { kind });
  }
  if (!tiers.every((tier: unknown) => typeof (tier as ModelTier | null | undefined)?.id === "string")) {
    throw new ClienteleError("invalid_model", "model.tiers must each have an id", { kind });
  }
  for (let i = 0; i < cuts.length; i++) {
    if (!Number.isFinite(cuts[i]) || (i > 0 && cuts[i] > cuts[i - 1])) {
      throw new ClienteleError("invalid_model", `model.cuts[${i}] must be a finite number that does not ascend`, {
        index: i,
      });
    }
  }
}

/** Index of the tier that holds a value: the first whose lower bound it reaches. */
export function tierIndex(cuts: readonly number[], value: number): number {
  let tier = 0;
  while (tier < cuts.length && value < (cuts[tier] as number)) tier++;
  return tier;
}

/**
 * Names the tier of one customer.
 *
 * @param model - From `fitTiers` or `loadModel(tierModelSpec, …)`.
 * @param value - The customer's value, finite, in the unit and period of the model.
 * @returns The tier's id. A value equal to a cut belongs to the better tier.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `invalid_model`.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * assignTier(model, 167.5); // => "gold"
 * assignTier(model, 167); // => "base"
 * ```
 */
export function assignTier(model: TierModel, value: number): string {
  requireTierModel(model);
  requireNumber(value, "value");
  return (model.tiers[tierIndex(model.cuts, value)] as ModelTier).id;
}

/**
 * Places a whole column of customers into tiers: a million in a few milliseconds.
 *
 * @param model - From `fitTiers` or `loadModel(tierModelSpec, …)`.
 * @param column - Finite values in the unit and period of the model; may be empty. Not mutated.
 * @returns One index into `model.tiers` per row, 0 being the best tier.
 * @throws `ClienteleError` `invalid_type`, `not_finite` (naming the row), `invalid_model`.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * assignTierColumn(model, [400, 90]); // => Uint8Array.of(0, 1)
 * ```
 */
export function assignTierColumn(model: TierModel, column: ArrayLike<number>): Uint8Array {
  requireTierModel(model);
  requireColumn(column, "column");
  const values = column instanceof Float64Array ? column : columnOf(column, {}, "column");
  const tiers = new Uint8Array(values.length);
  const { cuts } = model;
  const finite = cuts.length === 3 ? placeByThree(values, cuts, tiers) : placeByAny(values, cuts, tiers);
  if (!finite) {
    for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) throwNotFinite(values[i], "column", i);
  }
  return tiers;
}

/** The pyramid's three cuts without a branch: comparisons are added up. Returns whether every value was finite. */
function placeByThree(values: Float64Array, cuts: readonly number[], tiers: Uint8Array): boolean {
  const [first, second, third] = cuts as readonly [number, number, number];
  // x − x is 0 for a finite x and NaN otherwise, and NaN survives every addition
  let trace = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    tiers[i] = +(value < first) + +(value < second) + +(value < third);
    trace += value - value;
  }
  return trace === 0;
}

function placeByAny(values: Float64Array, cuts: readonly number[], tiers: Uint8Array): boolean {
  const bounds = Float64Array.from(cuts);
  let trace = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    let tier = 0;
    for (let j = 0; j < bounds.length; j++) tier += +(value < (bounds[j] as number));
    tiers[i] = tier;
    trace += value - value;
  }
  return trace === 0;
}
