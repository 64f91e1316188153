import type { Account, Book, Tier } from "./book.ts";
import { fullPrice } from "./fill.ts";
import { broughtBy, marginalsOf } from "./response.ts";
import { type Solved, solveBook } from "./solve.ts";
import type { VisitBinding, VisitLimit } from "./types.ts";

/** Gains below this share of the plan's are rounding. */
const NOTHING = 1e-7;
/** People and tiers up to which each limit is loosened and planned again. */
const FEW_LIMITS = 24;
/** Accounts up to which that is done. */
const FEW_ACCOUNTS = 60;

/** A limit and the book in which it is looser by a step. */
interface Loosened {
  readonly limit: VisitLimit;
  readonly id?: string;
  readonly amount: number;
  readonly step: number;
  readonly book: Book;
}

/** The limits that hold the plan back: by planning again where every plan is proved best, else by the prices of the bound. */
export function findBinding(book: Book, solved: Solved): readonly VisitBinding[] {
  const few = book.people.length + 2 * book.tiers.length <= FEW_LIMITS && book.accounts.length <= FEW_ACCOUNTS;
  const measured = few && solved.proved ? bySolving(book, solved) : undefined;
  const found = measured ?? byPrices(book, solved);
  return [...found].sort((a, b) => b.kept - a.kept || b.gain - a.gain);
}

/** The limits of a book, each a step looser. */
function loosenedOf(book: Book): readonly Loosened[] {
  const { people, accounts, tiers, step } = book;
  const largest = (value: (account: Account) => readonly number[]): number =>
    accounts.reduce((most, account) => Math.max(most, ...value(account)), 0);
  const list: Loosened[] = [];
  people.forEach(({ id }, p) => {
    const visit = largest(({ doors }) => doors.flatMap((door) => (door.person === p ? [door.hours] : [])));
    const more = step.hours ?? visit;
    if (visit === 0) return;
    const hours = book.hours.map((own, q) => (q === p ? own + more : own));
    list.push({ limit: "hours", id, amount: book.hours[p] as number, step: more, book: { ...book, hours } });
  });
  const dearest = largest(({ doors }) => doors.map(({ cost }) => cost));
  if (Number.isFinite(book.budget) && dearest > 0) {
    const more = step.budget ?? dearest;
    list.push({ limit: "budget", amount: book.budget, step: more, book: { ...book, budget: book.budget + more } });
  }
  const groups: readonly (readonly [number, Tier | undefined])[] = [
    ...tiers.map((tier, t): readonly [number, Tier] => [t, tier]),
    [-1, undefined],
  ];
  for (const [t, tier] of groups) {
    const own = accounts.filter((account) => account.tier === t);
    const id = tier === undefined ? {} : { id: tier.id };
    const change = (to: (account: Account) => Account): Book => ({
      ...book,
      accounts: accounts.map((account) => (account.tier === t ? to(account) : account)),
    });
    const promised = own.reduce((most, account) => Math.max(most, account.promised), 0);
    if (promised > 0) {
      const fewer = change((account) => ({ ...account, promised: Math.max(0, account.promised - 1) }));
      list.push({ limit: "promise", ...id, amount: promised, step: 1, book: fewer });
    }
    if (own.length > 0) {
      const most = own.reduce((high, { marginals }) => Math.max(high, marginals.length), 0);
      const higher = change((account) => ({
        ...account,
        marginals: marginalsOf(account.response, account.worth.value, account.marginals.length + 1),
      }));
      list.push({ limit: "maximum", ...id, amount: most, step: 1, book: higher });
    }
  }
  return list;
}

function bindingOf(from: "solved" | "price", loosened: Loosened, gain: number, kept: number): VisitBinding {
  const { limit, id, amount, step } = loosened;
  const own = { limit, ...(id === undefined ? {} : { id }), amount, step };
  const reason = { code: "visits_binding", params: { ...own, gain, kept, solved: from === "solved" } } as const;
  return { ...own, gain, kept, perUnit: gain / step, from, reason };
}

function bySolving(book: Book, solved: Solved): readonly VisitBinding[] | undefined {
  const found: VisitBinding[] = [];
  for (const loosened of loosenedOf(book)) {
    const again = solveBook(loosened.book, true);
    if (!again.proved) return undefined;
    // a promise given up is not a promise kept
    const kept = loosened.limit === "promise" ? 0 : solved.missing - again.missing;
    const gain = again.gain - solved.gain;
    if (kept > 0 || gain > NOTHING * Math.abs(solved.gain)) {
      found.push(bindingOf("solved", loosened, Math.max(0, gain), kept));
    }
  }
  return found;
}

function byPrices(book: Book, { prices, draft, gain: reached }: Solved): readonly VisitBinding[] {
  return loosenedOf(book).flatMap((loosened) => {
    const { limit, id, step } = loosened;
    const p = book.people.findIndex((person) => person.id === id);
    const t = book.tiers.findIndex((tier) => tier.id === id);
    let gain = 0;
    if (limit === "hours") gain = (prices.hours[p] as number) * step;
    else if (limit === "budget") gain = prices.budget * step;
    else {
      book.accounts.forEach(({ tier, doors, marginals, promised, response, worth }, i) => {
        if (tier !== t || doors.length === 0) return;
        const price = Math.min(...doors.map((door) => fullPrice(door, prices)));
        const visits = draft.totals[i] as number;
        if (limit === "promise" && promised > 0 && visits === promised) {
          gain += Math.max(0, price - (marginals[visits - 1] as number));
        } else if (limit === "maximum" && visits === marginals.length) {
          const next = broughtBy(response, worth.value, visits + 1) - broughtBy(response, worth.value, visits);
          gain += Math.max(0, next - price);
        }
      });
    }
    return gain > NOTHING * Math.abs(reached) ? [bindingOf("price", loosened, gain, 0)] : [];
  });
}
