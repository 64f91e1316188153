import { addUp, type GroupLevel, type Groups } from "./groups.ts";
import type { PlanPeriods } from "./periods.ts";
import type { Season } from "./season.ts";
import type { AttainmentPace } from "./types.ts";

/** Tells what the targets ask for by some moment, group by group at every level, the whole first. */
export interface Phase {
  /** By the day of looking. */
  toDate(): Float64Array[];
  /** By the end of a period. */
  until(period: number): Float64Array[];
}

/**
 * Spreads the target of every cell over the plan and adds up from there, so that groups always sum to the group above.
 * Whole targets stay whole.
 */
export function phaseOf(
  { levels, phased }: Groups,
  periods: PlanPeriods,
  pace: AttainmentPace,
  seasonOf: (cell: number) => Season,
): Phase {
  const cells = levels[levels.length - 1] as GroupLevel;
  const { count, done } = periods;
  const whole = cells.target.every(Number.isInteger);
  const asked = (share: (cell: number) => number, dated: (period: number) => number): Float64Array[] => {
    const own = cells.target.map((target, cell) => {
      let amount = 0;
      if (pace === "plan" && phased !== undefined) {
        for (let k = 0; k < count; k++) amount += dated(k) * (phased[cell * count + k] as number);
      } else amount = target * share(cell);
      return Math.min(target, whole ? Math.round(amount) : amount);
    });
    return summedUp(levels, own);
  };
  return {
    toDate: () =>
      asked(
        (cell) => seasonOf(cell).toDate,
        (k) => (k < done ? 1 : k === done ? periods.running : 0),
      ),
    until: (period) =>
      period === count - 1
        ? levels.map(({ target }) => target)
        : asked(
            (cell) => shareUntil(seasonOf(cell), period),
            (k) => (k <= period ? 1 : 0),
          ),
  };
}

function shareUntil({ shares }: Season, period: number): number {
  let sum = 0;
  for (let k = 0; k <= period; k++) sum += shares[k] as number;
  return Math.min(1, sum);
}

function summedUp(levels: readonly GroupLevel[], cells: Float64Array): Float64Array[] {
  const sums: Float64Array[] = levels.map(({ target }) => new Float64Array(target.length));
  sums[sums.length - 1] = cells;
  for (let d = levels.length - 1; d > 0; d--) {
    addUp(sums[d] as Float64Array, (levels[d] as GroupLevel).parents, sums[d - 1] as Float64Array);
  }
  return sums;
}
