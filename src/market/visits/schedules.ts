import { type Account, type Book, type Draft, emptyDraft, fits, move } from "./book.ts";
import { fullPrice } from "./fill.ts";
import { type Item, itemsOf, lossesOf, type Packed, pack } from "./pack.ts";
import type { Prices } from "./prices.ts";

/** Cells filled in all: counted, never timed, so that the plan is the same on every machine. */
const EFFORT = 2e8;
const BRIEF_EFFORT = 1e7;
const MOST_TRIES = 1500;
/** Books whose one try takes more are left to prices. */
const MOST_CELLS = 4e6;
/** Tries without a lower bound after which steps are halved. */
const PATIENCE = 20;
/** Schedules kept on the way, to start plans from. */
const DRAFTS = 24;
/** How much of the last direction goes into the next. */
const MEMORY = 0.5;
/** Bound and plan closer than this share of each other have met. */
const MET = 1e-9;

/** What the bound is looked for. */
export interface Searched {
  readonly prices: Prices;
  /** Promised visits, cut to what single accounts could get, and how many of them may be missing. */
  readonly promised: Int32Array;
  readonly missing: number;
  /** Most visits to each account that pay. */
  readonly most: Int32Array;
  /** A plan reaches this gain. */
  readonly reached: number;
  readonly brief: boolean;
}

/** What no plan can exceed, the visits that a plan beyond `reached` makes at least and at most, and schedules on the way. */
export interface Schedules {
  readonly bound: number;
  readonly least: Int32Array;
  readonly most: Int32Array;
  /** Doors that such a plan may use, by account. */
  readonly doors: readonly (readonly boolean[])[];
  readonly drafts: readonly Draft[];
}

/**
 * Bounds the gain by whole schedules: accounts pay for visits, and each person makes the whole visits that are paid best
 * within the hours (a knapsack solved exactly). Payments are moved until as many visits are asked for as made. No plan
 * gains more, and where a person makes few visits this lies far below the bound from hourly prices, which sells parts of
 * visits. Undefined for a book too large for it.
 *
 * @see Guignard & Kim (1987), Lagrangean decomposition: a model yielding stronger Lagrangean bounds, Mathematical
 * Programming 39, 215–228
 */
export function findSchedules(book: Book, searched: Searched): Schedules | undefined {
  const { prices, promised, missing, reached, brief } = searched;
  const { accounts, people } = book;
  const forced = missing === 0;
  const most = searched.most;
  const staff = people.map((_, p) => itemsOf(book, p, most));
  const cells = staff.reduce((sum, { work }) => sum + work, 0);
  if (cells > MOST_CELLS) return undefined;
  const tries = Math.max(1, Math.min(MOST_TRIES, Math.floor((brief ? BRIEF_EFFORT : EFFORT) / (cells + 1000))));
  const asked = promised.reduce((sum, visits) => sum + visits, 0) - missing;
  const n = accounts.length;
  // the last two axes: money in units of the dearest visit, and the promises that must be made
  const axes = n + 2;
  const limited = Number.isFinite(book.budget);
  const dear = Math.max(Number.MIN_VALUE, ...accounts.flatMap(({ doors }) => doors.map(({ cost }) => cost)));
  let point = new Float64Array(axes);
  accounts.forEach(({ doors }, i) => {
    point[i] = doors.reduce((low, door) => Math.min(low, fullPrice(door, prices)), Number.MAX_VALUE);
    if (doors.length === 0) point[i] = 0;
  });
  point[n] = limited ? prices.budget * dear : 0;
  point[n + 1] = forced ? 0 : prices.promise;
  const slope = new Float64Array(axes);
  const direction = new Float64Array(axes);
  const bought = new Int32Array(n);

  const worthAt = (i: number, visits: number, at: Float64Array): number => {
    const { marginals } = accounts[i] as Account;
    const promise = forced ? 0 : (at[n + 1] as number);
    let worth = -visits * (at[i] as number) + promise * Math.min(visits, promised[i] as number);
    for (let k = 0; k < visits; k++) worth += marginals[k] as number;
    return worth;
  };
  const packed: Packed[] = [];
  const heightAt = (at: Float64Array): number => {
    let height = 0;
    slope.fill(0);
    const money = 1 + (limited ? (at[n] as number) / dear : 0);
    if (limited) {
      height += ((at[n] as number) * book.budget) / dear;
      slope[n] = book.budget / dear;
    }
    if (!forced) {
      height -= (at[n + 1] as number) * asked;
      slope[n + 1] = -asked;
    }
    accounts.forEach(({ marginals }, i) => {
      const least = promised[i] as number;
      const promise = forced ? 0 : (at[n + 1] as number);
      let visits = 0;
      while (visits < (most[i] as number)) {
        const own = (marginals[visits] as number) + (visits < least ? promise : 0) - (at[i] as number);
        if (own <= 0 && !(forced && visits < least)) break;
        height += own;
        visits++;
      }
      bought[i] = visits;
      slope[i] = -visits;
      if (!forced) slope[n + 1] = (slope[n + 1] as number) + Math.min(visits, least);
    });
    staff.forEach((person, p) => {
      const own = pack(person, ({ i, cost }: Item) => (at[i] as number) - money * cost);
      packed[p] = own;
      height += own.value;
      person.doors.forEach(({ i, cost }, k) => {
        const visits = own.visits[k] as number;
        slope[i] = (slope[i] as number) + visits;
        if (limited) slope[n] = (slope[n] as number) - (visits * cost) / dear;
      });
    });
    return height;
  };
  const draftNow = (): Draft => {
    const draft = emptyDraft(book);
    staff.forEach(({ doors }, p) => {
      doors.forEach(({ i, d }, k) => {
        const door = (accounts[i] as Account).doors[d];
        for (let v = Math.floor(packed[p]?.visits[k] as number); v > 0 && door !== undefined; v--) {
          if ((draft.totals[i] as number) >= (most[i] as number) || !fits(book, draft, door)) break;
          move(book, draft, i, d, 1);
        }
      });
    });
    return draft;
  };

  let best = point.slice();
  let bound = Number.POSITIVE_INFINITY;
  let pace = 1;
  let idle = 0;
  const drafts: Draft[] = [];
  const every = Math.max(1, Math.ceil(Math.min(tries, 600) / DRAFTS));
  for (let step = 0; step < tries; step++) {
    const height = heightAt(point);
    if (step % every === every - 1 && drafts.length < DRAFTS) drafts.push(draftNow());
    if (height < bound) {
      if (bound - height > 1e-5 * Math.abs(bound)) idle = 0;
      bound = height;
      best = point.slice();
    } else idle++;
    if (idle >= PATIENCE) {
      pace *= 0.7;
      idle = 0;
      point = best.slice();
      direction.fill(0);
      heightAt(point);
    }
    const ahead = bound - reached;
    if (ahead <= MET * Math.abs(bound) || pace < 1e-4) break;
    let norm = 0;
    for (let a = 0; a < axes; a++) {
      // money and promises are not priced below nothing; a visit may be
      const own = a >= n && point[a] === 0 && (slope[a] as number) > 0 ? 0 : (slope[a] as number);
      direction[a] = own + MEMORY * (direction[a] as number);
      norm += (direction[a] as number) ** 2;
    }
    if (!(norm > 0)) break;
    const length = (pace * Math.max(height - reached, ahead)) / norm;
    for (let a = 0; a < axes; a++) {
      const next = (point[a] as number) - length * (direction[a] as number);
      point[a] = a >= n ? Math.max(0, next) : next;
    }
  }
  heightAt(best);
  const room = (bound - reached) * (1 + 1e-9) + 1e-9 * Math.abs(bound);
  const least = new Int32Array(n);
  const highest = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const top = worthAt(i, bought[i] as number, best);
    let [low, high] = [bought[i] as number, bought[i] as number];
    const floor = forced ? (promised[i] as number) : 0;
    while (low > floor && top - worthAt(i, low - 1, best) <= room) low--;
    while (high < (most[i] as number) && top - worthAt(i, high + 1, best) <= room) high++;
    least[i] = low;
    highest[i] = high;
  }
  const doors = accounts.map((account) => account.doors.map(() => false));
  const money = 1 + (limited ? (best[n] as number) / dear : 0);
  for (const person of staff) {
    const losses = lossesOf(person, ({ i, cost }: Item) => (best[i] as number) - money * cost);
    person.doors.forEach(({ i, d }, k) => {
      (doors[i] as boolean[])[d] = (losses[k] as number) <= room;
    });
  }
  return { bound, least, most: highest, doors, drafts };
}
