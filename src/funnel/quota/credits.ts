import { requireNumber, requireObject, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/day.ts";
import type { CreditedDeal, OpenDealCredit, QuotaDimension, QuotaPerson, WonDealCredit } from "./attainment-types.ts";
import { requireList, requireText } from "./category.ts";
import type { Span } from "./ramp.ts";

const WHOLE = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true } as const;

/** Credit of one deal in one unit. */
export interface UnitDeal {
  readonly creditMinor: number;
  readonly chance: number;
}

/** Credit by unit; the key is `undefined` for credit that belongs to none. */
export type Ledger = ReadonlyMap<string | undefined, readonly UnitDeal[]>;

/** Reads won deals and keeps those of the period up to the day of looking. */
export function readWon(won: readonly WonDealCredit[], { from }: Span, asOf: number): readonly WonDealCredit[] {
  requireDeals(won, "book.won");
  return won.filter((deal, i) => {
    const day = toDay(deal.wonOn, `book.won[${i}].wonOn`);
    return day >= from && day <= asOf;
  });
}

export function readOpen(open: readonly OpenDealCredit[]): readonly OpenDealCredit[] {
  requireDeals(open, "book.open");
  for (const [i, { chance }] of open.entries()) requireNumber(chance, `book.open[${i}].chance`, { min: 0, max: 1 });
  return open;
}

export function readPeople(people: readonly QuotaPerson[]): Map<string, string | undefined> {
  requireList(people, "book.people");
  people.forEach((person, i) => {
    requireObject(person, `book.people[${i}]`);
    requireText(person.id, `book.people[${i}].id`);
    if (person.team !== undefined) requireText(person.team, `book.people[${i}].team`);
  });
  requireUnique(
    people.map(({ id }) => id),
    "book.people.id",
  );
  return new Map(people.map(({ id, team }) => [id, team]));
}

/** Books the credit of each deal on the units of a dimension: every minor unit of it on exactly one. */
export function ledgerOf(
  deals: readonly (CreditedDeal & { readonly chance?: number })[],
  dimension: QuotaDimension,
  teams: ReadonlyMap<string, string | undefined>,
): Ledger {
  const ledger = new Map<string | undefined, UnitDeal[]>();
  // by id, so that sums with fractions come to the same last bit in any order
  for (const deal of deals.slice().sort((a, b) => (a.dealId < b.dealId ? -1 : 1))) {
    const units = new Map<string | undefined, number>();
    for (const { owner, amountMinor } of deal.credit) {
      const unit = dimension === "person" ? owner : dimension === "team" ? teams.get(owner) : deal[dimension];
      units.set(unit, (units.get(unit) ?? 0) + amountMinor);
    }
    for (const [unit, creditMinor] of units) {
      const entry = { creditMinor, chance: deal.chance ?? 1 };
      const list = ledger.get(unit);
      if (list === undefined) ledger.set(unit, [entry]);
      else list.push(entry);
    }
  }
  return ledger;
}

/** Sum of whole minor units, refused where a double could no longer hold it. */
export function wholeSum(amounts: Iterable<number>, name: string): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  requireNumber(total, name, { max: Number.MAX_SAFE_INTEGER });
  return total;
}

function requireDeals(deals: readonly CreditedDeal[], name: string): void {
  requireList(deals, name);
  deals.forEach((deal, i) => {
    const label = `${name}[${i}]`;
    requireObject(deal, label);
    requireText(deal.dealId, `${label}.dealId`);
    requireNumber(deal.amountMinor, `${label}.amountMinor`, WHOLE);
    if (deal.region !== undefined) requireText(deal.region, `${label}.region`);
    if (deal.product !== undefined) requireText(deal.product, `${label}.product`);
    requireList(deal.credit, `${label}.credit`);
    if (deal.credit.length === 0) {
      throw new ClienteleError("empty_input", `${label}.credit must name at least one owner`, { name: label });
    }
    deal.credit.forEach((part, j) => {
      requireObject(part, `${label}.credit[${j}]`);
      requireText(part.owner, `${label}.credit[${j}].owner`);
      requireNumber(part.amountMinor, `${label}.credit[${j}].amountMinor`, WHOLE);
    });
    requireUnique(
      deal.credit.map(({ owner }) => owner),
      `${label}.credit.owner`,
    );
  });
  requireUnique(
    deals.map(({ dealId }) => dealId),
    `${name}.dealId`,
  );
}
