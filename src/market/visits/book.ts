import type { Figure } from "./figure.ts";
import type { Response } from "./response.ts";

/** Somebody who may visit an account, and what one visit takes. */
export interface Door {
  /** Place of the person in the book. */
  readonly person: number;
  /** Travel included. */
  readonly hours: number;
  /** Money: the visit, travel and paid hours. */
  readonly cost: number;
}

/** An account, checked and complete. */
export interface Account {
  readonly id: string;
  readonly worth: Figure;
  /** Place of its tier; −1 without one. */
  readonly tier: number;
  readonly region: string | undefined;
  readonly skills: readonly string[];
  readonly visitHours: number;
  readonly visitCost: number;
  readonly promised: number;
  readonly response: Response;
  /** What each visit brings, as many as may be made. */
  readonly marginals: Float64Array;
  /** In the order of the people. */
  readonly doors: readonly Door[];
}

/** A tier, checked and complete. */
export interface Tier {
  readonly id: string;
  readonly promised: number;
  readonly max: number;
  readonly response: Response;
  readonly rule?: number;
}

/** A person, checked and complete. */
export interface Person {
  readonly id: string;
  readonly hours: number;
  readonly skills: ReadonlySet<string>;
  readonly regions?: ReadonlySet<string>;
  readonly hourlyCost: number;
}

/** All that a plan is made from; accounts and people by id, so that the order of the rows does not matter. */
export interface Book {
  readonly accounts: readonly Account[];
  readonly people: readonly Person[];
  readonly tiers: readonly Tier[];
  /** Hours of each person. */
  readonly hours: Float64Array;
  readonly budget: number;
  readonly step: Readonly<{ hours?: number; budget?: number }>;
  readonly level: number;
}

/** Who visits whom how often: visits by account and door. */
export interface Draft {
  readonly visits: readonly Int32Array[];
  /** Visits by account. */
  readonly totals: Int32Array;
  /** Hours used by person. */
  readonly used: Float64Array;
  spent: number;
}

/** What a draft is worth: fewer missing first, then the larger gain. */
export interface Score {
  readonly missing: number;
  readonly gain: number;
}

/** Sums may miss a limit by rounding, as a share of it. */
const HAIR = 1e-9;

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

export function emptyDraft({ accounts, people }: Book): Draft {
  return {
    visits: accounts.map(({ doors }) => new Int32Array(doors.length)),
    totals: new Int32Array(accounts.length),
    used: new Float64Array(people.length),
    spent: 0,
  };
}

/** Makes so many visits through a door, or takes them back. */
export function move(book: Book, draft: Draft, i: number, d: number, by: number): void {
  const { person, hours, cost } = (book.accounts[i] as Account).doors[d] as Door;
  const own = draft.visits[i] as Int32Array;
  own[d] = (own[d] as number) + by;
  draft.totals[i] = (draft.totals[i] as number) + by;
  draft.used[person] = (draft.used[person] as number) + by * hours;
  draft.spent += by * cost;
}

/** Whether hours and money are left, when so many are asked for. */
export function within(limit: number, used: number, more: number): boolean {
  return used + more <= limit * (1 + HAIR);
}

/** Whether one more visit through a door keeps the limits. */
export function fits(book: Book, draft: Draft, { person, hours, cost }: Door): boolean {
  return (
    within(book.hours[person] as number, draft.used[person] as number, hours) && within(book.budget, draft.spent, cost)
  );
}

/** Adds a draft up from scratch: no sum of many small steps decides. */
export function scoreOf(book: Book, { visits, totals }: Draft): Score {
  let missing = 0;
  let gain = 0;
  book.accounts.forEach(({ promised, marginals, doors }, i) => {
    const own = totals[i] as number;
    missing += Math.max(0, promised - own);
    for (let k = 0; k < own; k++) gain += marginals[k] as number;
    doors.forEach(({ cost }, d) => {
      gain -= (visits[i]?.[d] as number) * cost;
    });
  });
  return { missing, gain };
}

/** Whether a score beats another. */
export function beats(a: Score, b: Score): boolean {
  return a.missing < b.missing || (a.missing === b.missing && a.gain > b.gain);
}
