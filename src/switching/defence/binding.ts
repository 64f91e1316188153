import { has } from "./flags.ts";
import type { Book, Lever } from "./read.ts";
import { type Solved, solveBook } from "./solve.ts";
import { PROOF } from "./solve-choice.ts";
import type { DefenceBinding, PlanDefenceOptions } from "./types.ts";

/** A tenth of the budget, where the caller names no step. */
const BUDGET_STEP = 0.1;
const HOURS_STEP = 10;

/** A book with one limit loosened. */
interface Loosened {
  readonly limit: DefenceBinding["limit"];
  readonly lever?: string;
  readonly amount: number;
  readonly step: number;
  readonly book: Book;
}

/** Loosens each limit by a step, plans again, and tells what that brings. */
export function findBinding(book: Book, plan: Solved, step: PlanDefenceOptions["step"]): readonly DefenceBinding[] {
  const scale = Math.max(plan.gain, ...book.accounts.map(({ value, risk }) => value.value * risk.value));
  return loosened(book, plan, step ?? {})
    .flatMap(({ limit, lever, amount, step: size, book: wider }): DefenceBinding[] => {
      // what keeps the tighter limits keeps the wider ones
      const gain = Math.max(0, (solveBook(wider, true)?.gain ?? plan.gain) - plan.gain);
      if (gain <= PROOF * scale) return [];
      const named = lever === undefined ? {} : { lever };
      const reason = { code: "defence_binding", params: { limit, ...named, amount, step: size, gain } } as const;
      return [{ limit, ...named, amount, step: size, gain, perUnit: gain / size, reason }];
    })
    .sort((a, b) => b.gain - a.gain);
}

function loosened(book: Book, plan: Solved, step: NonNullable<PlanDefenceOptions["step"]>): readonly Loosened[] {
  const { budget, hours, levers } = book;
  const list: Loosened[] = [];
  const money = step.budget ?? budget * BUDGET_STEP;
  if (money > 0) list.push({ limit: "budget", amount: budget, step: money, book: { ...book, budget: budget + money } });
  if (Number.isFinite(hours)) {
    const more = step.staffHours ?? HOURS_STEP;
    list.push({ limit: "staff_hours", amount: hours, step: more, book: { ...book, hours: hours + more } });
  }
  levers.forEach((lever, l) => {
    const n = plan.given.filter(({ pack }) => has(pack.mask, l)).length;
    const changed = (change: Partial<Lever>): Book => ({
      ...book,
      levers: levers.map((other, k) => (k === l ? { ...other, ...change } : other)),
    });
    // a limit that is not reached does not hold the plan back
    if (n >= lever.max && lever.max < book.accounts.length) {
      list.push({
        limit: "lever_max",
        lever: lever.id,
        amount: lever.max,
        step: 1,
        book: changed({ max: lever.max + 1 }),
      });
    }
    if (lever.min > 0 && n <= lever.min) {
      list.push({
        limit: "lever_min",
        lever: lever.id,
        amount: lever.min,
        step: 1,
        book: changed({ min: lever.min - 1 }),
      });
    }
  });
  return list;
}
