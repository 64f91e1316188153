import { type Book, type Door, type Draft, fits, move, within } from "./book.ts";
import { fullPrice } from "./fill.ts";
import type { Prices } from "./prices.ts";

/** Rounds, and visits tried a round: the work grows with both, the gain hardly. */
const MOST_ROUNDS = 25;
const MOST_TRIED = 300;
/** In a book with more (account, person) pairs each account wishes for its best door alone. */
const MANY_PAIRS = 2000;

/** A visit as (account, door). */
interface Slot {
  readonly i: number;
  readonly d: number;
}

/**
 * Improves a plan by exchange: a visit that does not fit is made room for by dropping one that brings less, or by handing
 * one to somebody with hours left. A promised visit counts more than anything else.
 */
export function exchange(book: Book, draft: Draft, prices: Prices): Draft {
  const { accounts } = book;
  // above any sum of worths and costs, so that no gain outweighs a promise
  const promise = accounts.reduce(
    (sum, { worth, doors }) => sum + worth.value + Math.max(0, ...doors.map(({ cost }) => cost)),
    1,
  );
  const slots: Slot[][] = book.people.map(() => []);
  accounts.forEach(({ doors }, i) => {
    doors.forEach(({ person }, d) => {
      slots[person]?.push({ i, d });
    });
  });
  const pairs = slots.reduce((sum, { length }) => sum + length, 0);
  /** Visits that are made, by person and in all; some may be taken back meanwhile. */
  let held: readonly (readonly Slot[])[] = [];
  let made: readonly Slot[] = [];
  const doorOf = ({ i, d }: Slot): Door => accounts[i]?.doors[d] as Door;
  /** What the visit number k of an account counts. */
  const countOf = (i: number, k: number): number => {
    const { marginals, promised } = accounts[i] as Book["accounts"][number];
    return (marginals[k] ?? 0) + (k < promised ? promise : 0);
  };

  /** Makes room for a visit at the least loss below `most`; tells whether it did. */
  const makeRoom = (slot: Slot, most: number): boolean => {
    const door = doorOf(slot);
    const shortHours = !within(book.hours[door.person] as number, draft.used[door.person] as number, door.hours);
    let least = most;
    let release: (Slot & { to?: number }) | undefined;
    for (const own of shortHours ? (held[door.person] as Slot[]) : made) {
      if ((draft.visits[own.i]?.[own.d] as number) === 0 || own.i === slot.i) continue;
      const given = doorOf(own);
      const hoursFit =
        !shortHours ||
        within(book.hours[door.person] as number, (draft.used[door.person] as number) - given.hours, door.hours);
      if (!hoursFit) continue;
      if (within(book.budget, draft.spent - given.cost, door.cost)) {
        const loss = countOf(own.i, (draft.totals[own.i] as number) - 1) - given.cost;
        if (loss < least) [least, release] = [loss, own];
      }
      // where money alone is short, handing over is what cheaper() does
      const doors = shortHours ? (accounts[own.i]?.doors as readonly Door[]) : [];
      for (let to = 0; to < doors.length; to++) {
        const other = doors[to] as Door;
        const loss = other.cost - given.cost;
        if (to === own.d || loss >= least || other.person === door.person) continue;
        if (!within(book.hours[other.person] as number, draft.used[other.person] as number, other.hours)) continue;
        if (!within(book.budget, draft.spent + loss, door.cost)) continue;
        [least, release] = [loss, { ...own, to }];
      }
    }
    if (release === undefined) return false;
    move(book, draft, release.i, release.d, -1);
    if (release.to !== undefined) move(book, draft, release.i, release.to, 1);
    return true;
  };

  for (let round = 0; round < MOST_ROUNDS; round++) {
    held = slots.map((own) => own.filter(({ i, d }) => (draft.visits[i]?.[d] as number) > 0));
    made = held.flat();
    const wishes = accounts.flatMap(({ doors, marginals }, i) => {
      const k = draft.totals[i] as number;
      if (k >= marginals.length) return [];
      const count = countOf(i, k);
      const own = doors.flatMap((door, d) =>
        count > door.cost ? [{ i, d, value: count - fullPrice(door, prices) }] : [],
      );
      if (pairs <= MANY_PAIRS || own.length < 2) return own;
      return [own.reduce((best, wish) => (wish.value > best.value ? wish : best))];
    });
    wishes.sort((a, b) => b.value - a.value || a.i - b.i || a.d - b.d);
    let changed = false;
    for (const slot of wishes.slice(0, MOST_TRIED)) {
      const k = draft.totals[slot.i] as number;
      if (k >= (accounts[slot.i]?.marginals.length as number)) continue;
      const door = doorOf(slot);
      const value = countOf(slot.i, k) - door.cost;
      // a hair above nothing: rounding must not make two visits change places for ever
      if (value <= 0) continue;
      if (!fits(book, draft, door) && !makeRoom(slot, value * (1 - 1e-9))) continue;
      move(book, draft, slot.i, slot.d, 1);
      changed = true;
    }
    if (!changed && !cheaper(book, draft)) break;
  }
  return draft;
}

/** Hands visits to whoever does them for less money, and drops unpromised ones that do not pay. */
function cheaper(book: Book, draft: Draft): boolean {
  let changed = false;
  book.accounts.forEach(({ doors, promised, marginals }, i) => {
    doors.forEach((door, d) => {
      while ((draft.visits[i]?.[d] as number) > 0) {
        const k = (draft.totals[i] as number) - 1;
        if (k >= promised && (marginals[k] as number) < door.cost) {
          move(book, draft, i, d, -1);
          changed = true;
          continue;
        }
        const to = doors.findIndex(
          (other) =>
            other.cost < door.cost * (1 - 1e-9) &&
            within(book.hours[other.person] as number, draft.used[other.person] as number, other.hours),
        );
        if (to < 0) break;
        move(book, draft, i, d, -1);
        move(book, draft, i, to, 1);
        changed = true;
      }
    });
  });
  return changed;
}
