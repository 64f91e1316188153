import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { TimeUnit } from "../types.ts";
import { requireUnit } from "../units.ts";
import { parameterNames, readParameters } from "./model.ts";
import type { BuyingKind, BuyingModel } from "./types.ts";

/**
 * Writes a model of buying by hand, from parameters that were published or fitted elsewhere.
 *
 * @param kind - `"bg_nbd"`, `"mbg_nbd"` or `"pareto_nbd"`.
 * @param definition - `unit` of alpha and beta; `parameters` r, alpha and a, b (or s, beta for Pareto/NBD), all above 0;
 * `level` of later intervals, default 0.95.
 * @returns A plain JSON model without covariance, so that its predictions carry no interval.
 * @throws `ClienteleError` `unknown_id`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * defineBuyingModel("bg_nbd", { unit: "week", parameters }).fittedOn.customers; // => 0
 * ```
 */
export function defineBuyingModel<Kind extends BuyingKind, Unit extends TimeUnit>(
  kind: Kind,
  definition: {
    readonly unit: Unit;
    readonly parameters: Extract<BuyingModel, { readonly kind: Kind }>["parameters"];
    readonly level?: number;
  },
): Extract<BuyingModel<Unit>, { readonly kind: Kind }> {
  requireOneOf(kind, ["bg_nbd", "mbg_nbd", "pareto_nbd"], "kind");
  requireObject(definition, "definition");
  const { unit, parameters, level = 0.95 } = definition;
  requireUnit(unit, "definition.unit");
  requireNumber(level, "definition.level", { above: 0, below: 1 });
  const values = readParameters(kind, parameters, "definition.parameters");
  const model = {
    kind,
    version: 1,
    unit,
    parameters: Object.fromEntries(parameterNames(kind).map((name, i) => [name, values[i]])),
    level,
    fittedOn: { customers: 0, repeatCustomers: 0, purchases: 0, cells: 0, notes: [] },
  };
  return model as unknown as Extract<BuyingModel<Unit>, { readonly kind: Kind }>;
}
