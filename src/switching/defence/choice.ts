/** One option per class is chosen; what the options use adds up and is limited. */
export interface ChoiceProblem {
  /** Number of resources. */
  readonly resources: number;
  readonly most: Float64Array;
  readonly least: Float64Array;
  readonly classes: readonly ChoiceClass[];
}

/** The options of one class. Option 0 is nothing: no gain, no use. */
export interface ChoiceClass {
  readonly gain: Float64Array;
  /** Use of each option, `resources` numbers an option. */
  readonly use: Float64Array;
}

/** An option per class. */
export interface Choice {
  readonly chosen: Int32Array;
  readonly gain: number;
}

/** Prices of the resources at which the sum of the best options bounds every plan. */
export interface DualPrices {
  readonly prices: Float64Array;
  readonly bound: number;
}

/** Sums may miss a limit by rounding, as a share of it. */
const HAIR = 1e-9;

/** What the chosen options use, added up. */
export function usedBy(problem: ChoiceProblem, chosen: Int32Array): Float64Array {
  const used = new Float64Array(problem.resources);
  problem.classes.forEach(({ use }, c) => {
    const at = (chosen[c] as number) * problem.resources;
    for (let r = 0; r < problem.resources; r++) used[r] = (used[r] as number) + (use[at + r] as number);
  });
  return used;
}

/** Total gain of the chosen options. */
export function gainOf(problem: ChoiceProblem, chosen: Int32Array): number {
  return problem.classes.reduce((total, { gain }, c) => total + (gain[chosen[c] as number] as number), 0);
}

/** Whether sums keep their limits. */
export function keeps({ most, least }: ChoiceProblem, used: ArrayLike<number>): boolean {
  return most.every((limit, r) => {
    const here = used[r] as number;
    const floor = least[r] as number;
    return here <= limit + HAIR * Math.max(limit, Number.MIN_VALUE) && here >= floor - HAIR * floor;
  });
}

/** Gain of an option less the price of what it uses. */
export function reduced(problem: ChoiceProblem, klass: ChoiceClass, option: number, prices: Float64Array): number {
  const at = option * problem.resources;
  let value = klass.gain[option] as number;
  for (let r = 0; r < prices.length; r++) value -= (prices[r] as number) * (klass.use[at + r] as number);
  return value;
}

/** The best option of each class at the given prices; the earlier one where two are equal. */
export function bestAt(
  problem: ChoiceProblem,
  prices: Float64Array,
): { readonly chosen: Int32Array; readonly total: number } {
  const chosen = new Int32Array(problem.classes.length);
  let total = 0;
  problem.classes.forEach((klass, c) => {
    let best = 0;
    let most = 0;
    for (let o = 1; o < klass.gain.length; o++) {
      const value = reduced(problem, klass, o, prices);
      if (value > most) [best, most] = [o, value];
    }
    chosen[c] = best;
    total += most;
  });
  return { chosen, total };
}
