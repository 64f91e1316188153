import { type Book, type Door, type Draft, emptyDraft, fits, move } from "./book.ts";
import type { Prices } from "./prices.ts";

/** Money and hours of a visit at their prices, the money itself left aside. */
function priced({ person, hours, cost }: Door, prices: Prices): number {
  return (prices.hours[person] as number) * hours + prices.budget * cost;
}

/** What one visit takes in all, at what money and hours are worth elsewhere. */
export function fullPrice(door: Door, prices: Prices): number {
  return door.cost + priced(door, prices);
}

/** The cheapest door through which one more visit fits; −1 where none does. */
function openDoor(book: Book, draft: Draft, i: number, prices: Prices): number {
  const doors = book.accounts[i]?.doors as readonly Door[];
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  doors.forEach((door, d) => {
    if (!fits(book, draft, door)) return;
    // between equal prices whoever has more hours left
    const left = (book.hours[door.person] as number) - (draft.used[door.person] as number);
    const price = fullPrice(door, prices) + 1e-9 * door.hours - 1e-12 * left;
    if (price < least) [best, least] = [d, price];
  });
  return best;
}

/**
 * Makes promised visits, as far as they fit: accounts with the fewest doors first, or where hours do not suffice those
 * that take least at the prices.
 */
export function keepPromises(
  book: Book,
  draft: Draft,
  prices: Prices,
  cheapFirst: boolean = false,
  luck?: Float64Array,
): void {
  const order = book.accounts.map((_, i) => i).filter((i) => (book.accounts[i]?.promised as number) > 0);
  const doors = (i: number): number => book.accounts[i]?.doors.length as number;
  const size = (i: number): number => Math.max(0, ...(book.accounts[i]?.doors.map(({ hours }) => hours) ?? []));
  const least = (i: number): number =>
    (book.accounts[i]?.doors ?? []).reduce((low, door) => Math.min(low, priced(door, prices)), Number.MAX_VALUE);
  const keys = Float64Array.from(book.accounts, (_, i) => (cheapFirst ? least(i) : doors(i)) * (luck?.[i] ?? 1));
  order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || size(b) - size(a) || a - b);
  for (const i of order) {
    while ((draft.totals[i] as number) < (book.accounts[i]?.promised as number)) {
      const d = openDoor(book, draft, i, prices);
      if (d < 0) break;
      move(book, draft, i, d, 1);
    }
  }
}

interface Wish {
  readonly i: number;
  readonly key: number;
}

/**
 * Fills a plan: promised visits first, then always the visit that brings most per priced hour and money, as long as one
 * fits and brings more than it costs.
 */
export function fill(book: Book, prices: Prices, draft: Draft = emptyDraft(book), luck?: Float64Array): Draft {
  keepPromises(book, draft, prices);
  const wishOf = (i: number): (Wish & { readonly d: number }) | undefined => {
    const { marginals, doors } = book.accounts[i] as Book["accounts"][number];
    const worth = marginals[draft.totals[i] as number] ?? 0;
    if (worth <= 0) return undefined;
    const d = openDoor(book, draft, i, prices);
    const door = doors[d];
    if (door === undefined || worth <= door.cost) return undefined;
    const use = priced(door, prices);
    // without prices by the hour
    return { i, d, key: ((luck?.[i] ?? 1) * (worth - door.cost)) / (use > 0 ? use : 1e-12 * door.hours) };
  };
  const heap = new Heap();
  book.accounts.forEach((_, i) => {
    const wish = wishOf(i);
    if (wish !== undefined) heap.push(wish);
  });
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const now = wishOf(top.i);
    if (now === undefined) continue;
    // doors close while others are served, so that a wish only ever gets less urgent
    if (now.key < top.key) {
      heap.push(now);
      continue;
    }
    move(book, draft, top.i, now.d, 1);
    const next = wishOf(top.i);
    if (next !== undefined) heap.push(next);
  }
  return draft;
}

/** The most urgent wish first; of equal ones the account that stands first. */
class Heap {
  readonly #wishes: Wish[] = [];

  push(wish: Wish): void {
    const list = this.#wishes;
    list.push(wish);
    let at = list.length - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(wish, list[up] as Wish)) break;
      list[at] = list[up] as Wish;
      at = up;
    }
    list[at] = wish;
  }

  pop(): Wish | undefined {
    const list = this.#wishes;
    const top = list[0];
    const wish = list.pop();
    if (top === undefined || wish === undefined || list.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= list.length) break;
      if (down + 1 < list.length && before(list[down + 1] as Wish, list[down] as Wish)) down++;
      if (!before(list[down] as Wish, wish)) break;
      list[at] = list[down] as Wish;
      at = down;
    }
    list[at] = wish;
    return top;
  }
}

function before(a: Wish, b: Wish): boolean {
  return a.key > b.key || (a.key === b.key && a.i < b.i);
}
