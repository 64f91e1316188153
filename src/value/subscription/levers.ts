import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { infinite, openInterval, worth } from "./contract.ts";
import { type Multiple, multipleOf } from "./multiple.ts";
import { figureOf, readInput, requireTerms } from "./terms.ts";
import type { ContractFigure, LeverTerms, LeverWorth, ValueLever, ValueLevers } from "./types.ts";

/** A point: one hundredth. */
const POINT = 0.01;

/** Retention rate below which its slope means nothing. */
const SMALLEST_RETENTION = 1e-6;

/** Largest price, so that no product overflows. */
const LARGEST_PRICE = 1e100;

/**
 * What a point of retention, of margin, of price and of the discount rate is worth in money: where to put the next
 * euro. Keeping customers usually lifts value several times as much as earning more on each.
 *
 * @param terms - As for {@link predictContractValue}, the retention rate at least 1e-6; `price` and what a price rise
 * costs in retention may be added.
 * @returns Money per point for each lever, with the interval that those of the terms imply, and by how many percent value
 * rises where the lever's own figure rises by one percent. Slopes at the terms as they stand: a point more or less, not
 * ten. An abstention where the value has no limit.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `inconsistent`.
 * @example
 * ```ts
 * const terms = { unit: "year", margin: 100, retentionRate: 0.8, discountRate: 0.12, payment: "end" };
 * const { levers, breakEvenRetention } = measureValueLevers({ ...terms, price: 400 });
 * levers.map((lever) => lever.lever); // => ["retention", "margin", "price", "discount"]
 * levers[0].elasticity; // ≈ 3.5
 * levers[1].elasticity; // ≈ 1
 * breakEvenRetention; // ≈ 0.00914
 * ```
 * @see Gupta, Lehmann & Stuart (2004), Valuing Customers, Journal of Marketing Research 41(1), table 5
 */
export function measureValueLevers(terms: LeverTerms): ValueLevers | Abstention {
  const read = requireTerms(terms);
  requireNumber(read.retention.value, "terms.retentionRate", { min: SMALLEST_RETENTION, max: 1 });
  if (read.retention.interval !== undefined) {
    requireNumber(read.retention.interval.lower, "terms.retentionRate.interval.lower", { min: SMALLEST_RETENTION });
  }
  const { price, retentionPerPricePoint = 0 } = terms;
  if (price !== undefined) requireNumber(price, "terms.price", { above: 0, max: LARGEST_PRICE });
  const effect = readInput(retentionPerPricePoint, "terms.retentionPerPricePoint", { min: -1, max: 1 });
  if (price === undefined && terms.retentionPerPricePoint !== undefined) {
    throw new ClienteleError("inconsistent", "terms.retentionPerPricePoint needs terms.price", { name: "terms.price" });
  }
  const inputs = [read.margin, read.retention, read.discount, effect];
  const figure = (of: (margin: number, multiple: Multiple, effect: number) => number): ContractFigure | undefined =>
    figureOf(inputs, ([margin, retention, discount, lost]) => {
      const multiple = multipleOf(retention as number, discount as number, read);
      return multiple === undefined ? undefined : of(margin as number, multiple, lost as number);
    });

  const value = figureOf(inputs, ([margin, retention, discount]) =>
    worth(margin as number, multipleOf(retention as number, discount as number, read)),
  );
  const multiple = multipleOf(read.retention.value, read.discount.value, read);
  const base = price ?? Math.abs(read.margin.value);
  const slopes: readonly [ValueLever, number, (margin: number, m: Multiple, lost: number) => number][] = [
    ["retention", read.retention.value, (margin, m) => margin * m.byRetention],
    ["margin", read.margin.value, (_, m) => base * m.value],
    ["price", 1, (margin, m, lost) => base * m.value + (lost / POINT) * margin * m.byRetention],
    ["discount", read.discount.value, (margin, m) => margin * m.byDiscount],
  ];
  const levers: LeverWorth[] = [];
  for (const [lever, own, slope] of slopes) {
    if (lever === "price" && price === undefined) continue;
    const found = figure((margin, m, lost) => POINT * slope(margin, m, lost));
    if (value === undefined || multiple === undefined || found === undefined) return { abstained: infinite(read) };
    const relative = lever === "margin" ? 1 : (own * found.value) / POINT / value.value;
    levers.push({ lever, ...found, ...(value.value !== 0 && Number.isFinite(relative) && { elasticity: relative }) });
  }
  if (value === undefined || multiple === undefined) return { abstained: infinite(read) };
  const pull = read.margin.value * multiple.byRetention;
  const even = price === undefined || !(pull > 0) ? undefined : (POINT * price * multiple.value) / pull;
  return {
    value,
    levers,
    ...(even !== undefined && Number.isFinite(even) && { breakEvenRetention: even }),
    notes: openInterval(read, value),
  };
}
