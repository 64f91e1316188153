import { requireColumn, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireText } from "../roi/records.ts";
import { requirePeriod } from "./panel.ts";
import type { CoverageRowsOptions, GrowthPeriod, GrowthRow, GrowthUnit, ProductRow } from "./types.ts";

/**
 * Turns what was bought or stocked into product coverage by customer and period, for {@link measureGrowth}: who carries
 * any of the products, what share of the range, or how many products. A customer without a row in a period carries
 * nothing then.
 *
 * @param purchases - Which unit had which product in which period; repeated rows count once. Not mutated.
 * @param options - `units` to report on, as for `measureGrowth`; `measure`: `"any"` (0 or 1), `"share"` of the products
 * (0–1), `"count"`; `products`, the range (default: all that appear), others do not count; `periods` (default: all that
 * appear).
 * @returns One row per unit and period. Give `outcome: "rate"` for `"any"` and `"share"`.
 * @throws `ClienteleError` `unknown_id` for another measure, or a row of no unit or period; `duplicate_id`, `empty_input`
 * for a share of no products; `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const purchases = [{ unit: "a", period: 1, product: "tea" }, { unit: "a", period: 2, product: "tea" }, { unit: "a", period: 2, product: "oil" }];
 * const rows = toCoverageRows(purchases, { units: [{ unit: "a" }, { unit: "b" }], measure: "share" });
 * rows.map((row) => row.value); // => [0.5, 1, 0, 0]
 * ```
 */
export function toCoverageRows(purchases: readonly ProductRow[], options: CoverageRowsOptions): GrowthRow[] {
  requireObject(options, "options");
  const { measure } = options;
  requireOneOf(measure, ["any", "share", "count"], "options.measure");
  requireColumn(options.units, "options.units");
  const units = Array.from(options.units, (unit: Pick<GrowthUnit, "unit">, i) => {
    requireObject(unit, `options.units[${i}]`);
    requireText(unit.unit, `options.units[${i}].unit`);
    return unit.unit;
  });
  requireUnique(units, "options.units");
  const range =
    options.products === undefined ? undefined : new Set(checked(options.products, "options.products", requireText));
  const listed =
    options.periods === undefined ? undefined : new Set(checked(options.periods, "options.periods", requirePeriod));
  const { carried, products, periods } = readPurchases(purchases, new Set(units), range, listed);
  const size = (range ?? products).size;
  if (measure === "share" && size === 0) {
    throw new ClienteleError("empty_input", "options.products must hold at least one product for a share of them", {
      name: "options.products",
    });
  }
  const order = [...(listed ?? periods)].sort((a, b) => (a < b ? -1 : 1));
  return units.flatMap((unit) =>
    order.map((period): GrowthRow => {
      const n = carried.get(unit)?.get(period)?.size ?? 0;
      return { unit, period, value: measure === "count" ? n : measure === "share" ? n / size : Math.min(1, n) };
    }),
  );
}

interface Purchases {
  readonly carried: ReadonlyMap<string, ReadonlyMap<GrowthPeriod, ReadonlySet<string>>>;
  readonly products: ReadonlySet<string>;
  readonly periods: ReadonlySet<GrowthPeriod>;
}

function readPurchases(
  purchases: readonly ProductRow[],
  units: ReadonlySet<string>,
  range: ReadonlySet<string> | undefined,
  listed: ReadonlySet<GrowthPeriod> | undefined,
): Purchases {
  requireColumn(purchases, "purchases");
  const carried = new Map<string, Map<GrowthPeriod, Set<string>>>();
  const products = new Set<string>();
  const periods = new Set<GrowthPeriod>();
  for (let i = 0; i < purchases.length; i++) {
    const row = purchases[i] as ProductRow;
    requireObject(row, `purchases[${i}]`);
    const { unit, period, product } = row;
    requireText(unit, `purchases[${i}].unit`);
    requireText(product, `purchases[${i}].product`);
    requirePeriod(period, `purchases[${i}].period`);
    if (!units.has(unit)) unknown(unit, `purchases[${i}].unit`, "units");
    if (listed !== undefined && !listed.has(period)) unknown(period, `purchases[${i}].period`, "periods");
    periods.add(period);
    if (range !== undefined && !range.has(product)) continue;
    products.add(product);
    const own = carried.get(unit) ?? new Map<GrowthPeriod, Set<string>>();
    own.set(period, (own.get(period) ?? new Set<string>()).add(product));
    carried.set(unit, own);
  }
  return { carried, products, periods };
}

function unknown(value: GrowthPeriod, name: string, list: string): never {
  throw new ClienteleError("unknown_id", `${name} names ${show(value)}, which is not among options.${list}`, { name });
}

function checked<T extends GrowthPeriod>(
  list: readonly T[],
  name: string,
  check: (one: unknown, name: string) => void,
): T[] {
  requireColumn(list, name);
  const all = Array.from(list);
  all.forEach((one, i) => {
    check(one, `${name}[${i}]`);
  });
  requireUnique(all, name);
  return all;
}
