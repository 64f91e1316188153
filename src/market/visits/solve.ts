import { type Book, beats, type Draft, emptyDraft, type Score, scoreOf } from "./book.ts";
import { exchange } from "./exchange.ts";
import { fill, keepPromises } from "./fill.ts";
import { startsOf } from "./naive.ts";
import { findPrices, freePrices, type Prices } from "./prices.ts";
import { programme, type Ranges, usefulVisits } from "./programme.ts";
import { mostPromises } from "./promises.ts";
import { findSchedules } from "./schedules.ts";
import { type Plan, shake } from "./shake.ts";

/** A plan closer than this share to the bound counts as the best. */
const PROOF = 1e-9;
/** Up to so many (account, person) pairs every start is improved; in a larger book only the one from prices. */
const FEW_PAIRS = 2000;
/** Up to so many the integer programme settles everything. */
const SMALL_PAIRS = 24;
/** Up to so many, sixty accounts with eight people, a plan is shaken and whole schedules bound it. */
const KEY_PAIRS = 500;
/** Times a plan is shaken. */
const SHAKES = 600;
const BRIEF_SHAKES = 50;

/** A plan with what no plan can exceed. */
export interface Solved extends Score {
  readonly draft: Draft;
  readonly bound: number;
  readonly leastMissing: number;
  readonly proved: boolean;
  /** What hours and money are worth. */
  readonly prices: Prices;
  /** Where whole schedules were looked for: what a better plan may have. */
  readonly ranges?: Ranges;
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
  const priced = byPrices(book, start);
  const kept = pairs <= KEY_PAIRS && priced.missing > priced.leastMissing ? byPromises(book, priced, brief) : priced;
  const closer = pairs > SMALL_PAIRS && pairs <= KEY_PAIRS ? bySchedules(book, kept, brief) : kept;
  return exactly(book, closer, brief);
}

/** Keeps as many promises as can be kept, or as many as are found, and starts the plan from those. */
function byPromises(book: Book, priced: Solved, brief: boolean): Solved {
  const { promised, lost } = possiblePromises(book);
  const { draft, least } = mostPromises(book, promised, brief);
  const leastMissing = Math.max(priced.leastMissing, lost + least);
  const best = bestOf(book, [priced], [fill(book, priced.prices, draft)], priced.prices);
  return best.missing < priced.missing ? byPrices(book, best, leastMissing) : { ...priced, leastMissing };
}

function bestOf(book: Book, known: readonly Plan[], drafts: readonly Draft[], prices: Prices): Plan {
  const plans = [...known];
  for (const draft of drafts) {
    const better = exchange(book, draft, prices);
    plans.push({ draft: better, ...scoreOf(book, better) });
  }
  return plans.reduce((best, plan) => (beats(plan, best) ? plan : best));
}

/** Improves a plan by shaking it, and its bound by whole schedules. */
function bySchedules(book: Book, priced: Solved, brief: boolean): Solved {
  if (priced.proved) return priced;
  const { promised, lost } = possiblePromises(book);
  const enough = priced.missing > priced.leastMissing ? Number.POSITIVE_INFINITY : priced.bound * (1 - PROOF);
  const shaken = shake(book, priced, priced.prices, { rounds: brief ? BRIEF_SHAKES : SHAKES, enough });
  // prices know how many promises may be missing
  const known =
    shaken.missing < priced.missing ? byPrices(book, shaken, priced.leastMissing) : { ...priced, ...shaken };
  const { prices, missing } = known;
  const most = Int32Array.from(book.accounts, (account) => usefulVisits(book, account));
  const found = findSchedules(book, { prices, promised, missing: missing - lost, most, reached: known.gain, brief });
  if (found === undefined) return known;
  const filled = found.drafts.map((draft) => fill(book, prices, draft));
  const best = bestOf(book, [known], filled, prices);
  if (best.missing < missing) return byPrices(book, best, known.leastMissing);
  const bound = Math.max(best.gain, Math.min(known.bound, found.bound));
  const proved = known.leastMissing === missing && bound - best.gain <= PROOF * Math.abs(bound);
  return { ...known, ...best, bound, proved, ranges: found };
}

/** Settles the gain by an integer programme as far as that ends in time. */
function exactly(book: Book, priced: Solved, brief: boolean): Solved {
  let best = priced;
  const fewest = best.missing === best.leastMissing;
  if (best.bound - best.gain <= PROOF * Math.abs(best.bound)) return { ...best, proved: fewest };
  // prices know the least of each account where all promises are kept that single accounts could get
  const { prices, ranges } = best;
  const open =
    best.missing === possiblePromises(book).lost ? { prices, slack: Math.max(0, prices.bound - best.gain) } : {};
  const found = programme(
    book,
    { missing: best.missing, gain: best.gain, ...open, ...(ranges === undefined ? {} : { ranges }) },
    brief,
  );
  if (found?.draft !== undefined) {
    const plan = { draft: found.draft, ...scoreOf(book, found.draft) };
    if (beats(plan, best)) best = { ...best, ...plan };
  }
  return found?.proved === true ? { ...best, bound: best.gain, proved: fewest } : best;
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

/** A plan from prices; `least` where it is known how many promised visits are missing at least. */
function byPrices(book: Book, start: Plan, least?: number): Solved {
  const { promised, lost } = possiblePromises(book);
  const possible = promised.reduce((sum, visits) => sum + visits, 0);
  let best: Plan = start;
  let leastMissing = least ?? lost;
  let missing = best.missing - lost;
  if (missing > 0 && least === undefined) {
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
