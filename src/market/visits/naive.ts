import { type Book, type Door, type Draft, emptyDraft, fits, move } from "./book.ts";
import { fill, keepPromises } from "./fill.ts";
import { freePrices } from "./prices.ts";

/**
 * Promises first, then visits handed out so that all accounts keep in step with their weights: the next visit goes where
 * visits per weight are fewest, as long as one fits. A `cap` ends an account's visits.
 */
function inStep(book: Book, weights: ArrayLike<number>, caps?: ArrayLike<number>): Draft {
  const draft = emptyDraft(book);
  keepPromises(book, draft, freePrices(book));
  let open = book.accounts.map((_, i) => i).filter((i) => (weights[i] as number) > 0);
  const load = (i: number): number => ((draft.totals[i] as number) + 1) / (weights[i] as number);
  // a round lifts everybody who stands lowest; within a round the larger worth comes first
  while (open.length > 0) {
    open = open.filter((i) => {
      const most = Math.min(book.accounts[i]?.marginals.length as number, caps?.[i] ?? Number.POSITIVE_INFINITY);
      return (draft.totals[i] as number) < most && cheapestDoor(book, draft, i) >= 0;
    });
    const lowest = open.reduce((least, i) => Math.min(least, load(i)), Number.POSITIVE_INFINITY);
    const round = open.filter((i) => load(i) <= lowest * (1 + 1e-12));
    round.sort((a, b) => worthOf(book, b) - worthOf(book, a) || a - b);
    for (const i of round) {
      const d = cheapestDoor(book, draft, i);
      if (d >= 0) move(book, draft, i, d, 1);
    }
  }
  return draft;
}

function worthOf(book: Book, i: number): number {
  return book.accounts[i]?.worth.value as number;
}

/** The door that takes least money, then fewest hours; −1 where none is open. */
function cheapestDoor(book: Book, draft: Draft, i: number): number {
  const doors = book.accounts[i]?.doors as readonly Door[];
  let best = -1;
  doors.forEach((door, d) => {
    if (!fits(book, draft, door)) return;
    const other = doors[best];
    if (other === undefined || door.cost < other.cost || (door.cost === other.cost && door.hours < other.hours))
      best = d;
  });
  return best;
}

/** The same number of visits for all, promises first. */
export function equalShares(book: Book): Draft {
  return inStep(
    book,
    book.accounts.map(() => 1),
  );
}

/** Visits by tier: by the rule of the tiers, else in proportion to the mean worth of each; undefined without tiers. */
export function tierShares(book: Book): Draft | undefined {
  const { tiers, accounts } = book;
  if (tiers.length === 0) return undefined;
  if (tiers.some(({ rule }) => rule !== undefined)) {
    const rules = accounts.map(({ tier }) => tiers[tier]?.rule ?? 0);
    return inStep(book, rules, rules);
  }
  const sums = new Float64Array(tiers.length);
  const counts = new Float64Array(tiers.length);
  for (const { tier, worth } of accounts) {
    if (tier < 0) continue;
    sums[tier] = (sums[tier] as number) + worth.value;
    counts[tier] = (counts[tier] as number) + 1;
  }
  return inStep(
    book,
    accounts.map(({ tier }) => (tier < 0 ? 0 : (sums[tier] as number) / (counts[tier] as number))),
  );
}

/** Where the search starts besides its own plans: no plan is worse than what anybody would do. */
export function startsOf(book: Book): readonly Draft[] {
  const tiers = tierShares(book);
  return [fill(book, freePrices(book)), equalShares(book), ...(tiers === undefined ? [] : [tiers])];
}
