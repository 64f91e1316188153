import type { Chain, DenseStage, Standing } from "./chain.ts";

/** Chances by how much time has passed: after `first` days, and after each whole day more. */
export interface EndingCurve {
  readonly first: number;
  readonly chance: Float64Array;
}

/**
 * The chance to have ended in one way for many horizons in one pass: at the moments at which the deal's age in its stage
 * is a whole number of
 * days, as many as `chance` has room for. Between two of them a chance is spread evenly.
 */
export function endingCurve(
  { stages }: Chain,
  standing: Standing,
  end: number,
  arrival: readonly Float64Array[],
  chance: Float64Array,
): EndingCurve {
  const { ways, target, hazard, leaving, beyondFrom, first, later } = stages[standing.stage] as DenseStage;
  const age = Math.min(standing.age, beyondFrom);
  const begin = Math.floor(age);
  const offset = begin + 1 - age;
  chance.fill(0);
  let left = 1;
  for (let k = 0; k < chance.length && left > 0; k++) {
    const day = begin + 1 + k;
    const total = leaving[day] as number;
    if (total === 0) continue;
    const passed = k === 0 ? 1 - offset : 0;
    // what has passed of the day without an exit is conditioned away
    const reach = (left * (1 - passed)) / (1 - passed * total);
    const when = k === 0 ? (day === 1 ? first : later) * offset : offset + k - 1 + (day === 1 ? first : later);
    for (let way = 0; way < ways; way++) {
      const part = reach * (hazard[day * ways + way] as number);
      if (part === 0) continue;
      const next = target[way] as number;
      if (next < 0) {
        if (next === -1 - end) for (let j = k; j < chance.length; j++) chance[j] = (chance[j] as number) + part;
        continue;
      }
      const column = arrival[next] as Float64Array;
      // the same fraction of a day for every later moment
      const gap = offset + k - when;
      const whole = Math.floor(gap);
      const share = gap - whole;
      for (let j = k; j < chance.length; j++) {
        const here = column[whole + j - k] as number;
        const more = share === 0 ? 0 : share * ((column[whole + j - k + 1] as number) - here);
        chance[j] = (chance[j] as number) + part * (here + more);
      }
    }
    left *= 1 - ((1 - passed) * total) / (1 - passed * total);
  }
  for (let j = 0; j < chance.length; j++) chance[j] = Math.min(1, chance[j] as number);
  return { first: offset, chance };
}

/** Reads a curve after so many days. */
export function curveAt({ first, chance }: EndingCurve, days: number): number {
  if (days <= 0) return 0;
  if (days <= first) return ((chance[0] as number) * days) / first;
  const k = Math.min(chance.length - 1, Math.floor(days - first));
  const here = chance[k] as number;
  const share = days - first - k;
  return share <= 0 || k + 1 >= chance.length ? here : here + share * ((chance[k + 1] as number) - here);
}
