import { type Book, beats, type Draft, emptyDraft, type Score, scoreOf } from "./book.ts";
import { exchange } from "./exchange.ts";
import { fill, keepPromises } from "./fill.ts";
import { startsOf } from "./naive.ts";
import { findPrices, freePrices, type Prices } from "./prices.ts";
import { programme } from "./programme.ts";

/** A plan closer than this share to the bound counts as the best. */
const PROOF = 1e-9;
/** Up to so many (account, person) pairs every start is improved; in a larger book only the one from prices. */
const FEW_PAIRS = 2000;

/** A plan with what no plan can exceed. */
export interface Solved extends Score {
  readonly draft: Draft;
  readonly bound: number;
  readonly leastMissing: number;
  readonly proved: boolean;
  /** What hours and money are worth. */
  readonly prices: Prices;
}

/**
 * Finds the plan that misses fewest promised visits and, of those, gains most: first by prices, then what they leave open
 * by an integer programme. A `brief` search gives that up sooner.
 */
export function solveBook(book: Book, brief: boolean = false): Solved {
  const pairs = book.accounts.reduce((sum, { doors }) => sum + doors.length, 0);
  const drafts = startsOf(book);
  const start =
    pairs <= FEW_PAIRS
      ? bestOf(book, [], drafts, freePrices(book))
      : drafts
          .map((draft) => ({ draft, ...scoreOf(book, draft) }))
          .reduce((best, plan) => (beats(plan, best) ? plan : best));
  return exactly(book, byPrices(book, start), brief);
}

type Plan = Score & { readonly draft: Draft };

function bestOf(book: Book, known: readonly Plan[], drafts: readonly Draft[], prices: Prices): Plan {
  const plans = [...known];
  for (const draft of drafts) {
    const better = exchange(book, draft, prices);
    plans.push({ draft: better, ...scoreOf(book, better) });
  }
  return plans.reduce((best, plan) => (beats(plan, best) ? plan : best));
}

/** Promises first, then gain, each proved by an integer programme as far as that ends in time. */
function exactly(book: Book, priced: Solved, brief: boolean): Solved {
  let best = priced;
  if (best.missing > best.leastMissing) {
    const found = programme(book, "promises", best, brief);
    if (found?.draft !== undefined) {
      const plan = { draft: found.draft, ...scoreOf(book, found.draft) };
      if (beats(plan, best)) best = byPrices(book, plan);
    }
    if (found?.proved !== true) return best;
    best = { ...best, leastMissing: best.missing };
  }
  if (best.bound - best.gain <= PROOF * Math.abs(best.bound)) return { ...best, proved: true };
  // prices know the least of each account where all promises are kept that single accounts could get
  const open =
    best.missing === possiblePromises(book).lost ? { prices: best.prices, slack: best.bound - best.gain } : {};
  const found = programme(book, "gain", { ...best, ...open }, brief);
  if (found?.draft !== undefined) {
    const plan = { draft: found.draft, ...scoreOf(book, found.draft) };
    if (beats(plan, best)) best = { ...best, ...plan };
  }
  return found?.proved === true ? { ...best, bound: best.gain, proved: true } : best;
}

/** Promises cut to what each account alone could get, and the visits that are lost by it. */
function possiblePromises(book: Book): { readonly promised: Int32Array; readonly lost: number } {
  const promised = Int32Array.from(book.accounts, ({ promised: asked, doors }) => {
    const possible = doors.reduce(
      (sum, { person, hours }) => sum + Math.floor(((book.hours[person] as number) / hours) * (1 + 1e-9)),
      0,
    );
    return Math.min(asked, possible);
  });
  return {
    promised,
    lost: book.accounts.reduce((sum, account, i) => sum + account.promised - (promised[i] as number), 0),
  };
}

function byPrices(book: Book, start: Plan): Solved {
  const { promised, lost } = possiblePromises(book);
  const possible = promised.reduce((sum, visits) => sum + visits, 0);
  let best: Plan = start;
  let leastMissing = lost;
  let missing = best.missing - lost;
  if (missing > 0) {
    const made = possible - missing;
    const scarce = findPrices(book, { aim: "promises", missing: 0, promised, reached: made });
    leastMissing = lost + Math.max(0, possible - Math.floor(scarce.bound * (1 + 1e-9)));
    const draft = emptyDraft(book);
    keepPromises(book, draft, scarce, true);
    best = bestOf(book, [best], [fill(book, freePrices(book), draft)], freePrices(book));
    missing = best.missing - lost;
  }
  let prices = findPrices(book, { aim: "gain", missing, promised, reached: best.gain });
  const first = best;
  best = bestOf(book, [best], [fill(book, prices)], prices);
  if (best !== first) {
    // towards the better plan once more: the nearer the aim, the straighter the way to the prices
    const again = findPrices(book, { aim: "gain", missing: best.missing - lost, promised, reached: best.gain });
    if (again.bound < prices.bound || best.missing < first.missing) prices = again;
    best = bestOf(book, [best], [fill(book, prices)], prices);
  }
  const bound = Math.max(best.gain, prices.bound);
  const proved = leastMissing === best.missing && bound - best.gain <= PROOF * Math.abs(bound);
  return { ...best, bound, leastMissing, proved, prices };
}
