import { ClienteleError } from "../../core/errors.ts";
import { bits, has } from "./flags.ts";
import { type Package, packageProblem } from "./packages.ts";
import type { Account, Book } from "./read.ts";
import { boundOf, near, solveChoice } from "./solve-choice.ts";

/** Levers with a programme cost are tried in every combination; more would be too many. */
const MOST_PROGRAMMES = 8;

/** A package per account, with the programmes that run. */
export interface Solved {
  /** Accounts that get something, with what they get. */
  readonly given: readonly { readonly account: Account; readonly pack: Package }[];
  /** Levers whose programme is paid, as bits. */
  readonly running: number;
  readonly gain: number;
  readonly bound: number;
  readonly proved: boolean;
}

/** Plans a book: every combination of programmes that its bound does not rule out, the best of them. */
export function solveBook(book: Book, brief: boolean = false): Solved | undefined {
  const { levers } = book;
  const everything = bits(levers.map((_, l) => l));
  const programmes = levers.flatMap(({ fixedCost, fixedHours }, l) => (fixedCost > 0 || fixedHours > 0 ? [l] : []));
  if (programmes.length > MOST_PROGRAMMES) {
    throw new ClienteleError(
      "out_of_range",
      `levers hold ${programmes.length} with a fixedCost or fixedHours, at most ${MOST_PROGRAMMES} are possible; leave the smaller ones out`,
      { programmes: programmes.length },
    );
  }
  const open = [];
  for (let subset = 0; subset < 1 << programmes.length; subset++) {
    const off = programmes.filter((_, k) => has(subset, k));
    if (off.some((l) => (levers[l]?.min as number) > 0)) continue;
    const running = everything & ~bits(off);
    const on = programmes.filter((l) => !off.includes(l));
    const cost = on.reduce((total, l) => total + (levers[l]?.fixedCost as number), 0);
    const hours = on.reduce((total, l) => total + (levers[l]?.fixedHours as number), 0);
    if (cost > book.budget || hours > book.hours) continue;
    const problem = packageProblem(book, running, book.budget - cost, book.hours - hours);
    const dual = boundOf(problem.choice);
    open.push({ problem, dual, running, cost, bound: dual.bound - cost });
  }
  open.sort((a, b) => b.bound - a.bound || a.running - b.running);
  let best: Solved | undefined;
  let bound = Number.NEGATIVE_INFINITY;
  for (const { problem, dual, running, cost, bound: most } of open) {
    if (best !== undefined && most <= best.gain) break;
    const solved = solveChoice(problem.choice, dual, brief);
    if (solved === undefined) continue;
    bound = Math.max(bound, solved.bound - cost);
    if (best !== undefined && solved.gain - cost <= best.gain) continue;
    const given = book.accounts.flatMap((account, c) => {
      const option = solved.chosen[c] as number;
      return option === 0 ? [] : [{ account, pack: problem.packages[c]?.[option] as Package }];
    });
    best = { given, running, gain: solved.gain - cost, bound: 0, proved: false };
  }
  if (best === undefined) return undefined;
  bound = Math.max(bound, best.gain);
  return { ...best, bound, proved: near(best.gain, bound) };
}
