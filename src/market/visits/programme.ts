import { type Coefficients, type Constraint, solve } from "yalps";
import { type Account, type Book, type Draft, emptyDraft, move, type Score, scoreOf, within } from "./book.ts";
import { fullPrice } from "./fill.ts";
import type { Prices } from "./prices.ts";

/** Whole-number variables and cells of the solver's table at most; a larger programme is not set up. */
const MOST_INTEGERS = 200;
const MOST_CELLS = 60_000;
const MOST_BRANCHES = 4000;
/** Branches times cells: counted, never timed, so that the plan is the same on every machine. */
const WORK = 3e7;
const BRIEF_WORK = 2e6;
/** A plan counts as better from so many largest gains on: below that the solver's own rounding speaks. */
const BETTER = 1e-7;

/** A better plan where there is one, and whether there can be none better. */
export interface Programmed {
  readonly draft?: Draft;
  readonly proved: boolean;
}

/** What a plan has to beat; with prices and how far it lies below their bound, much is settled beforehand. */
export interface Rival extends Score {
  readonly prices?: Prices;
  readonly slack?: number;
  readonly ranges?: Ranges;
}

/** Visits and doors that a better plan may have, as found by whole schedules. */
export interface Ranges {
  readonly least: Int32Array;
  readonly most: Int32Array;
  readonly doors: readonly (readonly boolean[])[];
}

/** Visits that a better plan may make to an account, and the doors it may use. */
interface Scope {
  readonly least: number;
  readonly most: number;
  readonly doors: readonly boolean[];
}

/**
 * What a better plan can do at one account: whatever loses more at the prices than the plan lacks to the bound is in no
 * better plan (reduction by bounds).
 */
function scopeOf(book: Book, account: Account, { prices, slack }: Rival): Scope {
  const { doors, marginals, promised } = account;
  const open = doors.map(({ person, hours }) => within(book.hours[person] as number, 0, hours));
  if (!open.includes(true)) return { least: 0, most: 0, doors: open };
  const useful = usefulVisits(book, account);
  if (prices === undefined || slack === undefined) return { least: 0, most: useful, doors: open };
  const costs = doors.map((door, d) => (open[d] === true ? fullPrice(door, prices) : Number.POSITIVE_INFINITY));
  const price = Math.min(...costs);
  const floor = Math.min(promised, useful);
  let best = floor;
  while (best < useful && (marginals[best] as number) > price) best++;
  const room = slack * (1 + 1e-9) + 1e-9 * price;
  let [least, most] = [best, best];
  for (let loss = 0; least > floor; least--) {
    loss += (marginals[least - 1] as number) - price;
    if (loss > room) break;
  }
  for (let loss = 0; most < useful; most++) {
    loss += price - (marginals[most] as number);
    if (loss > room) break;
  }
  return { least, most, doors: costs.map((own) => own - price <= room) };
}

/** A scope within the ranges, where there are any. */
function narrowed({ least, most, doors }: Scope, ranges: Ranges | undefined, i: number): Scope {
  if (ranges === undefined) return { least, most, doors };
  return {
    least: Math.max(least, ranges.least[i] as number),
    most: Math.min(most, ranges.most[i] as number),
    doors: doors.map((open, d) => open && ranges.doors[i]?.[d] === true),
  };
}

/** Visits to an account that any plan could want: those promised, and those that bring more than the cheapest costs. */
export function usefulVisits(book: Book, { marginals, doors, promised }: Account): number {
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
 * cut into steps, which falling worths keep in order by themselves. The plan at hand stays in the programme, so that
 * there is something to be found: only then does a finished search prove anything. Undefined where the programme would
 * be too large.
 */
export function programme(book: Book, best: Rival, brief: boolean): Programmed | undefined {
  const { accounts } = book;
  const scopes = accounts.map((account, i) => narrowed(scopeOf(book, account, best), best.ranges, i));
  // then no plan is better
  if (scopes.some(({ least, most, doors }) => least > most || (least > 0 && !doors.includes(true)))) {
    return { proved: true };
  }
  const settled = best.prices !== undefined && best.slack !== undefined;
  const rows: [string, Constraint][] = [];
  const variables: [string, Coefficients<string>][] = [];
  const integers = new Set<string>();
  let scale = Number.MIN_VALUE;
  accounts.forEach(({ marginals, doors }, i) => {
    if (scopes[i]?.most === 0) return;
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
  // what the visits bring that every better plan makes
  let before = 0;
  accounts.forEach(({ marginals, doors, promised }, i) => {
    const { least, most, doors: open } = scopes[i] as Scope;
    asked += promised;
    // where the least is settled it keeps the promise
    const keepable = settled ? 0 : Math.min(promised, most);
    if (most === 0) return;
    rows.push([`made ${i}`, { equal: least }]);
    for (let k = 0; k < least; k++) before += marginals[k] as number;
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
      if (open[d] !== true) return;
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
    for (let k = least; k < most; ) {
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
  rows.push(["gain", { min: (best.gain - before) / scale - BETTER }]);
  if (made > 0 && !settled) rows.push(["kept", { min: made - 1e-6 }]);
  const cells = (rows.length + 1) * (variables.length + 1);
  const branches = Math.max(50, Math.min(MOST_BRANCHES, Math.floor((brief ? BRIEF_WORK : WORK) / cells)));
  const solution = solve(
    { direction: "maximize", objective: "gain", constraints: rows, variables, integers },
    { maxIterations: branches, maxPivots: 20_000, tolerance: 0 },
  );
  // the plan at hand is in the programme: a solver that finds nothing has lost its digits, and proves nothing
  const proved = solution.status === "optimal";
  if (!Number.isFinite(solution.result)) return { proved: false };
  const draft = emptyDraft(book);
  for (const [name, value] of solution.variables) {
    const [kind, i, d] = name.split(" ");
    if (kind === "x") move(book, draft, Number(i), Number(d), Math.round(value));
  }
  // the solver works to 1e-8: what it calls a plan is checked by adding up
  const kept = book.hours.every((limit, p) => within(limit, draft.used[p] as number, 0));
  if (!kept || !within(book.budget, draft.spent, 0)) return { proved: false };
  const score = scoreOf(book, draft);
  const better = score.missing < best.missing || score.gain > best.gain + BETTER * scale;
  return better ? { draft, proved } : { proved };
}
