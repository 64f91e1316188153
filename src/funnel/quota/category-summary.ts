import { requireNumber, requireObject, requireOneOf, requireUnique } from "../../core/checks.ts";
import { sum } from "../../math/sum.ts";
import { FORECAST_CATEGORIES, LARGEST_AMOUNT, requireList, requireText } from "./category.ts";
import type {
  CategorizedDeal,
  ForecastCategory,
  ForecastCategoryGroup,
  ForecastCategorySummary,
  ForecastCategoryTotals,
} from "./types.ts";

/**
 * Adds up a forecast by category, for all and by owner: what the model puts there, what counts there after overrides,
 * and where managers and model disagree about the most money.
 *
 * @param deals - From {@link assignForecastCategory}, each deal once, all in one currency. The order does not matter.
 * @returns Totals that reconcile: for every category, model + moved in − moved out + changed amounts = effective; owners
 * sum to the total. Amounts in whole minor units add up exactly, others to rounding.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`.
 * @example
 * ```ts
 * const open = (dealId, chance, amount) => ({ dealId, status: "open", chance, amount, expectedAmount: chance * amount });
 * const override = { category: "commit", amount: 900, by: "lee", at: "2026-05-04", why: "budget is signed" };
 * const summary = summarizeForecastCategories([
 *   assignForecastCategory(open("d1", 0.8, 500), { owner: "ann" }),
 *   assignForecastCategory(open("d2", 0.4, 1000), { owner: "bo", override }),
 * ]);
 * summary.total.categories[0].model.amount; // => 500
 * summary.total.categories[0].effective.amount; // => 1400
 * summary.disagreements[0].dealId; // => "d2"
 * ```
 */
export function summarizeForecastCategories(deals: readonly CategorizedDeal[]): ForecastCategorySummary {
  requireList(deals, "deals");
  for (const [i, deal] of deals.entries()) requireCategorized(deal, `deals[${i}]`);
  requireUnique(
    deals.map(({ dealId }) => dealId),
    "deals.dealId",
  );
  const byOwner = new Map<string | undefined, CategorizedDeal[]>();
  for (const deal of deals) {
    const list = byOwner.get(deal.owner);
    if (list === undefined) byOwner.set(deal.owner, [deal]);
    else list.push(deal);
  }
  const owners = Array.from(byOwner, ([owner, list]) => groupOf(list, owner));
  owners.sort((a, b) => ownerOrder(a.owner, b.owner));
  const disagreements = deals.filter(({ difference }) => difference !== 0);
  disagreements.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.dealId < b.dealId ? -1 : 1));
  return { total: groupOf(deals, undefined), owners, disagreements };
}

/** By name; nobody comes last. */
function ownerOrder(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

function groupOf(deals: readonly CategorizedDeal[], owner: string | undefined): ForecastCategoryGroup {
  return {
    ...(owner === undefined ? {} : { owner }),
    deals: deals.length,
    overridden: deals.filter(({ override }) => override !== undefined).length,
    withoutAmount: deals.filter(({ effective }) => effective.amount === undefined).length,
    categories: FORECAST_CATEGORIES.map((category) => totalsOf(deals, category)),
    difference: total(deals, ({ difference }) => difference),
  };
}

function totalsOf(deals: readonly CategorizedDeal[], category: ForecastCategory): ForecastCategoryTotals {
  const modelled = deals.filter(({ model }) => model.category === category);
  const effective = deals.filter((deal) => deal.effective.category === category);
  const listed = ({ model }: CategorizedDeal): number => model.amount ?? 0;
  const expected = ({ model }: CategorizedDeal): number => model.expectedAmount;
  return {
    category,
    model: { deals: modelled.length, amount: total(modelled, listed), expectedAmount: total(modelled, expected) },
    effective: {
      deals: effective.length,
      amount: total(effective, (deal) => deal.effective.amount ?? 0),
      expectedAmount: total(effective, expected),
    },
    movedIn: total(
      effective.filter(({ model }) => model.category !== category),
      listed,
    ),
    movedOut: total(
      modelled.filter((deal) => deal.effective.category !== category),
      listed,
    ),
    amountChange: total(effective, (deal) => (deal.effective.amount ?? 0) - listed(deal)),
  };
}

/** Sorted first, so that the order of the deals leaves no trace in the last bit. */
function total(deals: readonly CategorizedDeal[], read: (deal: CategorizedDeal) => number): number {
  return deals.length === 0 ? 0 : sum(Float64Array.from(deals, read).sort()) + 0;
}

function requireCategorized(deal: CategorizedDeal, name: string): void {
  requireObject(deal, name);
  requireText(deal.dealId, `${name}.dealId`);
  if (deal.owner !== undefined) requireText(deal.owner, `${name}.owner`);
  for (const side of ["model", "effective"] as const) {
    requireObject(deal[side], `${name}.${side}`);
    requireOneOf(deal[side].category, FORECAST_CATEGORIES, `${name}.${side}.category`);
    const { amount } = deal[side];
    if (amount !== undefined) requireNumber(amount, `${name}.${side}.amount`, { min: 0, max: LARGEST_AMOUNT });
  }
  requireNumber(deal.model.expectedAmount, `${name}.model.expectedAmount`, { min: 0, max: LARGEST_AMOUNT });
  requireNumber(deal.difference, `${name}.difference`, { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT });
}
