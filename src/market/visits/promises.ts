import { type Book, type Draft, emptyDraft, move, scoreOf } from "./book.ts";
import { exchange } from "./exchange.ts";
import { fill } from "./fill.ts";
import { findPrices, freePrices } from "./prices.ts";
import { programme } from "./programme.ts";
import { findSchedules } from "./schedules.ts";
import { type Plan, shake } from "./shake.ts";

/** Times a plan of promises is shaken. */
const SHAKES = 300;
const BRIEF_SHAKES = 50;
/** What a promise counts, in budgets: more than all money that could be saved. */
const BUDGETS = 1000;
/** Sums are rounded; a share of a promise that is none. */
const HAIR = 1e-6;

/** As many promised visits as were found, and how many no plan can make. */
export interface MostPromises {
  readonly draft: Draft;
  /** Missing at least. */
  readonly least: number;
}

/**
 * Makes as many of the promised visits as hours and money allow. It is a book of its own, in which each promised visit
 * counts alike and nothing else counts: prices and whole schedules bound it, shaking and the integer programme fill it.
 */
export function mostPromises(book: Book, promised: Int32Array, brief: boolean): MostPromises {
  const limited = Number.isFinite(book.budget);
  const weight = limited && book.budget > 0 ? BUDGETS * book.budget : 1;
  // where money has no limit it plays no part
  const own: Book = {
    ...book,
    accounts: book.accounts.map((account, i) => ({
      ...account,
      promised: 0,
      marginals: new Float64Array(promised[i] as number).fill(weight),
      doors: limited ? account.doors : account.doors.map((door) => ({ ...door, cost: 0 })),
    })),
  };
  const asked = promised.reduce((sum, visits) => sum + visits, 0);
  const none = new Int32Array(promised.length);
  const keptOf = (gain: number): number => Math.ceil(gain / weight - HAIR);
  const mostOf = (bound: number): number =>
    Math.min(asked, Math.floor(bound / weight + (limited ? 1 / BUDGETS : 0) + HAIR));
  const better = (plans: readonly Plan[]): Plan => plans.reduce((best, plan) => (plan.gain > best.gain ? plan : best));
  const improved = (draft: Draft): Plan => {
    const next = exchange(own, draft, freePrices(own));
    return { draft: next, ...scoreOf(own, next) };
  };

  let best = improved(fill(own, freePrices(own)));
  const prices = findPrices(own, { aim: "gain", missing: 0, promised: none, reached: best.gain });
  best = better([best, improved(fill(own, prices))]);
  let most = mostOf(prices.bound);
  const done = (): boolean => keptOf(best.gain) >= most;
  if (!done()) {
    const searched = { prices, promised: none, missing: 0, most: promised, reached: best.gain, brief };
    const found = findSchedules(own, searched);
    if (found !== undefined) {
      most = Math.min(most, mostOf(found.bound));
      best = better([best, ...found.drafts.map((draft) => improved(fill(own, prices, draft)))]);
    }
  }
  if (!done()) {
    const enough = (most - 0.5) * weight;
    best = shake(own, best, prices, { rounds: brief ? BRIEF_SHAKES : SHAKES, enough });
  }
  while (!done()) {
    const one = programme(own, { missing: 0, gain: (keptOf(best.gain) + 0.9) * weight }, brief);
    const found = one?.draft === undefined ? programme(own, { missing: 0, gain: best.gain }, brief) : one;
    const plan = found?.draft === undefined ? best : { draft: found.draft, ...scoreOf(own, found.draft) };
    const more = keptOf(plan.gain) > keptOf(best.gain);
    best = plan;
    // nothing better, from a programme that knew the plan at hand
    if (found?.proved === true && found !== one) most = keptOf(best.gain);
    if (!more) break;
  }
  return { draft: copyInto(book, best.draft), least: asked - Math.max(most, keptOf(best.gain)) };
}

/** The same visits in the book with its own money. */
function copyInto(book: Book, { visits }: Draft): Draft {
  const draft = emptyDraft(book);
  visits.forEach((own, i) => {
    own.forEach((times, d) => {
      if (times > 0) move(book, draft, i, d, times);
    });
  });
  return draft;
}
