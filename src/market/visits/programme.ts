import { type Coefficients, type Constraint, solve } from "yalps";
import { type Account, type Book, type Draft, emptyDraft, move, type Score, within } from "./book.ts";

/** Whole-number variables and cells of the solver's table at most; a larger programme is not set up. */
const MOST_INTEGERS = 90;
const MOST_CELLS = 60_000;
const MOST_BRANCHES = 4000;
/** A plan counts as better from so many largest gains on: below that the solver's own rounding speaks. */
const BETTER = 1e-7;

/** What the programme makes as good as it can. */
export type Aim = "promises" | "gain";

/** A better plan where there is one, and whether there can be none better. */
export interface Programmed {
  readonly draft?: Draft;
  readonly proved: boolean;
}

/** Visits to an account that any plan could want: those promised, and those that bring more than the cheapest costs. */
function usefulVisits(book: Book, { marginals, doors, promised }: Account): number {
  const cheapest = Math.min(...doors.map(({ cost }) => cost));
  let useful = promised;
  while (useful < marginals.length && (marginals[useful] as number) > cheapest) useful++;
  const possible = doors.reduce(
    (sum, { person, hours }) => sum + Math.floor(((book.hours[person] as number) / hours) * (1 + 1e-9)),
    0,
  );
  return Math.min(useful, possible);
}

/**
 * Looks for a plan that beats a score by an integer programme: whole visits by account and person; what visits bring is
 * cut into steps, which falling worths keep in order by themselves. Undefined where the programme would be too large.
 */
export function programme(book: Book, aim: Aim, best: Score): Programmed | undefined {
  const { accounts } = book;
  const useful = accounts.map((account) => (account.doors.length === 0 ? 0 : usefulVisits(book, account)));
  const rows: [string, Constraint][] = [];
  const variables: [string, Coefficients<string>][] = [];
  const integers = new Set<string>();
  let scale = Number.MIN_VALUE;
  accounts.forEach(({ marginals, doors }, i) => {
    if (useful[i] === 0) return;
    scale = Math.max(scale, marginals[0] ?? 0, ...doors.map(({ cost }) => cost));
  });
  // money in units of the budget, or of the dearest visit where that is more
  const limited = Number.isFinite(book.budget);
  const dear = Math.max(
    book.budget,
    ...accounts.flatMap(({ doors }) => doors.map(({ cost }) => cost)),
    Number.MIN_VALUE,
  );
  let asked = 0;
  accounts.forEach(({ marginals, doors, promised }, i) => {
    const most = useful[i] as number;
    asked += promised;
    const keepable = Math.min(promised, most);
    if (most === 0) return;
    rows.push([`made ${i}`, { equal: 0 }]);
    if (keepable > 0) {
      rows.push([`promise ${i}`, { max: 0 }], [`kept ${i}`, { max: keepable }]);
      variables.push([
        `k ${i}`,
        [
          [`promise ${i}`, 1],
          [`kept ${i}`, 1],
          ["kept", 1],
        ],
      ]);
    }
    doors.forEach(({ person, hours, cost }, d) => {
      const limit = book.hours[person] as number;
      if (!within(limit, 0, hours)) return;
      integers.add(`x ${i} ${d}`);
      const column: [string, number][] = [
        [`made ${i}`, 1],
        [`hours ${person}`, hours / limit],
        ["gain", -cost / scale],
      ];
      if (keepable > 0) column.push([`promise ${i}`, -1]);
      if (limited && cost > 0) column.push(["money", cost / dear]);
      variables.push([`x ${i} ${d}`, column]);
    });
    for (let k = 0; k < most; ) {
      const worth = marginals[k] as number;
      let same = 1;
      while (k + same < most && marginals[k + same] === worth) same++;
      rows.push([`step ${i} ${k}`, { max: same }]);
      variables.push([
        `y ${i} ${k}`,
        [
          [`made ${i}`, -1],
          [`step ${i} ${k}`, 1],
          ["gain", worth / scale],
        ],
      ]);
      k += same;
    }
  });
  if (integers.size === 0) return { proved: true };
  if (integers.size > MOST_INTEGERS || rows.length * variables.length > MOST_CELLS) return undefined;
  book.hours.forEach((_, p) => {
    rows.push([`hours ${p}`, { max: 1 }]);
  });
  if (limited) rows.push(["money", { max: book.budget / dear }]);
  const made = asked - best.missing;
  rows.push(aim === "gain" ? ["gain", { min: best.gain / scale + BETTER }] : ["kept", { min: made + 0.5 }]);
  if (aim === "gain" && made > 0) rows.push(["kept", { min: made - 1e-6 }]);
  const solution = solve(
    { direction: "maximize", objective: aim === "gain" ? "gain" : "kept", constraints: rows, variables, integers },
    { maxIterations: MOST_BRANCHES, maxPivots: 20_000, tolerance: 0 },
  );
  const proved = solution.status === "optimal" || solution.status === "infeasible";
  if (!Number.isFinite(solution.result)) return { proved };
  const draft = emptyDraft(book);
  for (const [name, value] of solution.variables) {
    const [kind, i, d] = name.split(" ");
    if (kind === "x") move(book, draft, Number(i), Number(d), Math.round(value));
  }
  // the solver works to 1e-8: what it calls a plan is checked by adding up
  const kept = book.hours.every((limit, p) => within(limit, draft.used[p] as number, 0));
  if (!kept || !within(book.budget, draft.spent, 0)) return { proved: false };
  return { draft, proved };
}
