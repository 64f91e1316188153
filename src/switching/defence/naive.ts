import { has } from "./flags.ts";
import type { Account, Book, Lever } from "./read.ts";
import type { DefenceTotals } from "./types.ts";

/** What the naive list does. */
export type NaiveList = DefenceTotals & { readonly lever?: string };

const NOTHING: DefenceTotals = { accounts: 0, saved: 0, cost: 0, hours: 0, gain: 0 };

/**
 * The list that is made without a plan: accounts by value at risk, the same lever to each as long as money and hours
 * last. It is made well: who would bring less than it costs is passed over, price goes only where the rule allows it, and
 * where no standard lever is named it takes the one with which the list does best.
 */
export function naiveList(book: Book, standard: string | undefined): NaiveList {
  const ranked = [...book.accounts].sort((a, b) => atStake(b) - atStake(a));
  let best: NaiveList = NOTHING;
  book.levers.forEach((lever, l) => {
    if (standard !== undefined && lever.id !== standard) return;
    const list = listOf(book, ranked, lever, l);
    if (best.lever === undefined || list.gain > best.gain) best = { ...list, lever: lever.id };
  });
  return best;
}

/** Value × chance to leave. */
export function atStake({ value, risk }: Account): number {
  return value.value * risk.value;
}

function listOf(book: Book, ranked: readonly Account[], lever: Lever, l: number): DefenceTotals {
  let { accounts, saved, cost, hours } = { ...NOTHING, cost: lever.fixedCost, hours: lever.fixedHours };
  if (cost > book.budget || hours > book.hours) return NOTHING;
  for (const account of ranked) {
    if (accounts >= lever.max || !fits(book, account, lever, l)) continue;
    const price = lever.cost + lever.costShare * account.value.value;
    const kept = atStake(account) * lever.effect.value;
    if (kept <= price || cost + price > book.budget || hours + lever.hours > book.hours) continue;
    accounts++;
    saved += kept;
    cost += price;
    hours += lever.hours;
  }
  return saved > cost ? { accounts, saved, cost, hours, gain: saved - cost } : NOTHING;
}

function fits({ levers }: Book, { open, inPlace }: Account, lever: Lever, l: number): boolean {
  const there = (other: number): boolean => has(inPlace, other);
  return (
    has(open, l) &&
    lever.requires.every(there) &&
    !levers.some(({ excludes }, k) => there(k) && (lever.excludes.includes(k) || excludes.includes(l)))
  );
}
