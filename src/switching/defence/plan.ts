import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { findBinding } from "./binding.ts";
import { intervalOfSaved } from "./doubt.ts";
import { noPlan, requireReachable } from "./feasible.ts";
import { has } from "./flags.ts";
import { atStake, naiveList } from "./naive.ts";
import { costOf, savedBy } from "./packages.ts";
import { countPriceRule, priceReason } from "./price-rule.ts";
import { type Book, pricedBits, readBook } from "./read.ts";
import { type Solved, solveBook } from "./solve.ts";
import type {
  DefenceAccount,
  DefenceAction,
  DefenceCurvePoint,
  DefenceLever,
  DefenceLeverUse,
  DefencePlan,
  DefenceTotals,
  PlanDefenceOptions,
} from "./types.ts";

/**
 * Plans which levers to use for which accounts, so that the most value stays after costs, within budget, staff hours and
 * the limits of each lever.
 *
 * Several levers on one account each lower what chance to leave the others left, so that a second one brings less. Every
 * package of levers that exclusions and prerequisites allow is weighed, and one package per account is chosen: an integer
 * programme, with the bound it was held against. A price lever goes only to accounts that are price-sensitive and at
 * risk; all others get non-price value (D28).
 *
 * @param accounts - Accounts with value, chance to leave (0–1) and, where measured, price sensitivity. Not mutated.
 * @param levers - At most 30 levers with cost, hours, effect (share of the chance to leave that it takes away, 0–1),
 * exclusions, prerequisites, fewest and most accounts, and cost of the programme as a whole. Not mutated.
 * @param options - `budget`, `staffHours`, `atRisk` (from which chance on price is possible, default 0.2), `maxLevers` per
 * account (default 3), `standardLever` of the naive list, `step` by which limits are loosened, `budgets` for the curve.
 * @returns The plan, what holds it back and what a step more would bring (measured by planning again), the naive list
 * beside it, how the price rule falls, and how far from the best any plan could be. Rows in any order give the same plan.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` for
 * a lever that is not there, `inconsistent` for prerequisites in a circle or limits that cannot be kept (the limit is
 * named).
 * @example
 * ```ts
 * const accounts = [
 *   { id: "Harbour", value: 90000, risk: 0.3, priceSensitivity: true },
 *   { id: "North Mill", value: 60000, risk: 0.1, priceSensitivity: true },
 *   { id: "Bay Print", value: 20000, risk: 0.4 },
 * ];
 * const levers = [
 *   { id: "planned_visits", cost: 500, hours: 10, effect: 0.2 },
 *   { id: "personal_care", cost: 800, hours: 4, effect: 0.25 },
 *   { id: "discount", costShare: 0.05, effect: 0.4, price: true },
 * ];
 * const plan = planDefence(accounts, levers, { budget: 3000, staffHours: 20 });
 * plan.actions.map((row) => `${row.account}: ${row.levers.join(" + ")}`); // => ["Harbour: planned_visits + personal_care", "Bay Print: personal_care"]
 * plan.gain; // ≈ 10700
 * plan.naive.gain; // => 7850
 * describe(plan.binding[0].reason); // => "the limit on staff hours of 20 holds the plan back: 10 more would bring 700"
 * plan.method.status; // => "optimal"
 * ```
 * @see Kellerer, Pferschy & Pisinger (2004), Knapsack Problems, chapter 11 (multiple-choice knapsack)
 */
export function planDefence(
  accounts: ArrayLike<DefenceAccount>,
  levers: readonly DefenceLever[],
  options: PlanDefenceOptions,
): DefencePlan {
  const book = readBook(accounts, levers, options);
  const { standardLever, step, budgets } = options;
  const ids = book.levers.map(({ id }) => id);
  if (standardLever !== undefined) requireOneOf(standardLever, ids, "options.standardLever");
  requireStep(step);
  const asked = readBudgets(budgets);
  requireReachable(book);
  const solved = solveBook(book);
  if (solved === undefined) throw noPlan(book);
  const uses = usesOf(book, solved);
  const totals = totalsOf(solved, uses);
  const naive = naiveList(book, standardLever);
  const gap = solved.proved ? 0 : (solved.bound - solved.gain) / solved.bound;
  const savedInterval = intervalOfSaved(book, solved);
  return {
    ...totals,
    actions: actionsOf(book, solved),
    levers: uses,
    atStake: book.accounts.reduce((total, account) => total + atStake(account), 0),
    ...(savedInterval === undefined ? {} : { savedInterval }),
    binding: findBinding(book, solved, step),
    naive,
    priceRule: countPriceRule(book),
    curve: curveOf(book, asked, standardLever),
    method: { solver: "yalps", status: solved.proved ? "optimal" : "within_gap", gap, bound: solved.bound },
    reasons: reasonsOf(book, solved, gap),
  };
}

function requireStep(step: PlanDefenceOptions["step"]): void {
  if (step === undefined) return;
  requireObject(step, "options.step");
  if (step.budget !== undefined) requireNumber(step.budget, "options.step.budget", { above: 0, max: 1e100 });
  if (step.staffHours !== undefined)
    requireNumber(step.staffHours, "options.step.staffHours", { above: 0, max: 1e100 });
}

function readBudgets(budgets: readonly number[] | undefined): readonly number[] {
  if (budgets === undefined) return [];
  requireColumn(budgets, "options.budgets");
  requireNumber(budgets.length, "options.budgets.length", { max: 50 });
  const list = Array.from(budgets, (budget, i) => {
    requireNumber(budget, `options.budgets[${i}]`, { min: 0, max: 1e100 });
    return budget;
  });
  return [...new Set(list)].sort((a, b) => a - b);
}

function namesOf({ levers }: Book, mask: number): readonly string[] {
  return levers.flatMap(({ id }, l) => (has(mask, l) ? [id] : []));
}

function actionsOf(book: Book, { given }: Solved): readonly DefenceAction[] {
  const priced = pricedBits(book.levers);
  return given
    .map(({ account, pack }): DefenceAction => {
      const saved = savedBy(account, pack);
      const cost = costOf(account, pack);
      const levers = namesOf(book, pack.mask);
      const rule = priceReason(account, book);
      const passed = rule.code === "defence_price_fits" && (pack.mask & priced) === 0;
      return {
        account: account.id,
        levers,
        atStake: atStake(account),
        riskBefore: account.risk.value,
        riskAfter: account.risk.value * (1 - pack.effect),
        saved,
        cost,
        hours: pack.hours,
        gain: saved - cost,
        reasons: priced === 0 ? [] : passed ? [{ code: "defence_price_not_needed", params: { levers } }] : [rule],
      };
    })
    .sort((a, b) => b.gain - a.gain);
}

function usesOf({ levers }: Book, { given }: Solved): readonly DefenceLeverUse[] {
  return levers.map(({ id, cost, costShare, hours, fixedCost, fixedHours }, l) => {
    const own = given.filter(({ pack }) => has(pack.mask, l));
    const n = own.length;
    const money = own.reduce((total, { account }) => total + cost + costShare * account.value.value, 0);
    return { lever: id, accounts: n, cost: n > 0 ? money + fixedCost : 0, hours: n > 0 ? n * hours + fixedHours : 0 };
  });
}

function totalsOf({ given }: Solved, uses: readonly DefenceLeverUse[]): DefenceTotals {
  const saved = given.reduce((total, { account, pack }) => total + savedBy(account, pack), 0);
  const cost = uses.reduce((total, use) => total + use.cost, 0);
  const hours = uses.reduce((total, use) => total + use.hours, 0);
  return { accounts: given.length, saved, cost, hours, gain: saved - cost };
}

function curveOf(book: Book, budgets: readonly number[], standard: string | undefined): readonly DefenceCurvePoint[] {
  let gain = 0;
  return budgets.flatMap((budget) => {
    const other = { ...book, budget };
    const solved = solveBook(other, true);
    // a budget too small for what levers ask has no plan
    if (solved === undefined) return [];
    gain = Math.max(gain, solved.gain);
    return [{ budget, gain, naive: naiveList(other, standard).gain }];
  });
}

function reasonsOf(book: Book, solved: Solved, gap: number): readonly Reason[] {
  const { given, gain, bound, proved } = solved;
  const reasons: Reason[] = [];
  if (given.length === 0) reasons.push({ code: "defence_nothing_pays", params: { accounts: book.accounts.length } });
  if (!proved) reasons.push({ code: "defence_gap", params: { gap, gain, bound } });
  const used = given.reduce((mask, { pack }) => mask | pack.mask, 0);
  const stated = book.levers.flatMap(({ id, effect }, l) => (has(used, l) && effect.stated ? [id] : []));
  if (stated.length > 0) reasons.push({ code: "defence_effects_stated", params: { levers: stated } });
  const several = given.filter(({ pack }) => (pack.mask & (pack.mask - 1)) !== 0).length;
  if (several > 0) reasons.push({ code: "defence_effects_multiply", params: { accounts: several } });
  return reasons;
}
