import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { SwitchingModel } from "../types.ts";
import { chanceToLeave } from "./validate.ts";

/**
 * How likely a customer of some index is to leave, over the time in which the customers learned from could.
 *
 * @param model - From {@link fitSwitchingModel}.
 * @param index - A switching index by that model, 0–100.
 * @returns A chance in (0, 1), never rising with the index; `undefined` where the weights are stated, since nobody has
 * counted who left.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `invalid_model`.
 * @example
 * ```ts
 * predictLeaving({ ...defaultSwitchingModel, leaving: { intercept: 1, slope: -0.04 } }, 50); // ≈ 0.2689
 * predictLeaving(defaultSwitchingModel, 50); // => undefined
 * ```
 */
export function predictLeaving(model: SwitchingModel, index: number): number | undefined {
  requireObject(model, "model");
  requireNumber(index, "index", { min: 0, max: 100 });
  if (model.kind !== "switching") {
    throw new ClienteleError("invalid_model", "model must be a switching model: take that of fitSwitchingModel", {});
  }
  const { leaving } = model;
  if (leaving === undefined) return undefined;
  requireObject(leaving, "model.leaving");
  requireNumber(leaving.intercept, "model.leaving.intercept");
  requireNumber(leaving.slope, "model.leaving.slope", { max: 0 });
  return chanceToLeave(leaving, index);
}
