import { createRandom } from "../../math/random.ts";
import { type Book, beats, type Draft, move, type Score, scoreOf } from "./book.ts";
import { exchange } from "./exchange.ts";
import { fill, keepPromises } from "./fill.ts";
import type { Prices } from "./prices.ts";

/** Accounts emptied at a time, at most. */
const EMPTIED = 6;
/** How far prices are moved for the refilling. */
const NOISE = 0.5;
/** How far one account is preferred to another in the refilling. */
const LUCK = 0.5;

export type Plan = Score & { readonly draft: Draft };

/** How often a plan is shaken, and the gain at which it is as good as any. */
interface Effort {
  readonly rounds: number;
  readonly enough: number;
}

/**
 * Improves a plan by emptying a few accounts or part of a person's days and planning those anew at prices moved by chance;
 * what is no worse is kept (large neighbourhood search). The same book gives the same plan.
 *
 * @see Schrimpf et al. (2000), Record breaking optimization results using the ruin and recreate principle, Journal of
 * Computational Physics 159, 139–171
 */
export function shake(book: Book, start: Plan, prices: Prices, { rounds, enough }: Effort): Plan {
  const random = createRandom(1);
  const below = (n: number): number => Math.floor(n * random.uniform());
  const n = book.accounts.length;
  let best = start;
  for (let round = 0; round < rounds && best.gain < enough; round++) {
    const draft = copyOf(best.draft);
    const person = round % 2 === 0 ? -1 : below(book.people.length);
    const share = 0.3 + 0.6 * random.uniform();
    if (person < 0) {
      for (let k = 1 + below(EMPTIED); k > 0; k--) empty(book, draft, below(n), () => true);
    } else {
      for (let i = 0; i < n; i++) {
        empty(book, draft, i, (at) => at === person && random.uniform() < share);
      }
    }
    const moved: Prices = {
      ...prices,
      hours: prices.hours.map((price) => price * Math.exp(NOISE * (2 * random.uniform() - 1))),
    };
    const luck = Float64Array.from(book.accounts, () => Math.exp(LUCK * (2 * random.uniform() - 1)));
    if (best.missing > 0) keepPromises(book, draft, moved, round % 4 < 2, luck);
    const next = exchange(book, fill(book, moved, draft, luck), prices);
    const score = scoreOf(book, next);
    if (!beats(best, score)) best = { draft: next, ...score };
  }
  return best;
}

function copyOf({ visits, totals, used, spent }: Draft): Draft {
  return { visits: visits.map((own) => own.slice()), totals: totals.slice(), used: used.slice(), spent };
}

function empty(book: Book, draft: Draft, i: number, drop: (person: number) => boolean): void {
  book.accounts[i]?.doors.forEach(({ person }, d) => {
    const own = draft.visits[i]?.[d] as number;
    if (own > 0 && drop(person)) move(book, draft, i, d, -own);
  });
}
