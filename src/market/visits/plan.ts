import type { Reason } from "../../core/reasons.ts";
import { findBinding } from "./binding.ts";
import { type Account, type Book, type Door, type Draft, fits, scoreOf } from "./book.ts";
import { intervalOf } from "./doubt.ts";
import { fullPrice } from "./fill.ts";
import { equalShares, tierShares } from "./naive.ts";
import { readBook } from "./read.ts";
import { broughtBy } from "./response.ts";
import { type Solved, solveBook } from "./solve.ts";
import type {
  BrokenPromise,
  PlanVisitsOptions,
  VisitAccount,
  VisitAction,
  VisitorUse,
  VisitPlan,
  VisitRival,
  VisitShare,
  VisitTotals,
} from "./types.ts";

/** Prices of hours and money are known to about this share. */
const PRICE_DIGITS = 0.01;

/**
 * Plans who visits which account how often, so that visits bring the most after their money, within each person's hours,
 * skills and regions, the budget, what is promised and what is allowed.
 *
 * Each further visit to an account brings less than the one before. Promised visits come first: as many as possible are
 * kept, and of all plans that keep as many the one with the largest gain is chosen: an integer programme. A small book is
 * solved to the end; for a large one the plan stands beside the bound that no plan can exceed.
 *
 * @param accounts - Accounts with their worth (contribution that visits could win or keep over the span), and where it
 * matters tier, region, skills asked for, hours and money of a visit, promise and maximum. Not mutated.
 * @param options - `people` with hours, skills and regions (at most 1,000), `response` to visits, `tiers`, `travel`,
 * `budget`, `visitHours` (default 1), `visitCost` (default 0), `max` visits to an account (default 52), `step`, `level`
 * (default 0.95).
 * @returns Visits, hours, money and worth by account and by person with the reason for so many, promises that cannot be
 * kept, limits that bind with their shadow price, and two plain plans beside it: the same for all, and by tier. Rows in
 * any order give the same plan.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` for a
 * tier or person that is not there, `inconsistent` for a promise above its maximum or a table of worths that rises.
 * @example
 * ```ts
 * const accounts = [
 *   { id: "Harbour", worth: 9000, tier: "A" },
 *   { id: "North Mill", worth: 4000, tier: "B" },
 *   { id: "Bay Print", worth: 500, tier: "B" },
 * ];
 * const tiers = [{ id: "A", promised: 1 }, { id: "B", promised: 1 }];
 * const plan = planVisits(accounts, { people: [{ id: "Lin", hours: 16 }], tiers, response: { rate: 0.3 }, visitHours: 2 });
 * plan.actions.map(({ account, visits }) => `${account} ${visits}`); // => ["Harbour 5", "North Mill 2", "Bay Print 1"]
 * plan.gain; // ≈ 8926.2
 * plan.equal.advantage; // ≈ 986
 * describe(plan.binding[0].reason); // => "Hours (Lin) of 16 hours hold the plan back: 2 more would bring 569"
 * plan.method.status; // => "optimal"
 * ```
 * @see Lodish (1971), CALLPLAN: an interactive salesman's call planning system, Management Science 18(4), P25–P40
 */
export function planVisits(accounts: ArrayLike<VisitAccount>, options: PlanVisitsOptions): VisitPlan {
  const book = readBook(accounts, options);
  const solved = solveBook(book);
  const { draft, gain, bound, proved, leastMissing } = solved;
  const gap = proved || bound <= 0 ? 0 : (bound - gain) / bound;
  const tiers = tierShares(book);
  const gainInterval = intervalOf(book, gain, draft);
  return {
    ...totalsOf(book, draft),
    actions: actionsOf(book, solved),
    people: peopleOf(book, draft),
    ...(gainInterval === undefined ? {} : { gainInterval }),
    broken: brokenOf(book, draft),
    binding: findBinding(book, solved),
    equal: rivalOf(book, draft, equalShares(book)),
    ...(tiers === undefined ? {} : { byTier: rivalOf(book, draft, tiers) }),
    method: { solver: "yalps", status: proved ? "optimal" : "within_gap", gap, bound, leastMissing },
    reasons: reasonsOf(book, solved, gap),
  };
}

function totalsOf(book: Book, draft: Draft): VisitTotals {
  const { missing, gain } = scoreOf(book, draft);
  const shares = book.accounts.flatMap((account, i) => sharesOf(book, account, draft.visits[i] as Int32Array));
  const cost = shares.reduce((sum, share) => sum + share.cost, 0);
  return {
    visits: shares.reduce((sum, share) => sum + share.visits, 0),
    hours: shares.reduce((sum, share) => sum + share.hours, 0),
    cost,
    worth: gain + cost,
    gain,
    missing,
  };
}

function sharesOf({ people }: Book, { doors }: Account, visits: Int32Array): VisitShare[] {
  return doors.flatMap(({ person, hours, cost }, d) => {
    const own = visits[d] as number;
    if (own === 0) return [];
    return [{ person: people[person]?.id as string, visits: own, hours: own * hours, cost: own * cost }];
  });
}

function tierOf({ tiers }: Book, { tier }: Account): { readonly tier?: string } {
  return tier < 0 ? {} : { tier: tiers[tier]?.id as string };
}

function actionsOf(book: Book, solved: Solved): readonly VisitAction[] {
  const { draft, prices } = solved;
  return book.accounts
    .map((account, i): VisitAction => {
      const { id, marginals, doors, promised, response, worth } = account;
      const visits = draft.totals[i] as number;
      const by = sharesOf(book, account, draft.visits[i] as Int32Array);
      const nextWorth = nextOf(account, visits);
      const price = doors.length === 0 ? undefined : Math.min(...doors.map((door) => fullPrice(door, prices)));
      return {
        account: id,
        ...tierOf(book, account),
        visits,
        promised,
        by,
        hours: by.reduce((sum, share) => sum + share.hours, 0),
        cost: by.reduce((sum, share) => sum + share.cost, 0),
        worth: broughtBy(response, worth.value, visits),
        ...(visits > 0 ? { lastWorth: marginals[visits - 1] as number } : {}),
        nextWorth,
        ...(price === undefined ? {} : { nextPrice: price }),
        reason: reasonOf(book, draft, account, { visits, next: nextWorth, price: price ?? 0 }),
      };
    })
    .sort((a, b) => b.worth - a.worth);
}

/** What one more visit brings, allowed or not. */
function nextOf({ response, worth, marginals }: Account, visits: number): number {
  return (
    marginals[visits] ??
    Math.max(0, broughtBy(response, worth.value, visits + 1) - broughtBy(response, worth.value, visits))
  );
}

function reasonOf(
  book: Book,
  draft: Draft,
  { doors, marginals }: Account,
  { visits, next, price }: { readonly visits: number; readonly next: number; readonly price: number },
): Reason {
  if (doors.length === 0) return { code: "visits_account_nobody", params: { visits } };
  if (next <= 0) return { code: "visits_account_no_response", params: { visits } };
  if (visits >= marginals.length) return { code: "visits_account_max", params: { visits, next } };
  const open = doors.filter((door) => fits(book, draft, door));
  const cost = Math.min(...(open.length > 0 ? open : doors).map((door: Door) => door.cost));
  if (next <= cost) return { code: "visits_account_not_worth", params: { visits, next, cost } };
  if (next <= price * (1 + PRICE_DIGITS)) return { code: "visits_account_elsewhere", params: { visits, next, price } };
  return { code: "visits_account_full", params: { visits, next } };
}

function peopleOf(book: Book, { visits }: Draft): readonly VisitorUse[] {
  const uses = book.people.map(({ id, hours }) => ({
    person: id,
    visits: 0,
    accounts: 0,
    hours: 0,
    available: hours,
    cost: 0,
  }));
  book.accounts.forEach(({ doors }, i) => {
    doors.forEach(({ person, hours, cost }, d) => {
      const own = visits[i]?.[d] as number;
      const use = uses[person];
      if (own === 0 || use === undefined) return;
      use.visits += own;
      use.accounts += 1;
      use.hours += own * hours;
      use.cost += own * cost;
    });
  });
  return uses;
}

function brokenOf(book: Book, { totals }: Draft): readonly BrokenPromise[] {
  return book.accounts
    .flatMap((account, i): BrokenPromise[] => {
      const { id, promised, doors } = account;
      const visits = totals[i] as number;
      const missing = promised - visits;
      if (missing <= 0) return [];
      const own = { account: id, ...tierOf(book, account), promised, visits, missing };
      if (doors.length === 0) {
        return [{ ...own, reason: { code: "visits_broken_nobody", params: { account: id, promised } } }];
      }
      const hours = missing * Math.min(...doors.map((door) => door.hours));
      return [{ ...own, hours, reason: { code: "visits_broken", params: { account: id, promised, missing, hours } } }];
    })
    .sort((a, b) => b.missing - a.missing);
}

function rivalOf(book: Book, draft: Draft, other: Draft): VisitRival {
  const totals = totalsOf(book, other);
  const advantage = scoreOf(book, draft).gain - totals.gain;
  const advantageInterval = intervalOf(book, advantage, draft, other);
  return { ...totals, advantage, ...(advantageInterval === undefined ? {} : { advantageInterval }) };
}

function reasonsOf(book: Book, solved: Solved, gap: number): readonly Reason[] {
  const { accounts } = book;
  const { draft, gain, bound, missing, leastMissing, proved } = solved;
  const reasons: Reason[] = [];
  if (missing > 0) {
    const promised = accounts.reduce((sum, account) => sum + account.promised, 0);
    reasons.push({ code: "visits_promises_missing", params: { missing, promised, least: leastMissing } });
  }
  if (draft.totals.every((visits) => visits === 0)) {
    reasons.push({ code: "visits_none", params: { accounts: accounts.length } });
  }
  const uncovered = accounts.filter(({ doors }) => doors.length === 0).length;
  if (uncovered > 0) reasons.push({ code: "visits_uncovered", params: { accounts: uncovered } });
  if (!proved) reasons.push({ code: "visits_gap", params: { gap, gain, bound } });
  const believed = accounts.filter(({ response: { rate } }) => rate === undefined || rate.stated).length;
  if (believed > 0) reasons.push({ code: "visits_response_belief", params: { accounts: believed } });
  return reasons;
}
