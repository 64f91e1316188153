import { type Coefficients, type Constraint, solve } from "yalps";
import { bestAt, type Choice, type ChoiceProblem, type DualPrices, gainOf, keeps, reduced, usedBy } from "./choice.ts";
import { dualPrices } from "./dual.ts";
import { exchange } from "./exchange.ts";
import { repair } from "./repair.ts";

/** Whole-number variables of the programmes, one after the other: a small one is solved to the end and lifts the plan. */
const SIZES: readonly number[] = [60, 160];
/** A plan counts as better from so many largest gains on: below that the solver's own rounding speaks. */
const BETTER = 1e-7;
const MOST_BRANCHES = 1500;
/** Plans closer than this share to the bound count as the best. */
export const PROOF = 1e-6;

/** A plan, and what no plan can exceed. */
export interface SolvedChoice extends Choice {
  readonly bound: number;
}

/** Up to so many options the integer programme is solved at once, and prices would only cost time. */
const FEW_OPTIONS = 120;

/** Prices of the limits and the bound that follows; for a small problem the limits are simply left out. */
export function boundOf(problem: ChoiceProblem): DualPrices {
  const options = problem.classes.reduce((total, { gain }) => total + gain.length, 0);
  if (options > FEW_OPTIONS) return dualPrices(problem);
  const prices = new Float64Array(problem.resources);
  return { prices, bound: bestAt(problem, prices).total };
}

/**
 * Chooses one option per class for the largest gain within the limits. Prices of the limits give a bound and a plan; an
 * option that loses more at those prices than the plan lacks to the bound is in no better plan and is left out; what is
 * left is solved as an integer programme; a `brief` search solves a small one only. Undefined where no plan keeps the limits, or none was found.
 *
 * @see Kellerer, Pferschy & Pisinger (2004), Knapsack Problems, chapter 11 (multiple-choice knapsack, reduction by bounds)
 */
export function solveChoice(
  problem: ChoiceProblem,
  dual: DualPrices = boundOf(problem),
  brief: boolean = false,
): SolvedChoice | undefined {
  const { prices, bound } = dual;
  const starts = [bestAt(problem, prices).chosen, new Int32Array(problem.classes.length)];
  let best: Choice | undefined;
  for (const start of starts) {
    const repaired = repair(problem, start, prices);
    if (repaired === undefined) continue;
    const plan = exchange(problem, repaired, prices);
    if (best === undefined || plan.gain > best.gain) best = plan;
  }
  if (best !== undefined && near(best.gain, bound)) return { ...best, bound: Math.max(bound, best.gain) };
  for (const size of brief ? SIZES.slice(0, 1) : SIZES) {
    const core = coreOf(problem, dual, best, size);
    const exact = solveCore(problem, core, best);
    if (exact.plan !== undefined && exact.plan !== best) best = exchange(problem, exact.plan, prices);
    // a programme over all that could be in a better plan, solved to the end, proves its own answer
    if (core.whole && exact.proved) return best === undefined ? undefined : { ...best, bound: best.gain };
  }
  return best === undefined ? undefined : { ...best, bound: Math.max(best.gain, bound) };
}

/** Whether a gain is as good as its bound. */
export function near(gain: number, bound: number): boolean {
  return bound - gain <= PROOF * Math.abs(bound);
}

interface Core {
  /** Options left to each class; one where it is settled. */
  readonly options: readonly (readonly number[])[];
  /** Whether every better plan lies within these options. */
  readonly whole: boolean;
}

function coreOf(problem: ChoiceProblem, { prices, bound }: DualPrices, best: Choice | undefined, size: number): Core {
  const slack = best === undefined ? Number.POSITIVE_INFINITY : bound - best.gain;
  const losses = problem.classes.map((klass, c) => {
    const values = Array.from(klass.gain, (_, o) => reduced(problem, klass, o, prices));
    const top = Math.max(...values);
    const keep = values
      .map((value, o) => ({ c, o, loss: top - value }))
      .filter(({ o, loss }) => loss <= slack * (1 + 1e-9) || o === best?.chosen[c]);
    return keep.sort((a, b) => a.loss - b.loss || a.o - b.o);
  });
  const open = losses.reduce((total, keep) => total + (keep.length > 1 ? keep.length : 0), 0);
  if (open <= size) return { options: losses.map((keep) => keep.map(({ o }) => o)), whole: true };
  // too many to solve at once: those whose choice is nearest to call, the others stay as they are
  const settled = best?.chosen ?? Int32Array.from(losses, (keep) => keep[0]?.o ?? 0);
  const options: number[][] = losses.map((_, c) => [settled[c] as number]);
  const queue = losses.flat().filter(({ c, o }) => o !== settled[c]);
  queue.sort((a, b) => a.loss - b.loss || a.c - b.c || a.o - b.o);
  let variables = 0;
  for (const { c, o } of queue) {
    const own = options[c] as number[];
    variables += own.length === 1 ? 2 : 1;
    if (variables > size) break;
    own.push(o);
  }
  return { options, whole: false };
}

function solveCore(
  problem: ChoiceProblem,
  { options }: Core,
  best: Choice | undefined,
): { readonly plan?: Choice; readonly proved: boolean } {
  const { classes, resources, most, least } = problem;
  const chosen = Int32Array.from(options, (own) => own[0] as number);
  const fixed = chosen.slice();
  options.forEach((own, c) => {
    if (own.length > 1) fixed[c] = 0;
  });
  const spent = usedBy(problem, fixed);
  const rows: [string, Constraint][] = [];
  const units = Array.from({ length: resources }, (_, r) => Math.max(finite(most[r]), least[r] as number) || 1);
  for (let r = 0; r < resources; r++) {
    const unit = units[r] as number;
    const from = (least[r] as number) - (spent[r] as number);
    const max = Number.isFinite(most[r]) ? { max: ((most[r] as number) - (spent[r] as number)) / unit } : {};
    const min = from > 0 ? { min: from / unit } : {};
    if ("max" in max || "min" in min) rows.push([`r${r}`, { ...max, ...min }]);
  }
  let scale = 0;
  for (const [c, own] of options.entries()) {
    if (own.length > 1) for (const o of own) scale = Math.max(scale, Math.abs(classes[c]?.gain[o] as number));
  }
  if (scale === 0) scale = 1;
  const variables: [string, Coefficients<string>][] = [];
  for (const [c, own] of options.entries()) {
    if (own.length < 2) continue;
    rows.push([`c${c}`, { max: 1 }]);
    // option 0 is what is left when no other is taken
    for (const o of own.includes(0) ? own.filter((option) => option !== 0) : own) {
      const use = Array.from({ length: resources }, (_, r): [string, number] => [
        `r${r}`,
        (classes[c]?.use[o * resources + r] as number) / (units[r] as number),
      ]);
      const gain = (classes[c]?.gain[o] as number) / scale;
      variables.push([`${c} ${o}`, [["gain", gain], [`c${c}`, 1], ...use.filter(([, need]) => need !== 0)]]);
    }
    if (!own.includes(0)) rows[rows.length - 1] = [`c${c}`, { equal: 1 }];
  }
  if (variables.length === 0) return best === undefined ? { proved: true } : { plan: best, proved: true };
  if (best !== undefined) {
    // only what beats the plan at hand is looked for
    let settled = 0;
    classes.forEach(({ gain }, c) => {
      settled += (options[c]?.length === 1 ? gain[fixed[c] as number] : 0) as number;
    });
    rows.push(["gain", { min: (best.gain - settled) / scale + BETTER }]);
  }
  const solution = solve(
    { direction: "maximize", objective: "gain", constraints: rows, variables, binaries: true },
    { maxIterations: MOST_BRANCHES, maxPivots: 20_000, tolerance: 0 },
  );
  const proved = solution.status === "optimal" || solution.status === "infeasible";
  if (!Number.isFinite(solution.result)) return { proved };
  const found = fixed;
  for (const [name, value] of solution.variables) {
    const [c, o] = name.split(" ").map(Number) as [number, number];
    if (value > 0.5) found[c] = o;
  }
  const gain = gainOf(problem, found);
  // the solver works to 1e-8: what it calls a plan is checked by adding up
  if (!keeps(problem, usedBy(problem, found))) return { proved: false };
  const plan = best !== undefined && best.gain >= gain ? best : { chosen: found, gain };
  return { plan, proved };
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}
